"""The words of sentences and of evidence, with their vectors."""

from __future__ import annotations

import numpy as np
import pytest

from archive.models.embedder import SentenceEmbedder
from retrieval.answering.verify.reading import read_evidence, read_texts
from tests.retrieval.answering.verify.conftest import EVIDENCE


def test_each_word_has_its_place_sentence_and_unit_vector(embedder: SentenceEmbedder) -> None:
    read = read_texts(["Thirteen herons left. The Dray rose."], embedder)[0]
    assert [(word.folded, word.sentence) for word in read.words] == [
        ("13", 0), ("herons", 0), ("left", 0), ("the", 1), ("dray", 1), ("rose", 1)
    ]  # fmt: skip
    assert all(read.text[word.start : word.end] == word.written for word in read.words)
    assert np.linalg.norm(read.vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert [word.folded for word in read.words if word.has_meaning] == ["13", "herons", "left", "dray", "rose"]


def test_struck_out_words_are_not_read_and_the_speaker_stands_beside(embedder: SentenceEmbedder) -> None:
    cited = read_evidence(EVIDENCE, embedder)[3]
    assert "290" in cited.read.folded
    assert "310" not in cited.read.folded
    assert {"orla", "fenn", "fens", "briefing"} <= cited.named_beside
