"""Reporters' questions: what a reporter asks, and whether two questions ask for the same kind of thing."""

from __future__ import annotations

from language import LEANS, WORD, content_words, find_last_question, is_negated, patterns, split_sentences, word_set

_TAG, _YES_OR_NO, _ASKS_WHAT, _ASKS_NUMBER = patterns("questions", "tag", "yes_or_no", "asks_what", "asks_number")
_POINTS, _MAIN_CLAUSE = patterns("questions", "points_back", "main_clause")
_QUESTION_WORDS = word_set("questions.question_words")
_CHOOSING = {"which": "what"}  # which of them, or what


def read_reporters_question(asked: str) -> str:
    """Return what a reporter asks: the last question with what is said after it, and before it where it leans on that.

    Where nothing is asked ('There is talk of a secret annex.') it is all that the reporter says.
    """
    asked = _TAG.sub("?", _YES_OR_NO.sub("", asked))
    return asked[find_last_question(asked) :]


def read_what_is_put(asked: str) -> str:
    """Return what a 'no' to a reporter denies: of the question the clause that asks, where that stands without the rest.

    'Now that the ferry is sold, will you buy a bridge?' puts that a bridge is bought.
    """
    question = read_reporters_question(asked)
    clauses = list(_MAIN_CLAUSE.finditer(question))
    clause = question[clauses[-1].start() :] if clauses else question
    alone = len(content_words(clause)) >= LEANS and not _POINTS.search(clause)
    return clause if alone else question


def asks_whether(asked: str) -> bool:
    """Whether a 'no' denies what a reporter asks: no question of who, what or why, and none that is negated itself."""
    question = read_reporters_question(asked)
    sentences = [question[start:end] for start, end in split_sentences(question)]
    return not is_negated(question) and not any(map(_ASKS_WHAT.search, sentences))


def ask_alike(question: str, other: str) -> bool:
    """Whether two questions ask for the same kind of thing: both who, both how many, both whether it is so or both why not."""
    same_words = _question_word(question) == _question_word(other)
    number = [_ASKS_NUMBER.search(one) is not None for one in (question, other)]
    return same_words and number[0] == number[1] and is_negated(question) == is_negated(other)


def _question_word(question: str) -> str:
    """Return the first word that asks, '' where it is asked whether something is so."""
    words = (word.lower() for word in WORD.findall(question))
    found = next((word for word in words if word in _QUESTION_WORDS), "")
    return _CHOOSING.get(found, found)
