"""How much a word tells: by how few passages hold it, and by how often people use it."""

from __future__ import annotations

import pytest

from language.rarity import share_elsewhere, weigh_words
from language.words import stem


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    weights = weigh_words("How many ferries sail to Skarrow?", {"ferries": 90, "sail": 40, "skarrow": 1}, 100)
    assert weights.keys() == {stem("ferries"), stem("sail"), stem("skarrow")}
    assert weights[stem("skarrow")] > weights[stem("sail")] > weights[stem("ferries")] > 0


def test_in_a_small_archive_its_topic_still_tells_something() -> None:
    """Each of eight passages holds the ferries and Skarrow: by these alone only 'people' would weigh anything."""
    weights = weigh_words("Which people saw Skarrow's ferries?", {"people": 0, "skarrow": 8, "ferries": 8}, 8, ["en"])
    assert weights[stem("skarrow")] > weights[stem("people")]
    assert weights[stem("ferries")] > weights[stem("people")]
    alone = weigh_words("Which people saw Skarrow's ferries?", {"people": 0, "skarrow": 8, "ferries": 8}, 8)
    assert alone[stem("skarrow")] < alone[stem("people")]


def test_in_a_large_archive_its_own_counts_decide() -> None:
    weights = weigh_words("Which minister met people?", {"minister": 40_000, "met": 20, "people": 10}, 50_000, ["en"])
    assert weights[stem("people")] > weights[stem("met")] > weights[stem("minister")]


@pytest.mark.parametrize(
    ("word", "rarer", "language"),
    [("people", "ferries", "en"), ("people", "Skarrow", "en"), ("gobierno", "transbordador", "es")],
)
def test_what_people_write_often_is_common(word: str, rarer: str, language: str) -> None:
    assert 1 > share_elsewhere(word, (language,)) > share_elsewhere(rarer, (language,)) >= 0


def test_a_language_without_a_dictionary_makes_no_word_common() -> None:
    assert share_elsewhere("people", ("tlh",)) == 0
    assert share_elsewhere("people", ()) == 0
    assert share_elsewhere("gobierno", ("en", "es")) == share_elsewhere("gobierno", ("es",))
