"""Evidence: what is known of each sentence of the passages found, its score, and the sentences of each sub-question."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from archive import Selection
from archive.models.embedder import SentenceEmbedder
from archive.releases import Passage, Voice
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Answer, ArchiveAnswerer
from retrieval.answering.evidence import Sentence, prefer_last_word, weigh_sentences
from retrieval.search.late_interaction import AskedTokens, Interaction
from retrieval.search.queries import Query
from retrieval.search.ranking import Ranking
from retrieval.weights import SentenceWeights, load_weights

QUESTION = "How many ferries sailed?"
TEXT = "Ferries sailed. There were 40. (Laughter.)"


def passage(text: str = TEXT, *, release: str = "a.md", context: str = "Harbours") -> Passage:
    return Passage(
        release_id=release, start=50, end=50 + len(text), text=text, context=context, voice=Voice.OFFICE,
        date=date(2031, 5, 1), kind="speech",
    )  # fmt: skip


def interaction(of: Passage, similar: dict[str, tuple[float, float]]) -> Interaction:
    """Return an interaction of two asked tokens of equal weight with each word of a passage's context and text."""
    whole = f"{of.context}\n{of.text}"
    words, starts, offset = whole.split(), [], 0
    for word in words:
        offset = whole.index(word, offset)
        starts.append(offset)
        offset += len(word)
    columns = np.array([similar.get(word, (0.0, 0.0)) for word in words], dtype=np.float32).T
    return Interaction(
        similarities=columns, weights=np.array([0.5, 0.5], dtype=np.float32), starts=np.array(starts, dtype=np.uint16)
    )


def weigh(passages: list[Passage], interactions: list[Interaction], scores: list[float]) -> list[Sentence]:
    """Return the weighed sentences of passages that were ranked so."""
    tokens = AskedTokens(
        vectors=np.eye(2, dtype=np.float32),
        weights=np.full(2, 0.5, dtype=np.float32),
        ranking=np.full(2, 0.5, dtype=np.float32),
        starts=np.array([0, 4], dtype=np.uint16),
    )
    query = Query(
        text=QUESTION, words=(), vector=np.ones(2, dtype=np.float32), selection=Selection(), rarity={}, tokens=tokens
    )
    ranking = Ranking(
        searched=query, asked=query, passages=tuple(passages), ids=tuple(range(len(passages))), scores=tuple(scores),
        coverage=(0.0,) * len(passages), interactions=tuple(interactions), nearest=0.0, timings_ms={},
    )  # fmt: skip
    return weigh_sentences(QUESTION, ranking, load_weights().fitted)


def test_sentences_are_told_by_their_features() -> None:
    here = passage()
    found = weigh([here], [interaction(here, {"Ferries": (1.0, 0.0), "sailed.": (0.0, 1.0)})], [7.0])
    assert [one.text for one in found] == ["Ferries sailed.", "There were 40."]
    assert [here.text[one.start - 50 : one.end - 50] for one in found] == [one.text for one in found]
    first, second = (dict(zip(SentenceWeights.names(), one.features, strict=True)) for one in found)
    assert first == pytest.approx({"match": 1, "about": 1, "place": 0, "number": 0})
    assert second == pytest.approx({"match": 0, "about": 0, "place": 0, "number": 1})


def test_a_passage_further_down_is_behind() -> None:
    first, second = passage("Ferries sailed."), passage("Ferries sailed too.", release="b.md")
    found = weigh([first, second], [interaction(one, {}) for one in (first, second)], [7.0, 4.0])
    assert [one.features[SentenceWeights.names().index("place")] for one in found] == [0, -math.log(2)]


def test_a_sentence_in_two_passages_is_weighed_once() -> None:
    here = passage()
    assert len(weigh([here, here], [interaction(here, {})] * 2, [1.0, 0.0])) == 2


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
        ("How much does rebuilding the Tarn bridge cost, and of what will the new one be built?", "in stone"),
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


@pytest.mark.parametrize(
    ("question", "told", "kept"),
    [
        # A later and larger number of the same thing replaces an earlier one.
        ("How many people came home?", [("186 people came home.", 3, 0.0), ("6,214 people came home.", 9, 0.1)], [1]),
        (
            "How many people came home?",
            [("186 people came home.", 9, 0.0), ("6,214 people came home.", 3, 0.1)],
            [0, 1],
        ),
        ("How many people came home?", [("186 people came home.", 3, 0.0), ("6,214 cats came home.", 9, 0.1)], [0, 1]),
        # One that is far less likely replaces nothing.
        ("How many people came home?", [("186 people came home.", 3, 0.0), ("6,214 people slept.", 9, -9.0)], [0, 1]),
        ("Who came home?", [("186 people came home.", 3, 0.0), ("6,214 people came home.", 9, 0.1)], [0, 1]),
    ],
)
def test_the_last_word_on_a_number_replaces_those_before(
    question: str, told: list[tuple[str, int, float]], kept: list[int]
) -> None:
    sentences = [
        Sentence(
            passage=Passage(
                release_id=f"{month}.md", start=0, end=len(text), text=text, context="c", voice=Voice.OFFICE,
                date=date(2031, month, 1), kind="blog",
            ),
            start=0, end=len(text), text=text, features=(), score=score,
        )
        for text, month, score in told
    ]  # fmt: skip
    assert prefer_last_word(question, sentences, odds=0.2) == [sentences[place] for place in kept]
