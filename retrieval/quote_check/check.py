"""Quotes: did they really say this? A quotation goes in, a verdict comes out, with every place that it rests on.

Four verdicts. ``verbatim``: the words stand in a release, by the rules of ``language/folding.py``. ``misattributed``: they
do, and are another's. ``altered``: most of them do, and some were changed. ``not-found``: anything less, a paraphrase among
it. No verdict rests on the embedding model: it only helps to find what comes nearest.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from archive import Embedder, Generation, OnTheRecordError, UsageError, Voice
from language import STOP_WORDS, split_sentences
from retrieval import wording
from retrieval.quote_check.candidates import MOST_OCCURRENCES, Stretch, find_holding, find_sharing, find_unindexed
from retrieval.quote_check.changes import ChangeKind, Part, classify, diff
from retrieval.quote_check.claim import Claim, read_claim
from retrieval.quote_check.comparison import Comparison, compare
from retrieval.quote_check.corrections import find_corrections
from retrieval.quote_check.exact import Occurrence, find_exact
from retrieval.quote_check.nearest import Alike, find_alike
from retrieval.quote_check.speaker import Source, find_source, is_credited
from retrieval.weights import WeightsFile

QUOTE_CHECK_SCHEMA = 1
# Altered or not their words: see 'Quotations' in the README for how the limits were found. On the checks of two archives
# the altered ones lie above .64 and .45, the invented ones below .45 and .40.
LEAST_SIMILAR, LEAST_TAKEN = 0.58, 0.42
HALF_TAKEN = (
    0.55  # so much in whole runs is a real passage with something invented beside it, however different the rest
)
FEWEST_ALTERED = 5  # words; a shorter quotation with a change is another phrase
SHORT, CHANGED_IN_SHORT = 8, 1  # a quotation of fewer than eight words may differ in one, or it is another phrase
TOO_SHORT = 3  # words: fewer than four are said by chance
# A phrase of so few words in so many releases has no one source, if so many people say it or it says so little.
COMMON_LONGEST, COMMON_PLACES, COMMON_SPEAKERS, COMMON_TELLING = 9, 6, 3, 2
NEAREST_SHOWN = 3
SHOWN_AROUND = 1500  # characters on either side in which the sentence before and after is looked for
PARAPHRASE = 0.7  # cosine: a sentence this near says something like it


class Verdict(StrEnum):
    """What became of a quotation."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """A place that a verdict rests on: ``quote`` equals ``text[start:end]`` of its release.

    ``similarity`` is the share of the claim's words that stand there, 0 to 1; ``diff`` the claim's words beside the
    release's, empty where they are the same. ``before`` and ``after`` are what stands around the quotation: the rest of its
    sentence, or the sentence beside it. ``speaker`` is None where the release names nobody; ``speaker_name`` says it in
    words. ``read_out_by`` names who read the words out or printed them, where they are somebody else's. ``corrected`` says
    how they were corrected or amended since. ``version`` is that of an earlier text, 0 for the current one. ``meaning`` is the
    cosine similarity of the sentence to the claim, where it was found by its meaning, else None.
    """

    release_id: str
    title: str
    date: date
    url: str | None
    kind: str
    office: str | None
    start: int
    end: int
    quote: str
    speaker: str | None
    speaker_name: str
    label: str | None
    voice: Voice
    similarity: float
    credited: bool
    read_out_by: str | None = None
    quoted: bool = False
    diff: tuple[Part, ...] = ()
    left_out: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    corrected: tuple[str, ...] = ()
    version: int = 0
    meaning: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the match as JSON-ready values, in the form of the machine interface."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return named | {
            "date": self.date.isoformat(),
            "voice": self.voice.value,
            "similarity": round(self.similarity, 3),
            "meaning": None if self.meaning is None else round(self.meaning, 3),
            "diff": [{"edit": part.edit.value, "quoted": part.quoted, "source": part.source} for part in self.diff],
            "left_out": list(self.left_out),
            "corrected": list(self.corrected),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """A quotation's verdict, and the places it rests on: all occurrences, earliest first, or the passages that come nearest.

    ``speaker`` is who said the words, in words where no name is known; None where nobody can be named. ``changes`` are the
    kinds of change, the gravest first. ``common`` is whether the words are too short or too common to have one source.
    ``notes`` say in the product's own words what a reader must know. ``timings_ms`` are milliseconds.
    """

    quote: str
    claimed_speaker: str | None
    verdict: Verdict
    speaker: str | None
    matches: tuple[QuoteMatch, ...] = ()
    changes: tuple[ChangeKind, ...] = ()
    common: bool = False
    notes: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the check as JSON-ready values, in the form of the machine interface."""
        return {
            "schema": QUOTE_CHECK_SCHEMA,
            "quote": self.quote,
            "claimed_speaker": self.claimed_speaker,
            "verdict": self.verdict.value,
            "speaker": self.speaker,
            "matches": [match.to_json() for match in self.matches],
            "changes": [change.value for change in self.changes],
            "common": self.common,
            "notes": list(self.notes),
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
        }


