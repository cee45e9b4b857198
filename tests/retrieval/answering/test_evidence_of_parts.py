"""Part evidence: each part of a question is weighed by its own tokens, and answered by its own sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from archive.embedder import SentenceEmbedder
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Answer, ArchiveAnswerer
from retrieval.search.late_interaction import AskedTokens, Interaction

BRIDGE = (
    "The Ministry of Works said on Monday that the Tarn bridge would be rebuilt in stone. The old bridge was of wood,"
    " and had stood since the flood. Engineers had looked at six other places before they chose the old one, and at"
    " each of them they had found soft ground, so that the costs would have been larger than the Ministry had in hand."
)
COST = (
    "The Minister told reporters that rebuilding the bridge at Tarn costs 48 million crowns. Half of it is borrowed."
    " The rest comes from the tolls that were put by over the years when the wooden bridge still carried carts."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Store:
    """A store of a ministry's two releases on one bridge, and some on other things."""
    folder = tmp_path_factory.mktemp("bridge")
    texts = {"bridge": ("Tarn Bridge", BRIDGE), "cost": ("What the Bridge Costs", COST)}
    texts |= {
        f"other-{n}": (
            f"Notice {n}",
            f"The harbour of Skarrow opens on day {n} of the month. Boats may stay overnight.",
        )
        for n in range(4)
    }
    for name, (title, text) in texts.items():
        day = date(2031, 5, 2 + len(name))
        (folder / f"{name}.md").write_text(f'---\ntitle: "{title}"\ndate: {day}\n---\n{text}\n', encoding="utf-8")
    path = tmp_path_factory.mktemp("store") / "store"
    ingest([str(folder)], store=path, embedder=embedder, progress=SilentProgress())
    return Store(path)


def ask(store: Store, embedder: SentenceEmbedder, question: str) -> Answer:
    return ArchiveAnswerer(store, embedder, caution=0.0).invoke(question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much does rebuilding the Tarn bridge cost, and out of what will it be built?", "in stone"),
        ("How much does rebuilding the Tarn bridge cost? And of what was the old one?", "of wood"),
    ],
)
def test_each_part_is_answered_from_its_release(
    store: Store, embedder: SentenceEmbedder, question: str, words: str
) -> None:
    answer = ask(store, embedder, question)
    assert {Path(one.release_id).stem for one in answer.citations} >= {"bridge", "cost"}
    text = " ".join(one.quote for one in answer.citations)
    assert words in text
    assert "48 million crowns" in text
    assert "part" in answer.timings_ms


def test_a_question_of_one_part_costs_nothing_more(store: Store, embedder: SentenceEmbedder) -> None:
    assert "part" not in ask(store, embedder, "How much does rebuilding the Tarn bridge cost?").timings_ms


def test_what_stands_outside_a_part_counts_less() -> None:
    asked = AskedTokens(
        vectors=np.eye(4, dtype=np.float32),
        weights=np.full(4, 0.25, dtype=np.float32),
        starts=np.array([0, 6, 12, 20], dtype=np.uint16),
    )
    weights = asked.weigh_part(6, 20, outside=0.3)
    assert weights.sum() == pytest.approx(1)
    assert weights[[0, 3]] == pytest.approx(0.3 * weights[[1, 2]])


def test_two_questions_beside_each_other_count_half_each() -> None:
    first, second = (
        Interaction(
            similarities=np.array(rows, dtype=np.float32),
            weights=np.full(len(rows), 1 / len(rows), dtype=np.float32),
            starts=np.array([0, 8], dtype=np.uint16),
        )
        for rows in ([[1.0, 0.0], [0.0, 0.0]], [[0.0, 1.0]])
    )
    both = first.beside(second)
    assert both.score() == pytest.approx((first.score() + second.score()) / 2)
    assert both.score(0, 8) == pytest.approx(first.score() / 2)
