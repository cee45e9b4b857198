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

from archive import CatalogueReader, DatedMention, Passage, Selection
from language import fold_name, office_key, split_sentences, word_set
from retrieval.query import find_periods, is_of_country, read_ellipsis
from retrieval.question import Question
from retrieval.spans import Span

MOST_RELEASES = 40  # looked into for sentences that print both
SHOWN = 2  # sentences
MOST_HOLDERS = 3
# Of the releases that print the office: those with the name printed most, those with another that is told as well, and those
# with any of these. Below, many share the office ('the senator').
LEAST_SHARE, LEAST_BESIDE, LEAST_IN_ALL = 0.4, 0.2, 0.75
TOGETHER = 40  # characters between the name and the office
SHORTEST, LONGEST = 6, 45  # words of a sentence that is good to read
LEAST_SPELT = 5  # letters of a surname that two spellings share

_WHO_IS = re.compile(
    r"^\W*(?:(?:and|but|so|now|then),?\s+)?who(?:[’']s|\s+is|\s+was|\s+are|\s+were)\s+(?P<whom>(?:[^?.!,;:]|(?<=\b\w)\.)+?)"
    r"(?:\s+(?:(?:right\s+)?now|today|then|currently|at\s+(?:the|that)\s+time|back\s+then|these\s+days))?"
    r"(?:,?\s+(?:in|on|during|as of|by|since|at the (?:end|start|beginning) of)\s+[^?]*\d[^?]*|\s+in\s+(?-i:[A-Z])[a-z]+)?"
    r"\s*\??\s*$",
    re.IGNORECASE,
)
_MOST_WORDS = 9
_COURTESIES = word_set("titles.courtesies")
_HEADS = word_set("titles.heads")
_LEADERS = word_set("titles.heads", "titles.leaders")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person as the archive names one: the name, the office as most printed, the days and the number of releases.

    ``share`` is that of the releases which print the office (or the name) that print both, or print one of the ``others`` who
    are named so as well; ``spans`` are where name and office stand together.
    """

    name: str
    office: str
    first: date
    last: date
    releases: int
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
    if asked is None or len(asked["whom"].split()) > _MOST_WORDS or catalogue.days is None:
        return None
    periods = find_periods(question.own, reference=question.asked_on or catalogue.days[1])
    exactly = [replace(selection, since=one.since, until=one.until) for one in periods[:1]]
    for one in (*exactly, selection):
        if found := _find_holder(asked["whom"], catalogue, one):
            return found
    return None


def _spell_out(question: Question) -> str:
    """Return what is asked, with 'who is' before the office that a question after one of these names alone: 'And the mayor?'."""
    rest = read_ellipsis(question.own)
    return f"Who is {rest}" if rest and _WHO_IS.match(question.opening) else question.own


def _find_holder(words: str, catalogue: CatalogueReader, selection: Selection) -> Holder | SharedOffice | None:
    within = [one for one in catalogue.mentions if _in_period(one, selection)]
    whom = re.sub(r"^(?:the|our|a|an)\s+", "", words.strip(), flags=re.IGNORECASE)
    by_holder = _by_holder(whom, within)
    ranked = by_holder or _by_office(whom, within)
    of_all = len({one.release_id for held in ranked for one in held})
    told = [held for held in ranked if _count_releases(held) >= LEAST_BESIDE * of_all]
    if not 0 < len(told) <= MOST_HOLDERS or _count_releases(told[0]) < LEAST_SHARE * of_all:
        return _describe_shared(by_holder) if len(by_holder) > MOST_HOLDERS else None
    share = len({one.release_id for held in told for one in held}) / of_all
    holders = [_describe(held, catalogue, replace(selection, speakers=()), share=share) for held in told]
    first, *others = sorted(holders, key=lambda one: -one.releases)
    return replace(first, others=tuple(others)) if share >= LEAST_IN_ALL and all(one.spans for one in holders) else None


def _describe_shared(holders: Sequence[Sequence[DatedMention]]) -> SharedOffice:
    office = _most_printed(one.office for held in holders for one in held)
    return SharedOffice(office=office, names=tuple(_full_name(held) for held in holders[:MOST_HOLDERS]))


def _describe(
    named: Sequence[DatedMention], catalogue: CatalogueReader, selection: Selection, *, share: float
) -> Holder:
    return Holder(
        name=_full_name(named),
        office=_most_printed(one.office for one in named),
        first=min(one.date for one in named),
        last=max(one.date for one in named),
        releases=_count_releases(named),
        share=share,
        spans=tuple(_find_spans(named, catalogue, selection)),
    )


def _in_period(mention: DatedMention, selection: Selection) -> bool:
    return (selection.since or date.min) <= mention.date <= (selection.until or date.max)


def _by_holder(whom: str, mentions: Sequence[DatedMention]) -> list[list[DatedMention]]:
    """Return the mentions of everybody who is printed with an office, those printed most first."""
    key = office_key(whom)
    by_surname: dict[str, list[DatedMention]] = {}
    for one in mentions:
        if key and _is_same(key, office_key(one.office)) and (words := fold_name(one.name)):
            known = next((name for name in by_surname if _is_spelling(name, words[-1])), words[-1])
            by_surname.setdefault(known, []).append(one)
    full = [held for held in by_surname.values() if any(_is_full(one.name) for one in held)]
    return sorted(full, key=lambda held: -_count_releases(held))


def _by_office(whom: str, mentions: Sequence[DatedMention]) -> list[list[DatedMention]]:
    """Return the mentions of a person with the office that is printed most beside the name."""
    name = fold_name(whom)
    found = [one for one in mentions if len(name) > 1 and fold_name(one.name) == name]
    telling = [one for one in found if not _is_courtesy(office_key(one.office))] or found
    by_key: dict[frozenset[str], list[DatedMention]] = {}
    for one in telling:
        by_key.setdefault(office_key(one.office), []).append(one)
    return sorted(by_key.values(), key=lambda held: -_count_releases(held))[:1]


def _find_spans(named: Sequence[DatedMention], catalogue: CatalogueReader, selection: Selection) -> list[Span]:
    """Return the sentences that print a name with its office and read best, of different releases, the latest first.

    Where only titles print both, one that prints the name; where none does, the person's first words in the latest of those.
    """
    in_text = {(one.date, one.release_id, one.name, one.office) for one in named if one.place == "text"}
    found: list[tuple[float, Span]] = []
    for _, release_id, name, office in sorted(in_text, reverse=True)[:MOST_RELEASES]:
        of_release = [
            one
            for passage in catalogue.passages_of(release_id, selection)
            for one in _sentences(passage, name, office_key(office), around=TOGETHER + len(office))
        ]
        found += sorted(of_release, key=lambda one: -one[0])[:1]
    if not found:
        name, days = _full_name(named), {one.date for one in named}
        passages = catalogue.passages(catalogue.find_phrase(name, limit=MOST_RELEASES))
        found = [
            one
            for passage in passages
            if min(days) <= passage.date <= max(days) and passage.voice.value in selection.voices
            for one in _sentences(passage, name, frozenset(), around=0)
        ]
    best = sorted(found, key=lambda one: (-one[0], -one[1].passage.date.toordinal()))[:SHOWN]
    if best:
        return sorted((span for _, span in best), key=lambda span: span.passage.date, reverse=True)
    latest = max(named, key=lambda one: one.date)
    spoken = catalogue.passages_of(latest.release_id, replace(selection, speakers=(_full_name(named),)))
    return [span for passage in spoken[:1] for span in _opening(passage)]


def _sentences(passage: Passage, name: str, office: frozenset[str], *, around: int) -> Iterator[tuple[float, Span]]:
    """Yield the sentences of a passage that print a name and, that near to it, an office, with how well each reads alone."""
    for start, end in split_sentences(passage.text):
        text = passage.text[start:end]
        place = text.find(name)
        if place < 0 or not office <= office_key(text[max(0, place - around) : place + len(name) + around]):
            continue
        words = len(text.split())
        fitness = 1.0 + _is_full(name) + (SHORTEST <= words <= LONGEST)
        yield fitness, Span(passage=passage, start=passage.start + start, end=passage.start + end)


def _opening(passage: Passage) -> Iterator[Span]:
    for start, end in split_sentences(passage.text):
        if len(passage.text[start:end].split()) >= SHORTEST:
            yield Span(passage=passage, start=passage.start + start, end=passage.start + end)
            return


def _is_same(asked: frozenset[str], office: frozenset[str]) -> bool:
    """Whether two offices are one: a country may be called by its people ('Israeli Prime Minister'), and 'head' says any lead."""
    if asked & _HEADS and len(asked) > 1 and office & _LEADERS:
        asked, office = asked - _HEADS, office - _LEADERS
    if len(asked) != len(office):
        return False
    rest, other = asked - office, office - asked
    return not rest or (len(rest) == 1 and all(is_of_country(a, b) for a, b in zip(rest, other, strict=True)))


def _is_courtesy(office: frozenset[str]) -> bool:
    """Say whether an office says nothing of who somebody is: 'the President' alone, of anything."""
    return len(office) <= 1 and office <= _COURTESIES


def _is_spelling(one: str, other: str) -> bool:
    """Whether two surnames are one, of which a release dropped the end ('Zelensky', 'Zelenskyy')."""
    return one == other or (
        min(len(one), len(other)) >= LEAST_SPELT and (one.startswith(other) or other.startswith(one))
    )


def _is_full(name: str) -> bool:
    return len(fold_name(name)) > 1


def _full_name(named: Iterable[DatedMention]) -> str:
    """Return the name as most printed in full."""
    return _most_printed(one.name for one in named if _is_full(one.name))


def _most_printed(names: Iterable[str]) -> str:
    ((most, _),) = Counter(names).most_common(1)
    return most


def _count_releases(mentions: Sequence[DatedMention]) -> int:
    return len({one.release_id for one in mentions})
