"""What only the page says in its own words; what the console and the answers say too is ``retrieval.wording``.

The texts are the TOML files beside this module, one a language; ``wording.NAME`` is the text of that name in the language that
is spoken (``retrieval.wording``). No words of a release stand there, and none of this is quoted as theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from retrieval import (
    Chip,
    Coverage,
    Texts,
    Voice,
    tell_day,
    tell_day_of_year,
    tell_month,
    tell_month_of_year,
    tell_number,
)
from retrieval import wording as shared

_texts = Texts(Path(__file__).parent)
_SLIGHTLY_WIDER = 3  # days beyond a period that go without saying

# The tables of texts. They lie in the files as the texts do.
CHART_PERIODS: Mapping[str, str]
FORMS: Mapping[str, str]
ORDERS: Mapping[str, str]
REASONS: Mapping[str, str]
STAGES: Mapping[str, str]
STATEMENTS_A_PERIOD: Mapping[str, str]


def __getattr__(name: str) -> str:
    return _texts.text(name)


def sentence(text: str) -> str:
    """Return a message as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "." if text else ""


def lead(*, model: str) -> str:
    """Return what this is, in short; ``model`` is the language model that words answers, '' where none does."""
    return _texts.LEAD.format(model=_texts.A_MODEL if model else _texts.NO_MODEL)


def how_it_works(*, model: str) -> list[str]:
    """Return how answers are made, in paragraphs."""
    told = _texts.HOW_WITH_MODEL.format(name=model) if model else _texts.HOW_WITHOUT_MODEL
    return [paragraph.format(model=told) for paragraph in _texts.listed("HOW_IT_WORKS")]


def how_it_errs() -> Sequence[str]:
    """Return how answers may be wrong, in paragraphs."""
    return _texts.listed("HOW_IT_ERRS")


def for_everyone(contact: str) -> list[str]:
    """Return the accessibility statement, in paragraphs; ``contact`` is how whoever runs the page is reached, if they say."""
    told = _texts.TELL_US_AT.format(contact=contact) if contact else _texts.TELL_US
    return [*_texts.listed("FOR_EVERYONE"), told]


def period(first: date | None, last: date | None) -> str:
    """Return a period in words, with no more than is needed: 'July 1 to December 31, 2021'; empty where unknown."""
    if not first or not last:
        return ""
    if first == last:
        return tell_day(first)
    start = tell_day_of_year(first) if first.year == last.year else tell_day(first)
    return _texts.PERIOD.format(start=start, end=tell_day(last))


def open_period(since: date | None, until: date | None) -> str:
    """Return a period that was asked for in words, of which an end may be open: 'from July 1, 2021'; empty where both are."""
    if since and until:
        return period(since, until)
    return _texts.SINCE_DAY.format(day=tell_day(since)) if since else _until(until)


def _until(day: date | None) -> str:
    return _texts.UNTIL_DAY.format(day=tell_day(day)) if day else ""


def describe_period(chip: Chip) -> str:
    """Return the period that was read from a question: 'August 2021', 'from September 2021', 'around July 6, 2021'."""
    first, last, read = chip.named_since, chip.named_until, chip.filters
    if not first or not last:
        return ""
    if read.until is None:
        return _texts.FROM_NAMED.format(day=tell_day(first))
    if read.since is None:
        return _texts.UP_TO_NAMED.format(day=tell_day(last))
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    named = _months(first, last) if whole_months else period(first, last)
    if (read.until - last).days <= _SLIGHTLY_WIDER:
        return named
    if first == last:
        return _texts.AROUND_DAY.format(day=named)
    one_month = whole_months and (first.year, first.month) == (last.year, last.month)
    return (_texts.AROUND_MONTH if one_month else _texts.AROUND_PERIOD).format(month=named, period=named)


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return tell_month(first)
    start = tell_month_of_year(first) if first.year == last.year else tell_month(first)
    return _texts.PERIOD_OF_MONTHS.format(start=start, end=tell_month(last))


def voices_asked(voices: Sequence[Voice]) -> str:
    """Return whose words a question asks for: 'reporters', 'officials and guests'."""
    asked = _texts.table("VOICES_ASKED")
    return shared.join_words([asked[voice] for voice in voices if voice is not Voice.OFFICE])


def answered_with(quotations: int, releases: int) -> str:
    """Return what an answer consists of, in words."""
    return _texts.ANSWERED_WITH.format(
        quotations=shared.count_of(quotations, shared.N_QUOTATIONS),
        releases=shared.count_of(releases, shared.N_RELEASES),
    )


def kept_for(days: float) -> str:
    """Return how long a conversation is kept."""
    return _texts.KEPT_FOR.format(days=_count(max(1, round(days)), "N_DAYS"))


