"""Premises: what a question takes for granted and officials contradict.

'Why did the minister sign the treaty?' takes for granted that she did. Where an official said, of just that, that it is not
so, this is what the archive has to answer with. Three kinds of evidence count: that the contrary happened, that another
number is so, and that it is not so, or not decided (``denied_claims.py``). A reporter's own words never count.
"""

from __future__ import annotations

from collections.abc import Sequence

from language import WORD, is_negated, list_words, patterns, stem, stems
from retrieval.answering.premises.denied_claims import DeniedClaim, find_denied_claims
from retrieval.answering.premises.matched import match_sentences
from retrieval.answering.premises.numbers import find_asserted, find_other_number
from retrieval.answering.premises.opposites import find_asked, find_opposite
from retrieval.answering.state import Contradiction, Findings
from retrieval.citations import keep_asked
from retrieval.spans import overlap
from retrieval.weights import Premises

# A question that itself says that something is not, or was kept from being, is borne out by a denial; unless the denial says
# so of the same word: 'We are not banning it'.
_WITHHOLDING = frozenset(map(stem, list_words("negation.withholding")))
_WITHHELD, _CONTRASTS = patterns("negation", "withheld", "contrasts")
_SUBORDINATE, _ASKS_OPENLY = patterns("questions", "subordinate", "asks_openly")


def find_contradiction(findings: Findings, bounds: Premises) -> Contradiction | None:
    """Return what officials said against what the question takes for granted; None where it takes nothing so.

    Who asks whether it is so, or what was said about it, takes nothing for granted: a denial answers that.
    """
    claims = _choose(list_claims(findings, bounds), bounds)
    denied = _deny(findings, claims, bounds) if claims else None
    return denied if denied and denied.certain else find_otherwise(findings, bounds) or denied


def takes_for_granted(findings: Findings, bounds: Premises) -> bool:
    """Whether a question takes anything for granted that a denial could contradict."""
    question = findings.question
    enough = len(findings.ranking.asked.rarity) >= bounds.fewest_words
    return enough and not _ASKS_OPENLY.search(question) and not is_negated(question)


def list_claims(findings: Findings, bounds: Premises) -> list[DeniedClaim]:
    """Return what officials deny that may be what the question takes for granted, best first, in voices that are asked for."""
    if not takes_for_granted(findings, bounds) or _CONTRASTS.search(findings.question):
        return []
    withheld = stems(_SUBORDINATE.sub("", findings.question)) & _WITHHOLDING
    withheld |= {stem(one.group().split()[0]) for one in _WITHHELD.finditer(findings.question)}
    sure = findings.confidence >= bounds.sure
    found = [
        one
        for one in find_denied_claims(findings, bounds)
        if (not withheld or withheld & one.denied) and not (sure and one.feature("outdone") > bounds.outdone)
    ]
    return keep_asked(found, findings.ranking.searched.selection, findings.generation.catalogue)


def _choose(claims: Sequence[DeniedClaim], bounds: Premises) -> list[DeniedClaim]:
    """Return the likely claims that are shown, best first."""
    shown: list[DeniedClaim] = []
    for one in claims:
        least = max(bounds.likely, claims[0].score - bounds.below_first)
        new = not any(overlap(one, other) or one.span.quote == other.span.quote for other in shown)
        if new and len(shown) < bounds.most_shown and one.score >= least:
            shown.append(one)
    return shown


def _deny(findings: Findings, claims: Sequence[DeniedClaim], bounds: Premises) -> Contradiction:
    first = claims[0]
    return Contradiction(
        words=_words_between(findings.question, first.denied & frozenset(findings.ranking.asked.rarity)),
        spans=tuple(one.span for one in claims),
        certain=first.score >= bounds.certain,
        asked=first.asked,
    )


def find_otherwise(findings: Findings, bounds: Premises) -> Contradiction | None:
    """Return what officials said that cannot be so as well: the contrary, or another number; None where nothing is."""
    if not takes_for_granted(findings, bounds):
        return None
    question, ranking, catalogue = findings.question, findings.ranking, findings.generation.catalogue
    rarity, selection = ranking.asked.rarity, ranking.searched.selection
    numbers, contraries = find_asserted(question), find_asked(question, rarity, around=bounds.opposites.around)
    said = match_sentences(ranking) if numbers or contraries else []
    other = find_other_number(numbers, said, rarity, bounds)
    if other and keep_asked([other[1]], selection, catalogue):
        quantity, span = other
        return Contradiction(words=question[quantity.start : quantity.end], spans=(span,), certain=True)
    opposite = find_opposite(contraries, said, rarity, bounds)
    if opposite and keep_asked([opposite[1]], selection, catalogue):
        word, span = opposite
        held = (stems(span.quote) | {stem(word)}) & frozenset(rarity)
        return Contradiction(words=_words_between(question, held), spans=(span,), certain=True)
    return None


def _words_between(question: str, held: frozenset[str]) -> str:
    """Return the question's words from the first to the last whose stem is held."""
    shared = [one.span() for one in WORD.finditer(question) if stem(one.group()) in held]
    return question[shared[0][0] : shared[-1][1]] if shared else question
