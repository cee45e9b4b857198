"""Shape: whether a line is one sentence of prose about the matter, and nothing else."""

from __future__ import annotations

import re

from language import STOP_WORDS, patterns, split_sentences, word_set

FEWEST_WORDS, MOST_WORDS = 3, 70
_MARKS, _ECHO, _ROLE, _ABOUT_TEXT, _RELATIVE = patterns(
    "composed", "marks", "echo", "role_marker", "about_text_said", "relative"
)
_OWN = word_set("composed.own")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDED = re.compile(r"[.!…][”’\")]*$")
_NUMBER_BEFORE = re.compile(r"^\s*\d+[.):]?\s+(?=[A-Z])")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def strip_echo(sentence: str) -> str:
    """Return a sentence without the name and day that a model repeats from the evidence before it."""
    return sentence[match.end("echo") :] if (match := _ECHO.match(sentence)) else sentence


def is_sentence(sentence: str) -> bool:
    """Whether a line is one whole sentence without marks, roles, questions, talk about the evidence or the model's own 'I'."""
    words = _WORD.findall(sentence)
    return (
        FEWEST_WORDS <= len(words) <= MOST_WORDS
        and _ENDED.search(sentence) is not None
        and sentence[:1].upper() == sentence[:1]
        and len(split_sentences(sentence)) == 1
        and not any(found.search(sentence) for found in (_MARKS, _ROLE, _ABOUT_TEXT))
        and all(char.isprintable() for char in sentence)
        and not _NUMBER_BEFORE.match(sentence)
        and not _ECHO.match(sentence)
        and not {word.lower().replace("’", "'") for word in words} & _OWN
        and any(word.lower() not in STOP_WORDS for word in words)
    )


def relative_days(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence has words that mean another day when they are read on another: 'today', 'last week'."""
    return [match.span() for match in _RELATIVE.finditer(sentence)]
