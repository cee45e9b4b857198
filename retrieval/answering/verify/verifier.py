"""Verifier: what becomes of each sentence that a language model wrote from numbered evidence.

Code cites: the fewest lines are taken that bear every clause of the sentence, and what it cites itself is tried first. Of a
dropped one the reason is what it fails beside the nearest line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Protocol

import numpy as np

from archive import Embedder
from retrieval.answer import Citation
from retrieval.answering.verify.amounts import find_wrong_amounts
from retrieval.answering.verify.clauses import find_clauses
from retrieval.answering.verify.composed import Composed, Fault
from retrieval.answering.verify.days import find_wrong_days
from retrieval.answering.verify.frames import find_wrong_denials, find_wrong_modals
from retrieval.answering.verify.naming import find_claims_of_others, find_wrong_names, find_wrong_sayers
from retrieval.answering.verify.outcome import Reason, SentenceOutcome, VerifiedSentence
from retrieval.answering.verify.reading import Cited, ReadText, read_evidence, read_texts
from retrieval.answering.verify.repeating import find_repeated
from retrieval.answering.verify.shape import is_sentence, strip_echo
from retrieval.answering.verify.support import find_unsupported
from retrieval.citations import as_corrected
from retrieval.weights import VerificationBounds

MOST_TOGETHER = 3  # lines of evidence that one sentence may rest on
TRIED = 12  # lines, or runs of them, that come nearest to a sentence
_MARK = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]|[“”\"«»„]")  # nothing that a model wrote stands in quotation marks


class Checker(Protocol):
    """A model of the user's own that votes on a sentence: whether words bear it."""

    def bears(self, words: str, sentence: str) -> bool:
        """Return whether the words bear the sentence."""
        ...


@dataclass(frozen=True)
class Verifier:
    """Verifies sentences by code and token vectors, and by a checker of the user's own where there is one."""

    embedder: Embedder
    bounds: VerificationBounds
    checker: Checker | None = field(default=None, kw_only=True)

    def open(self, evidence: Sequence[Citation], question: str) -> Verification:
        """Return what verifies sentences against this evidence, which is read when the first one comes."""
        return Verification(verifier=self, evidence=tuple(evidence), question=question)


