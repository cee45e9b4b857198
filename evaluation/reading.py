"""Reads question sets from files: JSON Lines, or CSV with a header. Every fault is named, by its line and field."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from evaluation.questions import LINE, AnswerableKind, Case, QuestionSet, UnanswerableKind, UnfinishedCase
from retrieval import UsageError

_CSV_COLUMNS = ("id", "kind", "question", "answer", "must_include", "release", "quote", "speaker", "date", "asked_on", "why",
               "claimed_speaker", "verdict")  # fmt: skip
_KINDS = frozenset({*get_args(AnswerableKind), *get_args(UnanswerableKind), "conversation", "quote-check", "to-do"})
_FAULTS_SHOWN = 50


class InvalidQuestionSetError(UsageError):
    """A question set cannot be used; the message names every bad line and its field."""


def read_questions(path: Path) -> QuestionSet:
    """Return the question set in a JSON Lines or CSV file.

    Raises InvalidQuestionSetError, which names every bad line and field at once, and UsageError where there is no file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the question set {path} cannot be read ({error.strerror}): give a .jsonl or .csv file"
        ) from error
    return parse_questions(data, name=path.name)


def parse_questions(data: bytes, *, name: str) -> QuestionSet:
    """Return the question set in a file's bytes; a name that ends in '.csv' means CSV, any other JSON Lines."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidQuestionSetError(f"{name} is not UTF-8 (byte {error.start}): save it as UTF-8 text") from error
    faults: list[str] = []
    cases: list[Case] = []
    to_do = 0
    places: dict[str, list[int]] = {}
    lines = _csv_records(text, name) if name.lower().endswith(".csv") else _json_records(text, faults)
    for number, record in lines:
        try:
            line = LINE.validate_python(record)
            places.setdefault(line.id, []).append(number)
            if isinstance(line, UnfinishedCase):
                to_do += 1
            else:
                cases.append(line)
        except ValidationError as error:
            faults += [f"line {number}, {_describe(fault)}" for fault in error.errors()]
    faults += [
        f"line {lines[-1]}, field id: {case_id!r} is used before, on line {lines[0]}; every id is used once"
        for case_id, lines in places.items()
        if len(lines) > 1
    ]
    if faults:
        shown = "\n  ".join(faults[:_FAULTS_SHOWN])
        more = f"\n  ... and {len(faults) - _FAULTS_SHOWN} more" if len(faults) > _FAULTS_SHOWN else ""
        raise InvalidQuestionSetError(
            f"{name} has {len(faults)} {'fault' if len(faults) == 1 else 'faults'}, and nothing was run"
            f" ('otr evaluate --schema' prints what a line holds):\n  {shown}{more}"
        )
    if to_do and not cases:
        raise InvalidQuestionSetError(
            f"{name} holds no cases: all of its lines ({to_do}) are still to do; say in each what a right answer holds"
        )
    if not cases:
        raise InvalidQuestionSetError(f"{name} holds no cases: one JSON object a line, or CSV with a header")
    return QuestionSet(name=name, cases=tuple(cases), to_do=to_do)


def _json_records(text: str, faults: list[str]) -> Iterator[tuple[int, object]]:
    """Yield (line number, record); a line that is no JSON is added to the faults."""
    for number, line in enumerate(text.split("\n"), 1):  # a string may hold what else ends a line (U+2028)
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except json.JSONDecodeError as error:
            faults.append(f"line {number}: not JSON ({error.msg} at column {error.colno})")


def _csv_records(text: str, name: str) -> Iterator[tuple[int, object]]:
    """Yield (line number on which the row ends, record) of every row that is not empty."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    unknown = [column for column in rows.fieldnames or () if column not in _CSV_COLUMNS]
    if unknown or not {"id", "question"} <= set(rows.fieldnames or ()):
        raise InvalidQuestionSetError(
            f"{name}, line 1: the header has {', '.join(map(repr, rows.fieldnames or ())) or 'no columns'}; it needs 'id' and"
            f" 'question', and may have {', '.join(_CSV_COLUMNS[1:2] + _CSV_COLUMNS[3:])}"
        )
    try:
        for row in rows:
            if None in row or None in row.values():
                raise InvalidQuestionSetError(
                    f"{name}, line {rows.line_num}: the row has not as many cells as the header ({len(rows.fieldnames or ())})"
                )
            if any(row.values()):
                yield rows.line_num, _csv_record(row)
    except csv.Error as error:
        raise InvalidQuestionSetError(f"{name}, line {rows.line_num}: not CSV ({error})") from error


def _csv_record(row: dict[str, str]) -> dict[str, Any]:
    """Return a row as the record that a JSON line would hold; without a kind, it gets one by what it expects."""
    record: dict[str, Any] = {key: value for key, value in row.items() if value}
    if "must_include" in record:
        record["must_include"] = [part.strip() for part in record["must_include"].split("|") if part.strip()]
    release, quote = record.pop("release", None), record.pop("quote", None)
    if record.get("kind") == "quote-check":
        record["quote"] = quote or ""
        record.pop("question", None)
    elif release or quote:
        record["evidence"] = [{"release": release or "", "quote": quote or ""}]
    expects = record.get("must_include") or record.get("evidence")
    return {"kind": "fact" if expects else "unanswerable", **record}


def _describe(fault: Any) -> str:
    """Return a pydantic error as 'field NAME: what is wrong, and what was given'."""
    # The first part of the place is the case's kind, by which its class was chosen.
    place = [str(part) for part in fault["loc"]]
    place = place[1:] if place and place[0] in _KINDS else place
    if fault["type"] == "union_tag_invalid":
        return f"field kind: {fault['ctx']['tag']!r} is no kind of case; the kinds are {fault['ctx']['expected_tags']}"
    if fault["type"] == "union_tag_not_found":
        return "field kind: every case has one, 'fact' or 'unanswerable' for example"
    where = f"field {'.'.join(place)}" if place else "the whole case"
    message = str(fault["msg"]).removeprefix("Value error, ")
    came = fault["input"]
    shown = "" if isinstance(came, dict | list) or fault["type"] == "missing" else f" (it is {str(came)[:60]!r})"
    return f"{where}: {message}{shown}"
