"""Opposites: where officials say that the contrary of what a question takes for granted happened.

'Why was the fee raised?' is contradicted by 'The fee was cut': no word of it denies. What is compared is what the two words
are said of, by the words around them, because in one sentence a fee may be raised and a tax cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from language import WORD, stem
from retrieval.answering.premises.matched import MatchedSentence, is_of_the_same
from retrieval.spans import Span
from retrieval.weights import Premises

# What was done, and what cannot have been done as well: a word of one side contradicts each of the other. A list of our own:
# what officials do to rates, laws, troops, people and doors. Left out are words that are said of anything ('leave', 'up').
_SIDES = """
raise raised raising increase increased hike boost boosted grow grew growth rise rose rising climb climbed soar double doubled expand expanded / cut cutting lower lowered reduce reduced reduction decrease decreased drop dropped fall fell falling shrink shrank decline declined slash halve halved
support supported back backed endorse endorsed favor favored favour favoured embrace welcome welcomed / oppose opposed opposition condemn condemned denounce reject rejected
approve approved accept accepted agree agreed grant granted / reject rejected deny denied refuse refused decline declined veto vetoed
allow allowed permit permitted legalize / ban banned bar barred prohibit prohibited block blocked forbid outlaw
uphold upheld affirm affirmed / strike struck overturn overturned throw threw vacate invalidate block
open opened opening reopen reopened / close closed closing shut shutter shuttered
start started begin began launch resume resumed restart / end ended stop stopped halt halted pause paused suspend suspended
keep kept maintain maintained retain extend extended renew renewed preserve / end ended drop dropped abandon scrap scrapped withdraw withdrew remove removed revoke revoked rescind lift lifted expire
win won victory / lose lost defeat
pass passed / fail failed block blocked
hire hired appoint appointed nominate nominated / fire fired dismiss dismissed sack resign resigned
impose imposed / lift lifted waive waived ease eased remove removed
tighten tightened / loosen loosened relax relaxed ease eased
join joined rejoin / leave left withdraw withdrew exit quit
cancel cancelled canceled cancellation scrap scrapped / postpone postponed delay delayed reschedule rescheduled
mandatory require required compulsory mandate mandated / voluntary optional encourage encouraged
permanent permanently / temporary temporarily
strengthen strengthened / weaken weakened
confirm confirmed admit admitted acknowledge acknowledged / deny denied dispute
unanimous unanimously / split
succeed succeeded success / fail failed failure
send sent deploy deployed / withhold recall recalled
sign signed / veto vetoed
buy bought purchase / sell sold
release released freed / detain detained jail jailed arrest arrested imprison imprisoned
legal lawful constitutional / illegal unlawful unconstitutional
arrive arrived / depart departed
"""  # noqa: E501
# What may be, will be, was before, or is denied: it does not say what happened.
_UNREAL = re.compile(
    r"\b(?:after|before|until|since|if|when|unless|whether|will|would|could|should|may|might|must)\b[^,;:—]*$"
    r"|\b(?:rather than|instead of|not|never|no|\w+n[’']t)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_OF_A_TIME = re.compile(r"\W+of\b", re.IGNORECASE)  # 'at the end of May'


def _read_sides() -> dict[str, frozenset[str]]:
    opposites: dict[str, frozenset[str]] = {}
    for line in filter(None, _SIDES.splitlines()):
        left, right = (frozenset(map(stem, side.split())) for side in line.split("/"))
        for word in left:
            opposites[word] = opposites.get(word, frozenset()) | (right - left)
        for word in right:
            opposites[word] = opposites.get(word, frozenset()) | (left - right)
    return opposites


OPPOSITES = _read_sides()


def find_asked(question: str, weights: Mapping[str, float], *, around: int) -> list[tuple[str, frozenset[str]]]:
    """Return the words of a question that have a contrary, each with the stems around it; ``weights`` are as below."""
    found = list(WORD.finditer(question))
    words = [one.group() for one in found]
    return [
        (word, _around(words, place, weights, around) - {stem(word)})
        for place, word in enumerate(words)
        if stem(word) in OPPOSITES and stem(word) in weights and not _OF_A_TIME.match(question, found[place].end())
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
        if stem(word) not in OPPOSITES[asked] or _UNREAL.search(sentence.span.quote[:start]):
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
