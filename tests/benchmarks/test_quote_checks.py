"""Quotation checks that are made mechanically: each recipe does what it says, by a folding plainer than the checker's."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.releases import Release, Turn, Voice
from benchmarks.quote_checks import LEAST_HALF, RECIPES, Pool, fours, lines_of, make_checks, plain

FOREIGN = """---
title: Notes of a Gardener
date: 2031-05-01
tags: statement
---

The tulips of the lower garden were lifted before the frost and laid in dry sand until spring.
Nobody in the greenhouse had expected that so many of the old bulbs would flower again this year.
"""


@pytest.fixture(scope="module")
def pool(sample_store: Path) -> Pool:
    """The sample's sentences."""
    return Pool(sample_store)


@pytest.fixture(scope="module")
def checks(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Four checks of every recipe."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "garden.md").write_text(FOREIGN, encoding="utf-8")
    return list(make_checks(sample_store, [elsewhere], count=4 * (len(RECIPES) + 1), seed=6))


@pytest.mark.model
def test_every_recipe_did_what_it_says(checks: list[dict[str, Any]], pool: Pool) -> None:
    recipes = [check["recipe"] for check in checks]
    assert {recipe: recipes.count(recipe) for recipe in recipes} == dict.fromkeys([*RECIPES, "elsewhere"], 4)
    for check in checks:
        quote, sentence = check["quote"], check["sentence"]
        match check["recipe"]:
            case "elsewhere":
                assert (check["verdict"], pool.count(quote)) == ("not-found", 0)
            case "speaker":
                assert (check["verdict"], quote) == ("misattributed", sentence)
                assert check["claimed_speaker"] != check["speaker"]
            case "verbatim":
                assert check["verdict"] == "verbatim"
                said = [part for part in quote.replace("[…]", "…").replace("...", "…").split("…") if plain(part)]
                assert all(pool.count(part) >= 1 for part in said)
            case _:
                assert (check["verdict"], pool.count(quote), pool.count(sentence)) == ("altered", 0, 1)


@pytest.mark.model
def test_the_same_seed_makes_the_same_checks(checks: list[dict[str, Any]], sample_store: Path) -> None:
    again = list(make_checks(sample_store, [], count=7, seed=3))
    assert again == list(make_checks(sample_store, [], count=7, seed=3))
    assert again != list(make_checks(sample_store, [], count=7, seed=4))


def briefing(said: str, *, voice: Voice = Voice.OFFICIAL) -> Release:
    """Return a release of one turn."""
    turn = Turn(start=0, said=0, end=len(said), voice=voice, label="MS. VALE", speaker="Ida Vale")
    return Release(id="a.md", title="T", date=date(2031, 5, 1), kind="speech", text=said, digest="d", turns=(turn,))


LONG = "The ferry sails at dawn from the old quay and comes back at noon. "


@pytest.mark.parametrize(
    ("release", "texts"),
    [
        (briefing(LONG + "It rained."), [LONG.strip()]),  # the second is too short
        (briefing(f"{LONG}They call it “the old lady” still."), []),  # quotation marks are near
        (briefing(f"{LONG}\n“A quotation.”"), [LONG.strip()]),
        (briefing("The ferry (the old one) sails at dawn from the quay and comes back at noon."), []),
        (briefing(LONG, voice=Voice.FURNITURE), []),
    ],
)
def test_sentences_that_a_recipe_may_take(release: Release, texts: list[str]) -> None:
    assert [line.text for line in lines_of(release)] == texts


@pytest.mark.parametrize(
    ("recipe", "text", "possible"),
    [
        ("number", "The ferry sails at dawn from the old quay and comes back at noon.", []),
        ("number", "The ferry carries 40 people and two dogs from the old quay every day.", ["40", "two"]),
        ("negation", "The ferry did not sail from the old quay and came back at noon.", [" not"]),
        ("negation", "The ferry will sail from the old quay and come back at noon.", []),
    ],
)
def test_what_is_changed_is_what_is_meant(pool: Pool, recipe: str, text: str, possible: list[str]) -> None:
    (line,) = lines_of(briefing(text))
    made = RECIPES[recipe][0](random.Random(1), pool, line)
    if recipe == "number":
        assert (made is None) is (not possible)
        assert made is None or sum(one not in made[0] for one in possible) == 1
    else:
        assert made is not None
        assert (" not" in made[0]) is (not possible)


def test_halves_of_two_sentences_are_long_enough(pool: Pool) -> None:
    (line,) = lines_of(briefing(LONG))
    for seed in range(20):
        made = RECIPES["spliced"][0](random.Random(seed), pool, line)
        assert made is None or made[0].startswith(" ".join(LONG.split()[:LEAST_HALF]))
    (short,) = lines_of(briefing("The ferry sails at dawn from the old quay."))
    assert RECIPES["spliced"][0](random.Random(0), pool, short) is None


def test_plain_words() -> None:
    assert plain("“Don’t,” she said — 1,120 tonnes!") == "dont she said 1 120 tonnes"
    assert list(fours("one two three four five")) == [("one", "two", "three", "four"), ("two", "three", "four", "five")]
    assert list(fours("one two")) == []
