"""Opposites: where officials say that the contrary of what a question takes for granted happened.

'Why was the fee raised?' is contradicted by 'The fee was cut': no word of it denies. What is compared is what the two words
are said of, by the words around them, because in one sentence a fee may be raised and a tax cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from retrieval.compose import Span
from retrieval.matched import MatchedSentence
from retrieval.words import WORD, stem

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
LOOKED_AT, LONGEST = 15, 450  # sentences; characters of one
BELOW_BEST = 0.12  # late interaction of the sentence, below that of the best
AROUND = 7  # words either side of the two words, which tell what they are said of
BEFORE, BEHIND = 70, 90  # characters around the contrary, whose match is looked at
AROUND_MATCH = 0.38  # late interaction
# Of the weight of the question's words: of those around the asked word, and of all, that stand around the contrary as well.
SHARED_AROUND, SHARED = 0.38, 0.20
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


def find_opposite(
    question: str, said: Sequence[MatchedSentence], weights: Mapping[str, float]
) -> tuple[str, Span] | None:
    """Return the word of a question whose contrary officials say of the same, and the sentence; None where they do not.

    ``said`` is what officials say in the ranked passages, ``weights`` gives each content stem of the question its rarity.
    Where a sentence that matches the question better says what the question does, nothing is contradicted.
    """
    sentences = sorted(said, key=lambda one: -one.match)
    words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(question)]
    found: list[tuple[float, str, Span]] = []
    for place, (word, _, end) in enumerate(words):
        asked = stem(word)
        if asked not in OPPOSITES or asked not in weights or _OF_A_TIME.match(question, end):
            continue
        around = _around([one for one, *_ in words], place, weights) - {asked}
        for one in sentences[:LOOKED_AT]:
            if one.match < sentences[0].match - BELOW_BEST or _holds(one, asked):
                break
            match = _find_contrary(one, asked, around, weights) if len(one.span.quote) <= LONGEST else 0.0
            if match:
                found.append((match, word, one.span))
    if not found:
        return None
    _, word, span = max(found, key=lambda one: one[0])
    return word, span


def _holds(sentence: MatchedSentence, asked: str) -> bool:
    return any(stem(word) == asked for word in WORD.findall(sentence.span.quote))


def _find_contrary(
    sentence: MatchedSentence, asked: str, around: frozenset[str], weights: Mapping[str, float]
) -> float:
    """Return how well what stands around the contrary in a sentence matches the question; 0 where it is said of another thing."""
    text = sentence.span.quote
    words = [(match.group(), match.start()) for match in WORD.finditer(text)]
    best = 0.0
    for place, (word, start) in enumerate(words):
        if stem(word) not in OPPOSITES[asked] or _UNREAL.search(text[:start]):
            continue
        shared = sum(weights[one] for one in around & _around([one for one, _ in words], place, weights))
        if shared < SHARED_AROUND * sum(weights[one] for one in around) or shared < SHARED * sum(weights.values()):
            continue
        at = sentence.offset + start
        match = sentence.interaction.score(max(sentence.offset, at - BEFORE), at + BEHIND)
        best = max(best, match if match >= AROUND_MATCH else 0.0)
    return best


def _around(words: Sequence[str], place: int, weights: Mapping[str, float]) -> frozenset[str]:
    """Return the question's stems among the words around a place."""
    near = words[max(0, place - AROUND) : place + AROUND + 1]
    return frozenset(map(stem, near)) & set(weights)
