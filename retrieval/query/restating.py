"""Restating: the question before, asked of another speaker or period: 'And the Minister?', 'No, I meant in April'."""

from __future__ import annotations

from datetime import date

from archive import CatalogueReader
from language import find_days, pattern
from retrieval.query.people import resolve_speaker
from retrieval.query.periods import Period, Tie, find_periods
from retrieval.query.speakers import find_speakers
from retrieval.query.unknown_names import names_in

_LINK = pattern("questions.link")
_END = " ?.!"


def restate(question: str, change: str, catalogue: CatalogueReader, *, asked_on: date | None) -> str:
    """Return a question with the speaker, the period or both that ``change`` names in place of its own.

    Returns '' where something else is named, or somebody though the question asks for nobody's words.
    """
    days = catalogue.days
    reference = asked_on or (days[1] if days else None)
    change = change.strip(_END)
    periods = find_periods(change, reference=reference) if reference else []
    who = change
    for period in reversed(periods):
        who = f"{who[: period.start]} {who[period.end :]}"
    who = _LINK.sub("", who.strip(" ,;")).strip(" ,;")
    if who and not (question := _with_speaker(question, who, catalogue)):
        return ""
    if periods and reference:
        return _with_period(question, change, periods, reference)
    return question if who else ""


def _with_speaker(question: str, who: str, catalogue: CatalogueReader) -> str:
    """Return a question about somebody else in place of its speakers, or of the one person of the archive whom it names."""
    speaker = resolve_speaker(who, catalogue, on=None)
    place = _find_person(question, catalogue) if speaker else None
    if speaker is None or place is None:
        return ""
    name = speaker.names[0] if len(speaker.names) == 1 else who
    return question[: place[0]] + name + question[place[1] :]


def _find_person(question: str, catalogue: CatalogueReader) -> tuple[int, int] | None:
    """Return where the speakers of a question stand, else the one person whom it names; None where there is none, or several."""
    if asked := find_speakers(question, catalogue, on=None):
        return asked[0].start, asked[-1].end
    names = (" ".join(name) for name in names_in(question))
    people = [name for name in names if resolve_speaker(name, catalogue, on=None)]
    start = question.find(people[0]) if len(people) == 1 else -1
    return (start, start + len(people[0])) if start >= 0 else None


def _with_period(question: str, change: str, periods: list[Period], reference: date) -> str:
    """Return a question with other days: with the words that tie them where both have such words, else the bare days."""
    new, held = periods[0], find_periods(question, reference=reference)
    if not held:
        return f"{question.rstrip(_END)} {change[new.start : periods[-1].end]}?"
    old = held[-1]
    if Tie.ATTRIBUTE not in {new.tie, old.tie}:
        return question[: old.start] + change[new.start : periods[-1].end] + question[old.end :]
    (start, _), (_, end) = _bare_days(question, old, reference)
    (first, _), (_, last) = _bare_days(change, new, reference)
    return question[:start] + change[first:last] + question[end:]


def _bare_days(text: str, period: Period, reference: date) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where the first and the last days within a period's words stand."""
    within = [(a, b) for a, b, _ in find_days(text, reference=reference) if period.start <= a and b <= period.end]
    return (within[0], within[-1]) if within else ((period.start, period.end), (period.start, period.end))
