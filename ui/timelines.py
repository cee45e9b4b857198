"""A timeline as its components and its chart take it: plain values, in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from typing import Any, TypeAlias

from retrieval import (
    ChangingNumber,
    Citation,
    DatedNumber,
    Timeline,
    TimelineEntry,
    name_speaker,
    name_with_source,
    outer_marks,
    tell_month_of_year,
    tell_number,
    tell_weekday,
)
from retrieval import wording as shared
from ui import wording
from ui.links import followable
from ui.pieces import cut_citation, day_values, place_values

Values: TypeAlias = dict[str, Any]

SHOWN = 40  # statements, unless all are asked for
GROUPS_OPEN = 3  # claims whose numbers are shown at once; the others open at a click
CHART_HEIGHT = 300  # pixels, with the legend below it
# Told apart, and 3 to 1 or more against both of the page's grounds (WCAG 2.2, 1.4.11).
COLOURS = ("#3f7fbf", "#c9722e", "#4a9468", "#a566a0", "#a58a2a", "#c25b5b", "#7a838c")


def timeline_values(timeline: Timeline) -> Values:
    """Return the statements by day, undated ones last, and the first and the latest, as the timeline component takes them."""
    days = groupby(timeline.entries, key=lambda entry: entry.citation.date)
    ends = [entry for entry in (timeline.first, timeline.latest) if entry]
    shown, found = len(timeline.entries), timeline.found
    strongest = wording.STRONGEST_SHOWN.format(shown=tell_number(shown), found=tell_number(found))
    return {
        "days": [
            {**day_values(day), "entries": [_entry(one, timeline) for one in entries]}
            for day, entries in days
        ],
        "note": strongest if shown < found else "",
        "ends": [_entry(one, timeline) for one in ends] if timeline.first is not timeline.latest else [],
        "words": {
            "heading": wording.STATEMENTS, "ends": wording.FIRST_AND_LATEST, "original": wording.ORIGINAL,
            "elsewhere": wording.OPENS_ELSEWHERE, "also": shared.ALSO_IN,
        },
    }  # fmt: skip


def number_values(timeline: Timeline) -> Values:
    """Return the claims whose numbers changed, as the numbers component takes them."""
    return {
        "heading": shared.CHANGING_NUMBERS,
        "note": wording.CHANGING_NUMBERS_NOTE,
        "groups": [_group(one) | {"open": n < GROUPS_OPEN} for n, one in enumerate(timeline.changing)],
        "words": {"again": wording.SAID_AGAIN, "then": wording.SAID_THEN},
    }


def count_speakers(timeline: Timeline) -> int:
    """Return how many different people, or releases' own text as one, made the statements."""
    return len({name_speaker(entry.citation) for entry in timeline.entries})


def draw_counts(timeline: Timeline) -> Values:
    """Return a Vega-Lite chart of how many statements each speaker made a week or a month; its colours are the page's own."""
    most = Counter[str]()
    for _, speaker, count in timeline.counts:
        most[speaker] += count
    order = [name for name, _ in most.most_common()]
    values = [
        {"from": f"{day.isoformat()}T00:00:00", "to": f"{(day + _length(timeline.period)).isoformat()}T00:00:00",
         "speaker": speaker, "statements": count, "order": order.index(speaker)}
        for day, speaker, count in timeline.counts
    ]  # fmt: skip
    return {
        "description": wording.STATEMENTS_OVER_TIME,
        "data": {"values": values},
        "height": CHART_HEIGHT,
        "config": {"locale": {"time": _months()}},
        "mark": {"type": "bar", "orient": "vertical", "tooltip": True},
        "encoding": {
            "x": {"field": "from", "type": "temporal", "title": None,
                  "axis": {"grid": False, "format": wording.CHART_DAY, "labelOverlap": True}},
            "x2": {"field": "to"},
            "y": {"field": "statements", "type": "quantitative", "stack": "zero",
                  "title": wording.STATEMENTS_A_PERIOD[timeline.period], "axis": {"tickMinStep": 1, "tickCount": 4}},
            "color": {"field": "speaker", "type": "nominal", "scale": {"domain": order, "range": COLOURS[: len(order)]},
                      "legend": {"orient": "bottom", "title": None, "columns": 2, "labelLimit": 160, "offset": 4}},
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": [
                {"field": "from", "type": "temporal", "format": wording.CHART_DAY,
                 "title": wording.CHART_PERIODS[timeline.period]},
                {"field": "speaker", "type": "nominal", "title": wording.CHART_SPEAKER},
                {"field": "statements", "type": "quantitative", "title": wording.CHART_STATEMENTS},
            ],
        },
    }  # fmt: skip


def _months() -> Values:
    """Return the names of months and days as Vega takes them, in the language that is spoken."""
    months = [date(2001, number, 1) for number in range(1, 13)]
    days = [date(2001, 7, number) for number in range(1, 8)]  # a Sunday first
    return {
        "dateTime": "%x, %X", "date": wording.CHART_DAY, "time": "%H:%M:%S", "periods": ["AM", "PM"],
        "days": [tell_weekday(one) for one in days], "shortDays": [tell_weekday(one) for one in days],
        "months": [tell_month_of_year(one) for one in months],
        "shortMonths": [tell_month_of_year(one, short=True) for one in months],
    }  # fmt: skip


def _length(period: str) -> timedelta:
    """Return how wide a bar is: a little less than its period, so that bars do not touch."""
    return timedelta(days=6) if period == "week" else timedelta(days=27)


def _entry(entry: TimelineEntry, timeline: Timeline) -> Values:
    one = entry.citation
    first, latest = timeline.first, timeline.latest
    marks = [shared.FIRST_STATEMENT] * (entry is first) + [shared.LATEST_STATEMENT] * (entry is latest)
    marks = marks if first is not latest else []
    return {
        "n": one.n, "marks": marks, **day_values(one.date), "pages": shared.write_pages(one.pages),
        "name": name_with_source(one), "label": _label(one), "marked": outer_marks(one.quote),
        "quote": cut_citation(one, 0, len(one.quote)),
        "title": one.title, "kind": one.kind, "url": followable(one.link),
        "open": place_values(one), "also": [_place(other) for other in entry.also_in],
    }  # fmt: skip


def _group(group: ChangingNumber) -> Values:
    """Return a claim's numbers, a row each; where one is said again before it changes, that is told in its row."""
    rows: list[Values] = []
    for one in group.numbers:
        if rows and rows[-1]["value"] == one.value:
            rows[-1]["again"].append(_place(one.sentence) | {"name": name_with_source(one.citation)})
        else:
            rows.append(_number(one))
    return {"from": rows[0]["number"], "to": rows[-1]["number"], "rows": rows}


def _number(one: DatedNumber) -> Values:
    start, end = one.citation.start - one.sentence.start, one.citation.end - one.sentence.start
    whole = len(one.sentence.quote)
    return {
        **day_values(one.citation.date),
        "name": name_with_source(one.citation), "label": _label(one.citation), "number": one.citation.quote, "value": one.value,
        "before": cut_citation(one.sentence, 0, start), "after": cut_citation(one.sentence, end, whole),
        "title": one.citation.title, "open": place_values(one.sentence), "again": [],
    }  # fmt: skip


def _place(one: Citation) -> Values:
    return {"title": one.title, **day_values(one.date), "open": place_values(one)}


def _label(one: Citation) -> str:
    name = name_speaker(one)
    return one.speaker_label if one.speaker_label and one.speaker_label.casefold() != name.casefold() else ""
