"""Verifier: what becomes of each sentence that a language model wrote from numbered evidence.

Code cites: of all sets of one, two and three lines the smallest is taken under which every check passes, and what the sentence
cites itself is tried first. Of a dropped one the reason is what it fails beside the nearest line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Protocol

from archive import Embedder
from retrieval.answer import Citation
from retrieval.answering.verify.amounts import check_amounts
from retrieval.answering.verify.composed import Composed
from retrieval.answering.verify.days import check_days
from retrieval.answering.verify.frames import check_modality, check_negation
from retrieval.answering.verify.naming import check_names, check_sayer
from retrieval.answering.verify.outcome import Reason, SentenceOutcome, VerifiedSentence
from retrieval.answering.verify.reading import Cited, read_evidence, read_texts
from retrieval.answering.verify.repeating import find_repeated
from retrieval.answering.verify.shape import is_sentence, strip_echo
from retrieval.answering.verify.support import check_support
from retrieval.citations import as_corrected
from retrieval.weights import VerificationBounds

MOST_TOGETHER = 3  # lines of evidence that one sentence may rest on
TRIED_TOGETHER = 6  # the lines nearest to the sentence: only these are tried in pairs and threes
_MARK = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]")


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
    def _lines(self) -> dict[int, Cited]:
        return {one.citation.n: one for one in read_evidence(self.evidence, self.verifier.embedder)}

    def verify(self, sentence: str, *, cited: Sequence[int] = ()) -> VerifiedSentence:
        """Return what becomes of a sentence; ``cited`` are the numbers that the model gave with it."""
        text = strip_echo(_MARK.sub("", sentence).strip())
        if repeated := find_repeated(text, list(self._lines.values())):
            number, words = repeated
            return VerifiedSentence(text=words, outcome=SentenceOutcome.QUOTED, citations=(number,))
        if not is_sentence(text):
            return VerifiedSentence(text=text, outcome=SentenceOutcome.DROPPED, reason=Reason.SHAPE)
        claim = Composed(read_texts([text], self.verifier.embedder)[0], self.question)
        return self._find_support(claim, [number for number in dict.fromkeys(cited) if number in self._lines])

    def _find_support(self, claim: Composed, cited: Sequence[int]) -> VerifiedSentence:
        nearest = sorted(self._lines, key=lambda number: -_share(claim, self._lines[number]))
        for numbers in _sets(cited, nearest):
            if self._check(claim, numbers) is None:
                outcome = SentenceOutcome.KEPT if set(numbers) <= set(cited) else SentenceOutcome.RECITED
                return VerifiedSentence(text=claim.read.text, outcome=outcome, citations=tuple(sorted(numbers)))
        reason = self._check(claim, nearest[:1]) if nearest else Reason.SUPPORT
        return VerifiedSentence(text=claim.read.text, outcome=SentenceOutcome.DROPPED, reason=reason)

    def _check(self, claim: Composed, numbers: Sequence[int]) -> Reason | None:
        """Return what the first check is called that these lines do not pass, None where they pass all."""
        cited = [self._lines[number] for number in numbers]
        if reason := next((found for check in _CHECKS if (found := check(claim, cited))), None):
            return reason
        if reason := check_support(claim, cited, self.verifier.bounds):
            return reason
        checker = self.verifier.checker
        words = " ".join(as_corrected(one.citation) for one in cited)
        return Reason.CHECKER if checker is not None and not checker.bears(words, claim.read.text) else None


def _sets(cited: Sequence[int], nearest: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of evidence to be tried: those of what is cited, then of the nearest lines, the smallest first."""
    tried = set()
    for numbers, most in ((cited, len(cited)), (nearest, TRIED_TOGETHER)):
        for size in range(1, MOST_TOGETHER + 1):
            for chosen in combinations(numbers if size == 1 else numbers[:most], size):
                if frozenset(chosen) not in tried:
                    tried.add(frozenset(chosen))
                    yield chosen


_CHECKS: tuple[Callable[[Composed, Sequence[Cited]], Reason | None], ...] = (
    check_sayer, check_names, check_amounts, check_days, check_negation, check_modality
)  # fmt: skip


def _share(claim: Composed, cited: Cited) -> float:
    """Return how much of a claim a line bears: the mean nearness of its words with meaning."""
    found = [match.near for at in claim.content if (match := claim.best_in(cited)[at])]
    return sum(found) / len(found) if found else 0.0


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
