"""The embedding model: unit vectors in the texts' order, tokens that say where they stand, and what is said of no model."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from archive.errors import ModelError
from archive.models.embedder import _SHARED_OUT, SentenceEmbedder, find_folder

pytestmark = pytest.mark.model

TEXTS = ["The ferry sails at dawn.", "A ship leaves early in the morning.", "The budget was passed."]


def test_vectors_are_of_unit_length_and_near_where_meanings_are(embedder: SentenceEmbedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert (vectors.dtype, vectors.shape) == (np.float32, (3, 384))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    similarities = vectors @ vectors.T
    assert similarities[0, 1] > similarities[0, 2] + 0.05


def test_many_texts_are_shared_out_and_come_back_in_order(embedder: SentenceEmbedder) -> None:
    texts = [f"Ferry number {number} sails {'very ' * (number % 7)}early." for number in range(2 * _SHARED_OUT + 1)]
    together, alone = embedder.embed(texts), embedder.embed([texts[0], texts[-1]])
    read, tokens = embedder.read(texts)
    # A text's vector hangs a little on the padding of its batch, the more the fewer bits its numbers have.
    assert (together[[0, -1]] * alone).sum(axis=1) == pytest.approx(1, abs=1e-3)
    assert (together * read).sum(axis=1) == pytest.approx(1, abs=1e-3)
    assert [len(one.vectors) for one in tokens] == [len(one.starts) for one in tokens]
    assert (together @ together.T).argmax(axis=1).tolist() == list(range(len(texts)))


def test_tokens_say_where_they_stand(embedder: SentenceEmbedder) -> None:
    text = "The ferry sails — at dawn."
    _, (tokens,) = embedder.read([text])
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert words == ["The", "ferry", "sails", "—", "at", "dawn", "."]
    assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-5)


def copy_model(embedder: SentenceEmbedder, to: Path, prompts: dict[str, str]) -> SentenceEmbedder:
    """Return the bundled model with other prompts."""
    shutil.copytree(embedder.folder, to, copy_function=os.symlink)
    said = to / "config_sentence_transformers.json"
    said.unlink()
    said.write_text(json.dumps({"prompts": prompts}))
    return SentenceEmbedder(str(to), precision="float32")


@pytest.mark.parametrize(
    ("prompts", "asked", "behind"),
    [
        ({}, True, ""),
        ({"query": "", "document": ""}, True, ""),
        ({"query": "query: ", "document": "passage: "}, True, "query: "),
        ({"query": "query: ", "document": "passage: "}, False, "passage: "),
        ({"query": "query: ", "passage": "passage: "}, False, "passage: "),
        ({"query": "Represent this sentence: "}, True, "Represent this sentence: "),
        ({"query": "Represent this sentence: "}, False, ""),
    ],
)
def test_questions_and_texts_are_read_behind_the_models_own_prompts(
    tmp_path: Path, embedder: SentenceEmbedder, prompts: dict[str, str], asked: bool, behind: str
) -> None:
    prompted, plain = (
        copy_model(embedder, tmp_path / name, said) for name, said in (("prompted", prompts), ("plain", {}))
    )
    text = "When does the ferry sail?"
    vectors, (tokens,) = prompted.read([text], asked=asked)
    expected, (whole,) = plain.read([behind + text])
    assert vectors[0] @ expected[0] == pytest.approx(1, abs=1e-5)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == [
        "When", "does", "the", "ferry", "sail", "?"
    ]  # fmt: skip
    assert (tokens.vectors * whole.vectors[-6:]).sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (prompted.embed([text])[0] @ vectors[0] > 0.9999) is np.bool_(not asked or not behind)


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_precision_moves_no_meaning(embedder: SentenceEmbedder, precision: str) -> None:
    vectors = SentenceEmbedder(precision=precision).embed(TEXTS)
    assert (vectors * embedder.embed(TEXTS)).sum(axis=1) == pytest.approx(1, abs=1e-2)


def test_no_text_has_no_vector(embedder: SentenceEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)
    vectors, tokens = embedder.read([])
    assert (vectors.shape, tokens) == ((0, 384), [])


def test_langchain_gets_the_same_vectors_as_lists(embedder: SentenceEmbedder) -> None:
    asked = embedder.read(TEXTS[:1], asked=True)[0][0]
    assert embedder.embed_query(TEXTS[0]) == pytest.approx(asked.tolist(), abs=1e-6)
    (told,) = embedder.embed_documents(TEXTS[:1])
    assert told == pytest.approx(embedder.embed(TEXTS[:1])[0].tolist(), abs=1e-6)


def test_the_digest_is_of_the_models_files(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    folder = tmp_path / "model"
    shutil.copytree(embedder.folder, folder, copy_function=os.symlink)
    assert SentenceEmbedder(str(folder)).digest == embedder.digest
    (folder / "README.md").write_text("not a part of the model")
    assert SentenceEmbedder(str(folder)).digest == embedder.digest
    (folder / "more.json").write_text("{}")
    assert SentenceEmbedder(str(folder)).digest != embedder.digest


def test_folder_that_holds_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model files"):
        _ = SentenceEmbedder(str(tmp_path)).digest
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"cannot be loaded .*OTR_EMBEDDING_MODEL"):
        SentenceEmbedder(str(tmp_path)).embed(TEXTS)


def test_name_of_no_model_is_named_with_the_remedy() -> None:
    with pytest.raises(ModelError, match=r"reranker 'no/such/name' is neither a folder here .*: unset it"):
        find_folder("no/such/name", what="reranker", remedy="unset it")


def test_the_bundled_models_tokens_are_kept_as_shipped_and_anothers_are_not(
    embedder: SentenceEmbedder, tmp_path: Path
) -> None:
    assert embedder.projection is not None
    assert embedder.projection.matrix.shape[0] == 384
    (tmp_path / "model.safetensors").write_bytes(b"another")
    assert SentenceEmbedder(str(tmp_path)).projection is None
