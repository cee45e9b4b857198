"""A cross-encoder that a user sets: it orders the best passages, and one that is none is named with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from archive.errors import ModelError
from archive.models.cross_encoder import CrossEncoderModel
from archive.models.embedder import SentenceEmbedder
from archive.settings import Settings
from retrieval import Archive
from retrieval.search.reranker import RERANKED

QUESTION = "How many people were brought out by Operation Safe Harbour?"


class Shortest:
    """Prefers short texts."""

    name = "shortest"

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return -np.array([len(text) for text in texts], dtype=np.float32)


def save_cross_encoder(folder: Path, embedder: SentenceEmbedder, *, labels: int) -> None:
    """Save a tiny cross-encoder with random weights and the bundled model's tokenizer."""
    tokenizer = AutoTokenizer.from_pretrained(embedder.folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        num_labels=labels,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@pytest.mark.model
def test_the_best_passages_are_ranked_once_more(sample_archive: Archive) -> None:
    plain = sample_archive.ask(QUESTION)
    other = Archive(sample_archive.store, sample_archive.embedder, reranker=Shortest()).ask(QUESTION)
    assert {one.text for one in other.retrieved[:RERANKED]} == {one.text for one in plain.retrieved[:RERANKED]}
    assert [one.text for one in other.retrieved[RERANKED:]] == [one.text for one in plain.retrieved[RERANKED:]]
    assert [one.text for one in other.retrieved] != [one.text for one in plain.retrieved]
    assert [one.score for one in other.retrieved] == [one.score for one in plain.retrieved]
    assert "rerank" in other.timings_ms
    assert "rerank" not in plain.timings_ms


@pytest.mark.model
def test_the_langchain_retriever_ranks_as_the_answers_do(sample_archive: Archive) -> None:
    reranked = Archive(sample_archive.store, sample_archive.embedder, reranker=Shortest())
    for archive in (sample_archive, reranked):
        texts = [one.text for one in archive.ask(QUESTION).retrieved]
        assert [one.page_content for one in archive.retriever(k=5).invoke(QUESTION)] == texts[:5]


@pytest.mark.model
def test_a_cross_encoder_in_a_folder_is_a_setting(
    sample_archive: Archive, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    save_cross_encoder(tmp_path, embedder, labels=1)
    settings = Settings(reranker=str(tmp_path))
    archive = Archive.open(sample_archive.store.folder, settings=settings)
    answer = archive.ask(QUESTION)
    assert len(answer.retrieved) > 1
    assert "rerank" in answer.timings_ms
    assert CrossEncoderModel(str(tmp_path)).score("Who?", ["Ada.", "Nobody at all."]).shape == (2,)
    assert CrossEncoderModel(str(tmp_path)).score("Who?", []).shape == (0,)


@pytest.mark.model
def test_a_model_of_several_scores_is_none(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    save_cross_encoder(tmp_path, embedder, labels=3)
    with pytest.raises(ModelError, match="OTR_RERANKER"):
        CrossEncoderModel(str(tmp_path)).score("Who?", ["Ada.", "Bo."])


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{tmp_path.name}.*OTR_RERANKER"):
        CrossEncoderModel(str(tmp_path)).score("Who?", ["Ada."])
