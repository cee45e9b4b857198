"""Distilling: batches of an archive's own texts, divergences, changes of low rank, merged, and a student that comes nearer."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from archive import ModelError, SentenceEmbedder
from benchmarks.distilling import texts, training
from benchmarks.distilling.low_rank import adapt, merge, save_changes
from benchmarks.distilling.texts import Source, draw_batch, read_sources
from benchmarks.distilling.training import Encoded, Encoder, compare_late, diverge, train

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "press-briefings"
TEXTS = ["The ferry sails at nine from the old quay.", "Visas", "What did the minister say about the ferry?"]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return read_sources([str(SAMPLE)])


def encoded(*tokens: list[list[float]]) -> Encoded:
    vectors = torch.tensor(tokens)
    there = (vectors.abs().sum(-1) > 0).float()
    return Encoded(single=vectors.mean(1), tokens=vectors, there=there)


def test_a_batch_is_of_some_releases_own_questions_and_passages(sources: list[Source]) -> None:
    batch, again = (draw_batch(sources, random.Random(3)) for _ in range(2))
    assert batch == again
    assert len(batch.questions) == texts.RELEASES * texts.QUESTIONS
    assert len(batch.texts) <= texts.RELEASES * texts.TEXTS
    put = {question for source in sources for question in source.questions}
    assert any(one in put for one in batch.questions), "reporters' own"
    held = [passage.text for source in sources for passage in source.passages]
    assert all(any(text.rpartition("\n")[2] in one or text in one for one in held) for text in batch.texts)


def test_late_interaction_is_the_mean_of_the_nearest_tokens_without_what_all_share() -> None:
    questions = encoded([[1.0, 0.0], [0.0, 2.0]])
    held = encoded([[3.0, 1.0], [-1.0, 1.0]], [[1.0, 3.0], [0.0, 0.0]])  # the second has one token
    mean = np.array([1.0, 5 / 3])
    units = [np.array(one) - mean for one in ([3.0, 1.0], [-1.0, 1.0], [1.0, 3.0])]
    units = [one / np.linalg.norm(one) for one in units]
    expected = [(max(u[0] for u in units[:2]) + max(u[1] for u in units[:2])) / 2, (units[2][0] + units[2][1]) / 2]
    assert compare_late(questions, held).numpy()[0] == pytest.approx(expected, abs=1e-5)


def test_a_divergence_is_nothing_for_the_same_ranking_in_other_units() -> None:
    scores = torch.tensor([[0.1, 0.5, 0.2, 0.9]])
    assert diverge(scores, 3 * scores + 1).item() == pytest.approx(0.0, abs=1e-4)
    assert diverge(scores, -scores).item() > 1


@pytest.mark.model
def test_changes_are_merged_as_they_were_learned(tmp_path: Path) -> None:
    torch.manual_seed(1)
    embedder = SentenceEmbedder(precision="float32")
    student = Encoder(embedder)
    before = student.encode(TEXTS, asked=False).single
    changes = adapt(student.transformer, rank=2)
    with torch.no_grad():
        same = student.encode(TEXTS, asked=False).single.numpy()
    assert same == pytest.approx(before.detach().numpy(), abs=1e-6), "nothing is learned yet"
    with torch.no_grad():
        for change in changes.values():
            change.up.normal_(std=0.04)
    learned = student.encode(TEXTS, asked=False).single.detach().numpy()
    save_changes(changes, tmp_path / "changes.safetensors", base=embedder.digest)
    merge(tmp_path / "changes.safetensors", embedder, tmp_path / "model")
    merged = SentenceEmbedder(str(tmp_path / "model"), precision="float32")
    assert merged.embed(TEXTS) == pytest.approx(learned, abs=2e-3)
    assert abs(learned - before.detach().numpy()).max() > 0.02
    assert merged.digest != embedder.digest
    with pytest.raises(ModelError, match="made for another embedding model"):
        merge(tmp_path / "changes.safetensors", merged, tmp_path / "again")


@pytest.mark.model
def test_a_student_comes_nearer_to_its_teacher(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("RELEASES", 1), ("TEXTS", 4), ("QUESTIONS", 3)):
        monkeypatch.setattr(texts, name, value)
    monkeypatch.setattr(training, "WARM_UP", 1)
    monkeypatch.setattr(training, "RATE", 5e-4)
    batch = draw_batch(sources, random.Random(99))
    monkeypatch.setattr(training, "draw_batch", lambda *_: batch)
    torch.manual_seed(1)
    embedder = SentenceEmbedder(precision="float32")
    student, teacher = Encoder(embedder), Encoder(embedder)
    with torch.no_grad():
        for change in adapt(teacher.transformer, rank=1).values():
            change.up.normal_(std=0.3)
    steps = list(train(student, teacher, sources, adapt(student.transformer, rank=4), steps=8))
    assert [step.number for step in steps] == list(range(1, 9))
    assert steps[-1].late + steps[-1].single < 0.9 * (steps[0].late + steps[0].single)
