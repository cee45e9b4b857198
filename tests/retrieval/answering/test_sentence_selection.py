"""Choosing: a sentence and those beside it, and when it is enough."""

from __future__ import annotations

from datetime import date

import pytest

from archive.releases import Passage, Voice
from language.sentences import split_sentences
from retrieval.answering.evidence import Sentence
from retrieval.answering.sentence_selection import choose_of_parts, choose_sentences
from retrieval.weights import load_weights

BOUNDS = load_weights().fitted.selection
FAR = -9.0  # the logarithm of odds that are next to none
PLAIN = "The ferry sailed from the old harbour."
OTHER = "Every cabin on board had been sold."


def passage(text: str, release: str = "a.md") -> Passage:
    return Passage(
        release_id=release, start=0, end=len(text), text=text, context="c", voice=Voice.OFFICE, date=date(2031, 5, 1),
        kind="speech",
    )  # fmt: skip


def weighed(text: str, scores: dict[str, float], *, release: str = "a.md") -> list[Sentence]:
    """Return all sentences of a passage, far behind but for those that begin with one of these words."""
    here = passage(text, release)
    return [
        Sentence(
            passage=here,
            start=a,
            end=b,
            text=text[a:b],
            features=(),
            score=scores.get(text[a:b].split(maxsplit=1)[0], FAR),
        )
        for a, b in split_sentences(text)
    ]


def chosen(*sentences: Sentence, words: int = BOUNDS.words) -> list[str]:
    ordered = sorted(sentences, key=lambda one: -one.score)
    return [one.text for one in choose_sentences(ordered, BOUNDS, words=words)]


def test_nothing_is_chosen_of_nothing() -> None:
    assert chosen() == []


def test_a_plain_answer_comes_with_little_more_than_itself() -> None:
    text = f"{OTHER} {PLAIN} It came back at night. All slept."
    assert chosen(*weighed(text, {"The": 0.0})) == [PLAIN]


def test_a_likely_answer_comes_with_the_sentence_before_it_rather_than_the_one_after() -> None:
    text = f"It was a clear Monday in May. {PLAIN} They all slept through the night."
    there = weighed("Some boats stayed in the harbour all day.", {"Some": -1.0}, release="b.md")
    found = chosen(*weighed(text, {"The": 0.0, "It": -2.5, "They": -2.5}), *there)
    assert found == [PLAIN, "Some boats stayed in the harbour all day.", "It was a clear Monday in May."]


def test_an_answer_is_not_gathered_from_everywhere() -> None:
    ordered = [one for n in range(9) for one in weighed(f"{PLAIN[:-1]} {n}.", {"The": 0.0}, release=f"{n}.md")]
    assert len(chosen(*ordered)) == BOUNDS.most_apart


@pytest.mark.parametrize(
    ("text", "score", "given"),
    [
        (OTHER, -1.0, True),
        (OTHER, -2.5, False),
        ("Every cabin was sold.", -0.5, False),
    ],
)
def test_a_sentence_apart_is_given_where_it_is_likely_and_no_scrap(text: str, score: float, given: bool) -> None:
    apart = weighed(text, {"Every": score}, release="b.md")
    assert (text in chosen(*weighed(PLAIN, {"The": 0.0}), *apart)) is given


def test_a_scrap_that_is_the_best_is_given() -> None:
    scrap = "Some 40 people."
    assert len(scrap.split()) < BOUNDS.scrap
    assert chosen(*weighed(scrap, {"Some": 0.0}), *weighed(OTHER, {}, release="b.md")) == [scrap]


def test_the_same_words_are_given_once() -> None:
    twice = [*weighed(PLAIN, {"The": 0.0}), *weighed(PLAIN, {"The": -0.1}, release="b.md")]
    assert chosen(*twice) == [PLAIN]


def test_no_sentence_is_added_after_the_words_nor_one_that_is_too_long() -> None:
    places = [weighed(f"{PLAIN[:-1]} {n}.", {"The": 0.0}, release=f"{n}.md") for n in range(40)]
    ordered = [one for place in places for one in place]
    assert len(chosen(*ordered, words=20)) == 3
    long = weighed(f"Every {'very ' * (BOUNDS.words_over + 20)}old cabin was sold.", {"Every": -0.1}, release="long.md")
    assert chosen(*weighed(PLAIN, {"The": 0.0}), *long, words=20) == [PLAIN]
    assert len(chosen(*weighed(PLAIN, {"The": 0.0}), *long, words=80)) == 2


def test_each_part_gets_its_own_sentence_and_none_is_given_twice() -> None:
    here, there = f"{PLAIN} They all slept.", OTHER
    first = [*weighed(here, {"The": 0.0}), *weighed(there, {}, release="b.md")]
    second = [*weighed(there, {"Every": 0.0}, release="b.md"), *weighed(here, {})]
    assert [one.text for one in choose_of_parts([first, second], BOUNDS)] == [PLAIN, OTHER]
    assert [one.text for one in choose_of_parts([first, first], BOUNDS)] == [PLAIN]


def test_a_long_sentence_for_one_part_leaves_room_for_another() -> None:
    long = f"The ferry {'very ' * BOUNDS.words}slowly sailed."
    first = weighed(long, {"The": 0.0})
    second = weighed(OTHER, {"Every": 0.0}, release="b.md")
    assert [one.text for one in choose_of_parts([first, second], BOUNDS)] == [long, OTHER]
