"""The file of learned numbers: what it holds, what a bad one is told, and what a store of another model gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive import Store
from archive.models.embedder import SentenceEmbedder
from evaluation import read_questions
from retrieval import Archive, Status, UsageError
from retrieval.weights import SHIPPED, WeightsFile, load_weights
from tests.conftest import PROJECT


def for_another_model() -> WeightsFile:
    """Return the weights that are shipped, as if they were for another model."""
    file = load_weights()
    return file.model_copy(update={"card": file.card.model_copy(update={"model_digest": "0" * 64})})


def test_the_card_names_the_bundled_model(embedder: SentenceEmbedder) -> None:
    file = load_weights()
    assert file.card.embedding_model == embedder.name
    assert file.fits(embedder.digest)
    assert file.for_model(embedder.digest) is file.fitted
    assert file.for_model("another") is file.unfitted


def test_what_rests_on_no_cosine_is_the_same_for_every_model() -> None:
    file = load_weights()
    for table in ("ranking", "late_interaction", "sentences", "selection"):
        assert getattr(file.unfitted, table) == getattr(file.fitted, table)
    assert file.unfitted.answerability.topic.weights == file.fitted.answerability.topic.weights
    assert file.unfitted.answerability.weights.topic == 0.0, "a topic is told by cosines"


@pytest.mark.parametrize(
    ("words", "put", "told"),
    [
        (r"dense_rank = [\d.-]+", "dense_rank = 'high'", "fitted.ranking.dense_rank = 'high'"),
        (r"dense_rank", "dense_rang", "fitted.ranking"),
        (r"\[fitted\.selection\]", "[fitted.selection", "cannot be read"),
        (r"\[card\]", "[cards]", "card"),
    ],
)
def test_a_bad_file_is_told_with_the_place_and_what_to_do(tmp_path: Path, words: str, put: str, told: str) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(re.sub(words, put, SHIPPED.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(UsageError, match=r"benchmarks\.fit") as raised:
        load_weights(path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_weights(tmp_path / "none.toml")


@pytest.mark.model
def test_another_models_store_is_answered_and_nothing_is_said_of_officials(
    sample_store: Path, embedder: SentenceEmbedder
) -> None:
    archive = Archive(Store(sample_store), embedder, weights=for_another_model())
    questions = [item for item in read_questions(PROJECT / "data" / "sample-questions.jsonl").items if not item.turn]
    statuses = [archive.ask(item.question).status for item in questions[::3]]
    assert Status.ANSWERED in statuses
    assert Status.DECLINED not in statuses
    assert all(not archive.ask(item.question).denials for item in questions if item.kind == "false-premise")
