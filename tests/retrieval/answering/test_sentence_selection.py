"""Choosing: a sentence and those beside it, from how many places, and no question without its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from archive.releases import Passage, Voice
from language.sentences import split_sentences
from retrieval.answering.evidence import Sentence
from retrieval.answering.sentence_selection import choose_spans
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


def chosen(*sentences: Sentence, parts: Sequence[Sequence[Sentence]] = (), **changes: object) -> list[str]:
    bounds = BOUNDS.model_copy(update=changes)
    return [span.quote for span in choose_spans(sentences, bounds, parts=parts)]


def test_nothing_is_chosen_of_nothing() -> None:
    assert chosen() == []


def test_a_plain_answer_comes_alone() -> None:
    text = f"{OTHER} {PLAIN} It came back at night. All slept."
    assert chosen(*weighed(text, {"The": 0.0})) == [PLAIN]


def test_the_best_sentence_comes_first_with_those_beside_it_that_are_likely() -> None:
    text = f"It was a clear Monday in May. {PLAIN} They all slept through the night. Nobody saw it."
    there = weighed("Some boats stayed in the harbour all day.", {"Some": -0.5}, release="b.md")
    found = chosen(*there, *weighed(text, {"The": 0.0, "It": -1.0, "They": -2.5}))
    assert found == [
        f"It was a clear Monday in May. {PLAIN} They all slept through the night.",
        "Some boats stayed in the harbour all day.",
    ]


def test_what_stands_before_is_left_off_where_it_is_less_likely() -> None:
    text = f"{OTHER} {PLAIN} Nobody saw it leave."
    found = chosen(*weighed(text, {"The": 0.0, "Every": -2.5, "Nobody": -2.5}))
    assert found == [f"{PLAIN} Nobody saw it leave."]


@pytest.mark.parametrize(
    ("best", "given"), [("It", True), ("It’s", True), ("They've", True), ("With that it", True), ("Ships", False)]
)
def test_an_answer_does_not_begin_with_what_points_back(best: str, given: bool) -> None:
    text = f"All of May was cold. {PLAIN} {best} sailed at night."
    found = chosen(*weighed(text, {best.split(maxsplit=1)[0]: 0.0}))
    assert found == [f"{PLAIN} {best} sailed at night." if given else f"{best} sailed at night."]


def test_an_answer_is_not_gathered_from_everywhere() -> None:
    found = [one for n in range(9) for one in weighed(f"{PLAIN[:-1]} {n}.", {"The": 0.0}, release=f"{n}.md")]
    assert len(chosen(*found)) == BOUNDS.places


@pytest.mark.parametrize(("score", "given"), [(-0.5, True), (-2.5, False)])
def test_another_place_is_given_where_it_is_nearly_as_likely(score: float, given: bool) -> None:
    apart = weighed(OTHER, {"Every": score}, release="b.md")
    assert (OTHER in chosen(*weighed(PLAIN, {"The": 0.0}), *apart)) is given


def test_another_place_that_is_near_makes_one_quotation_with_the_first() -> None:
    text = f"{PLAIN} {OTHER}"
    assert chosen(*weighed(text, {"The": 0.0, "Every": -0.5}), words=5) == [text]


def test_the_same_words_are_given_once() -> None:
    twice = [*weighed(PLAIN, {"The": 0.0}), *weighed(PLAIN, {"The": -0.1}, release="b.md")]
    assert chosen(*twice) == [PLAIN]


def test_no_sentence_is_added_above_the_words_but_the_best_is_given_whole() -> None:
    text = f"{PLAIN} {OTHER}"
    found = weighed(text, {"The": 0.0, "Every": -2.0})
    assert chosen(*found, places=1, words=14) == [text]
    assert chosen(*found, places=1, words=13) == [PLAIN]
    assert chosen(*found, places=1, words=3) == [PLAIN]


@pytest.mark.parametrize(
    "nothing",
    ["Go ahead.", "Go ahead, Jon.", "Thank you.", "Okay, thank you very much.", "Thanks Prime Minister.",
     "Over to you, Dr. Vale.", "Good afternoon.", "Well, welcome, folks.", "Sure.", "ADA B. QUILL JR.",
     "THE OLD MILL,", "3:29 P.M. (Local)", "END 3:29 P.M. EST"],
)  # fmt: skip
def test_courtesies_and_what_stands_below_a_text_are_left_off_at_its_ends(nothing: str) -> None:
    likely = {"The": 0.0, nothing.split(maxsplit=1)[0]: -1.0}
    assert chosen(*weighed(f"{PLAIN}\n\n{nothing}", likely)) == [PLAIN]
    assert chosen(*weighed(f"{nothing}\n\n{PLAIN}", likely)) == [PLAIN]


@pytest.mark.parametrize(
    "told",
    [
        "Thank you for the fourteen boats.",
        "No, they are not.",
        "“Hello.”",
        "Go ahead with the boats.",
        "Forty-four.",
        "NATO.",
        "We met at 10 a.m.",
    ],
)
def test_what_says_something_is_no_courtesy(told: str) -> None:
    text = f"{PLAIN} {told}"
    assert chosen(*weighed(text, {"The": 0.0, told.split(maxsplit=1)[0]: -1.0})) == [text]


def test_a_courtesy_is_no_answer() -> None:
    assert chosen(*weighed("Hey, Jon. Thank you.", {"Hey,": 0.0, "Thank": 0.0})) == []


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "Did the ferry sink? It touched a sandbank once. All slept.",
            ["Did the ferry sink? It touched a sandbank once."],
        ),
        (
            "Did the ferry sink? Or did it burn? It did neither.",
            ["Did the ferry sink? Or did it burn? It did neither."],
        ),
        ("All slept. Did the ferry sink?", ["All slept."]),
        ("All slept. “Did the ferry sink?”", ["All slept."]),
        ("Did the ferry sink?", []),
        ("It touched a sandbank once. Did the others sink?", ["It touched a sandbank once."]),
    ],
)
def test_a_question_is_given_with_the_answer_that_follows_or_not_at_all(text: str, given: list[str]) -> None:
    scores = {"Did": 0.0, "“Did": 0.0, "It": -1.0, "Or": -1.0}
    assert chosen(*weighed(text, scores), places=1) == given


def test_a_question_that_is_not_answered_leaves_its_place_to_the_next() -> None:
    there = weighed("It touched a sandbank once.", {"It": -1.0}, release="b.md")
    assert chosen(*weighed("Did the ferry sink?", {"Did": 0.0}), *there) == ["It touched a sandbank once."]


def test_reporters_questions_are_given_where_they_are_asked_for() -> None:
    asked = "Did the ferry sink?"
    here = replace(passage(asked), voice=Voice.REPORTER)
    sentence = Sentence(passage=here, start=0, end=len(asked), text=asked, features=(), score=0.0)
    assert chosen(sentence) == [asked]


def test_each_part_gets_a_place_of_its_own_and_none_is_given_twice() -> None:
    here, there = f"{PLAIN} They all slept.", OTHER
    first = [*weighed(here, {"The": 0.0}), *weighed(there, {}, release="b.md")]
    second = [*weighed(there, {"Every": 0.0}, release="b.md"), *weighed(here, {})]
    assert chosen(parts=[second, first]) == [OTHER, PLAIN]
    assert chosen(parts=[first, first]) == [PLAIN]
