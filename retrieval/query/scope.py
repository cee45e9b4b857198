"""Scope: what is not a question for an archive, cannot be understood as one, or is in a language that the archive is not in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language import content_words, detect_foreign, entries, name_language, patterns
from retrieval import wording
from retrieval.answer import Status

_GREETING, _ABOUT_THE_BOT = patterns("questions", "greeting", "about_the_bot")
READ = frozenset(entries("questions.question_words"))
"""The languages whose questions are read; those in any other are searched by their words alone."""


def check_scope(text: str) -> tuple[Status, str] | None:
    """Return (status, what to say) for what no archive can answer, or None for a question to look up."""
    bare = re.sub(r"[\s!¡?¿.,]+", " ", text).strip()
    if _GREETING.fullmatch(bare):
        return Status.OUT_OF_SCOPE, wording.GREETING
    if _ABOUT_THE_BOT.fullmatch(bare):
        return Status.OUT_OF_SCOPE, wording.ABOUT
    if not content_words(bare):
        return Status.UNCLEAR, wording.UNCLEAR.format(example=wording.EXAMPLE_QUESTION)
    return None


def describe_language(text: str, held: Sequence[str]) -> str:
    """Return what is said of a question's language: '' where it may be one of the archive's (``held``) that is read well.

    Nothing is said where the archive's languages are not known.
    """
    asked = detect_foreign(text, [language for language in held if language in READ]) if held else None
    if asked is None:
        return ""
    if asked in held:
        return wording.NOT_READ_WELL.format(asked=name_language(asked))
    names = wording.join_words([name_language(language) for language in held])
    return wording.FOREIGN_LANGUAGE.format(asked=name_language(asked), held=names)
