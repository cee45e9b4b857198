"""Office holders: 'Who is the Attorney General?' and 'Who is Ruth Orr?', answered by how the archive itself names people.

What resembles such a question most is other offices, not the sentence that names the holder in passing ('Attorney General Ana
Costa joined by video'). Every ingest keeps which names the releases print with which offices (``ingest/people/mentions.py``): the
name printed most with the office is taken, and cited where an official, or the office's own text, prints both together.
Where many share an office ('the senator'), the question has to say which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from archive import CatalogueReader, DatedMention, Passage, Selection
from language import HEADS, fold_name, is_office_word, office_key, pattern, split_sentences, word_set
from retrieval.query import find_periods, is_of_country, read_ellipsis
from retrieval.question import Question
from retrieval.spans import Span

_MOST_RELEASES = 40  # looked into for sentences that print both
_SENTENCES_SHOWN = 2
_MOST_HOLDERS = 3
# Of the releases that print the office: those with the name printed most, those with another that is told as well, and those
# with any of these. Below, many share the office ('the senator').
_LEAST_SHARE, _LEAST_BESIDE, _LEAST_IN_ALL = 0.4, 0.2, 0.75
_TOGETHER = 40  # characters between the name and the office
_BESIDE = 20  # and where nothing else is said between the two
_SHORTEST, _LONGEST = 6, 45  # words of a sentence that is good to read
_FEWEST_LETTERS = 5  # of a surname that two spellings share
_MOST_WORDS = 9  # of an office or a name
_WHO_IS = pattern("titles.who_is")
_COURTESIES = word_set("titles.courtesies")
_ORGANISATIONS = word_set("titles.organisations") - word_set("titles.also_surnames")
_ARTICLE = re.compile(r"^(?:the|our|a|an)\s+", re.IGNORECASE)
_LINKS = word_set("titles.joints", "titles.articles") | {"to"}
_HEADS = word_set("titles.heads")
_LEADERS = word_set("titles.heads", "titles.leaders")
_Mentions = Sequence[DatedMention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person as the archive names one: the name, the office as most printed, the days, and how many releases, of these undated.

    ``share`` is that of the releases which print the office (or the name) that print both, or print one of the ``others`` who
    are named so as well; ``spans`` are where name and office stand together.
    """

    name: str
    office: str
    first: date | None
    last: date | None
    releases: int
    undated: int
    share: float
    spans: tuple[Span, ...]
    others: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOffice:
    """An office that many are named with: as most printed, and the names of those who are named so most."""

    office: str
    names: tuple[str, ...]


def find_holder(question: Question, catalogue: CatalogueReader, selection: Selection) -> Holder | SharedOffice | None:
    """Return who holds the office that a question asks for, or the office of whom it asks for; None where it asks neither.

    So it is where nobody is named with the office, or too few are to say who. The selection's period and voices count; its
    speakers do not. Where the question names a time, whom the releases of just that time name is looked for first: later ones
    may tell of it as well.
    """
    asked = _WHO_IS.match(_spell_out(question))
    if asked is None or len(asked["whom"].split()) > _MOST_WORDS:
        return None
    reference = question.asked_on or (catalogue.days[1] if catalogue.days else None)
    periods = find_periods(question.own, reference=reference) if reference else []
    exactly = [replace(selection, since=period.since, until=period.until) for period in periods[:1]]
    for selected in (*exactly, selection):
        if found := _find_holder(asked["whom"], catalogue, selected):
            return found
    return None


def read_office(question: Question) -> frozenset[str]:
    """Return the words of the office whose holder a question asks for, as offices are compared; none where it asks for none.

    An office has a head ('minister'), and beside it names and words of offices alone: 'the coordinator for resettling Afghans'
    tells what somebody does.
    """
    asked = _WHO_IS.match(_spell_out(question))
    words = re.findall(r"[^\W_][\w’'.&-]*", asked["whom"]) if asked else []
    headed = any(word.lower().removesuffix("s") in HEADS for word in words)
    only = all(word[0].isupper() or word in _LINKS or is_office_word(word) for word in words)
    return office_key(" ".join(words)) if headed and only and len(words) <= _MOST_WORDS else frozenset()


def prints_holder(text: str, office: frozenset[str], names: Iterable[tuple[int, int]]) -> bool:
    """Whether a text prints an office, or a country's by its people ('the Torvian President'), beside one of the names in it.

    ``names`` are where they stand, (start, end) each.
    """
    around = len(" ".join(office)) + _BESIDE
    near = (office_key(text[max(0, start - around) : end + around]) for start, end in names)
    return any(all(any(is_of_country(word, other) for other in printed) for word in office) for printed in near)


