"""Words that carry meaning: a question's content words, and stems to compare them with a sentence's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

import Stemmer

from language.letters import fold_letters
from language.vocabulary import word_set

WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*", re.UNICODE)

STOP_WORDS = word_set("words.stop_words")
_stemmer = Stemmer.Stemmer("porter")


def content_words(text: str) -> list[str]:
    """Return the distinct words of a text that carry meaning, lower case, in order."""
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in WORD.findall(text))
    return list(
        dict.fromkeys(word for word in words if word not in STOP_WORDS and word.split("'")[0] not in STOP_WORDS)
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word's stem (Porter 1980), lower case, without accents."""
    return str(_stemmer.stemWord(fold_letters(word).replace("’", "'").removesuffix("'s")))


def stems(text: str) -> frozenset[str]:
    """Return the stems of all words of a text."""
    return frozenset(map(stem, set(WORD.findall(text))))


def share_of(weights: Mapping[str, float], text: str) -> float:
    """Return the weighted share of the question's stems that a text holds, 0 to 1; 0 where the question has none."""
    return weigh_held(weights, stems(text))


def weigh_held(weights: Mapping[str, float], held: AbstractSet[str]) -> float:
    """Return the weighted share of the question's stems that are among those held, 0 to 1; 0 where the question has none."""
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in held) / whole if whole else 0.0
