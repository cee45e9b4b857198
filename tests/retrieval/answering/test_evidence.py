"""Evidence: what is known of each sentence of the passages found, and its score."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive import Selection
from archive.releases import Passage, Voice
from retrieval.answering.evidence import Sentence, weigh_sentences
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
    assert first == pytest.approx({"gain": 1, "about": 1, "lead": 0, "number": 0, "time": 0, "reason": 0})
    assert second == pytest.approx({"gain": 0, "about": 0, "lead": 0, "number": 1, "time": 0, "reason": 0})


def test_what_the_context_says_already_is_little_gain() -> None:
    told, untold = passage(context="Ferries"), passage()
    similar = {"Ferries": (1.0, 0.0)}
    (first, *_), (second, *_) = (weigh([one], [interaction(one, similar)], [0.0]) for one in (told, untold))
    assert first.features[0] == pytest.approx(0.1)
    assert second.features[0] == pytest.approx(0.5)


def test_a_passage_further_down_is_behind() -> None:
    first, second = passage("Ferries sailed."), passage("Ferries sailed too.", release="b.md")
    found = weigh([first, second], [interaction(one, {}) for one in (first, second)], [7.0, 4.0])
    assert [one.features[SentenceWeights.names().index("lead")] for one in found] == [0, -3]


def test_a_sentence_in_two_passages_is_weighed_once() -> None:
    here = passage()
    assert len(weigh([here, here], [interaction(here, {})] * 2, [1.0, 0.0])) == 2
