"""Judging: one question's prediction against what a right answer holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from evaluation.matching import cites, last_name, normalize, same_release
from evaluation.predictions import PredictedCitation, Prediction
from evaluation.questions import Item, QuestionSet, QuoteCheckCase
from evaluation.ranking import GoldPassages, Rankings, first_gold_rank, rank_gold, score_rankings


class Outcome(StrEnum):
    """What came of a question. REFUSED is right where the archive does not answer, and a loss where it does.

    Officials who did not say, or who denied what is taken for granted, are cited and do not answer: REFUSED too.
    """

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"
    MISSING = "missing"


class Stage(StrEnum):
    """Which stage is to blame for a failed case: the first one, in the order of the flow, at which the answer was lost."""

    NOT_ASKED = "not asked"
    NOT_IN_STORE = "not in the store"
    FILTERED_OUT = "filtered out"
    NOT_RETRIEVED = "not retrieved"
    BELOW_CUT = "retrieved but ranked below the cut"
    REFUSED = "refused"
    NOT_CHOSEN = "ranked but not chosen as evidence"
    NOT_IN_ANSWER = "chosen but not in the answer"
    WRONG_SPEAKER = "wrong speaker"
    NOT_REFUSED = "answered though the archive does not say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One question, judged.

    ``rank`` is that of the first gold passage, from 1, 0 where none was retrieved. ``ranking`` holds the measures of
    ``ranking.RANKING_MEASURES``, empty where the set names no evidence. ``good_citations`` are those whose words are a gold
    quotation's; ``evidence_cited`` of ``evidence`` gold quotations are cited. ``speaker_right`` is whether a good citation
    names the gold speaker, None where that is not asked. ``asked_model`` is whether a language model was asked; of the
    ``composed`` sentences that it worded so many are ``unverified``. ``alone_hit`` is whether a later turn of a conversation,
    asked with nothing before it, finds a gold passage among the first five; ``withheld_right`` whether what a refusal kept back
    would have been right: None where that was not tried.
    """

    id: str
    case_id: str
    kind: str
    group: str
    question: str
    outcome: Outcome
    rank: int = 0
    ranking: dict[str, float] = field(default_factory=dict)
    citations: int = 0
    good_citations: int = 0
    evidence: int = 0
    evidence_cited: int = 0
    speaker_right: bool | None = None
    confidence: float | None = None
    asked_model: bool = False
    composed: int = 0
    unverified: int = 0
    timings_ms: dict[str, float] = field(default_factory=dict)
    alone_hit: bool | None = None
    withheld_right: bool | None = None
    stage: Stage | None = None
    detail: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the archive holds the answer."""
        return self.group != "unanswerable"

    @property
    def passed(self) -> bool:
        """Whether this came out as it should: answered right, or refused where the archive does not say."""
        return self.outcome is (Outcome.RIGHT if self.answerable else Outcome.REFUSED)

    @property
    def failed(self) -> bool:
        """Whether a reader of the report should look at it: it did not pass, or names the wrong speaker."""
        return not self.passed or self.speaker_right is False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteJudgement:
    """One quote check, judged; ``found`` is the verdict given, 'missing' where there is none."""

    id: str
    quote: str
    claimed_speaker: str | None
    expected: str
    found: str
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the verdict is the expected one."""
        return self.found == self.expected


def judge(
    questions: QuestionSet, predictions: Mapping[str, Prediction], *, gold_passages: GoldPassages | None = None
) -> tuple[list[Judgement], Rankings]:
    """Return the judgement of every question of a set, in its order, with the runs and qrels that they rest on."""
    items = questions.items
    rankings = rank_gold(items, predictions, gold_passages=gold_passages)
    measured = score_rankings(rankings)
    return [
        replace(judge_item(item, predictions.get(item.id)), ranking=measured.get(item.id, {})) for item in items
    ], rankings


def judge_item(item: Item, prediction: Prediction | None) -> Judgement:
    """Return the judgement of one question, without its ranking measures."""
    bare = Judgement(
        id=item.id, case_id=item.case_id, kind=item.kind, group=item.group, question=item.question,
        outcome=Outcome.MISSING, evidence=len(item.evidence),
    )  # fmt: skip
    if prediction is None:
        return bare
    good = [citation for citation in prediction.quoted if is_good(citation, item)]
    return replace(
        bare,
        outcome=_outcome(item, prediction),
        rank=first_gold_rank(prediction, item),
        citations=len(prediction.quoted),
        good_citations=len(good),
        evidence_cited=sum(
            any(same_release(c.release_id, one.release) and cites(c.quote, one.quote) for c in good)
            for one in item.evidence
        ),
        speaker_right=_speaker_right(item, good),
        confidence=prediction.confidence,
        asked_model=prediction.model is not None,
        composed=prediction.composed,
        unverified=prediction.unverified,
        timings_ms=prediction.timings_ms,
    )


def judge_quotes(cases: Sequence[QuoteCheckCase], predictions: Mapping[str, Prediction]) -> list[QuoteJudgement]:
    """Return the judgement of every quote check, in order."""
    found = [(case, predictions.get(case.id)) for case in cases]
    return [
        QuoteJudgement(
            id=case.id, quote=case.quote, claimed_speaker=case.claimed_speaker, expected=case.verdict,
            found=(prediction.verdict or "missing").replace("_", "-") if prediction else "missing",
            timings_ms=prediction.timings_ms if prediction else {},
        )
        for case, prediction in found
    ]  # fmt: skip


def is_right(item: Item, prediction: Prediction) -> bool:
    """Whether an answer holds all that it must, without case; where nothing is named, whether it cites gold evidence."""
    if not prediction.answered or not item.answerable:
        return False
    if not item.must_include:
        return any(is_good(citation, item) for citation in prediction.citations)
    text = normalize(prediction.text)
    return all(normalize(words) in text for words in item.must_include)


def missing_words(item: Item, text: str) -> list[str]:
    """Return what a right answer must hold and this text does not."""
    folded = normalize(text)
    return [words for words in item.must_include if normalize(words) not in folded]


def is_good(citation: PredictedCitation, item: Item) -> bool:
    """Whether a citation's words are those of a gold quotation, in its release."""
    return any(
        same_release(citation.release_id, one.release) and cites(citation.quote, one.quote) for one in item.evidence
    )


def _outcome(item: Item, prediction: Prediction) -> Outcome:
    if not prediction.answered:
        return Outcome.REFUSED
    return Outcome.RIGHT if is_right(item, prediction) else Outcome.WRONG


def _speaker_right(item: Item, good: Sequence[PredictedCitation]) -> bool | None:
    if not (item.speaker and good):
        return None
    return any(last_name(citation.speaker) == last_name(item.speaker) for citation in good)
