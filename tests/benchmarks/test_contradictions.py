"""What is said about officials, counted over a set: by kind, and at the right place where places are given."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import contradictions
from benchmarks.contradictions import count, main
from retrieval import Archive

OWN = Path(contradictions.__file__).with_name("premises")
FALSE, TRUE = "false-premise", "true-premise"


@pytest.mark.model
def test_statements_about_officials_are_counted(tmp_path: Path, sample_store: Path) -> None:
    question = "Why did the Ministry admit in the autumn of 2031 that Helena Marsh had read the surveyor's report?"
    answer = Archive.open(sample_store).ask(question)
    places = [{"release": one.release_id, "start": one.start, "end": one.end} for one in answer.citations]
    lines = [
        {"id": "1", "kind": FALSE, "question": question, "evidence": places},
        {"id": "2", "kind": TRUE, "question": "How many people were brought out by Operation Safe Harbour?"},
        {"id": "3", "kind": "quote-check", "question": "'It is over.'"},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = count(path, sample_store, show=False)
    assert set(found) == {FALSE, TRUE}
    asked, against, placed, declined = found[FALSE]
    assert (asked, placed) == (1, against)
    assert against + declined <= 1
    assert found[TRUE] == (1, 0, 0, 0)


def test_a_set_without_its_store_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["contradictions", "set.jsonl"])
    assert main() == 2
    assert "needs the store of its archive after it" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(OWN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_our_own_sets_hold_questions_and_places_and_no_words_of_a_release(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        assert set(line) == {"id", "kind", "question", "evidence"}
        assert line["kind"] in (FALSE, TRUE)
        assert line["question"].endswith("?")
        assert line["evidence"]
        assert all(set(one) == {"release", "start", "end"} and one["start"] < one["end"] for one in line["evidence"])
