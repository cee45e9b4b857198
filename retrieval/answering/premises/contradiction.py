"""Premises: what a question takes for granted and officials contradict.

'Why did the minister sign the treaty?' takes for granted that she did. Where an official said, of just that, that it is not
so, this is what the archive has to answer with. Two kinds of evidence count: that it is not so, or not decided
(``denied_claims.py``), and that another number is so. A reporter's own words never count.
"""

from __future__ import annotations

from language import WORD, is_negated, list_words, patterns, stem, stems
from retrieval.answering.premises.denied_claims import DeniedClaim, find_denied_claims, read_replies
from retrieval.answering.premises.numbers import find_other_number
from retrieval.answering.state import Contradiction, Findings
from retrieval.citations import keep_asked
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
    if not bounds.best_sentences or not takes_for_granted(findings, bounds):
        return None
    denied = next((claim for claim in list_claims(findings, bounds) if claim.contradicts(bounds)), None)
    if denied is None:
        return find_otherwise(findings, bounds)
    words = _words_between(findings.question, denied.denied & frozenset(findings.ranking.asked.rarity))
    return Contradiction(words=words, span=denied.span, asked=denied.asked)


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
    claims = find_denied_claims(findings, read_replies(findings))
    found = [claim for claim in claims if not withheld or withheld & claim.denied]
    return keep_asked(found, findings.ranking.searched.selection, findings.generation.catalogue)


def find_otherwise(findings: Findings, bounds: Premises) -> Contradiction | None:
    """Return what officials said that gives another number than the question takes for granted; None where nothing does."""
    if not takes_for_granted(findings, bounds):
        return None
    found = find_other_number(findings.question, findings.ranking, bounds)
    if found is None or not keep_asked([found[1]], findings.ranking.searched.selection, findings.generation.catalogue):
        return None
    quantity, span = found
    return Contradiction(words=findings.question[quantity.start : quantity.end], span=span)


def _words_between(question: str, held: frozenset[str]) -> str:
    """Return the question's words from the first to the last whose stem is held."""
    shared = [one.span() for one in WORD.finditer(question) if stem(one.group()) in held]
    return question[shared[0][0] : shared[-1][1]] if shared else question
