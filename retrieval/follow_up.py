"""Follow-up: what a question leaves unsaid because the questions before it said it."""

from __future__ import annotations

import re

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
# A name within a question: a capital letter that does not begin it.
NAMED = re.compile(r"(?<=[\w,;:’'] )[“‘\"]?[A-Z]")
FEW_WORDS = 3


def resolve(question: str, *, opening: str) -> str:
    """Return a question as it would be asked with nothing before it: itself where it stands alone.

    ``opening`` is the question that opened the topic, '' where there is none. A question that leans on it gets it put in
    front, in the person's own words. Measured in November 2026 on the follow-ups of two question sets (42 and 15; share
    with a gold passage among the first five): as asked .26 and .13, after the question before it as that was understood
    .41 and .60, after the question that opened the topic .50 and .67.
    """
    bare = NEW_TOPIC.sub("", question)
    return f"{opening} {question}" if opening and bare == question and leans_back(question) else bare


def opens_topic(question: str) -> bool:
    """Whether a later question says that it is about something else, or stands alone and names what it is about."""
    return bool(NEW_TOPIC.search(question)) or (not leans_back(question) and bool(NAMED.search(question)))


def leans_back(question: str) -> bool:
    """Whether a question points at something that it does not name."""
    return bool(CONNECTED.search(question) or POINTING.search(question) or len(content_words(question)) <= FEW_WORDS)
