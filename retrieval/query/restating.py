"""Restating: the question before, asked of another speaker or period: 'And the Minister?', 'No, I meant in April'."""

from __future__ import annotations

from datetime import date

from archive import CatalogueReader
from language import find_days, pattern
from retrieval.query.asking import word_question
from retrieval.query.people import resolve_speaker
from retrieval.query.periods import Period, Tie, find_periods
from retrieval.query.speakers import find_speakers
from retrieval.query.unknown_names import names_in

_LINK = pattern("questions.link")
_END = " ?.!"


def restate(question: str, change: str, catalogue: CatalogueReader, *, asked_on: date | None) -> str:
    """Return a question with the speaker, the period or both that ``change`` names in place of its own.

    Where the question names nobody, it becomes what that one said of it. Returns '' where something else is named, or where it
    names several.
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
    """Return a question about somebody else in place of its speakers, or of the one person of the archive whom it names.

    Where it names nobody, it is what that one said of it that is asked.
    """
    speaker = resolve_speaker(who, catalogue, on=None)
    if speaker is None:
        return ""
    name = speaker.names[0] if len(speaker.names) == 1 else who
    if asked := find_speakers(question, catalogue, on=None):
        return question[: asked[0].start] + name + question[asked[-1].end :]
    names = (" ".join(words) for words in names_in(question))
    people = [named for named in names if resolve_speaker(named, catalogue, on=None)]
    if len(people) == 1:
        return question.replace(people[0], name, 1)
    return "" if people else word_question("asking.said_of_question", catalogue, speaker=name, question=question)


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
