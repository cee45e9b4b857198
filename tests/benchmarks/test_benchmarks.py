"""The benchmark's own small parts; the peers themselves are run by `make bench`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.answering import answer_all, predict
from benchmarks.peers import PEERS
from benchmarks.pieces import Piece, fingerprint, read_pieces, read_texts, write_pieces
from benchmarks.table import draw, draw_table, make_row, share_verbatim
from benchmarks.vectors import KeptEmbedder
from evaluation import Prediction, QuestionSet, parse_questions
from retrieval import Archive

SAID = "We issued 12 visas.\u2028Then we closed."


TEXTS = [Piece(release_id="notes/one.md", text=SAID)]


@pytest.fixture
def questions() -> QuestionSet:
    case = {"id": "a", "kind": "fact", "question": "How many visas?", "must_include": ["12"],
            "evidence": [{"release": "notes/one.md", "quote": "We issued 12 visas."}]}  # fmt: skip
    return parse_questions(json.dumps(case).encode(), name="set.jsonl")


def search(_: str) -> list[Piece]:
    return [
        Piece(release_id="notes/one.md", text=SAID, score=2.0),
        Piece(release_id="notes/two.md", text="No.", score=1.0),
    ]


@pytest.mark.model
def test_a_peer_is_given_what_the_product_has_read(sample_archive: Archive) -> None:
    texts = read_texts(sample_archive)
    assert {whole.release_id for whole in texts} == sample_archive.digests().keys()
    for whole in texts:
        release = sample_archive.release(whole.release_id)
        assert whole.text.startswith(f"{release.title}\n\n{release.date}\n\n")
        assert whole.text.endswith(release.text)


def test_pieces_come_back_as_they_were_kept(tmp_path: Path) -> None:
    pieces = [Piece(release_id="a", text=SAID), Piece(release_id="b", text="line\nline")]
    write_pieces(tmp_path, pieces)
    assert read_pieces(tmp_path) == pieces


def test_the_fingerprint_changes_with_a_text_and_with_what_is_used() -> None:
    before = fingerprint(TEXTS, "bm25s 0.3")
    assert before == fingerprint(TEXTS, "bm25s 0.3") != fingerprint(TEXTS, "bm25s 0.4")
    assert fingerprint([Piece(release_id="notes/one.md", text="other")], "bm25s 0.3") != before


def test_a_prediction_hands_on_the_first_pieces_and_keeps_all(questions: QuestionSet) -> None:
    (line,) = answer_all(search, questions.items, handed_on=1)
    assert (line["id"], line["answered"], line["text"]) == ("a", True, SAID)
    assert [len(line["citations"]), len(line["retrieved"])] == [1, 2]
    assert line["timings_ms"]["total"] >= 0


def test_nothing_found_is_no_answer(questions: QuestionSet) -> None:
    assert predict(questions.items[0], [], handed_on=5)["answered"] is False


def test_a_row_has_the_evaluations_figures(questions: QuestionSet) -> None:
    (line,) = answer_all(search, questions.items, handed_on=1)
    prediction = Prediction.model_validate(line)
    row = make_row({"a": prediction}, questions, {"notes/one.md": SAID}, name="x", title="X", set_up="")
    assert (row.figures["hit@1"].value, row.figures["right"].value, row.verbatim) == (1.0, 1.0, 1.0)
    assert row.figures["speaker"].value is None
    assert "hit@1" in draw_table([row])


@pytest.mark.parametrize(("quote", "share"), [("We issued  12\nvisas.", 1.0), ("We issued 13 visas.", 0.0)])
def test_verbatim_folds_white_space_alone(quote: str, share: float) -> None:
    citation = {"release_id": "notes/one.md", "quote": quote}
    prediction = Prediction.model_validate({"id": "a", "answered": True, "citations": [citation]})
    assert share_verbatim([prediction], {"notes/one.md": SAID}) == share


def test_columns_are_aligned() -> None:
    assert draw([["", "A"], ["long name", "1"]]).splitlines() == ["           A", "-" * 12, "long name  1"]


def test_every_peer_says_what_it_is() -> None:
    assert len({peer.name for peer in PEERS}) == len(PEERS)
    assert all(peer.handed_on > 0 and peer.splitter and peer.retriever for peer in PEERS)


def test_a_peer_that_is_not_installed_says_so() -> None:
    missing = [peer for peer in PEERS if peer.missing()]
    assert all("pip install" in str(peer.missing()) for peer in missing)


@pytest.mark.model
def test_a_text_is_embedded_once_and_a_torn_row_is_cut_off(tmp_path: Path) -> None:
    first = KeptEmbedder(tmp_path)
    vectors = first.embed(["one", "two", "one"])
    assert np.array_equal(vectors[0], vectors[2])
    (kept,) = tmp_path.iterdir()
    assert (kept / "vectors").stat().st_size == 2 * first.dimension * 4
    with (kept / "sums").open("ab") as file:
        file.write(b"torn")
    again = KeptEmbedder(tmp_path)
    assert np.array_equal(again.embed(["two"])[0], vectors[1])
    assert (kept / "vectors").stat().st_size == 2 * first.dimension * 4, "what is embedded is kept"
