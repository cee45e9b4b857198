"""Composition: an answer as it grows by verified sentences. What it quotes itself stays as it was, word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from language import fold, patterns, word_set
from retrieval.answer import Answer, Citation, ModelUse, Statement, StatementKind
from retrieval.answering.verify import Reason, SentenceOutcome, VerifiedSentence
from retrieval.citations import describe

REPEATED = "repeated"  # why a sentence is left out that was said already
_UNREASONED = "support"
_PRONOUNS = word_set("questions.pronouns")
(_POINTS_BACK,) = patterns("questions", "points_back")


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of numbered evidence, by their offsets in its release."""

    n: int
    start: int
    end: int


class Composition:
    """Puts verified sentences above what an answer quotes, and numbers the citations that only they have after its own."""

    def __init__(self, answer: Answer, evidence: Sequence[Citation]) -> None:
        """``evidence`` begins with what the answer cites, under the same numbers."""
        self._answer = answer
        self._evidence = {one.n: one for one in evidence}
        self._numbers = {_whole(one): one.n for one in answer.citations}
        self._new: list[Citation] = []
        self._composed: list[Statement] = []
        self._quoted: list[Statement] = []
        self._said: set[str] = set()
        self._goes_on = False  # whether the sentence before stands in the prose
        self.outcomes: Counter[SentenceOutcome] = Counter()
        self.dropped: Counter[str] = Counter()

    @property
    def empty(self) -> bool:
        """Whether not one sentence was verified."""
        return not self.outcomes

    def drop(self, reason: str) -> None:
        """Count a sentence that is not shown: what leans on it is not either."""
        self.dropped[reason] += 1
        self._goes_on = False

    def take(self, sentence: VerifiedSentence) -> bool:
        """Take in what became of a sentence; return whether the answer has grown."""
        if sentence.outcome is SentenceOutcome.DROPPED or not sentence.citations:
            self.drop(sentence.reason.value if sentence.reason else _UNREASONED)
            return False
        outcome = SentenceOutcome.QUOTED if self._repeats(sentence) else sentence.outcome
        if outcome is not SentenceOutcome.QUOTED and not self._goes_on and _leans_back(sentence.text):
            self.drop(Reason.SHAPE.value)
            return False
        said = fold(sentence.text)
        if said in self._said:
            self.dropped[REPEATED] += 1
            return False
        self._said.add(said)
        self.outcomes[outcome] += 1
        if outcome is SentenceOutcome.QUOTED:
            self._goes_on = False
            return self._quote(sentence)
        self._goes_on = True
        cited = tuple(self._number(_whole(self._evidence[n])) for n in sentence.citations)
        self._composed.append(Statement(text=sentence.text, citations=cited, kind=StatementKind.COMPOSED))
        return True

    def build(self, use: ModelUse) -> Answer:
        """Return the answer as it stands, with what the model did for it."""
        counts = self.outcomes
        told = replace(
            use, kept=counts[SentenceOutcome.KEPT], recited=counts[SentenceOutcome.RECITED],
            quoted=counts[SentenceOutcome.QUOTED], dropped=dict(self.dropped),
        )  # fmt: skip
        prose = " ".join(_write(one) for one in self._composed)
        return replace(
            self._answer,
            text="\n\n".join(filter(None, (prose, self._answer.text, *map(describe, self._new)))),
            statements=(*self._composed, *self._answer.statements, *self._quoted),
            citations=(*self._answer.citations, *self._new),
            model=told,
        )

    def _repeats(self, sentence: VerifiedSentence) -> bool:
        """Whether a sentence, however short, is a run of the words that it cites: those are nobody's but the speaker's."""
        said = f" {fold(sentence.text)} "
        return any(said in f" {fold(self._evidence[n].quote)} " for n in sentence.citations)

    def _quote(self, sentence: VerifiedSentence) -> bool:
        """Give words that a model repeats as the quotation that they are, where the answer does not quote them already."""
        cited = self._evidence[sentence.citations[0]]
        place = _find(sentence.text, cited)
        if self._is_quoted(cited, place):
            return False
        number = self._number(place)
        quote = cited.quote[place.start - cited.start : place.end - cited.start]
        self._quoted.append(Statement(text=quote, citations=(number,)))
        return True

    def _is_quoted(self, cited: Citation, place: _Place) -> bool:
        numbers = {n for one in (*self._answer.statements, *self._quoted) for n in one.citations}
        return any(
            one.n in numbers
            and one.release_id == cited.release_id
            and one.start <= place.start
            and place.end <= one.end
            for one in (*self._answer.citations, *self._new)
        )

    def _number(self, place: _Place) -> int:
        """Return the number under which the answer cites words of the evidence: a further one where it did not yet."""
        if place not in self._numbers:
            number = len(self._answer.citations) + len(self._new) + 1
            self._numbers[place] = number
            self._new.append(_cut(self._evidence[place.n], place, number))
        return self._numbers[place]


def _leans_back(sentence: str) -> bool:
    """Whether a sentence begins with a word for what the one before it names: 'It', 'They', 'This'."""
    first = sentence.split(" ", 1)[0].rstrip(",").lower()
    return first in _PRONOUNS or bool(_POINTS_BACK.match(sentence))


def _whole(citation: Citation) -> _Place:
    return _Place(citation.n, citation.start, citation.end)


def _find(words: str, cited: Citation) -> _Place:
    """Return where the words stand in a citation: the whole of it where they do not stand there letter for letter.

    Nor are words cut out of what goes over a page's end, as it is not known which page they stand on.
    """
    at = cited.quote.find(words) if cited.page == cited.last_page else -1
    if at < 0 or not words:
        return _whole(cited)
    return _Place(cited.n, cited.start + at, cited.start + at + len(words))


def _cut(citation: Citation, place: _Place, number: int) -> Citation:
    """Return the citation of words of the evidence, under a number of the answer's."""
    start, end = place.start, place.end
    return replace(
        citation,
        n=number,
        quote=citation.quote[start - citation.start : end - citation.start],
        start=start,
        end=end,
        corrections=tuple(one for one in citation.corrections if start <= one.start and one.end <= end),
        values=tuple((a, b) for a, b in citation.values if start <= a and b <= end),
    )


def _write(statement: Statement) -> str:
    marks = "".join(f"[{n}]" for n in statement.citations)
    body = statement.text.rstrip()
    stop = body[-1] if body[-1:] in (".", "!", "…") else ""
    return f"{body.removesuffix(stop)} {marks}{stop or '.'}"
