"""Feedback as question-set lines: each is one that evaluate reads, or one that says that it is still to do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.releases import Voice
from archive.usage.feedback import Feedback, FeedbackReason, KeptFeedback
from evaluation.feedback import describe_feedback, make_line
from evaluation.questions import QuestionSet
from evaluation.reading import InvalidQuestionSetError, parse_questions
from retrieval.answer import Answer, Premise, Status
from retrieval.question import Filters, Question
from retrieval.receipts import make_receipt
from tests.conftest import run_otr
from tests.retrieval.exports.hostile import HOSTILE, answer_with, cite, refused

SAID = cite("It did not sink.", release_id="a.md", speaker="Ida Vale")
ANSWER = answer_with("Did it sink?", SAID, resolved_question="Did the ferry sink?")
MADE = ANSWER.made


def asked_with(**parts: object) -> Answer:
    """Return the answer to a question that was asked with these parts."""
    assert MADE is not None
    return replace(ANSWER, made=replace(MADE, question=Question(text="Did it sink?", **parts)))  # type: ignore[arg-type]


def of(answer: Answer, *, useful: bool = True, reason: FeedbackReason | None = None, comment: str = "") -> Feedback:
    """Return feedback on an answer."""
    return Feedback(
        id="0a1b", useful=useful, receipt=make_receipt(answer).write(), given=datetime(2031, 6, 3, tzinfo=UTC),
        reason=reason, comment=comment,
    )  # fmt: skip


def read(*given: Feedback) -> QuestionSet:
    """Return the question set that evaluate reads from the exported lines."""
    lines = [make_line(replace(one, id=f"{n}")).model_dump_json(exclude_defaults=True) for n, one in enumerate(given)]
    return parse_questions("\n".join(lines).encode(), name="f.jsonl")


def test_a_useful_answer_is_a_case_with_its_evidence() -> None:
    read_back = read(of(ANSWER, comment="Thanks"))
    (item,) = read_back.items
    assert (item.id, item.kind, item.question, item.answer) == (
        "feedback-0",
        "fact",
        "Did the ferry sink?",
        "It did not sink.",
    )
    assert [(one.release, one.quote) for one in item.evidence] == [("a.md", "It did not sink.")]
    assert (item.speaker, read_back.cases[0].date, read_back.to_do) == ("Ida Vale", date(2031, 5, 1), 0)  # type: ignore[union-attr]
    assert "Thanks" in str(read_back.cases[0].why)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refused("What will it cost?"), "unanswerable"),
        (replace(ANSWER, status=Status.DECLINED), "unanswerable"),
        (
            replace(ANSWER, status=Status.CONTRADICTED, premise=Premise(words="sank", contradicted_by=(1,))),
            "false-premise",
        ),
        (replace(ANSWER, lead="There is 1."), "list"),
        (answer_with("?", replace(SAID, voice=Voice.REPORTER)), "fact"),
    ],
)
def test_what_was_useful_is_what_is_right(answer: Answer, kind: str) -> None:
    (case,) = read(of(answer)).cases
    assert case.kind == kind
    assert kind != "fact" or getattr(case, "speaker", None) is None


@pytest.mark.parametrize(
    ("feedback", "told"),
    [
        (
            of(ANSWER, useful=False, reason=FeedbackReason.WRONG, comment="It did.\nTwice."),
            "(wrong), 2031-06-03. They wrote: It did. Twice.",
        ),
        (of(ANSWER, useful=False), "It was answered, with a.md: It did not sink."),
        (of(refused("why?"), useful=False, reason=FeedbackReason.SHOULD_ANSWER), "(should-have-answered)"),
        (of(asked_with(filters=Filters(speakers=("Ida Vale",)))), "put what they say into the question"),
        (of(asked_with(taken_off=("period:May",))), "put what they say into the question"),
    ],
)
def test_all_else_is_to_do_and_evaluate_says_so(feedback: Feedback, told: str) -> None:
    line = make_line(feedback)
    assert line.kind == "to-do"
    assert told in str(line.why)
    both = read(feedback, of(ANSWER))
    assert (both.to_do, len(both.cases), both.narrowed(limit=1).to_do) == (1, 1, 1)
    with pytest.raises(InvalidQuestionSetError, match=r"all of its lines \(1\) are still to do"):
        read(feedback)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_break_a_line(text: str) -> None:
    given = [of(answer_with(text), comment=text), of(answer_with(text), useful=False, comment=text)]
    read_back = read(*given)
    assert (len(read_back.cases), read_back.to_do) == (1, 1)
    assert len(list(describe_feedback(given[:1]))) == 3


def test_the_console_lists_and_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTR_FEEDBACK", str(tmp_path / "given.sqlite"))
    nobody = run_otr("feedback", "list")
    assert (nobody.returncode, nobody.stdout, "nobody gave feedback yet" in nobody.stderr) == (0, "", True)
    kept = KeptFeedback(tmp_path / "given.sqlite")
    kept.keep("a", useful=True, receipt=make_receipt(ANSWER).write())
    kept.keep("b", useful=False, reason=FeedbackReason.WRONG, receipt=make_receipt(ANSWER).write(), comment="no")
    kept.keep("c", useful=True, receipt='{"receipt": 9}')
    listed = run_otr("feedback", "list")
    assert listed.stdout.count("Did it sink?") == 2
    assert "not useful (wrong)" in listed.stdout
    assert [one["id"] for one in json.loads(run_otr("feedback", "list", "--json").stdout)] == ["a", "b", "c"]
    exported = run_otr("feedback", "export", "--out", tmp_path / "set.jsonl")
    assert (exported.returncode, exported.stdout) == (0, "")
    assert "2 lines, 1 of them to do" in exported.stderr
    assert "left out: the receipt of the feedback c" in exported.stderr
    lines = (tmp_path / "set.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["fact", "to-do"]
    assert run_otr("feedback", "export").stdout.splitlines() == lines
    assert run_otr("feedback", "export", "--out", tmp_path / "no" / "set.jsonl").returncode == 2
