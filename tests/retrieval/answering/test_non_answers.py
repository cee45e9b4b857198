"""Whether an exchange in which an official did not say is about what is asked."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive.catalogue.selection import Selection
from archive.releases import Passage, Voice
from language import content_words, stems
from retrieval.answering.non_answers import Exchange, choose_evaded, is_declined
from retrieval.search.late_interaction import AskedTokens, Interaction
from retrieval.search.queries import Query
from retrieval.search.ranking import Ranking
from retrieval.weights import load_weights


def exchange(
    similarity: float, *, asked: str = "Will the ferry sail?", reply: str = "I don’t have anything on that."
) -> Exchange:
    def said(text: str, voice: Voice, speaker: str | None) -> Passage:
        return Passage(
            release_id="a.md", start=0, end=len(text), text=text, context="", voice=voice, date=date(2040, 3, 2),
            kind="press briefing", speaker=speaker,
        )  # fmt: skip

    return Exchange(
        asked=said(asked, Voice.REPORTER, None),
        reply=said(reply, Voice.OFFICIAL, "Ilse Brandt"),
        similarity=similarity,
    )


NEAREST = 0.72  # cosine of the nearest official passage


@pytest.mark.parametrize(
    ("one", "speakers", "chosen"),
    [
        (exchange(NEAREST), (), True),
        (exchange(NEAREST), ("Ilse Brandt",), True),
        (exchange(NEAREST), ("Ada Quill",), False),
        (exchange(0.60), (), False),
        (exchange(NEAREST, reply="It will sail on Monday."), (), False),
    ],
    ids=["about it", "by whom is asked for", "by another", "another topic", "who said"],
)
def test_only_an_exchange_about_what_is_asked_is_cited(one: Exchange, speakers: tuple[str, ...], chosen: bool) -> None:
    asked = AskedTokens(
        vectors=np.ones((1, 1), dtype=np.float32),
        weights=np.ones(1, dtype=np.float32),
        ranking=np.ones(1, dtype=np.float32),
        starts=np.zeros(1, dtype=np.uint16),
    )
    query = Query(
        text="Will the ferry sail?", words=(), vector=np.ones(1, dtype=np.float32), selection=Selection(speakers=speakers),
        rarity={}, tokens=asked,
    )  # fmt: skip
    best = Interaction(
        similarities=np.full((1, 1), 0.46, dtype=np.float32), weights=asked.weights, starts=np.zeros(1, dtype=np.uint16)
    )
    ranking = Ranking(
        searched=query, asked=query, passages=(one.reply,), ids=(1,), scores=(0.0,), coverage=(0.0,), interactions=(best,),
        nearest=NEAREST, timings_ms={},
    )  # fmt: skip
    found = choose_evaded([one], "Will the ferry sail?", ranking, load_weights().fitted.non_answers)
    assert (found is one) is chosen


@pytest.mark.parametrize(
    ("asked", "reply", "declined"),
    [
        ("Good. Will the new ferry sail in May?", "I don’t have anything on that. It is a good ship.", True),
        ("Will the new ferry sail in May? And who is her captain?", "I don’t have anything on that.", False),
        ("Why won’t the new ferry sail in May?", "I don’t have anything on that.", False),
        ("Will the bakers strike in May?", "I don’t have anything on that.", False),
        ("Will the new ferry sail in May?", "She has new engines. I don’t have anything on May.", False),
    ],
    ids=["just this", "who in the end", "why not", "another thing", "who said something first"],
)
def test_officials_did_not_say_only_where_they_were_asked_just_this(asked: str, reply: str, declined: bool) -> None:
    question = "Will the ferry sail in May?"
    words = stems(" ".join(content_words(question)))
    bounds = load_weights().fitted.non_answers
    assert is_declined(exchange(0.7, asked=asked, reply=reply), question, words, bounds) is declined