def check_quote(
    generation: Generation, embedder: Embedder, quote: str, *, said_by: str | None = None, weights: WeightsFile
) -> QuoteCheck:
    """Return the verdict on a quotation; ``said_by`` is who is claimed to have said it.

    Raises UsageError for a quotation that has no words or is too long, and for a name without a letter.
    """
    began = time.perf_counter()
    if said_by is not None and not any(map(str.isalpha, said_by)):
        raise UsageError(f"--said-by is {said_by!r}: give a name or an office, or leave it out")
    inquiry = _Inquiry(generation, read_claim(quote), said_by)
    check = inquiry.as_whole() or inquiry.as_altered() or inquiry.as_not_found(embedder, weights)
    took = (time.perf_counter() - began) * 1000
    return replace(check, quote=quote, claimed_speaker=said_by, timings_ms={"total": took})


@dataclass(slots=True)
class _Inquiry:
    """One check on its way."""

    generation: Generation
    claim: Claim
    said_by: str | None
    _sharing: list[Stretch] | None = None

    @property
    def sharing(self) -> list[Stretch]:
        """The stretches that share runs of words with the claim."""
        if self._sharing is None:
            self._sharing = find_sharing(self.generation, self.claim)
        return self._sharing

    def as_whole(self) -> QuoteCheck | None:
        """Return the verdict where the words stand somewhere whole, else None."""
        holding = find_holding(self.generation, self.claim)
        found = self._occurrences([*holding, *self.sharing])
        found = found or self._occurrences(find_unindexed(self.generation, self.claim))
        if not found:
            return None
        matches = tuple(self._match(stretch, one) for stretch, one in found)
        credited = [match for match in matches if match.credited]
        common = _is_common(self.claim, matches)
        right = self.said_by is None or bool(credited)
        first = (credited or list(matches))[0]
        speaker = first.speaker_name if not common or (self.said_by and credited) else None
        return QuoteCheck(
            quote="", claimed_speaker=None, verdict=Verdict.VERBATIM if right else Verdict.MISATTRIBUTED, speaker=speaker,
            matches=matches, common=common, notes=tuple(_notes(self.claim, matches, common, len(holding))),
        )  # fmt: skip

    def as_altered(self) -> QuoteCheck | None:
        """Return the verdict where a real passage was changed, else None."""
        telling = any(word.folded not in STOP_WORDS for word in self.claim.words)
        if len(self.claim.words) < FEWEST_ALTERED or not telling:
            return None
        found = [one for one in compare(self.claim, self.sharing) if _is_altered(one)]
        if not found:
            return None
        best = found[0]
        match = self._resembling(best)
        sources = [self._match(stretch, Occurrence(start, end)) for stretch, start, end in best.elsewhere]
        changes = classify(best.runs, best.quote, best.source)
        another = self.said_by is not None and not match.credited
        notes = (wording.ALSO_ANOTHER.format(speaker=match.speaker_name),) if another else ()
        return QuoteCheck(
            quote="", claimed_speaker=None, verdict=Verdict.ALTERED, speaker=match.speaker_name, matches=(match, *sources),
            changes=changes, notes=notes,
        )  # fmt: skip

    def as_not_found(self, embedder: Embedder, weights: WeightsFile) -> QuoteCheck:
        """Return that the words are nowhere, with the passages that come nearest."""
        notes = [wording.NOT_FOUND]
        if len(self.claim.words) <= TOO_SHORT:
            notes.append(wording.TOO_SHORT)
        by_words = _different_places(compare(self.claim, self.sharing))[:NEAREST_SHOWN]
        matches = [self._resembling(one, whole_sentences=True) for one in by_words]
        try:
            alike = find_alike(self.generation, embedder, self.claim, weights)
        except OnTheRecordError:  # without the model, what shares words is still shown
            alike = []
        matches += [self._alike(one) for one in alike[:NEAREST_SHOWN]]
        if alike and alike[0].meaning >= PARAPHRASE:
            notes.append(wording.PARAPHRASE)
        return QuoteCheck(
            quote="",
            claimed_speaker=None,
            verdict=Verdict.NOT_FOUND,
            speaker=None,
            matches=_nearest(matches),
            notes=tuple(notes),
        )

    def _occurrences(self, searched: Iterable[Stretch]) -> list[tuple[Stretch, Occurrence]]:
        """Return where the claim stands whole in these stretches, earliest release first, each place once."""
        found: dict[tuple[str, int, int], tuple[Stretch, Occurrence]] = {}
        for stretch in searched:
            for one in find_exact(self.claim, stretch.words):
                found.setdefault((stretch.kept.release.id, stretch.version, one.start), (stretch, one))
        return sorted(
            found.values(), key=lambda place: (place[0].kept.release.date, place[0].kept.release.id, place[1].start)
        )

    def _match(self, stretch: Stretch, one: Occurrence) -> QuoteMatch:
        return self._place(
            stretch, one.start, one.end, similarity=1.0, left_out=tuple(stretch.text[a:b] for a, b in one.left_out)
        )

    def _resembling(self, one: Comparison, *, whole_sentences: bool = False) -> QuoteMatch:
        start, end = one.span
        if whole_sentences:
            start, end = _to_sentences(one.stretch, start, end)
        return self._place(
            one.stretch, start, end, similarity=one.in_place, parts=diff(one.runs, one.quote, one.source)
        )

    def _alike(self, one: Alike) -> QuoteMatch:
        found = compare(self.claim, [one.stretch])
        return replace(
            self._place(one.stretch, one.start, one.end, similarity=found[0].similarity if found else 0.0),
            meaning=one.meaning,
        )

    def _place(
        self,
        stretch: Stretch,
        start: int,
        end: int,
        *,
        similarity: float,
        parts: tuple[Part, ...] = (),
        left_out: tuple[str, ...] = (),
    ) -> QuoteMatch:
        release = stretch.kept.release
        source = find_source(stretch, start, end)
        before, after = _around(stretch, start, end)
        return QuoteMatch(
            release_id=release.id, title=release.title, date=release.date, url=release.url, kind=release.kind,
            office=release.office, start=start, end=end, quote=stretch.text[start:end], speaker=source.speaker,
            speaker_name=source.name, label=source.label, voice=source.voice, similarity=similarity,
            credited=self._credits(source, stretch, start, end), read_out_by=source.read_out_by, quoted=source.quoted,
            diff=parts, left_out=left_out, before=before, after=after,
            corrected=find_corrections(self.generation, stretch, start, end), version=stretch.version,
        )  # fmt: skip

    def _credits(self, source: Source, stretch: Stretch, start: int, end: int) -> bool:
        if self.said_by is None:
            return True
        return is_credited(self.generation, self.said_by, source, stretch, (start, end))


