"""Choosing spans: order, merging, and quotations that are not torn from their opening."""

from __future__ import annotations

from datetime import date

import pytest

from archive.releases import Passage, Voice
from retrieval.compose import MOST_SENTENCES, choose_spans
from retrieval.evidence import Sentence
from retrieval.expected import holds_expected, is_said

TEXT = "The ferry sailed. It carried 40 people. “I am glad. I want a name on it,” the captain said. Nobody was hurt. All slept."


def passage(text: str = TEXT, *, release: str = "a.md", start: int = 100) -> Passage:
    return Passage(
        release_id=release, start=start, end=start + len(text), text=text, context="c", voice=Voice.OFFICE,
        date=date(2031, 5, 1), kind="speech",
    )  # fmt: skip


def sentence(words: str, score: float, *, of: Passage, cosine: float = 0.6) -> Sentence:
    start = of.start + of.text.index(words)
    return Sentence(
        passage=of, start=start, end=start + len(words), text=words, cosine=cosine, overlap=0.0, around=0.0, rank=0,
        score=score,
    )  # fmt: skip


def quotes(*sentences: Sentence) -> list[str]:
    return [span.quote for span in choose_spans(sorted(sentences, key=lambda one: -one.score))]


def test_sentences_side_by_side_make_one_span_in_reading_order() -> None:
    here = passage()
    found = quotes(sentence("It carried 40 people.", 0.9, of=here), sentence("The ferry sailed.", 0.8, of=here))
    assert found == ["The ferry sailed. It carried 40 people."]


def test_the_best_sentences_release_comes_first() -> None:
    first, second = passage(), passage(release="b.md")
    found = quotes(sentence("Nobody was hurt.", 0.8, of=first), sentence("The ferry sailed.", 0.9, of=second))
    assert found == ["The ferry sailed.", "Nobody was hurt."]


@pytest.mark.parametrize(("score", "cosine"), [(0.3, 0.6), (0.85, 0.1)])
def test_a_far_second_is_left_out(score: float, cosine: float) -> None:
    here = passage()
    far = sentence("All slept.", score, of=here, cosine=cosine)
    assert quotes(sentence("The ferry sailed.", 0.9, of=here), far) == ["The ferry sailed."]


def test_at_most_four() -> None:
    places = [passage(release=f"{n}.md") for n in range(9)]
    assert len(quotes(*(sentence("The ferry sailed.", 0.9, of=one) for one in places))) == MOST_SENTENCES


def test_a_quotation_keeps_its_opening() -> None:
    torn = sentence("I want a name on it,” the captain said.", 0.9, of=passage())
    assert quotes(torn) == ["“I am glad. I want a name on it,” the captain said."]


def test_an_extended_span_does_not_repeat_the_one_before() -> None:
    here = passage()
    torn = sentence("I want a name on it,” the captain said.", 0.9, of=here)
    before = sentence("It carried 40 people.", 0.9, of=here)
    assert quotes(torn, before) == ["It carried 40 people. “I am glad. I want a name on it,” the captain said."]
    opening = sentence("“I am glad.", 0.9, of=here)
    assert quotes(torn, opening) == ["“I am glad. I want a name on it,” the captain said."]


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("How many sailed?", "Forty people sailed.", False),
        ("How many sailed?", "There were 40.", True),
        ("When did it sail?", "It sailed on May 4.", True),
        ("When did it sail?", "It sailed.", False),
        ("Who sailed?", "There were 40.", False),
    ],
)
def test_expected(question: str, text: str, holds: bool) -> None:
    assert holds_expected(question, text) is holds


@pytest.mark.parametrize(("text", "said"), [("(Laughter.)", False), ("[applause]", False), ("Yes. (Laughter.)", True)])
def test_stage_directions_are_not_said(text: str, said: bool) -> None:
    assert is_said(text) is said