def summed_up(sentences: int) -> str:
    """Return that the prose above an answer is whole, for those who listen to the page."""
    return _texts.SUMMED_UP.format(sentences=shared.count_of(sentences, shared.N_SENTENCES))


def covers(coverage: Coverage) -> str:
    """Return one sentence on what the archive holds."""
    when = period(coverage.first, coverage.last)
    releases = shared.count_of(coverage.releases, shared.N_RELEASES)
    return (_texts.COVERS_PERIOD if when else _texts.COVERS).format(releases=releases, period=when)


def asked_so_far(done: int, total: int, seconds_left: float | None) -> str:
    """Return how far a run is: '12 of 85 cases, about 40 seconds left'."""
    cases = _count(total, "N_CASES")
    if seconds_left is None:
        return _texts.ASKED_SO_FAR.format(done=tell_number(done), cases=cases)
    minutes = round(seconds_left / 60)
    left = _count(minutes, "N_MINUTES") if minutes > 1 else _count(max(1, round(seconds_left)), "N_SECONDS")
    return _texts.ASKED_SO_FAR_LEFT.format(done=tell_number(done), cases=cases, left=left)


def counted_cases(cases: int, kinds: Mapping[str, int]) -> str:
    """Return how many cases a question set has, of which kinds: '12 cases: number 8, unanswerable 4'."""
    told = ", ".join(f"{kind} {tell_number(count)}" for kind, count in kinds.items())
    return _texts.COUNTED_CASES.format(cases=_count(cases, "N_CASES"), kinds=told)


def done_of(done: int, total: int) -> str:
    """Return how far something is: '12 of 85'."""
    return _texts.DONE_OF_TOTAL.format(done=tell_number(done), total=tell_number(total))


def where_said(places: int) -> str:
    """Return the heading of the places where words stand."""
    return _count(places, "WHERE_SAID")


def more_places(more: int) -> str:
    """Return how many places are not drawn."""
    return _count(more, "N_MORE_PLACES")


def and_more(more: int) -> str:
    """Return that so many more are not shown: 'and 4 more'."""
    return _count(more, "N_MORE")


def counted_statements(found: int, speakers: int, days: Sequence[date | None], undated: int) -> str:
    """Return what a timeline holds, in words: '96 statements by 12 speakers, August 14 to December 17, 2021, 3 undated'."""
    said = _texts.COUNTED_STATEMENTS.format(
        statements=_count(found, "N_STATEMENTS"), speakers=_count(speakers, "N_SPEAKERS")
    )
    when = period(days[0], days[-1]) if days else ""
    return ", ".join(filter(None, (said, when, _count(undated, "N_UNDATED") if undated else "")))


def files_told(read: int, undated: int, set_aside: int) -> str:
    """Return how many releases were read, how many of them have no date, and how many files were set aside."""
    others = [_count(count, name) for count, name in ((undated, "N_UNDATED"), (set_aside, "N_SET_ASIDE")) if count]
    return " · ".join([found_releases(read), *others])


def found_releases(total: int) -> str:
    """Return how many releases were found, in words."""
    return shared.count_of(total, shared.N_RELEASES)


def page_of(page: int, pages: int) -> str:
    """Return which page is shown, in words."""
    return _texts.PAGE_OF.format(page=tell_number(page), pages=tell_number(pages))


def browse_words() -> dict[str, str]:
    """Return the words around a list of releases, as the browse component takes them."""
    return {
        "narrow": _texts.NARROW, "over_time": _texts.OVER_TIME, "more": _texts.MORE_VALUES, "remove": _texts.TAKE_OFF_FACET,
        "chosen": _texts.CHOSEN, "order": _texts.ORDER, "pages": _texts.RESULT_PAGES, "page": _texts.PAGE_NUMBER,
        "earlier": _texts.EARLIER_PAGE, "later": _texts.LATER_PAGE, "since": _texts.SINCE_LABEL, "until": _texts.UNTIL_LABEL,
        "apply": _texts.APPLY_PERIOD, "clear": _texts.CLEAR_PERIOD, "speaks": _texts.SPEAKS,
    }  # fmt: skip


def mentions(count: int) -> str:
    """Return how often something is mentioned: '12 mentions'."""
    return _count(count, "N_MENTIONS")


def heard_in(turns: int, releases: int) -> str:
    """Return how often somebody is heard, in words."""
    return _texts.HEARD_IN.format(times=_count(turns, "N_TIMES"), releases=found_releases(releases))


def heard_as(official: int, guest: int) -> str:
    """Return as whom somebody is heard: as an official, as a guest, or as both."""
    if official and guest:
        return _texts.HEARD_AS_BOTH.format(official=tell_number(official), guest=tell_number(guest))
    return _texts.HEARD_AS_OFFICIAL if official else shared.VOICE_LABELS[Voice.GUEST]


def _count(number: int, name: str) -> str:
    return shared.count_of(number, _texts.table(name))