def _is_altered(one: Comparison) -> bool:
    """Whether a claim is this passage, changed, rather than other words on the same matter."""
    if len(one.quote.words) < SHORT:
        return one.shared >= len(one.quote.words) - CHANGED_IN_SHORT
    return (one.similarity >= LEAST_SIMILAR and one.taken >= LEAST_TAKEN) or one.taken >= HALF_TAKEN


def _is_common(claim: Claim, matches: Sequence[QuoteMatch]) -> bool:
    """Whether a phrase is too short, or too many say it in too many places, to have one source."""
    if len(claim.words) <= TOO_SHORT:
        return True
    places = {match.release_id for match in matches}
    speakers = {match.speaker_name for match in matches}
    telling = sum(word.folded not in STOP_WORDS for word in claim.words)
    by_many = len(speakers) >= COMMON_SPEAKERS or telling <= COMMON_TELLING
    return len(claim.words) <= COMMON_LONGEST and len(places) >= COMMON_PLACES and by_many


def _notes(claim: Claim, matches: Sequence[QuoteMatch], common: bool, passages: int) -> list[str]:
    """Return what a reader must know of words that were found whole."""
    notes = []
    if common:
        short = len(claim.words) <= TOO_SHORT
        notes.append(
            wording.TOO_SHORT
            if short
            else wording.COMMON.format(places=len(matches), releases=len({m.release_id for m in matches}))
        )
    if passages >= MOST_OCCURRENCES:
        notes.append(wording.MORE_PLACES.format(shown=len(matches)))
    if any(match.left_out for match in matches):
        notes.append(wording.LEFT_OUT_AT_MARK)
    return notes


def _around(stretch: Stretch, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span in its turn: the rest of its sentence, or the sentence beside it."""
    floor, ceiling = max(stretch.turn.said, start - SHOWN_AROUND), min(stretch.turn.end, end + SHOWN_AROUND)
    text = stretch.text[floor:ceiling]
    before, after = "", ""
    for a, b in split_sentences(text):
        if a + floor < start and any(map(str.isalnum, text[a : min(b, start - floor)])):
            before = text[a : min(b, start - floor)].strip()
        if not after and b + floor > end and any(map(str.isalnum, text[max(a, end - floor) : b])):
            after = text[max(a, end - floor) : b].strip()
    return before, after


def _to_sentences(stretch: Stretch, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to whole sentences of its turn."""
    floor, ceiling = max(stretch.turn.said, start - SHOWN_AROUND), min(stretch.turn.end, end + SHOWN_AROUND)
    inside = [
        (a + floor, b + floor)
        for a, b in split_sentences(stretch.text[floor:ceiling])
        if a + floor < end and start < b + floor
    ]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _different_places(found: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons whose span is not that of one before."""
    seen: dict[tuple[str, int], Comparison] = {}
    for one in found:
        if one.similarity > 0 and one.span[1]:
            seen.setdefault((one.stretch.kept.release.id, one.span[0]), one)
    return list(seen.values())


def _nearest(matches: Sequence[QuoteMatch]) -> tuple[QuoteMatch, ...]:
    """Return the nearest matches of different places, by the words that they share or by their meaning."""
    ranked = sorted(matches, key=lambda match: -max(match.similarity, match.meaning or 0.0))
    kept: list[QuoteMatch] = []
    for match in ranked:
        if not any(
            one.release_id == match.release_id and one.start < match.end and match.start < one.end for one in kept
        ):
            kept.append(match)
    return tuple(kept[:NEAREST_SHOWN])
