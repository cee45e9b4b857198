"""Receipts: written, read back exactly, and refused by the field where a file is none."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from archive.errors import UsageError
from retrieval.answer import Answer, Status
from retrieval.receipts import InvalidReceiptError, make_receipt, read_receipt
from tests.retrieval.exports.hostile import HOSTILE, answer_with, cite

ANSWER = answer_with("Did it sink?", cite("It did not sink."), composed="It stayed afloat.")


def changed(**values: Any) -> bytes:
    """Return a receipt as JSON with values in place of its own; a dotted name is one further in."""
    read = json.loads(make_receipt(ANSWER).write())
    for name, value in values.items():
        *way, last = name.split("__")
        place = read
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value
    return json.dumps(read).encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_receipt_comes_back_exactly(text: str) -> None:
    receipt = make_receipt(answer_with(text, composed=text))
    assert read_receipt(receipt.write().encode(), name="r.json") == receipt
    assert receipt.sealed
    assert receipt.asked.text == text


def test_an_answer_with_its_making_comes_back_exactly() -> None:
    form = TypeAdapter(Answer)
    assert form.validate_json(form.dump_json(ANSWER)) == ANSWER


def test_composed_sentences_stand_apart_and_what_only_they_rest_on_is_told() -> None:
    other = cite("It was calm.", 2)
    answer = answer_with("Did it sink?", cite("It did not sink."), composed="It stayed afloat.")
    composed, quoted = answer.statements
    receipt = make_receipt(
        replace(answer, statements=(replace(composed, citations=(1, 2)), quoted), citations=(*answer.citations, other))
    )
    assert [(one.text, one.citations) for one in receipt.composed] == [("It stayed afloat.", (1, 2))]
    assert [(one.n, one.words, one.stated) for one in receipt.quotations] == [
        (1, "It did not sink.", True), (2, "It was calm.", False),
    ]  # fmt: skip


def test_any_change_breaks_the_seal() -> None:
    for name, value in {"quotations__0__speaker": "Otto Quay", "said": "x", "asked__text": "y"}.items():
        assert not read_receipt(changed(**{name: value}), name="r.json").sealed
    assert read_receipt(changed(), name="r.json").sealed


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        (b"[" * 5000, "it is not JSON"),
        (b"[]", "field receipt is missing"),
        (json.dumps(ANSWER.to_json()).encode(), "field receipt is missing"),
        (changed(receipt=2), "field receipt: Input should be 1"),
        (changed(quotations__0__sha256="abc"), "field quotations.0.sha256"),
        (changed(quotations__0__start=-1), "field quotations.0.start"),
        (changed(quotations__0__more=1), "field quotations.0.more"),
        (changed(status="glad"), "field status"),
        (changed(at="yesterday"), "field at"),
        (changed(asked__text="x" * 3000), "field asked: the question has 3,000 characters"),
        (changed(asked__more=1), "field asked.more"),
        (changed(asked__filters__voices=["parrot"]), "field asked.filters.voices.0"),
    ],
)
def test_what_is_no_receipt_is_told_by_its_field(data: bytes, named: str) -> None:
    with pytest.raises(InvalidReceiptError, match=r"^r\.json is no receipt") as refused:
        read_receipt(data, name="r.json")
    assert named in str(refused.value)
    assert refused.value.exit_code == 2


def test_an_answer_that_never_came_to_be_has_no_receipt() -> None:
    busy = replace(ANSWER, status=Status.BUSY, statements=(), citations=(), made=None)
    with pytest.raises(UsageError, match="busy"):
        make_receipt(busy)
