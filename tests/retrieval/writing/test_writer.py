"""The writer by a scripted model: what is verified grows above the quotations; what fails is told, and costs nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelRateLimitError,
)

from retrieval import wording
from retrieval.answer import Answer, StatementKind
from retrieval.writing import Caps, StreamLimits, Writer
from retrieval.writing.writer import OpenCheck
from tests.retrieval.writing.harbour import EVIDENCE, TEXT, extractive
from tests.retrieval.writing.scripted import make_asker

pytestmark = pytest.mark.model

OPENS = "The pier at Osterhaven opens on May 12."
DREDGE = "The inner basin will be dredged next year."


def write(script: Any, folder: Path, open_check: OpenCheck, **how: Any) -> list[Answer]:
    asker, _ = make_asker(script, folder, **how)
    return list(Writer(asker, open_check).write(extractive(), EVIDENCE))


def check_whole(answer: Answer, open_check: OpenCheck) -> None:
    """What must hold of every answer: the extractive one is in it unchanged, and every word of a model verifies again."""
    before = extractive()
    assert before.text in answer.text
    assert answer.citations[: len(before.citations)] == before.citations
    assert [one.n for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    composed = answer.composed
    assert answer.statements[: len(composed)] == composed
    quoted = answer.statements[len(composed) :]
    assert quoted[: len(before.statements)] == before.statements
    assert all(one.kind is StatementKind.QUOTED for one in quoted)
    cited = {one.n: one for one in answer.citations}
    for one in answer.citations:
        assert one.quote == TEXT[one.start : one.end]
    for one in quoted:
        assert one.text == cited[one.citations[0]].quote
    for one in composed:
        check = open_check([cited[n] for n in one.citations], answer.resolved_question)
        assert check.verify(one.text, cited=one.citations).citations
        assert not set('“”"<>[]') & set(one.text)


def test_an_answer_grows_by_each_verified_sentence(tmp_path: Path, open_check: OpenCheck) -> None:
    forms = write([OPENS, " [1]\n", DREDGE[:9], DREDGE[9:], " [3]"], tmp_path, open_check)
    assert [len(one.composed) for one in forms] == [1, 2, 2]
    assert [one.model.finished for one in forms if one.model] == [False, False, True]
    last = forms[-1]
    check_whole(last, open_check)
    assert last.text.startswith(
        "The pier at Osterhaven opens on May 12 [1]. The inner basin will be dredged next year [2]."
    )
    assert [one.quote for one in last.citations] == [EVIDENCE[0].quote, EVIDENCE[2].quote]
    assert last.model is not None
    assert (last.model.kept, last.model.dropped, last.model.fell_back) == (2, {}, "")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("The pier at Osterhaven opens on May 13. [1]", "day"),
        ("It cost nine million crowns. [2]", "number"),
        ("Minister Horace Quill opens the pier at Osterhaven. [1]", "name"),
        ("A whale was seen beside the lighthouse. [1]", "support"),
        ("# The pier", "shape"),
        ("See https://example.org for the pier. [1]", "shape"),
    ],
)
def test_what_the_evidence_does_not_bear_is_dropped(
    tmp_path: Path, open_check: OpenCheck, written: str, reason: str
) -> None:
    last = write([written], tmp_path, open_check)[-1]
    check_whole(last, open_check)
    assert last.text == extractive().text
    assert last.model is not None
    assert last.model.dropped == {reason: 1}
    assert last.model.fell_back == wording.MODEL_UNVERIFIED


def test_a_wrong_citation_is_mended_and_a_repeated_line_is_a_quotation(tmp_path: Path, open_check: OpenCheck) -> None:
    last = write([f"{DREDGE} [1]\n", f"[4] {EVIDENCE[3].quote}\n", EVIDENCE[0].quote], tmp_path, open_check)[-1]
    check_whole(last, open_check)
    assert last.model is not None
    assert (last.model.kept, last.model.recited, last.model.quoted) == (0, 1, 2)
    assert [one.quote for one in last.citations] == [EVIDENCE[0].quote, EVIDENCE[2].quote, EVIDENCE[3].quote]
    assert last.statements[-1].text == EVIDENCE[3].quote


def test_a_short_run_of_the_evidence_is_a_quotation_too(tmp_path: Path, open_check: OpenCheck) -> None:
    last = write(["It cost four million crowns. [2]"], tmp_path, open_check)[-1]
    check_whole(last, open_check)
    assert last.composed == ()
    assert last.statements[-1].text == EVIDENCE[1].quote


@pytest.mark.parametrize(
    ("written", "stand"),
    [
        ("The pier at Osterhaven opens on May 12. [1]\nThey plan to dredge the inner basin next year. [3]", 2),
        ("The pier at Osterhaven opens on June 12. [1]\nThey plan to dredge the inner basin next year. [3]", 0),
        (f"{EVIDENCE[1].quote} [2]\nThey plan to dredge the inner basin next year. [3]", 0),
        ("They plan to dredge the inner basin next year. [3]", 0),
        ("The inner basin will be dredged next year. [3]", 1),
    ],
)
def test_what_leans_on_a_sentence_that_is_not_shown_is_not_either(
    tmp_path: Path, open_check: OpenCheck, written: str, stand: int
) -> None:
    last = write([written], tmp_path, open_check)[-1]
    check_whole(last, open_check)
    assert len(last.composed) == stand


def test_the_same_said_twice_stands_once(tmp_path: Path, open_check: OpenCheck) -> None:
    last = write([f"{OPENS} [1]\n", f"{OPENS} [1]\n"], tmp_path, open_check)[-1]
    assert len(last.composed) == 1
    assert last.model is not None
    assert last.model.dropped == {"repeated": 1}


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ([], wording.MODEL_SILENT),
        (["<think>The pier opens on May 12."], wording.MODEL_SILENT),
        ([ModelRateLimitError("429 secret")], wording.MODEL_LIMITED),
        ([ModelAuthenticationError("key sk-secret")], wording.MODEL_REFUSED),
        ([ModelConnectionError("10.0.0.7")], wording.MODEL_UNREACHED),
        ([ContextOverflowError("4096")], wording.MODEL_OVERFLOW),
        ([RuntimeError("boom")], wording.MODEL_FAILED),
        (["asdf qwer zxcv"], wording.MODEL_UNVERIFIED),
    ],
)
def test_a_fault_leaves_the_answer_as_it_was(
    tmp_path: Path, open_check: OpenCheck, script: Sequence[Any], told: str
) -> None:
    forms = write(script, tmp_path, open_check)
    check_whole(forms[-1], open_check)
    assert len(forms) == 1
    assert forms[-1] == replace(extractive(), model=forms[-1].model)
    assert forms[-1].model is not None
    assert forms[-1].model.fell_back == told


def test_what_was_verified_before_a_fault_stays(tmp_path: Path, open_check: OpenCheck) -> None:
    last = write([f"{OPENS} [1]\nThey plan to", RuntimeError("gone")], tmp_path, open_check)[-1]
    check_whole(last, open_check)
    assert [one.text for one in last.composed] == [OPENS]
    assert last.model is not None
    assert last.model.fell_back == wording.MODEL_FAILED


@pytest.mark.parametrize(
    ("script", "limits"),
    [
        ([20.0], StreamLimits(first=0.3, gap=5, total=9, tokens=400)),
        ([f"{OPENS} [1]\n", 20.0], StreamLimits(first=5, gap=0.3, total=9, tokens=400)),
        ([f"{OPENS} [1]\n", *([0.1, "The "] * 100)], StreamLimits(first=5, gap=5, total=0.5, tokens=400)),
    ],
)
def test_a_model_that_blocks_is_given_up(
    tmp_path: Path, open_check: OpenCheck, script: Sequence[Any], limits: StreamLimits
) -> None:
    began = time.monotonic()
    last = write(script, tmp_path, open_check, limits=limits)[-1]
    assert time.monotonic() - began < 3
    check_whole(last, open_check)
    assert last.model is not None
    assert last.model.fell_back == wording.MODEL_SLOW


def test_a_model_without_an_end_is_stopped(tmp_path: Path, open_check: OpenCheck) -> None:
    limits = StreamLimits(first=5, gap=5, total=20, tokens=20)
    last = write([f"{OPENS} [1]\n", *(["more and more "] * 5000)], tmp_path, open_check, limits=limits)[-1]
    check_whole(last, open_check)
    assert last.model is not None
    assert last.model.fell_back == wording.MODEL_ENDLESS


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path, open_check: OpenCheck) -> None:
    last = write([f"{OPENS} [1]\n{DREDGE}"], tmp_path, open_check, stopped="length")[-1]
    assert [one.text for one in last.composed] == [OPENS]
    assert last.model is not None
    assert last.model.dropped == {"shape": 1}


def test_a_server_that_cut_the_evidence_is_told_of(tmp_path: Path, open_check: OpenCheck) -> None:
    last = write([f"{OPENS} [1]"], tmp_path, open_check, tokens_in=30)[-1]
    check_whole(last, open_check)
    assert last.model is not None
    assert last.model.fell_back == wording.MODEL_CUT
    assert len(last.composed) == 1


def test_a_draft_is_kept_and_verified_again_by_nobody_asked(tmp_path: Path, open_check: OpenCheck) -> None:
    asker, scripted = make_asker([f"{OPENS} [1]\n", "It cost nine million crowns. [2]"], tmp_path, tokens_in=400)
    first, second = ([*Writer(asker, open_check).write(extractive(), EVIDENCE)][-1] for _ in range(2))
    assert len(scripted.asked) == 1
    assert (first.text, first.statements) == (second.text, second.statements)
    assert first.model is not None
    assert second.model is not None
    assert (first.model.cached, second.model.cached) == (False, True)
    assert first.model.dropped == second.model.dropped == {"number": 1}
    assert (first.model.tokens_in, second.model.tokens_in) == (400, 0)


@pytest.mark.parametrize(
    ("caps", "told"),
    [
        (Caps(tokens=400, price_in=1e6, price_out=1e6, money_an_answer=1.0), wording.MODEL_MONEY_ANSWER),
        (Caps(tokens=400, price_in=1e6, price_out=1e6, money_a_day=1.0), wording.MODEL_MONEY_DAY),
        (Caps(tokens=400, tokens_a_day=100), wording.MODEL_MONEY_DAY),
    ],
)
def test_at_a_cap_nobody_is_asked(tmp_path: Path, open_check: OpenCheck, caps: Caps, told: str) -> None:
    asker, scripted = make_asker([OPENS], tmp_path, caps=caps)
    last = [*Writer(asker, open_check).write(extractive(), EVIDENCE)][-1]
    assert scripted.asked == []
    assert last.model is not None
    assert (last.text, last.model.fell_back) == (extractive().text, told)


def test_what_a_call_cost_is_settled(tmp_path: Path, open_check: OpenCheck) -> None:
    caps = Caps(tokens=400, price_in=2.0, price_out=10.0, money_a_day=1.0)
    asker, _ = make_asker([f"{OPENS} [1]"], tmp_path, caps=caps, tokens_in=1000)
    last = [*Writer(asker, open_check).write(extractive(), EVIDENCE)][-1]
    assert last.model is not None
    assert last.model.money == pytest.approx(0.0022)
    spent = asker._budget.ledger.spent_today()
    assert (spent.tokens, spent.money) == (1020, pytest.approx(0.0022))


def test_a_damaged_ledger_is_told_of_and_nobody_is_asked(tmp_path: Path, open_check: OpenCheck) -> None:
    asker, scripted = make_asker([OPENS], tmp_path)
    for name in tmp_path.iterdir():
        name.write_bytes(b"no database" * 500)
    last = [*Writer(asker, open_check).write(extractive(), EVIDENCE)][-1]
    assert scripted.asked == []
    assert last.model is not None
    assert last.model.fell_back == wording.MODEL_LEDGER
