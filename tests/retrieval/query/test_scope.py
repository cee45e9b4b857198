"""What is no question for an archive, and what is said to it."""

from __future__ import annotations

import pytest

from retrieval import Status, wording
from retrieval.query.scope import check_scope, describe_language

UNCLEAR = wording.UNCLEAR.format(example=wording.EXAMPLE_QUESTION)


@pytest.mark.parametrize(
    "text", ["hello", "Hi there!", "Thank you very much.", "Good evening", "bye", "OK", "¡Hola!", "Muchas gracias."]
)
def test_a_greeting_is_greeted(text: str) -> None:
    assert check_scope(text) == (Status.OUT_OF_SCOPE, wording.GREETING)


@pytest.mark.parametrize(
    "text", ["Who are you?", "what can you do", "How does it work?", "Are you a bot?", "Help me!", "¿Quién eres?"]
)
def test_who_asks_about_the_product_is_told_what_it_is(text: str) -> None:
    assert check_scope(text) == (Status.OUT_OF_SCOPE, wording.ABOUT)


@pytest.mark.parametrize("text", ["", "???", "what did he say about it", "¿Qué?"])
def test_what_names_nothing_is_asked_back(text: str) -> None:
    assert check_scope(text) == (Status.UNCLEAR, UNCLEAR)


@pytest.mark.parametrize(
    "text",
    [
        "Hello Kitty exports",
        "What did the minister say about ferries?",
        "help for refugees",
        "Who are you going to meet?",
    ],
)
def test_a_question_for_the_archive_is_looked_up(text: str) -> None:
    assert check_scope(text) is None


@pytest.mark.parametrize(
    ("question", "held", "said"),
    [
        ("Qu’a dit la ministre sur l’eau ?", ["en"], ("French", "English")),
        ("¿Qué dijo la ministra sobre el agua?", ["fr", "en"], ("Spanish", "French and English")),
        ("What did the minister say about the water?", ["es"], ("English", "Spanish")),
        ("What did the minister say about the water?", ["es", "en"], None),
        ("¿Qué dijo la ministra sobre el agua?", ["es"], None),
        ("¿Qué dijo la ministra sobre el agua?", [], None),
        ("Irene Salvatierra", ["en"], None),
    ],
)
def test_a_language_that_an_archive_is_not_in_is_told(
    question: str, held: list[str], said: tuple[str, str] | None
) -> None:
    expected = wording.FOREIGN_LANGUAGE.format(asked=said[0], held=said[1]) if said else ""
    assert describe_language(question, held) == expected


def test_a_language_whose_questions_are_not_read_is_told() -> None:
    said = describe_language("Qu’a dit la ministre sur l’eau ?", ["fr"])
    assert said == wording.NOT_READ_WELL.format(asked="French")