@dataclass(frozen=True)
class Verification:
    """The evidence of one question, read once."""

    verifier: Verifier
    evidence: tuple[Citation, ...]
    question: str

    @cached_property
    def _lines(self) -> list[Cited]:
        return read_evidence(self.evidence, self.verifier.embedder)

    @cached_property
    def _rests(self) -> list[Cited]:
        """What a clause may rest on: each line, and those that stand side by side, read as one."""
        rests = list(self._lines)
        ordered = sorted(self._lines, key=lambda one: (one.first.release_id, one.first.start))
        for place in range(len(ordered)):
            joined = ordered[place]
            for after in ordered[place + 1 : place + MOST_TOGETHER]:
                if not joined.is_followed_by(after):
                    break
                joined = joined.joined_with(after)
                rests.append(joined)
        return rests

    def verify(self, sentence: str, *, cited: Sequence[int] = ()) -> VerifiedSentence:
        """Return what becomes of a sentence; ``cited`` are the numbers that the model gave with it."""
        text = strip_echo(_MARK.sub("", sentence).strip())
        if repeated := find_repeated(text, self._lines):
            number, words = repeated
            return VerifiedSentence(text=words, outcome=SentenceOutcome.QUOTED, citations=(number,))
        if not is_sentence(text):
            return VerifiedSentence(text=text, outcome=SentenceOutcome.DROPPED, reason=Reason.SHAPE)
        read = read_texts([text], self.verifier.embedder)[0]
        rests = self._nearest(read, frozenset(cited))
        tried = [Composed(read, rest, self.question) for rest in rests]
        told: Told = {}
        faults = [tuple(self._find_faults(one, told)) for one in tried]
        numbers = _choose(read, rests, faults, frozenset(cited))
        if numbers:
            if not self._has_vote(text, numbers):
                return VerifiedSentence(text=text, outcome=SentenceOutcome.DROPPED, reason=Reason.CHECKER)
            outcome = SentenceOutcome.KEPT if numbers <= set(cited) else SentenceOutcome.RECITED
            return VerifiedSentence(text=text, outcome=outcome, citations=tuple(sorted(numbers)))
        fewest = min(faults, key=len, default=())
        reason = fewest[0].reason if fewest else Reason.SUPPORT
        return VerifiedSentence(text=text, outcome=SentenceOutcome.DROPPED, reason=reason)

    def _find_faults(self, composed: Composed, told: Told) -> Iterator[Fault]:
        """Yield what some lines do not bear; ``told`` keeps what was found beside each of their sentences."""
        for find in _ANYWHERE:
            yield from find(composed)
        for start, clause in composed.by_clause.items():
            homes = [clause.cited.sentences[number] for number in sorted(clause.find_homes())]
            for home in homes:
                if (start, home) not in told:
                    told[start, home] = list(self._find_in(replace(clause, cited=home)))
            for fault in min((told[start, home] for home in homes), key=len, default=[Fault(0, Reason.SCATTERED)]):
                yield Fault(start + (fault.at or 0), fault.reason)

    def _find_in(self, composed: Composed) -> Iterator[Fault]:
        """Yield what of a clause one sentence of the cited text does not bear."""
        bounds = self.verifier.bounds
        yield from find_wrong_amounts(composed)
        yield from find_wrong_denials(composed, bounds.stands_for)
        yield from find_wrong_modals(composed, bounds.stands_for)
        yield from find_unsupported(composed, bounds)

    def _nearest(self, read: ReadText, cited: frozenset[int]) -> list[Cited]:
        """Return what the sentence cites, and what else comes nearest to its words, nearest first."""
        rests = [rest for rest in self._rests if rest.read.words]
        if not rests or not read.words:
            return []
        near = read.vectors @ np.concatenate([rest.read.vectors for rest in rests]).T
        starts = np.cumsum([0, *(len(rest.read.words) for rest in rests[:-1])])
        meaning = [at for at, word in enumerate(read.words) if word.has_meaning] or [0]
        shares = np.maximum.reduceat(near[meaning], starts, axis=1).mean(axis=0)
        ranked = [rests[place] for place in np.argsort(-shares, kind="stable")]
        return list(dict.fromkeys([*(rest for rest in ranked if set(rest.numbers) <= cited), *ranked[:TRIED]]))

    def _has_vote(self, sentence: str, numbers: frozenset[int]) -> bool:
        """Whether the user's own checker, where there is one, finds that the chosen words bear the sentence."""
        checker = self.verifier.checker
        words = " ".join(as_corrected(one.first) for one in self._lines if one.first.n in numbers)
        return checker is None or checker.bears(words, sentence)


Told = dict[tuple[int, Cited], list[Fault]]
Finder = Callable[[Composed], Iterator[Fault]]
_ANYWHERE: tuple[Finder, ...] = (find_wrong_sayers, find_wrong_names, find_wrong_days, find_claims_of_others)


def _choose(
    read: ReadText, rests: Sequence[Cited], faults: Sequence[Sequence[Fault]], cited: frozenset[int]
) -> frozenset[int]:
    """Return the fewest lines that bear every clause, of what the sentence cites if those do; none where none do.

    Each clause is borne by one line, or by some that stand side by side: nothing is put together from here and there.
    """
    clauses = find_clauses(read)
    bearing = [
        (rank, frozenset(rest.numbers), {at for at, clause in enumerate(clauses) if _bears(found, clause)})
        for rank, (rest, found) in enumerate(zip(rests, faults, strict=True))
    ]
    best: tuple[tuple[bool, int, int], frozenset[int]] | None = None
    for size in range(1, min(len(clauses), MOST_TOGETHER) + 1):
        for chosen in combinations([one for one in bearing if one[2]], size):
            numbers = frozenset().union(*(one[1] for one in chosen))
            if len(numbers) <= MOST_TOGETHER and len(set().union(*(one[2] for one in chosen))) == len(clauses):
                key = (not numbers <= cited, len(numbers), sum(one[0] for one in chosen))
                best = min(best or (key, numbers), (key, numbers), key=lambda one: one[0])
    return best[1] if best else frozenset()


def _bears(faults: Sequence[Fault], clause: range) -> bool:
    return not any(one.at is None or one.at in clause for one in faults)


def verify(
    sentence: str,
    evidence: Sequence[Citation],
    question: str,
    *,
    embedder: Embedder,
    bounds: VerificationBounds,
    cited: Sequence[int] = (),
    checker: Checker | None = None,
) -> VerifiedSentence:
    """Return what becomes of one sentence beside its evidence: see ``Verification.verify``."""
    return Verifier(embedder, bounds, checker=checker).open(evidence, question).verify(sentence, cited=cited)
