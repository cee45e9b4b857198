"""Scope: what is not a question for an archive, or cannot be understood as one."""

from __future__ import annotations

import re

from language import content_words
from retrieval import wording
from retrieval.answer import Status

GREETING = re.compile(
    r"(hi|hello|hey|good (morning|afternoon|evening|day)|thanks?( you)?( (so|very) much)?|bye|goodbye|ok(ay)?|cheers)"
    r"( there| all)?",
    re.IGNORECASE,
)
ABOUT_THE_BOT = re.compile(
    r"(who|what) are you|what (can|do) you do|how do(es)? (you|this|it) work|are you (a |an )?(bot|robot|ai|human|person|chatgpt)"
    r"|what is (this|on the record)|help( me)?",
    re.IGNORECASE,
)


def check_scope(text: str) -> tuple[Status, str] | None:
    """Return (status, what to say) for what no archive can answer, or None for a question to look up."""
    bare = re.sub(r"[\s!?.,]+", " ", text).strip()
    if GREETING.fullmatch(bare):
        return Status.OUT_OF_SCOPE, wording.GREETING
    if ABOUT_THE_BOT.fullmatch(bare):
        return Status.OUT_OF_SCOPE, wording.ABOUT
    if not content_words(bare):
        return Status.UNCLEAR, wording.UNCLEAR.format(example=wording.EXAMPLE_QUESTION)
    return None