def _spell_out(question: Question) -> str:
    """Return what is asked, with 'who is' before the office that a question after one of these names alone: 'And the mayor?'."""
    rest = read_ellipsis(question.own)
    return f"Who is {rest}" if rest and _WHO_IS.match(question.opening) else question.own


def _find_holder(words: str, catalogue: CatalogueReader, selection: Selection) -> Holder | SharedOffice | None:
    within = [mention for mention in catalogue.mentions if gives_office(mention) and _in_period(mention, selection)]
    whom = _ARTICLE.sub("", words.strip())
    by_holder = group_by_holder(whom, within)
    ranked = by_holder or _by_office(whom, within)
    in_all = _count_releases(chain(*ranked))
    told = [held for held in ranked if _count_releases(held) >= _LEAST_BESIDE * in_all]
    if not 0 < len(told) <= _MOST_HOLDERS or _count_releases(told[0]) < _LEAST_SHARE * in_all:
        return _describe_shared(by_holder) if len(by_holder) > _MOST_HOLDERS else None
    share = _count_releases(chain(*told)) / in_all
    holders = [_describe(held, catalogue, replace(selection, speakers=()), share=share) for held in told]
    if share < _LEAST_IN_ALL or not all(holder.spans for holder in holders):
        return None
    first, *others = sorted(holders, key=lambda holder: -holder.releases)
    return replace(first, others=tuple(others))


def _describe_shared(holders: Sequence[_Mentions]) -> SharedOffice:
    office = most_printed(mention.office for mention in chain(*holders))
    return SharedOffice(office=office, names=tuple(write_full_name(held) for held in holders[:_MOST_HOLDERS]))


def _describe(held: _Mentions, catalogue: CatalogueReader, selection: Selection, *, share: float) -> Holder:
    days = [mention.date for mention in held if mention.date]
    return Holder(
        name=write_full_name(held), office=most_printed(mention.office for mention in held),
        first=min(days, default=None), last=max(days, default=None), releases=_count_releases(held),
        undated=_count_releases(mention for mention in held if mention.date is None), share=share,
        spans=tuple(find_naming_spans(held, catalogue, selection)),
    )  # fmt: skip


def gives_office(mention: DatedMention) -> bool:
    """Whether a mention gives an office to a person: 'Mr.' or 'Mr. of Orlen' is none, and 'the Ferry Board' nobody."""
    words = fold_name(mention.name)
    office = mention.office.partition(" of ")[0]
    return bool(office_key(office)) and bool(words) and words[-1] not in _ORGANISATIONS


def _in_period(mention: DatedMention, selection: Selection) -> bool:
    if mention.date is None:
        return selection.since is None and selection.until is None
    return (selection.since or date.min) <= mention.date <= (selection.until or date.max)


def group_by_holder(whom: str, mentions: _Mentions) -> list[list[DatedMention]]:
    """Return the mentions of everybody who is printed with an office, those printed most first."""
    key = office_key(whom)
    by_surname: dict[str, list[DatedMention]] = {}
    for mention in mentions:
        if key and is_same_office(key, office_key(mention.office)) and (words := fold_name(mention.name)):
            known = next((name for name in by_surname if _is_spelling(name, words[-1])), words[-1])
            by_surname.setdefault(known, []).append(mention)
    full = [held for held in by_surname.values() if any(_is_full(mention.name) for mention in held)]
    return sorted(full, key=lambda held: -_count_releases(held))


def _by_office(whom: str, mentions: _Mentions) -> list[list[DatedMention]]:
    """Return the mentions of a person with the office that is printed most beside the name."""
    name = fold_name(whom)
    found = [mention for mention in mentions if len(name) > 1 and fold_name(mention.name) == name]
    telling = [mention for mention in found if not _is_courtesy(office_key(mention.office))] or found
    by_key: dict[frozenset[str], list[DatedMention]] = {}
    for mention in telling:
        by_key.setdefault(office_key(mention.office), []).append(mention)
    return sorted(by_key.values(), key=lambda held: -_count_releases(held))[:1]


