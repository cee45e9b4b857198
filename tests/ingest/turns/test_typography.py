"""The same dialogue in the type of many publishers, and what is no dialogue."""

from __future__ import annotations

import pytest

from tests.ingest.turns.conftest import resolved, voices


def _paragraphs(text: str) -> str:
    """Return a text in which '|' stands between paragraphs."""
    return text.replace("|", "\n\n")


TITLE = "Press Conference with Minister Ida Vale on the Ferry"
ASKED = "The ferry sank twice last year, and your ministry knew it."
SAID = ["The ferry runs again from Monday.", "It touched a sandbank once.", "That is all for today."]

SETTINGS = {
    "small letters": "Minister Vale: {0}|Journalist: {q}|Minister Vale: {1}|Minister Vale: {2}",
    "bold": "**Minister Vale:** {0}|**Journalist:** {q}|**Minister Vale:** {1}|**Minister Vale:** {2}",
    "full stop": "Ms. VALE. {0}|Mr. HART. {q}|Ms. VALE. {1}|Ms. VALE. {2}",
    "full stop, in capitals": "MINISTER VALE. {0}|JON HART. {q}|MINISTER VALE. {1}|MINISTER VALE. {2}",
    "full names in capitals": "IDA VALE: {0}|JON HART: {q}|IDA VALE: {1}|IDA VALE: {2}",
    "dash": "Minister Vale — {0}|Journalist — {q}|Minister Vale — {1}|Minister Vale — {2}",
    "a line of its own": "Minister Vale|{0}|Journalist|{q}|Minister Vale|{1}|Minister Vale|{2}",
    "heading": "### Ida Vale|{0}|### Quay Post|{q}|### Ida Vale|{1}|### Quay Post|{q} Well?|### Ida Vale|{2}",
    "numbers": "1. Minister Vale: {0}|2. Journalist: {q}|3. Minister Vale: {1}|4. Minister Vale: {2}",
    "bullets": "• Minister Vale: {0}|• Journalist: {q}|• Minister Vale: {1}|• Minister Vale: {2}",
    "times": "[10:31] Minister Vale: {0}|[10:32] Journalist: {q}|[10:33] Minister Vale: {1}|[10:34] Minister Vale: {2}",
    "time of the day": (
        "10:31 a.m. MINISTER VALE: {0}|10:32 a.m. REPORTER: {q}|10:33 a.m. MINISTER VALE: {1}|MINISTER VALE: {2}"
    ),
    "a paper in brackets": "Minister Vale: {0}|Journalist (Quay Post): {q}|Minister Vale: {1}|Minister Vale: {2}",
    "name and title": "Ida Vale, Minister of Ferries: {0}|Journalist: {q}|Ida Vale: {1}|Ida Vale: {2}",
    "office and name in brackets": (
        "The Minister of Ferries (Ms Ida Vale): {0}|Journalist: {q}|Ms Vale: {1}|Ms Vale: {2}"
    ),
    "misread": "MINISTER VALE: {0}|JOURANLIST: {q}|MINISTER VALE: {1}|JOURNALIST: Well?|MINSTER VALE: {2}",
    "within a line": "MINISTER VALE: {0} JOURNALIST: {q} MINISTER VALE: {1}|JOURNALIST: Well?|MINISTER VALE: {2}",
    "letters": "Q. {q}|A. {1}|Q. Is that all?|A. {2}",
    "numbered letters": "Q1. {q}|A1. {1}|Q2. Is that all?|A2. {2}",
    "question and answer": "Question: {q}|Answer: {1}|Question: Is that all?|Answer: {2}",
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_dialogue_in_any_type(setting: str) -> None:
    """The minister's words are hers; the question is nobody's of the ministry."""
    text = _paragraphs(setting.replace("*", "").replace("### ", "").format(*SAID, q=ASKED))
    turns = resolved(text, TITLE, "press conference")
    by_words = {text[turn.said : turn.end].strip().split("\n")[0]: turn for turn in turns}
    for words in SAID[1:]:
        assert by_words[words].voice.value == "official", words
        assert by_words[words].speaker in {"Ida Vale", "Minister Vale", "Ms. Vale"}
    asked = next(turn for words, turn in by_words.items() if words.startswith(ASKED[:30]))
    assert asked.voice.value not in {"official", "office"}
    assert asked.speaker not in {"Ida Vale", "Minister Vale", "Ms. Vale"}


NO_DIALOGUE = {
    "a list of places": "Torvia: Three ferries.|Westmarch: Two ferries.|Torvia: One lock.|Westmarch: No lock.",
    "records": "Recipient: Quay Town|Amount: 400 crowns|Recipient: Lock End|Amount: 300 crowns",
    "headings": (
        "Lower Fares: Crossings cost less from May.|New Boats: Two are built in Lock End.|Safer Locks: All are checked."
    ),
    "sentences": "I want to say this: the ferry runs.|And I say this too: it is safe.|I want to say this: thank you.",
    "numbered list": "1. Ferries. They run again.|2. Locks. They are checked.|3. Ferries. They are new.",
    "lettered list": "A. Ferries run again.|B. Locks are checked.|C. Fares fall.",
}


@pytest.mark.parametrize("text", NO_DIALOGUE.values(), ids=NO_DIALOGUE)
def test_what_is_no_dialogue(text: str) -> None:
    assert {
        label for _voice, label in voices(_paragraphs(text), "The Ministry’s Plan for the Ferries", "fact sheet")
    } == {None}


UNSURE = {
    "labels that say nothing": (
        "Blue: We will dredge it before winter.|Red: You said so in spring.|"
        "Blue: The dredger was late.|Red: Then begin now."
    ),
    "surnames in capitals": "VALE: We will dredge it before winter.|HART: You said so in spring.|VALE: Then wait.",
    "dashes": "– Will the ferry run in winter?|– It will, on weekdays.|– Who pays for it?|– The ministry does.",
    "captions": ">> Good afternoon. >> Is the ferry safe? >> It is.|>> Thank you.",
}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_turns_that_cannot_be_told_are_nobodys(text: str) -> None:
    assert {voice for voice, _label in voices(_paragraphs(text), "The Harbour", "release")} == {"unknown"}


PUT = {
    "headings that ask": (
        "Did the ferry sink?|No. It touched a sandbank.|"
        "The ministry promised 400 crowns. When?|There was no such promise."
    ),
    "myths and facts": (
        "Myth: The ferry sank twice.|Fact: It touched a sandbank.|"
        "Myth: The ministry promised 400 crowns.|Fact: There was no such promise."
    ),
    "questions and answers": (
        "Question: Did the ferry sink?|Answer: It touched a sandbank.|"
        "Question: What of the 400 crowns?|Answer: There was no such promise."
    ),
    "letters": (
        "Q1: Did the ferry sink?|A1: It touched a sandbank.|Q2: What of the 400 crowns?|A2: There was no such promise."
    ),
}


@pytest.mark.parametrize("text", PUT.values(), ids=PUT)
def test_what_a_release_puts_in_order_to_answer_it(text: str) -> None:
    found = [
        voice for voice, _label in voices(_paragraphs(text), "The Night Ferry: What You Should Know", "fact sheet")
    ]
    assert found == ["question", "office", "question", "office"]


def test_a_question_in_a_speech_is_the_speakers() -> None:
    text = "Friends.|Is the ferry safe?|It is.|Who built it?|You did."
    assert voices(_paragraphs(text), "Speech at the Quay", "speech") == [("office", None)]
