"""Judging: rankings, outcomes, citations and speakers, on predictions written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.judging import Outcome, judge, judge_item, judge_quotes
from evaluation.predictions import Prediction
from evaluation.questions import Item, QuestionSet
from evaluation.reading import parse_questions

GOLD = "the ferry carried four hundred people across the strait that night"
QUESTIONS = f"""
{{"id": "q-1", "kind": "number", "question": "How many?", "must_include": ["four hundred"], "speaker": "Ida Vale",
  "evidence": [{{"release": "a/one.md", "quote": "{GOLD}"}}]}}
{{"id": "q-2", "kind": "unanswerable", "question": "How many sank?"}}
{{"id": "q-3", "kind": "quote-check", "quote": "no one was lost", "verdict": "altered"}}
""".replace("\n  ", " ")
PASSAGE = {"release_id": "a/one.md", "text": f"She said {GOLD}.", "start": 10, "end": 90}
OTHER = {"release_id": "a/two.md", "text": "Something else was said.", "start": 0, "end": 24}
CITATION = {"release_id": "a/one.md", "quote": GOLD, "speaker": "Ida Vale"}


@pytest.fixture
def questions() -> QuestionSet:
    return parse_questions(QUESTIONS.encode(), name="set.jsonl")


def predict(item_id: str = "q-1", **values: Any) -> Prediction:
    return Prediction.model_validate({"id": item_id, "answered": True, "status": "answered", **values})


def item_of(questions: QuestionSet, item_id: str) -> Item:
    return next(item for item in questions.items if item.id == item_id)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"text": "It carried FOUR  HUNDRED people."}, Outcome.RIGHT),
        ({"text": "It carried three hundred people."}, Outcome.WRONG),
        ({"text": "four hundred", "answered": False, "status": "not-in-archive"}, Outcome.REFUSED),
        ({"text": "four hundred", "answered": False, "status": "declined", "citations": [CITATION]}, Outcome.REFUSED),
        (
            {"text": "four hundred", "answered": False, "status": "contradicted", "citations": [CITATION]},
            Outcome.REFUSED,
        ),
    ],
)
def test_the_outcome_of_an_answerable_question(
    questions: QuestionSet, values: dict[str, Any], outcome: Outcome
) -> None:
    judged = judge_item(item_of(questions, "q-1"), predict(**values))
    assert judged.outcome is outcome
    assert judged.passed is (outcome is Outcome.RIGHT)


def test_a_question_without_an_answer_is_to_be_refused(questions: QuestionSet) -> None:
    item = item_of(questions, "q-2")
    assert judge_item(item, predict("q-2", text="Two.")).outcome is Outcome.WRONG
    for status in ("not-in-archive", "declined", "contradicted"):
        assert judge_item(item, predict("q-2", answered=False, status=status, citations=[CITATION])).passed


def test_a_question_without_a_prediction_is_missing(questions: QuestionSet) -> None:
    judged = judge_item(item_of(questions, "q-1"), None)
    assert judged.outcome is Outcome.MISSING
    assert judged.failed


@pytest.mark.parametrize(
    ("retrieved", "rank", "hit5", "mrr", "release_hit1"),
    [
        ([PASSAGE, OTHER], 1, 1.0, 1.0, 1.0),
        ([OTHER, PASSAGE], 2, 1.0, 0.5, 0.0),
        ([OTHER] * 6 + [PASSAGE], 7, 0.0, 1 / 7, 0.0),
        ([OTHER], 0, 0.0, 0.0, 0.0),
        ([{**PASSAGE, "release_id": "a/two.md"}], 0, 0.0, 0.0, 0.0),  # the words, in another release
        ([], 0, 0.0, 0.0, 0.0),
    ],
)
def test_where_the_gold_passage_stands(
    questions: QuestionSet, retrieved: list[Any], rank: int, hit5: float, mrr: float, release_hit1: float
) -> None:
    judged, _ = judge(questions, {"q-1": predict(text="", retrieved=retrieved)})
    found = judged[0]
    assert found.rank == rank
    assert found.ranking["hit@5"] == hit5
    assert found.ranking["mrr"] == pytest.approx(mrr)
    assert found.ranking["release_hit@1"] == release_hit1


def test_recall_counts_the_gold_passages_of_the_whole_archive(questions: QuestionSet) -> None:
    prediction = predict(text="", retrieved=[PASSAGE])
    elsewhere = [*prediction.retrieved, predict(retrieved=[{**PASSAGE, "start": 500, "end": 580}]).retrieved[0]]
    known, _ = judge(questions, {"q-1": prediction})
    whole, rankings = judge(questions, {"q-1": prediction}, gold_passages=lambda _: elsewhere)
    assert known[0].ranking["recall@5"] == 1.0
    assert whole[0].ranking["recall@5"] == 0.5
    assert whole[0].ranking["hit@1"] == 1.0
    assert rankings.passage_qrels["q-1"] == {"a/one.md:10-90", "a/one.md:500-580"}


@pytest.mark.parametrize(
    ("citations", "good", "cited", "speaker_right"),
    [
        ([CITATION], 1, 1, True),
        ([{**CITATION, "speaker": "I. Vale"}], 1, 1, True),
        ([{**CITATION, "speaker": "Tom Reed"}], 1, 1, False),
        ([{**CITATION, "speaker": None}], 1, 1, False),
        ([CITATION, {**CITATION, "quote": "another thing that she said about the weather"}], 1, 1, True),
        ([{**CITATION, "release_id": "a/two.md"}], 0, 0, None),
        ([], 0, 0, None),
    ],
)
def test_citations_and_their_speaker(
    questions: QuestionSet, citations: list[Any], good: int, cited: int, speaker_right: bool | None
) -> None:
    judged = judge_item(item_of(questions, "q-1"), predict(text="four hundred", citations=citations))
    assert (judged.good_citations, judged.evidence_cited, judged.speaker_right) == (good, cited, speaker_right)
    assert judged.failed is (speaker_right is False)


def test_a_question_that_names_no_words_is_right_when_its_evidence_is_cited() -> None:
    line = (
        f'{{"id": "q", "kind": "fact", "question": "Who?", "evidence": [{{"release": "a/one.md", "quote": "{GOLD}"}}]}}'
    )
    item = parse_questions(line.encode(), name="set.jsonl").items[0]
    assert judge_item(item, predict("q", text="x", citations=[CITATION])).outcome is Outcome.RIGHT
    assert judge_item(item, predict("q", text="x")).outcome is Outcome.WRONG


@pytest.mark.parametrize(("verdict", "passed"), [("altered", True), ("not_found", False), ("verbatim", False)])
def test_quote_checks(questions: QuestionSet, verdict: str, passed: bool) -> None:
    (judged,) = judge_quotes(questions.quote_checks, {"q-3": predict("q-3", verdict=verdict)})
    assert (judged.passed, judged.found) == (passed, verdict.replace("_", "-"))


def test_a_quote_check_that_was_not_made_is_missing(questions: QuestionSet) -> None:
    assert judge_quotes(questions.quote_checks, {})[0].found == "missing"
