"""What reporters put to officials: the last question, and whether it asks if something is so."""

from __future__ import annotations

import re

from archive.sentences import split_sentences
from retrieval.denials import is_negated
from retrieval.words import content_words

LEANS = 3  # a question of fewer words that carry meaning ('Could you confirm that?') leans on what was said before it

_TAG = re.compile(
    r",\s*(?:is|are|was|were|has|have|had|do|does|did|wo|ca)n[’']t (?:it|he|she|they|you|we|there|that)\s*\?",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"\byes or no\b\W*", re.IGNORECASE)
_LAST_QUESTION = re.compile(r"[^.?!]*\?[^?]*$")  # with what is said after it
_ASKS_WHAT = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


def read_put(asked: str) -> str:
    """Return what a reporter put to the official: the last question, with the sentence before it where it leans on that.

    Who asks nothing ('There is talk of a secret annex.') puts all that he says.
    """
    asked = _TAG.sub("?", _YES_OR_NO.sub("", asked))
    last = _LAST_QUESTION.search(asked)
    if last is None:
        return asked
    if len(content_words(last.group())) >= LEANS:
        return last.group()
    before = [asked[start:end] for start, end in split_sentences(asked[: last.start()])]
    return " ".join([*before[-1:], last.group()])


def asks_whether(put: str) -> bool:
    """Whether what was put is denied by a 'no': what asks who, what or why is not, nor what says itself that it is not so."""
    return not is_negated(put) and not _ASKS_WHAT.match(put)
