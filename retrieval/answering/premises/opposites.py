"""Opposites: where officials say that the contrary of what a question takes for granted happened.

'Why was the fee raised?' is contradicted by 'The fee was cut': no word of it denies. What is compared is what the two words
are said of, by the words around them, because in one sentence a fee may be raised and a tax cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from language import WORD, contraries_of, pattern, stem
from retrieval.answering.premises.matched import MatchedSentence, is_of_the_same
from retrieval.spans import Span
from retrieval.weights import Premises

_UNREAL, _OF_A_TIME = pattern("negation.not_happened_before"), pattern("opposites.of_a_time")


def find_asked(question: str, weights: Mapping[str, float], *, around: int) -> list[tuple[str, frozenset[str]]]:
    """Return the words of a question that have a contrary, each with the stems around it; ``weights`` are as below."""
    found = list(WORD.finditer(question))
    words = [one.group() for one in found]
    return [
        (word, _around(words, place, weights, around) - {stem(word)})
        for place, word in enumerate(words)
        if contraries_of(stem(word)) and stem(word) in weights and not _OF_A_TIME.match(question, found[place].end())
    ]


def find_opposite(
    asked: Sequence[tuple[str, frozenset[str]]],
    said: Sequence[MatchedSentence],
    weights: Mapping[str, float],
    bounds: Premises,
) -> tuple[str, Span] | None:
    """Return the asked word whose contrary officials say of the same, and the sentence; None where they do not.

    ``said`` is what officials say in the ranked passages, best match first, ``weights`` gives each content stem of the
    question its rarity. Where a sentence that matches the question better says what the question does, nothing is contradicted.
    """
    found: list[tuple[float, str, Span]] = []
    for word, around in asked:
        for one in said[: bounds.opposites.looked_at]:
            words = [(match.group(), match.start()) for match in WORD.finditer(one.span.quote)]
            if one.match < said[0].match - bounds.opposites.below_best or stem(word) in {
                stem(other) for other, _ in words
            }:
                break
            match = _find_contrary(one, words, stem(word), around, weights, bounds)
            if match:
                found.append((match, word, one.span))
    if not found:
        return None
    _, word, span = max(found, key=lambda one: one[0])
    return word, span


def _find_contrary(
    sentence: MatchedSentence,
    words: Sequence[tuple[str, int]],
    asked: str,
    around: frozenset[str],
    weights: Mapping[str, float],
    bounds: Premises,
) -> float:
    """Return how well what stands around the contrary in a sentence matches the question; 0 where it is said of another thing.

    ``words`` are those of the sentence, each with where it begins.
    """
    if len(sentence.span.quote) > bounds.longest:
        return 0.0
    near = bounds.opposites
    offset = sentence.sentence.place[0]
    texts = [word for word, _ in words]
    best = 0.0
    for place, (word, start) in enumerate(words):
        if stem(word) not in contraries_of(asked) or _UNREAL.search(sentence.span.quote[:start]):
            continue
        if is_of_the_same(around, _around(texts, place, weights, near.around), weights, bounds):
            at = offset + start
            match = sentence.sentence.interaction.score(max(offset, at - near.before), at + near.behind)
            best = max(best, match if match >= near.around_match else 0.0)
    return best


def _around(words: Sequence[str], place: int, weights: Mapping[str, float], around: int) -> frozenset[str]:
    """Return the question's stems among the words around a place."""
    near = words[max(0, place - around) : place + around + 1]
    return frozenset(map(stem, near)) & set(weights)
