"""Whether words in quotation marks are what somebody said."""

from __future__ import annotations

import pytest

from ingest.quotations.speech import Speech
from language.attribution import Attributed


def judge(text: str) -> tuple[Speech, Attributed]:
    """Return the judge of a text, and its first words in quotation marks."""
    return Speech(text, text), Attributed(text.index("“") + 1, text.index("”"))


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“We sail at dawn, all of us.”", True),
        ("“Safe Harbours for All”", False),
        ("“we sail”", False),
    ],
)
def test_words_that_can_be_speech(text: str, speech: bool) -> None:
    speech_of, words = judge(text)
    assert speech_of.is_speech(words) is speech


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("It has one rule: “sail first, and then sail on.”", True),
        ("There is the rule that “no boat sails at night.”", True),
        ("We want “more boats at sea by night” and soon.", False),
        ("A “Vessel of the harbour” means any boat.", False),
    ],
)
def test_words_that_are_led_to(text: str, introduced: bool) -> None:
    speech, words = judge(text)
    assert speech.is_introduced(words) is introduced


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("It was told: “We sail at dawn tomorrow, and all of us sail together.”", True),
        ("Section 2 is amended by inserting “and every boat that sails in the dark” here.", False),
        ("It was told: “We sail at dawn.”", False),
    ],
)
def test_words_that_somebody_unnamed_said(text: str, unnamed: bool) -> None:
    speech, words = judge(text)
    assert speech.is_unnamed(words) is unnamed


def test_where_a_sentence_begins() -> None:
    text = "It rained. “We sail,” she said. He told us of “the sea” then."
    speech = Speech(text, text)
    assert speech.begins_sentence(text.index("We"))
    assert not speech.begins_sentence(text.index("the sea"))
