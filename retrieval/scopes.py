"""Scopes: what must be the same of two claims for their numbers to be compared: their time, and how sure they are."""

from __future__ import annotations

import re

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_CLAUSE_MARK = re.compile(r"[;:](?=\s)")
_MONTH_OF_MAY = "May-month"
_AS_OF = re.compile(r"\bas of\b[^,;]{0,30}?\b(?:today|yesterday|tonight)\b")  # up to that day, and not on it
_BEFORE, _AFTER = 12, 24  # characters around a quantity where 'an average of' or 'a month' is about it
_UNIT = r"(hour|day|week|month|quarter|year|decade)s?"
_OF_THE_CLAUSE = {
    "last": re.compile(rf"\b(?:last|past|in (?:an?|one)|over (?:an?|one)|period of) (?:(\w+)[- ])?{_UNIT}\b"),
    "once": re.compile(r"\b(today|yesterday|tonight|last night|this week|last week|last month|this month)\b"),
    "since": re.compile(rf"\bsince\b(?: [\w’']+){{0,4}}? ({'|'.join(MONTHS)})\b"),
    "possible": re.compile(
        r"\b(?:can|could|may(?!-month)|might|would|if|potentially|expect(?:s|ed)?|project(?:s|ed)?)\b"
    ),
    "eligible": re.compile(r"\b(eligible)\b"),
    "intended": re.compile(r"\b(?:commit\w*|pledg\w*|promis\w*|goals?|targets?|plan(?:s|ned|ning)?|by the end)\b"),
    "denied": re.compile(r"\b(?:not|never|cannot|no longer)\b|n[’']t\b"),
    "left": re.compile(r"\b(?:remain(?:s|ing)?|left|still)\b"),
    "more": re.compile(r"\b(?:additional|another|extra)\b"),
}
_BESIDE = {"each": re.compile(r"\b(?:(?:per|a|each|every) (day|week|month|year)|(dai|week|month)ly)\b")}


def clause_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the part of a sentence around a span begins and ends: at a semicolon or a colon, or with the sentence."""
    before = max((mark.end() for mark in _CLAUSE_MARK.finditer(text, 0, start)), default=0)
    after = _CLAUSE_MARK.search(text, end)
    return before, after.start() if after else len(text)


def find_scope(text: str, start: int, end: int) -> frozenset[str]:
    """Return the scope of the quantity that is ``text[start:end]``: 'last 24 hour', 'since august', 'intended' and the like."""
    before, after = clause_span(text, start, end)
    # The month is no 'may': it is kept by its capital, as a word that only 'since' looks for.
    clause = _AS_OF.sub(" ", text[before:after].replace("May", _MONTH_OF_MAY).casefold())
    beside = text[max(0, start - _BEFORE) : end + _AFTER].casefold()
    found = [(name, pattern.search(clause)) for name, pattern in _OF_THE_CLAUSE.items()]
    found += [(name, pattern.search(beside)) for name, pattern in _BESIDE.items()]
    return frozenset(" ".join([name, *filter(None, match.groups())]) for name, match in found if match)
