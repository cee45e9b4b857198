"""Follow-up: what a question leaves unsaid because the questions before it said it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.words import content_words

# Said aloud when the subject changes; the rest of the question then stands alone.
NEW_TOPIC = re.compile(
    r"^\s*(?:(?:on|to|now|and)\s+)?(?:(?:a|an)\s+)?(?:(?:different|another|new|unrelated|separate|other)\s+"
    r"(?:subject|topic|matter|question|thing)|unrelated|something (?:else|different)|(?:switching|turning|moving|changing)"
    r"(?: on)? (?:to|subjects?)\b[^:]*|changing the subject)\s*[:,;.–—-]\s*",
    re.IGNORECASE,
)
# Words that point back: a question with one of them and no name of its own is about what was asked before.
POINTING = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its|that|those|this|these|there|then|one|ones|same|both"
    r"|others?|else|any(?:one|body)|some(?:one|body))\b",
    re.IGNORECASE,
)
CONNECTED = re.compile(
    r"^\s*(?:and|or|but|so|also|what about|how about|then|why not|who else|what else)\b", re.IGNORECASE
)
FEW_WORDS = 3


def resolve(question: str, *, before: Sequence[str]) -> str:
    """Return a question as it would be asked with nothing before it; '' where it stands alone as it is.

    ``before`` holds the earlier questions of the conversation as they were understood, oldest first. A question that leans
    on them gets the question that opened its topic put in front of it, in the person's own words.
    """
    bare = NEW_TOPIC.sub("", question)
    if not before or bare != question:
        return bare if bare != question else ""
    return f"{before[-1]} {question}" if leans_back(question) else ""


def leans_back(question: str) -> bool:
    """Whether a question points at something that it does not name."""
    return bool(CONNECTED.search(question) or POINTING.search(question) or len(content_words(question)) <= FEW_WORDS)
