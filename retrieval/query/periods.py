"""Periods: when a question says that something was said or happened, and how it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from language import Days, find_days, month_days


class Relation(StrEnum):
    """How the words before a period tie what is asked to it.

    ATTRIBUTE: it belongs to a thing ('the 2020 election'). ASIDE: it says what for or until when ('for May', 'until May').
    """

    WITHIN = "within"
    AFTER = "after"
    BEFORE = "before"
    AS_OF = "as of"
    ASIDE = "aside"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period that a text names: ``text[start:end]`` are its words, ``since`` and ``until`` its first and last day.

    ``exact`` says that it is a day, or days, rather than a month or more. ``year_given`` is False where the year was
    supplied from the reference day.
    """

    start: int
    end: int
    since: date
    until: date
    relation: Relation
    exact: bool = False
    year_given: bool = True


def find_periods(text: str, *, reference: date) -> list[Period]:
    """Return the periods that a text names, in order; what is relative ('last month') is so to the reference day.

    A month without a year is the latest one that began by the reference day, or has the year of the other end of its range.
    """
    spans = _merge_ranges(text, find_days(text, reference=reference))
    found = []
    for start, end, span in spans:
        opening, relation = _relate(text, start, end)
        if not _is_other_word(text, start, end, relation):
            period = Period(
                start=opening, end=end, since=span.since, until=span.until, relation=relation, exact=span.exact,
                year_given=span.year_given,
            )  # fmt: skip
            found.append(period)
    return found


# --- what ties it to the question ---

_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:and|to|until|till|through|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_RELATIONS: list[tuple[str, Relation]] = [
    (r"as\s+of", Relation.AS_OF),
    (r"(?:since|after|following|from|starting(?:\s+in)?|beginning(?:\s+in)?|later\s+than)", Relation.AFTER),
    (r"(?:by\s+when|until|till|up\s+to|through|for|to|of|than|about|toward|towards)", Relation.ASIDE),
    (r"(?:(?:week|weeks|fortnight|days|month|months)\s+(?:before|to))", Relation.AS_OF),
    (r"(?:before|prior\s+to|ahead\s+of|earlier\s+than)", Relation.BEFORE),
    (r"by", Relation.AS_OF),
    (r"(?:back\s+)?(?:in|on|during|throughout|within|over|around|at|dated)", Relation.WITHIN),
]
_RELATED = [
    (re.compile(rf"\b{words}\s+(?:(?:the|its|his|her|their|a|an|that)\s+)?$", re.IGNORECASE), relation)
    for words, relation in _RELATIONS
]
_ARTICLE = re.compile(r"\b(?:the|its|his|her|their|an?|that)\s+$", re.IGNORECASE)
_NOUN = re.compile(
    r"\s+(?!(?:that|to|about|under|after|before|for|when|while|who|whom|which|what|why|how|did|do|does|was|were|is|are|as|per"
    r"|according|by|in|on|at|and|or|but|of|with|from|had|has|have|would|where|whether|until|since|over)\b)[^\W\d_]",
    re.IGNORECASE,
)
# These say when by themselves.
_ADVERBS = re.compile(
    r"(?:today|yesterday|on|this|last|(?:the )?past|(?:the )?last|(?:the )?week of|.*\bago)\b", re.IGNORECASE
)


def _merge_ranges(text: str, spans: list[tuple[int, int, Days]]) -> list[tuple[int, int, Days]]:
    """Join 'between A and B', 'from A to B' and 'A to B' into one; a year given at one end holds for the other."""
    merged: list[tuple[int, int, Days]] = []
    for start, end, span in spans:
        if merged:
            before_start, before_end, before = merged[-1]
            joint = text[before_end:start]
            opened = _BETWEEN.search(text, 0, before_start)
            if _JOINT.fullmatch(joint) and (opened or not re.search(r"\band\b", joint, re.IGNORECASE)):
                first = _with_year_of(before, span)
                opening = opened.start() if opened else before_start
                whole = Days(first.since, span.until, first.exact and span.exact, span.year_given)
                if whole.since <= whole.until:
                    merged[-1] = (opening, end, whole)
                    continue
        merged.append((start, end, span))
    return merged


def _with_year_of(first: Days, last: Days) -> Days:
    """Give the first end of a range the year of the last where it has none: 'between November and February 2022'."""
    if first.year_given:
        return first
    year = last.since.year - ((first.since.month, first.since.day) > (last.until.month, last.until.day))
    until_year = year + first.until.year - first.since.year
    until = date(until_year, first.until.month, min(first.until.day, month_days(until_year, first.until.month)[1].day))
    return Days(first.since.replace(year=year), until, first.exact)


def _relate(text: str, start: int, end: int) -> tuple[int, Relation]:
    """Return where a period's words begin with the word that ties it, and how it is tied."""
    if re.match(r"[’']s?\b", text[end:]):  # 'May's report'
        return start, Relation.ATTRIBUTE
    if re.match(r"(?:between|from)\b", text[start:], re.IGNORECASE):
        return start, Relation.WITHIN
    for words, relation in _RELATED:
        found = words.search(text, 0, start)
        if found:
            # 'in the July 2021 surge': the period belongs to the surge.
            of_a_thing = _ARTICLE.search(found.group()) and _NOUN.match(text, end)
            return (start, Relation.ATTRIBUTE) if of_a_thing else (found.start(), relation)
    return start, Relation.WITHIN if _ADVERBS.match(text, start) else Relation.ATTRIBUTE


def _is_other_word(text: str, start: int, end: int, relation: Relation) -> bool:
    """Whether 'may', 'march' or 'mar' is no month here: nothing with it says so."""
    word = text[start:end].lower().rstrip(".")
    if word not in ("may", "march", "mar", "sun", "dec", "jan"):
        return False
    followed = text[end : end + 2].strip()[:1].isalpha()
    tied = relation in (Relation.WITHIN, Relation.AFTER, Relation.BEFORE, Relation.AS_OF)
    return not tied or (followed and text[start].islower())


_RELATIVE = re.compile(
    r"\b(?:(?P<same>that|the same)|(?P<later>the (?:next|following))|(?P<earlier>the previous)) (?P<unit>day|morning|afternoon"
    r"|evening|night|week|month)\b|\b(?P<after>a|one) (?P<then>day|week|month) (?P<way>later|before|earlier)\b"
    r"|\b(?:the )(?P<eve>day|week|month) before\b(?! \w)",
    re.IGNORECASE,
)
_LONG = {"week": timedelta(days=7), "month": timedelta(days=31)}
_DAY = timedelta(days=1)


def days_after(text: str, *, day: date) -> list[Period]:
    """Return the periods that a follow-up's words mean, where ``day`` is the one heard of before.

    They are generous: what a release tells may have happened the day before it.
    """
    return [_read(match, day) for match in _RELATIVE.finditer(text)]


def _read(match: re.Match[str], day: date) -> Period:
    step = _LONG.get((match["unit"] or match["then"] or match["eve"]).casefold(), _DAY)
    exact = step == _DAY
    if match["same"]:
        since, until = (day, day) if exact else (day - step, day + step)
    elif match["later"] or (match["way"] or "").casefold() == "later":
        since, until = (day, day + _DAY) if exact else (day + step / 2, day + 2 * step)
    else:
        since, until = (day - _DAY, day - _DAY) if exact else (day - 2 * step, day - step / 2)
    return Period(start=match.start(), end=match.end(), since=since, until=until, relation=Relation.WITHIN, exact=exact)
