"""Opposites: where officials say that the contrary of what a question takes for granted happened.

'Why was the fee raised?' is contradicted by 'The fee was cut': no word of it denies. What is compared is what the two words
are said of, by the words around them, because in one sentence a fee may be raised and a tax cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from language import WORD, contraries_of, pattern, stem, stems
from retrieval.answering.premises.matched import is_of_the_same
from retrieval.search import RankedSentence
from retrieval.spans import Span
from retrieval.weights import Premises

_UNREAL, _OF_A_TIME = pattern("negation.not_happened_before"), pattern("opposites.of_a_time")


def find_asked(question: str, weights: Mapping[str, float], *, around: int) -> list[tuple[str, frozenset[str]]]:
    """Return the words of a question that have a contrary, each with the stems around it; ``weights`` are as below."""
    matches = list(WORD.finditer(question))
    words = [match.group() for match in matches]
    return [
        (word, _around(words, place, weights, around) - {stem(word)})
        for place, word in enumerate(words)
        if contraries_of(stem(word)) and stem(word) in weights and not _OF_A_TIME.match(question, matches[place].end())
    ]


def find_opposite(
    asked: Sequence[tuple[str, frozenset[str]]],
    said: Sequence[RankedSentence],
    weights: Mapping[str, float],
    bounds: Premises,
) -> tuple[str, Span] | None:
    """Return the asked word whose contrary officials say of the same, and the sentence; None where they do not.

    ``said`` is what officials say in the ranked passages, best match first, ``weights`` gives each content stem of the
    question its rarity. Where a sentence that matches the question better says what the question does, nothing is contradicted.
    """
    found: list[tuple[float, str, Span]] = []
    near = [one for one in said if one.match >= said[0].match - bounds.opposites.below_best]
    for word, around in asked:
        for sentence in near[: bounds.opposites.looked_at]:
            if stem(word) in stems(sentence.text):
                break
            if match := _match_contrary(sentence, stem(word), around, weights, bounds):
                found.append((match, word, sentence.span))
    best = max(found, key=lambda contradiction: contradiction[0], default=None)
    return best[1:] if best else None


def _match_contrary(
    sentence: RankedSentence,
    asked: str,
    around: frozenset[str],
    weights: Mapping[str, float],
    bounds: Premises,
) -> float:
    """Return how well what stands around the contrary in a sentence matches the question; 0 where it is said of another thing."""
    quote, offset, near = sentence.text, sentence.place[0], bounds.opposites
    if len(quote) > bounds.longest:
        return 0.0
    matches = list(WORD.finditer(quote))
    words = [match.group() for match in matches]
    best = 0.0
    for place, word in enumerate(words):
        if stem(word) not in contraries_of(asked) or _UNREAL.search(quote, 0, matches[place].start()):
            continue
        if is_of_the_same(around, _around(words, place, weights, near.around), weights, bounds):
            at = offset + matches[place].start()
            match = sentence.interaction.score(max(offset, at - near.before), at + near.behind)
            best = max(best, match if match >= near.around_match else 0.0)
    return best


def _around(words: Sequence[str], place: int, weights: Mapping[str, float], around: int) -> frozenset[str]:
    """Return the question's stems among the words around a place."""
    near = words[max(0, place - around) : place + around + 1]
    return frozenset(map(stem, near)) & set(weights)
