"""Detection: the language that a text is in, by the statistics of its letters (py3langid).

Of the libraries that bring their data along it was chosen over langdetect and lingua (November 2026): of 60 short questions of
our own in four languages it tells 59, as langdetect 57 and lingua 60; of 570 English questions it takes 2 for another
language's once the creoles are left out, neither surely; it loads in a third of a second, its probabilities can be
relied on, and it weighs 5 MB where lingua weighs 96.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from language.vocabulary import entries, entry, list_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NAMES: dict[str, str] = entry("languages.names")
_READ_UP_TO = 2_000  # characters
_FEWEST_LETTERS = 40  # of a release whose language is told
_SURE = 0.5  # the least probability of a release's language
_FEWEST_WORDS = 4  # of a question whose language is told
_FEWEST_OF_THE_LANGUAGE = 2  # words such as 'de' and 'la', where they are known: names hold one as well
_SURE_OF_QUESTION = 0.7
_RULED_OUT = 0.05  # the largest probability of a language that a question is not in
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_STOP_WORDS = {one: frozenset(list_words("words.stop_words", one)) for one in entries("words.stop_words")}


def detect_language(text: str) -> str | None:
    """Return the primary tag of the language of a text ('es'), None where it is too short or too mixed to tell."""
    read = text[:_READ_UP_TO]
    if sum(map(str.isalpha, read)) < _FEWEST_LETTERS:
        return None
    language, probability = next(iter(_rank(read).items()))
    return language if probability >= _SURE else None


def detect_foreign(question: str, languages: Collection[str]) -> str | None:
    """Return the language of a question that is surely in none of these; None where it may be in one of them.

    Names alone tell nothing: 'Rio de Janeiro' may stand in any language.
    """
    ranked = _rank(question)
    language, probability = next(iter(ranked.items()))
    if language in languages or any(ranked.get(one, 0.0) > _RULED_OUT for one in languages):
        return None
    if not _LATIN.search(question):
        return language
    words = [word.casefold() for word in _WORD.findall(question)]
    if language in _STOP_WORDS:
        told = sum(word in _STOP_WORDS[language] for word in words) >= _FEWEST_OF_THE_LANGUAGE
    else:
        told = len(words) >= _FEWEST_WORDS
    return language if told and probability >= _SURE_OF_QUESTION else None


def name_language(tag: str) -> str:
    """Return what English calls a language, its tag where there is no name for it here."""
    return _NAMES.get(tag, tag)


def _rank(text: str) -> dict[str, float]:
    """Return the probability of each language, the largest first."""
    return dict(_identifier().rank(text))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_NAMES))
    return identifier
