"""The same dialogue in the type of many publishers, and what is no dialogue."""

from __future__ import annotations

import pytest

from tests.ingest.turns.conftest import resolved, voices

TITLE = "Press Conference with Minister Ida Vale on the Ferry"
ASKED = "The ferry sank twice last year, and your ministry knew it."
SAID = ["The ferry runs again from Monday.", "It touched a sandbank once.", "That is all for today."]

SETTINGS = {
    "small letters": "Minister Vale: {0}\n\nJournalist: {q}\n\nMinister Vale: {1}\n\nMinister Vale: {2}",
    "bold": "**Minister Vale:** {0}\n\n**Journalist:** {q}\n\n**Minister Vale:** {1}\n\n**Minister Vale:** {2}",
    "full stop": "Ms. VALE. {0}\n\nMr. HART. {q}\n\nMs. VALE. {1}\n\nMs. VALE. {2}",
    "full stop, in capitals": "MINISTER VALE. {0}\n\nJON HART. {q}\n\nMINISTER VALE. {1}\n\nMINISTER VALE. {2}",
    "dash": "Minister Vale — {0}\n\nJournalist — {q}\n\nMinister Vale — {1}\n\nMinister Vale — {2}",
    "a line of its own": "Minister Vale\n\n{0}\n\nJournalist\n\n{q}\n\nMinister Vale\n\n{1}\n\nMinister Vale\n\n{2}",
    "heading": "### Ida Vale\n\n{0}\n\n### Quay Post\n\n{q}\n\n### Ida Vale\n\n{1}\n\n### Quay Post\n\n{q} Well?\n\n### Ida Vale\n\n{2}",
    "numbers": "1. Minister Vale: {0}\n\n2. Journalist: {q}\n\n3. Minister Vale: {1}\n\n4. Minister Vale: {2}",
    "bullets": "• Minister Vale: {0}\n\n• Journalist: {q}\n\n• Minister Vale: {1}\n\n• Minister Vale: {2}",
    "times": "[10:31] Minister Vale: {0}\n\n[10:32] Journalist: {q}\n\n[10:33] Minister Vale: {1}\n\n[10:34] Minister Vale: {2}",
    "time of the day": "10:31 a.m. MINISTER VALE: {0}\n\n10:32 a.m. REPORTER: {q}\n\n10:33 a.m. MINISTER VALE: {1}\n\nMINISTER VALE: {2}",
    "a paper in brackets": "Minister Vale: {0}\n\nJournalist (Quay Post): {q}\n\nMinister Vale: {1}\n\nMinister Vale: {2}",
    "name and title": "Ida Vale, Minister of Ferries: {0}\n\nJournalist: {q}\n\nIda Vale: {1}\n\nIda Vale: {2}",
    "office and name in brackets": "The Minister of Ferries (Ms Ida Vale): {0}\n\nJournalist: {q}\n\nMs Vale: {1}\n\nMs Vale: {2}",
    "misread": "MINISTER VALE: {0}\n\nJOURANLIST: {q}\n\nMINISTER VALE: {1}\n\nJOURNALIST: Well?\n\nMINSTER VALE: {2}",
    "within a line": "MINISTER VALE: {0} JOURNALIST: {q} MINISTER VALE: {1}\n\nJOURNALIST: Well?\n\nMINISTER VALE: {2}",
    "letters": "Q. {q}\n\nA. {1}\n\nQ. Is that all?\n\nA. {2}",
    "numbered letters": "Q1. {q}\n\nA1. {1}\n\nQ2. Is that all?\n\nA2. {2}",
    "question and answer": "Question: {q}\n\nAnswer: {1}\n\nQuestion: Is that all?\n\nAnswer: {2}",
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_dialogue_in_any_type(setting: str) -> None:
    """The minister's words are hers; the question is nobody's of the ministry."""
    text = setting.replace("*", "").replace("### ", "").format(*SAID, q=ASKED)
    turns = resolved(text, TITLE, "press conference")
    by_words = {text[turn.said : turn.end].strip().split("\n")[0]: turn for turn in turns}
    for words in SAID[1:]:
        assert by_words[words].voice.value == "official", words
        assert by_words[words].speaker in {"Ida Vale", "Minister Vale", "Ms. Vale"}
    asked = next(turn for words, turn in by_words.items() if words.startswith(ASKED[:30]))
    assert asked.voice.value not in {"official", "office"}
    assert asked.speaker not in {"Ida Vale", "Minister Vale", "Ms. Vale"}


NO_DIALOGUE = {
    "a list of places": "Torvia: Three ferries.\n\nWestmarch: Two ferries.\n\nTorvia: One lock.\n\nWestmarch: No lock.",
    "records": "Recipient: Quay Town\n\nAmount: 400 crowns\n\nRecipient: Lock End\n\nAmount: 300 crowns",
    "headings": "Lower Fares: Crossings cost less from May.\n\nNew Boats: Two are built in Lock End.\n\nSafer Locks: All are checked.",
    "sentences": "I want to say this: the ferry runs.\n\nAnd I say this too: it is safe.\n\nI want to say this: thank you.",
    "numbered list": "1. Ferries. They run again.\n\n2. Locks. They are checked.\n\n3. Ferries. They are new.",
    "lettered list": "A. Ferries run again.\n\nB. Locks are checked.\n\nC. Fares fall.",
}


@pytest.mark.parametrize("text", NO_DIALOGUE.values(), ids=NO_DIALOGUE)
def test_what_is_no_dialogue(text: str) -> None:
    assert {label for _voice, label in voices(text, "The Ministry’s Plan for the Ferries", "fact sheet")} == {None}


UNSURE = {
    "labels that say nothing": "Blue: We will dredge it before winter.\n\nRed: You said so in spring.\n\nBlue: The dredger was late.\n\nRed: Then begin now.",
    "dashes": "– Will the ferry run in winter?\n\n– It will, on weekdays.\n\n– Who pays for it?\n\n– The ministry does.",
    "captions": ">> Good afternoon. >> Is the ferry safe? >> It is.\n\n>> Thank you.",
}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_turns_that_cannot_be_told_are_nobodys(text: str) -> None:
    assert {voice for voice, _label in voices(text, "The Harbour", "release")} == {"unknown"}


PUT = {
    "headings that ask": "Did the ferry sink?\n\nNo. It touched a sandbank.\n\nThe ministry promised 400 crowns. When?\n\nThere was no such promise.",
    "myths and facts": "Myth: The ferry sank twice.\n\nFact: It touched a sandbank.\n\nMyth: The ministry promised 400 crowns.\n\nFact: There was no such promise.",
    "questions and answers": "Question: Did the ferry sink?\n\nAnswer: It touched a sandbank.\n\nQuestion: What of the 400 crowns?\n\nAnswer: There was no such promise.",
    "letters": "Q1: Did the ferry sink?\n\nA1: It touched a sandbank.\n\nQ2: What of the 400 crowns?\n\nA2: There was no such promise.",
}


@pytest.mark.parametrize("text", PUT.values(), ids=PUT)
def test_what_a_release_puts_in_order_to_answer_it(text: str) -> None:
    found = [voice for voice, _label in voices(text, "The Night Ferry: What You Should Know", "fact sheet")]
    assert found == ["question", "office", "question", "office"]


def test_a_question_in_a_speech_is_the_speakers() -> None:
    text = "Friends.\n\nIs the ferry safe?\n\nIt is.\n\nWho built it?\n\nYou did."
    assert voices(text, "Speech at the Quay", "speech") == [("office", None)]
