"""Quote check: did they really say this? A quotation goes in, a verdict comes out, with every place that it rests on.

Four verdicts. ``verbatim``: the words stand in a release, by the rules of ``language/folding.py``. ``misattributed``: they
do, and are another's. ``altered``: most of them do, and some were changed. ``not-found``: anything less, a paraphrase among
it. No verdict rests on the embedding model: it only helps to find what comes nearest.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from archive import Embedder, Generation, UsageError, sort_day
from language import STOP_WORDS
from retrieval import wording
from retrieval.quote_check.candidates import MOST_OCCURRENCES, Stretch, find_holding, find_sharing, find_unindexed
from retrieval.quote_check.changes import classify_changes, diff
from retrieval.quote_check.claim import Claim, read_claim
from retrieval.quote_check.comparison import Comparison, compare
from retrieval.quote_check.editing import judge_gaps
from retrieval.quote_check.exact import Occurrence, find_exact
from retrieval.quote_check.matches import make_match
from retrieval.quote_check.nearest import find_nearest
from retrieval.quote_check.verdict import QuoteCheck, QuoteMatch, Verdict
from retrieval.weights import WeightsFile

_LEAST_SIMILAR = 0.58  # altered, and not other words; chosen on checks made of two archives (benchmarks.quote_checks)
_FEWEST_ALTERED = 5  # words; a shorter quotation with a change is another phrase
_SHORT, _CHANGED_IN_SHORT = 8, 1  # a quotation of fewer than eight words may differ in one, or it is another phrase
_TOO_SHORT = 3  # words: fewer than four are said by chance
_COMMON_RELEASES, _COMMON_SPEAKERS = 6, 3  # words of so many people in so many releases have no one source


def check_quote(
    generation: Generation, embedder: Embedder, quote: str, *, said_by: str | None = None, weights: WeightsFile
) -> QuoteCheck:
    """Return the verdict on a quotation; ``said_by`` is who is claimed to have said it.

    Raises UsageError for a quotation that has no words or is too long, and for a name without a letter.
    """
    began = time.perf_counter()
    if said_by is not None and not any(map(str.isalpha, said_by)):
        raise UsageError(wording.CLAIMED_NOBODY.format(name=said_by))
    claim = read_claim(quote)
    checker = _Checker(generation, quote, claim, said_by, find_sharing(generation, claim))
    check = checker.check_whole()
    if check is None:
        compared = compare(claim, checker.sharing)
        check = checker.check_altered(compared) or checker.report_nearest(compared, embedder, weights)
    numbered = (replace(match, citation=replace(match.citation, n=n)) for n, match in enumerate(check.matches, 1))
    return replace(check, matches=tuple(numbered), timings_ms={"total": (time.perf_counter() - began) * 1000})


@dataclass(frozen=True, slots=True)
class _Checker:
    """The checks of one quotation, to be tried in turn; ``sharing`` are the stretches that share runs of words with it."""

    generation: Generation
    quote: str
    claim: Claim
    said_by: str | None
    sharing: Sequence[Stretch]

    def check_whole(self) -> QuoteCheck | None:
        """Return the verdict where the words stand somewhere whole, else None."""
        holding = find_holding(self.generation, self.claim)
        found = self._find_occurrences([*holding, *self.sharing])
        found = found or self._find_occurrences(find_unindexed(self.generation, self.claim))
        if not found:
            return None
        whole = [(stretch, occurrence) for stretch, occurrence in found if not occurrence.changes]
        if not whole:
            return self._report_edited(*found[0])
        matches = tuple(self._match(stretch, occurrence) for stretch, occurrence in whole)
        credited = [match for match in matches if match.credited]
        unknown = [match for match in matches if match.credited is None]
        common = _is_common(self.claim, matches)
        telling = credited or unknown or matches
        source = telling[0] if not common or (self.said_by and credited) else None
        notes = [wording.NOT_KNOWN_WHOSE] if unknown and not credited else []
        return QuoteCheck(
            quote=self.quote, claimed_speaker=self.said_by,
            verdict=Verdict.VERBATIM if credited or unknown else Verdict.MISATTRIBUTED,
            speaker=source.speaker_name if source else None, matches=matches, common=common,
            notes=(*notes, *_notes(self.claim, telling, common, len(holding))),
        )  # fmt: skip

    def _report_edited(self, stretch: Stretch, occurrence: Occurrence) -> QuoteCheck:
        """Return that the words stand here, and that what the quotation puts in or leaves out at its marks changes them."""
        cut = replace(stretch, words=tuple(word for word in stretch.words if occurrence.holds(word)))
        compared = compare(self.claim, [cut])[0]
        shown = diff(compared.runs, compared.quote, compared.source)
        match = replace(self._match(stretch, occurrence), similarity=compared.in_place, diff=shown)
        return QuoteCheck(
            quote=self.quote, claimed_speaker=self.said_by, verdict=Verdict.ALTERED, speaker=match.speaker_name,
            matches=(match,), changes=occurrence.changes, notes=(wording.CHANGED_AT_MARK, *self._note_another(match)),
        )  # fmt: skip

    def _note_another(self, match: QuoteMatch) -> tuple[str, ...]:
        return () if match.credited is not False else (wording.ALSO_ANOTHER.format(speaker=match.speaker_name),)

    def check_altered(self, compared: Sequence[Comparison]) -> QuoteCheck | None:
        """Return the verdict where a real passage was changed, else None."""
        telling = any(word.folded not in STOP_WORDS for word in self.claim.words)
        if len(self.claim.words) < _FEWEST_ALTERED or not telling:
            return None
        best = next(filter(_is_altered, compared), None)
        if best is None:
            return None
        match = make_match(self.generation, best.stretch, *best.span, said_by=self.said_by, similarity=best.in_place)
        stitched_in = [self._match(stretch, Occurrence(((start, end),))) for stretch, start, end in best.elsewhere]
        return QuoteCheck(
            quote=self.quote, claimed_speaker=self.said_by, verdict=Verdict.ALTERED, speaker=match.speaker_name,
            matches=(replace(match, diff=diff(best.runs, best.quote, best.source)), *stitched_in),
            changes=classify_changes(best.runs, best.quote, best.source),
            notes=self._note_another(match),
        )  # fmt: skip

    def report_nearest(self, compared: Sequence[Comparison], embedder: Embedder, weights: WeightsFile) -> QuoteCheck:
        """Return that the words are nowhere, with the places that come nearest."""
        matches, cosine = find_nearest(
            self.generation, embedder, self.claim, compared, said_by=self.said_by, weights=weights
        )
        notes = [wording.NOT_FOUND]
        if len(self.claim.words) <= _TOO_SHORT:
            notes.append(wording.TOO_SHORT)
        if cosine and cosine >= weights.for_model(embedder.digest).quote_check.paraphrase:
            notes.append(wording.PARAPHRASE)
        return QuoteCheck(
            quote=self.quote,
            claimed_speaker=self.said_by,
            verdict=Verdict.NOT_FOUND,
            matches=matches,
            notes=tuple(notes),
        )

    def _find_occurrences(self, searched: Iterable[Stretch]) -> list[tuple[Stretch, Occurrence]]:
        """Return where the claim stands whole in these stretches, earliest release first, each place once."""
        found: dict[tuple[str, int, int], tuple[Stretch, Occurrence]] = {}
        for stretch in searched:
            for occurrence in find_exact(self.claim, stretch.words, partial(judge_gaps, stretch)):
                key = stretch.kept.release.id, stretch.version, occurrence.start
                found.setdefault(key, (stretch, occurrence))
        return sorted(
            found.values(),
            key=lambda place: (sort_day(place[0].kept.release.date), place[0].kept.release.id, place[1].start),
        )

    def _match(self, stretch: Stretch, occurrence: Occurrence) -> QuoteMatch:
        match = make_match(self.generation, stretch, occurrence.start, occurrence.end, said_by=self.said_by)
        return replace(match, left_out=tuple(stretch.text[a:b] for a, b in occurrence.left_out))


def _is_altered(compared: Comparison) -> bool:
    """Whether a claim is this passage, changed, rather than other words on the same matter."""
    if len(compared.quote.words) < _SHORT:
        return compared.shared >= len(compared.quote.words) - _CHANGED_IN_SHORT
    return compared.similarity >= _LEAST_SIMILAR


def _is_common(claim: Claim, matches: Sequence[QuoteMatch]) -> bool:
    """Whether a phrase is too short to have one source, or too many people say it in too many releases."""
    releases = {match.citation.release_id for match in matches}
    speakers = {match.speaker_name for match in matches}
    by_many = len(releases) >= _COMMON_RELEASES and len(speakers) >= _COMMON_SPEAKERS
    return len(claim.words) <= _TOO_SHORT or by_many


def _notes(claim: Claim, matches: Sequence[QuoteMatch], common: bool, passages: int) -> list[str]:
    """Return what a reader must know of words that were found whole, in this number of passages."""
    notes = []
    if len(claim.words) <= _TOO_SHORT:
        notes.append(wording.TOO_SHORT)
    elif common:
        releases = {match.citation.release_id for match in matches}
        notes.append(wording.COMMON.format(places=len(matches), releases=len(releases)))
    if passages >= MOST_OCCURRENCES:
        notes.append(wording.MORE_PLACES.format(shown=len(matches)))
    if any(match.left_out for match in matches):
        notes.append(wording.LEFT_OUT_AT_MARK)
    if matches[0].cut_from and all(match.cut_from for match in matches):
        notes.append(wording.CUT_FROM[matches[0].cut_from])
    return notes
