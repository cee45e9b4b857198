"""What only the page says in its own words; what the console and the answers say too is ``retrieval.wording``.

The texts are the TOML files beside this module, one a language; ``wording.NAME`` is the text of that name in the language that
is spoken (``retrieval.wording``). No words of a release stand there, and none of this is quoted as theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from retrieval import Chip, Coverage, Texts, Voice, write_day, write_month
from retrieval import wording as shared

_texts = Texts(Path(__file__).parent)
_SLIGHTLY_WIDER = 3  # days beyond a period that go without saying

# The tables of texts. They lie in the files as the texts do.
FORMS: Mapping[str, str]
ORDERS: Mapping[str, str]
REASONS: Mapping[str, str]


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


def period(first: date | None, last: date | None) -> str:
    """Return a period in words, with no more than is needed: 'July 1 to December 31, 2021'; empty where unknown."""
    if not first or not last:
        return ""
    if first == last:
        return write_day(first)
    start = write_day(first).removesuffix(f", {last.year}")
    return f"{start} to {write_day(last)}"


def describe_period(chip: Chip) -> str:
    """Return the period that was read from a question: 'August 2021', 'from September 2021', 'around July 6, 2021'."""
    first, last, read = chip.named_since, chip.named_until, chip.filters
    if not first or not last:
        return ""
    if read.until is None:
        return f"from {write_day(first)} on"
    if read.since is None:
        return f"up to {write_day(last)}"
    named = period(first, last)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:  # whole months
        start, end = write_month(first), write_month(last)
        named = end if start == end else f"{start.removesuffix(f' {last.year}')} to {end}"
    return named if (read.until - last).days <= _SLIGHTLY_WIDER else f"around {named}"


def voices_asked(voices: Sequence[Voice]) -> str:
    """Return whose words a question asks for: 'reporters', 'officials and guests'."""
    asked = [_texts.table("VOICES_ASKED")[voice] for voice in voices if voice is not Voice.OFFICE]
    return " and ".join(asked)


def answered_with(quotations: int, releases: int) -> str:
    """Return what an answer consists of, in words."""
    return f"Answered with {shared.count_of(quotations, 'quotation')} from {shared.count_of(releases, 'release')}"


def kept_for(days: float) -> str:
    """Return how long a conversation is kept."""
    return _texts.KEPT_FOR.format(days=shared.count_of(max(1, round(days)), "day"))


def summed_up(sentences: int) -> str:
    """Return that the prose above an answer is whole, for those who listen to the page."""
    return f"Summed up in {shared.count_of(sentences, 'sentence')}, above the quotations"


def covers(coverage: Coverage) -> str:
    """Return one sentence on what the archive holds."""
    when = period(coverage.first, coverage.last)
    return f"This archive holds {shared.count_of(coverage.releases, 'release')}" + (f", {when}." if when else ".")


def asked_so_far(done: int, total: int, seconds_left: float | None) -> str:
    """Return how far a run is: '12 of 85 cases, about 40 seconds left'."""
    counted = f"{done:,} of {shared.count_of(total, 'case')}"
    if seconds_left is None:
        return counted
    minutes = round(seconds_left / 60)
    left = shared.count_of(minutes, "minute") if minutes > 1 else shared.count_of(max(1, round(seconds_left)), "second")
    return f"{counted}, about {left} left"


def where_said(places: int) -> str:
    """Return the heading of the places where words stand."""
    return "Where it was said" if places == 1 else f"Where it was said: {places} places, earliest first"


def more_places(more: int) -> str:
    """Return how many places are not drawn."""
    return f"and {shared.count_of(more, 'more place')}"


def counted_statements(found: int, speakers: int, days: Sequence[date | None], undated: int) -> str:
    """Return what a timeline holds, in words: '96 statements by 12 speakers, August 14 to December 17, 2021, 3 undated'."""
    said = f"{shared.count_of(found, 'statement')} by {shared.count_of(speakers, 'speaker')}"
    when = period(days[0], days[-1]) if days else ""
    return ", ".join(filter(None, (said, when, f"{undated:,} {shared.UNDATED}" if undated else "")))


def files_told(read: int, undated: int, set_aside: int) -> str:
    """Return how many releases were read, how many of them have no date, and how many files were set aside."""
    others = [f"{count:,} {told}" for count, told in ((undated, shared.UNDATED), (set_aside, "set aside")) if count]
    return " · ".join([shared.count_of(read, "release"), *others])


def found_releases(total: int) -> str:
    """Return how many releases were found, in words."""
    return shared.count_of(total, "release")


def page_of(page: int, pages: int) -> str:
    """Return which page is shown, in words."""
    return f"page {page:,} of {pages:,}"


def browse_words() -> dict[str, str]:
    """Return the words around a list of releases, as the browse component takes them."""
    return {
        "narrow": _texts.NARROW, "over_time": _texts.OVER_TIME, "more": _texts.MORE_VALUES, "remove": _texts.TAKE_OFF_FACET,
        "chosen": _texts.CHOSEN, "order": _texts.ORDER, "pages": _texts.RESULT_PAGES, "page": _texts.PAGE_NUMBER,
        "earlier": _texts.EARLIER_PAGE, "later": _texts.LATER_PAGE, "since": _texts.SINCE_LABEL, "until": _texts.UNTIL_LABEL,
        "apply": _texts.APPLY_PERIOD, "clear": _texts.CLEAR_PERIOD, "speaks": _texts.SPEAKS,
    }  # fmt: skip


def heard_in(turns: int, releases: int) -> str:
    """Return how often somebody is heard, in words."""
    return f"heard {shared.count_of(turns, 'time')} in {shared.count_of(releases, 'release')}"


def heard_as(official: int, guest: int) -> str:
    """Return as whom somebody is heard: as an official, as a guest, or as both."""
    if official and guest:
        return f"Official ({official:,}), guest ({guest:,})"
    return "Official" if official else "Guest"
