"""Context: whether words are cut out of a denial, a condition or a question, so that alone they say more than was said."""

from __future__ import annotations

from enum import StrEnum

from archive import Voice
from language import patterns
from retrieval.quote_check.candidates import Stretch
from retrieval.quote_check.sentences import sentences_around

_DENIES, _PASSES, _CLAUSE, _CONDITION, _LIMITS, _CALLED_UNTRUE = patterns(
    "quotations", "denies_what_follows", "denies_in_passing", "begins_clause", "sets_condition", "limits_what_precedes",
    "is_called_untrue",
)  # fmt: skip


class CutFrom(StrEnum):
    """What a sentence does with the words that a quotation takes out of it."""

    DENIAL = "denial"
    CONDITION = "condition"
    QUESTION = "question"
    CLAIM = "claim"  # that the release puts itself, to deny it or to answer it


def find_cut(stretch: Stretch, start: int, end: int) -> CutFrom | None:
    """Return what ``[start:end]`` of the stretch's text is cut out of; None where its sentences say the same as it does."""
    if stretch.turn.voice is Voice.QUESTION:
        return CutFrom.CLAIM
    text, sentences = stretch.text, sentences_around(stretch, start, end)
    before = next((text[a:start] for a, b in sentences if a <= start < b), "")
    after = next((text[end:b] for a, b in sentences if a < end <= b), "")
    if _denies(before, text[start:end]) or _CALLED_UNTRUE.match(after):
        return CutFrom.DENIAL
    if _CONDITION.search(before) or _LIMITS.match(after):
        return CutFrom.CONDITION
    if after.rstrip("”’\"') ").endswith("?") and any(map(str.isalnum, before)):
        return CutFrom.QUESTION
    return None


def _denies(before: str, words: str) -> bool:
    """Say whether what leads to words denies them: with a denial that no other clause parts from them."""
    for denial in _DENIES.finditer(before):
        passing = _PASSES.search(before[: denial.start()])
        if not passing and not _CLAUSE.search(
            f"{before[denial.end() :]}{words[:40]}", 0, len(before) - denial.end() + 12
        ):
            return True
    return False
