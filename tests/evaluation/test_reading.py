"""Question sets: what is read, and that every fault is named by its line and field before anything runs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from evaluation.questions import QuestionSet, QuoteCheckCase, json_schema
from evaluation.reading import InvalidQuestionSetError, parse_questions, read_questions
from retrieval import UsageError

PROJECT = Path(__file__).parents[2]
FACT = {"id": "q-1", "kind": "fact", "question": "Who signed?", "must_include": ["Renn"]}
EVIDENCE = {"release": "a/b.md", "quote": "Renn signed it"}


def lines_of(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def parse(*records: object) -> QuestionSet:
    return parse_questions(lines_of(*records), name="set.jsonl")


def test_every_kind_of_the_sample_set_is_read() -> None:
    questions = read_questions(PROJECT / "data" / "sample-questions.jsonl")
    assert len(questions.cases) == 85
    assert len(questions.quote_checks) == 12
    assert {item.group for item in questions.items} == {"answerable", "unanswerable", "first-turn", "later-turn"}


def test_the_turns_of_a_conversation_are_items_in_order() -> None:
    turns = [{"question": "One?", "must_include": ["1"]}, {"question": "Two?", "kind": "unanswerable"},
             {"question": "Three?", "evidence": [EVIDENCE]}]  # fmt: skip
    items = parse({"id": "c", "kind": "conversation", "turns": turns}).items
    assert [(item.id, item.kind, item.group, item.answerable) for item in items] == [
        ("c#1", "first-turn", "first-turn", True),
        ("c#2", "unanswerable", "unanswerable", False),
        ("c#3", "later-turn", "later-turn", True),
    ]


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({**FACT, "kind": "foo"}, "line 1, field kind"),
        ({"id": "q-1", "question": "Who?"}, "line 1, field kind"),
        ({**FACT, "question": ""}, "line 1, field question"),
        ({**FACT, "question": "x" * 2001}, "line 1, field question"),
        ({**FACT, "must_inclde": ["x"]}, "line 1, field must_inclde"),
        ({**FACT, "evidence": [{"release": "a.md"}]}, "line 1, field evidence.0.quote"),
        ({"id": "q-1", "kind": "fact", "question": "Who?"}, "must_include or evidence"),
        ({**FACT, "id": 7}, "line 1, field id"),
        ({**FACT, "id": "a#1"}, "line 1, field id"),
        ({**FACT, "date": "spring"}, "line 1, field date"),
        ({"id": "c", "kind": "conversation", "turns": []}, "line 1, field turns"),
        ({"id": "c", "kind": "conversation", "turns": [{"question": "Who?"}]}, "field turns.0"),
        ({"id": "k", "kind": "quote-check", "quote": "x", "verdict": "true"}, "line 1, field verdict"),
        ([1, 2], "line 1, the whole case"),
    ],
)
def test_a_fault_is_named_by_line_and_field(record: object, named: str) -> None:
    with pytest.raises(InvalidQuestionSetError) as caught:
        parse(record)
    assert named in str(caught.value)


def test_all_faults_are_named_at_once() -> None:
    data = lines_of(FACT, FACT, {**FACT, "id": "q-2", "question": ""}) + b"\n{broken\n" + lines_of({"id": "z"})
    with pytest.raises(InvalidQuestionSetError) as caught:
        parse_questions(data, name="set.jsonl")
    said = str(caught.value)
    assert "4 faults" in said
    for part in (
        "line 2, field id: 'q-1' is used before, on line 1",
        "line 3, field question",
        "line 4: not JSON",
        "line 5, field kind",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "holds no cases"), (b"\n\n", "holds no cases"), (b"\xff\xfe{}", "not UTF-8"), (b"id,question\n", "line 1")],
)
def test_a_file_that_is_no_set_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InvalidQuestionSetError, match=said):
        parse_questions(data, name="set.jsonl")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.jsonl"):
        read_questions(tmp_path / "missing.jsonl")


def test_csv_holds_the_same_as_json_lines() -> None:
    table = (
        "\ufeffid,question,answer,must_include,release,quote\r\n"
        'q-1,Who signed?,"Renn, and Tamm",Renn|Tamm,a/b.md,"He said ""I signed"", twice"\r\n'
        "\r\n"
        "q-2,What will it cost?,,,,\r\n"
    )
    same = parse(
        {"id": "q-1", "kind": "fact", "question": "Who signed?", "answer": "Renn, and Tamm", "must_include": ["Renn", "Tamm"],
         "evidence": [{"release": "a/b.md", "quote": 'He said "I signed", twice'}]},
        {"id": "q-2", "kind": "unanswerable", "question": "What will it cost?"},
    )  # fmt: skip
    read = parse_questions(table.encode(), name="set.CSV")
    assert read.cases == same.cases
    assert read.fingerprint == same.fingerprint


def test_csv_may_name_its_kinds() -> None:
    table = "id,kind,question,quote,claimed_speaker,verdict\nk-1,quote-check,,no ship was lost,Renn,altered\n"
    (case,) = parse_questions(table.encode(), name="set.csv").cases
    assert isinstance(case, QuoteCheckCase)
    assert (case.quote, case.claimed_speaker, case.verdict) == ("no ship was lost", "Renn", "altered")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id,question,colour\n1,Who?,red\n", "line 1: the header has 'id', 'question', 'colour'"),
        ("question\nWho?\n", "needs 'id' and 'question'"),
        ("id,question\n1,Who?,extra\n", "line 2: the row has not as many cells"),
        ("id,question\n1\n", "line 2: the row has not as many cells"),
        ('id,question\n1,"Who?\n', "not CSV"),
        ("id,question,release,quote\n1,Who?,a.md,\n", "line 2, field evidence.0.quote"),
    ],
)
def test_a_bad_table_is_named_by_line(table: str, said: str) -> None:
    with pytest.raises(InvalidQuestionSetError) as caught:
        parse_questions(table.encode(), name="set.csv")
    assert said in str(caught.value)


def test_a_question_may_say_on_which_day_it_is_asked() -> None:
    dated = parse({**FACT, "asked_on": "2031-12-01"})
    assert [item.asked_on for item in dated.items] == [date(2031, 12, 1)]
    assert dated.fingerprint != parse(FACT).fingerprint == parse({**FACT, "asked_on": None}).fingerprint
    rows = b"id,question,must_include,asked_on\nq-1,Who signed?,Renn,2031-12-01\n"
    assert parse_questions(rows, name="set.csv").items == dated.items


def test_the_fingerprint_is_of_the_cases_and_not_of_the_file() -> None:
    spaced = json.dumps(FACT, indent=None, separators=(" , ", " : ")).encode() + b"\n\n"
    assert parse_questions(spaced, name="other.jsonl").fingerprint == parse(FACT).fingerprint
    assert parse({**FACT, "must_include": ["Tamm"]}).fingerprint != parse(FACT).fingerprint


def test_a_set_is_narrowed_by_kind_and_number() -> None:
    questions = parse(FACT, {**FACT, "id": "q-2"}, {"id": "q-3", "kind": "unanswerable", "question": "Why?"})
    assert [case.id for case in questions.narrowed(limit=2).cases] == ["q-1", "q-2"]
    assert [case.id for case in questions.narrowed(kinds=("unanswerable",)).cases] == ["q-3"]
    with pytest.raises(UsageError, match=r"'list'.*its kinds are fact, unanswerable"):
        questions.narrowed(kinds=("list",))


def test_the_schema_names_every_kind() -> None:
    schema = json.dumps(json_schema())
    for kind in ("fact", "quote-lookup", "false-premise", "conversation", "quote-check"):
        assert f'"{kind}"' in schema
