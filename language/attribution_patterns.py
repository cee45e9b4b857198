"""How news and releases say whose words a quotation is: the verbs, names, clauses, headings and signatures, as patterns."""

from __future__ import annotations

import re

STRONG_VERBS = r"""
    said says say told tells added adds noted notes wrote writes stated states declared
    declares warned warns argued argues explained explains insisted insists replied replies acknowledged acknowledges
    emphasized emphasizes emphasised stressed stresses remarked remarks continued(?!\sto\b)
    continues(?!\sto\b) concluded concludes observed observes
    claimed claims testified testifies tweeted tweets recalled recalls reiterated reiterates underscored underscores
    commented comments quipped quips joked jokes admitted admits conceded concedes predicted predicts answered answers
    asserted asserts maintained maintains responded responds cautioned cautions exclaimed exclaims advised advises affirmed
    affirms underlined underlines reminded reminds reflected reflects lamented confirmed confirms vowed vows
"""
# What may lead to a name or to a term as well as to what somebody said.
WEAK_VERBS = """
    announced announces asked asks highlighted highlights posted posts called calls calling described describes describing
    urged urges promised promises suggested suggests quoted quotes pledged pledges reported reports boasted complained shared
    shares thinks thought read reads praised praises criticized denounced applauded hailed recognized recognizes
    teaches taught teach
"""
PHRASES = r"pointed out|points out|put it|made clear|makes clear|issued a statement"
STRONG = rf"(?:{'|'.join(STRONG_VERBS.split())}|{PHRASES})"
SAID = rf"(?:(?P<strong>{STRONG})|(?:{'|'.join(WEAK_VERBS.split())}))"
PARTICIPLE = (
    r"(?:saying|adding|noting|stating|declaring|explaining|warning|writing|remarking|emphasizing|stressing|urging)"
)
# A full stop belongs to a name only in an abbreviation: after any other word it ends the sentence.
ABBREVIATED = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Jr|Sr|Gov|Sen|Rep|Amb|Sec|Gen|Adm|Col|Maj|Capt|Lt|Sgt|Cmdr|Brig|[A-ZÀ-Þ])"
    r"\.|(?:[A-Z]\.){2,})"
)
CAPITALISED = rf"(?:{ABBREVIATED}|[A-ZÀ-Þ][^\W\d_]*(?:[.’'-][^\W\d_]+)*)"
JOINT = r"(?:(?:of|for|and|(?:de|van|von) (?:la|der|den)|de|la|du|van|von|der|bin|al) )?"
NAME = rf"{CAPITALISED}(?: {JOINT}{CAPITALISED})*"
DESCRIBED = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Oo]ne) (?:[\w’'-]+ ){0,5}?[\w’'-]+"
SOMEBODY = rf"(?:(?<!\w){NAME}|(?<!\w){DESCRIBED}|[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[Yy]ou)"
ADVERB = (
    r"(?:(?:\w+ly|also|has|had|have|then|later|once|today|yesterday|further|recently|used to|always|on \w+day),? ){0,3}"
)
ASIDE = r"(?: \([^()“”\"\n]{1,40}\))?(?:,[^,“”\"\n]{1,160},|,[^“”\"\n]{1,220},|,[^,“”\"\n]{1,60})?"
_CLOSED_ASIDE = r"(?:,[^,“”\"\n]{1,160},|,[^“”\"\n]{1,220},)?"
AFTER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[,.]?\s*{ADVERB}{SAID}(?: |(?=[A-Z]))(?:[a-z-]+ ){{0,3}}?(?P<who>{NAME}|{SOMEBODY})(?![’']s)(?=[\W]|$)",
        rf"[,.]?\s*(?:\[[^\]\n]{{1,60}}\] )?(?P<who>{SOMEBODY}){ASIDE} {ADVERB}{SAID}\b",
        rf"[,.]?\s*according to (?P<who>{SOMEBODY})(?=[\W]|$)",
    )
)
# 'In the words of Ida Vale, “...”': nothing stands nearer to what is quoted.
WORDS_OF = (
    r"\b(?:[Ii]n|[Oo]f|[Tt]o (?:use|borrow|quote)|by|out|with|heed|heeding|remember|recall)"
    r" (?:the|these|those) (?:\w+ )?words of"
)
# For speech as well, which is full of 'and' and 'so': nothing between subject and verb but an aside with both its commas.
PLAIN_BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{SOMEBODY}){_CLOSED_ASIDE} {ADVERB}{SAID}\b(?P<gap>[^“”\"\n]{{0,120}})$",
        rf"(?:[Aa]ccording to|{WORDS_OF}) (?P<who>{SOMEBODY}){_CLOSED_ASIDE}[,:]?\s*$",
    )
)
BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{WORDS_OF} (?P<who>{SOMEBODY}){ASIDE}[,:]?\s*$",
        rf"(?P<who>(?<!\w){NAME}), who {ADVERB}{SAID}\b(?P<gap>[^“”\"\n]{{0,160}})$",
        rf"(?P<who>{SOMEBODY}){ASIDE} {ADVERB}(?:{SAID.replace('?P<strong>', '?:')})\b[^“”\"\n]*?[ ,](?:and|but|then)"
        rf" {ADVERB}(?P<strong>{STRONG})\b(?P<gap>[^“”\"\n]{{0,160}})$",
        rf"(?P<who>{SOMEBODY}){ASIDE} {ADVERB}{SAID}\b(?P<gap>[^“”\"\n]{{0,240}})$",
        rf"[Aa]ccording to (?P<who>{SOMEBODY}){ASIDE}[,:]?\s*$",
    )
)
OPENING = r"^(?:[A-Z][\w’' ]{1,40}, )?"
SUBJECT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{OPENING}(?P<who>{SOMEBODY}){ASIDE} [a-z][^“”\"\n;]*?\b(?:and|but|then) {ADVERB}(?P<strong>{STRONG})\b"
        rf"(?P<gap>[^“”\"\n]{{0,120}})$",
        rf"{OPENING}(?P<who>{SOMEBODY}){ASIDE} [^“”\"\n]*?\b(?P<strong>{PARTICIPLE})\b(?P<gap>[^“”\"\n]{{0,60}})$",
        rf"{OPENING}(?P<who>{SOMEBODY}){ASIDE} [a-z][^“”\"\n]*?(?P<strong>(?!))?(?P<gap>): ?$",
    )
)
FINISHED = re.compile(rf"{OPENING}(?P<who>{SOMEBODY}){ASIDE} [a-z][^“”\"\n]*[.!?…]\s*$")
ENDED = re.compile(r"[.!?…][”’\")\]]*\s*$")
BULLET = r"(?:[-•*] |\d{1,3}[.)] )?"
HEAD = re.compile(rf"^{BULLET}(?P<who>[^“”\"\n:]{{2,240}}):(?: [A-Z][a-z]{{3,12}}:)?\s*$")
# Words that a clause has and a name with its titles has not.
CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|would|can|could|may|might|must|shall|should|has|have|had|that|those|these|this|which"
    r"|following)\b"
)
NAME_LINE = re.compile(
    rf"{BULLET}(?:[—–-]+ ?)?(?P<who>{NAME}(?:, (?:Jr|Sr)\.)?)(?P<described>\s*[,–—|(-][^\n]{{0,160}}?)?(?P<colon>:)?,?"
)
SIGNED = re.compile(rf"\s*[—–-]+\s*(?P<who>{NAME})(?P<described>[,(][^\n“”\"]{{0,160}})?(?=[\W]|$)")
TRAILING = re.compile(rf"\s*(?P<who>{NAME}) ?(?P<described>[,(][^\n“”\"]{{0,160}})?$")
# What begins a sentence, and is no part of the name after it.
LEADING = re.compile(
    r"^(?:(?:But|And|So|Yet|Then|Now|On|In|At|As|When|While|After|Before|Later|Also|Still|Today|Yesterday|However|Earlier|Since|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Meanwhile|Asked|Speaking|Instead|Finally|For|If|Although|Though|That|This|What|There|It|"
    r"Whenever),? )+"
)
