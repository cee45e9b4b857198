"""Evasion: how officials say that they do not say. 'I don't have anything on that' is a perfect match and no answer."""

from __future__ import annotations

import re

CURT = 14  # words: a sentence of more says something besides

_NEGATED = r"(?:not|cannot|(?:wo|would|ca|could)n[’']t)"
_TO_SAY = (
    r"(?:going to (?:talk|get|speculate|comment|predict|preview|prejudge|go|speak|confirm|characterize|discuss|read|name|make"
    r" a prediction|give|put|detail|lay)|get (?:into|ahead)|speculate|comment\b|predict|preview|prejudge|speak (?:to|for)"
    r"|confirm|discuss|characterize|share (?:much|more|any|specific|detail)|able to (?:share|say|speak|confirm|give)"
    r"|in a position|aware of|seen (?:that|it|those|the)|talk about|say more|go into|want to get)"
)
EVASION = re.compile(
    rf"\b(?:I|we|he|she|they)\b[^.?!]{{0,30}}?{_NEGATED}\b[^.?!]{{0,40}}?\b{_TO_SAY}"
    r"|\b(?:do|did|does)(?:n[’']t| not) (?:really )?(?:have|know|want to (?:get|speculate|go|risk|predict|comment|prejudge))\b"
    r"|\bhave (?:no|nothing)\b|\bno (?:update|announcement|comment|prediction|further|new information|additional)"
    r"|\b(?:refer|point|direct|defer) (?:you |that |those |it )?(?:back )?to\b|\bleave (?:it|that|this|those) (?:up )?to\b"
    r"|\bbest (?:answered|directed|addressed)|\bget back to you\b|\bfollow up (?:with you|on that)"
    r"|\bcheck (?:on|with|and|into|back)\b|\bI[’']ll (?:have to )?(?:check|see (?:if|what))|\bstay tuned\b|\bnot yet\b"
    r"|\bwe[’']ll see\b|\bas soon as (?:we|it[’']s)|\bI[’']d have to (?:check|look|ask)|\b(?:premature|too (?:early|soon))\b"
    r"|\bunder review\b|\bongoing (?:investigation|process|review)|\bwhen we have (?:more|an|something|a)",
    re.IGNORECASE,
)


def only_evades(sentence: str) -> bool:
    """Whether a sentence says that nothing is said ('I don’t have an update on that'), and no more than that."""
    return len(sentence.split()) <= CURT and EVASION.search(sentence) is not None