def find_naming_spans(held: _Mentions, catalogue: CatalogueReader, selection: Selection) -> list[Span]:
    """Return the sentences that print a name with its office and read best, of different releases, the latest first.

    Where only titles print both, one that prints the name; where none does, the person's first words in the latest of those.
    """
    in_text = {(m.date or date.min, m.release_id, m.name, m.office) for m in held if m.place == "text"}
    found: list[tuple[float, Span]] = []
    for _, release_id, name, office in sorted(in_text, reverse=True)[:_MOST_RELEASES]:
        passages = catalogue.passages_of(release_id, selection)
        around = _TOGETHER + len(office)
        rated = [rated for p in passages for rated in _sentences(p, name, office_key(office), around=around)]
        found += sorted(rated, key=_fitness, reverse=True)[:1]
    full_name, latest = write_full_name(held), max(held, key=lambda mention: mention.date or date.min)
    if not found:
        found = [
            rated
            for passage in catalogue.passages(catalogue.find_phrase(full_name, limit=_MOST_RELEASES))
            if _is_named_then(passage, held) and passage.voice.value in selection.voices
            for rated in _sentences(passage, full_name, frozenset(), around=0)
        ]
    best = sorted(found, key=lambda rated: (_fitness(rated), rated[1].passage.date or date.min), reverse=True)[
        :_SENTENCES_SHOWN
    ]
    if best:
        return sorted((span for _, span in best), key=lambda span: span.passage.date or date.min, reverse=True)
    spoken = catalogue.passages_of(latest.release_id, replace(selection, speakers=(full_name,)))
    return [span for passage in spoken[:1] for span in _opening(passage)]


def _is_named_then(passage: Passage, held: _Mentions) -> bool:
    """Say whether a passage is of the time in which a person is named so, or of a release that does it."""
    days = [mention.date for mention in held if mention.date]
    within = bool(days) and passage.date is not None and min(days) <= passage.date <= max(days)
    return within or any(mention.release_id == passage.release_id for mention in held)


def _fitness(rated: tuple[float, Span]) -> float:
    return rated[0]


def _sentences(passage: Passage, name: str, office: frozenset[str], *, around: int) -> Iterator[tuple[float, Span]]:
    """Yield the sentences of a passage that print a name and, that near to it, an office, with how well each reads alone."""
    for start, end in split_sentences(passage.text):
        text = passage.text[start:end]
        place = text.find(name)
        if place < 0 or not office <= office_key(text[max(0, place - around) : place + len(name) + around]):
            continue
        words = len(text.split())
        fitness = 1.0 + _is_full(name) + (_SHORTEST <= words <= _LONGEST)
        yield fitness, Span(passage=passage, start=passage.start + start, end=passage.start + end)


def _opening(passage: Passage) -> Iterator[Span]:
    for start, end in split_sentences(passage.text):
        if len(passage.text[start:end].split()) >= _SHORTEST:
            yield Span(passage=passage, start=passage.start + start, end=passage.start + end)
            return


def is_same_office(asked: frozenset[str], office: frozenset[str]) -> bool:
    """Say whether two offices are one: a country may be called by its people ('Torvian President'), and any leader the head."""
    if asked & _HEADS and len(asked) > 1 and office & _LEADERS:
        asked, office = asked - _HEADS, office - _LEADERS
    if len(asked) != len(office):
        return False
    rest, other = asked - office, office - asked
    return not rest or (len(rest) == 1 and all(is_of_country(a, b) for a, b in zip(rest, other, strict=True)))


def _is_courtesy(office: frozenset[str]) -> bool:
    """Say whether an office says nothing of who somebody is: 'the President' alone, of anything."""
    return len(office) <= 1 and office <= _COURTESIES


def _is_spelling(surname: str, other: str) -> bool:
    """Say whether two surnames are one, of which a release dropped the end ('Marlensky', 'Marlenskyy')."""
    long_enough = min(len(surname), len(other)) >= _FEWEST_LETTERS
    return surname == other or (long_enough and (surname.startswith(other) or other.startswith(surname)))


def _is_full(name: str) -> bool:
    return len(fold_name(name)) > 1


def write_full_name(held: _Mentions) -> str:
    """Return the name as most printed in full; where it nowhere is, as most printed."""
    full = [mention.name for mention in held if _is_full(mention.name)]
    return most_printed(full or [mention.name for mention in held])


def most_printed(names: Iterable[str]) -> str:
    """Return the name or office that is printed most."""
    ((most, _),) = Counter(names).most_common(1)
    return most


def _count_releases(mentions: Iterable[DatedMention]) -> int:
    return len({mention.release_id for mention in mentions})
