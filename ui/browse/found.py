"""Releases that were found, as the browse component takes them: plain values, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from retrieval import (
    NO_YEAR,
    Bar,
    BarUnit,
    BrowsePage,
    BrowseRequest,
    FacetValue,
    FoundRelease,
    LinkedSpan,
    Snippet,
    SortOrder,
    tell_day,
    tell_month,
    tell_month_of_year,
    tell_number,
)
from retrieval import wording as shared
from ui import wording
from ui.links import browse_address, person_address, release_address
from ui.pieces import cut, day_values

Values: TypeAlias = dict[str, Any]

_NAMED = 4  # speakers named with a release
_FEWEST_ORDERED = 2


def browse_values(page: BrowsePage, people: Collection[str]) -> Values:
    """Return a page of releases, the ways to narrow it, and the bars over time; ``people`` are the names that have a page."""
    asked = replace(page.request, page=1)
    return {
        "facets": [facet for facet in _facets(page, asked) if _narrows(facet, page.total)],
        "bars": [_bar(bar, page.histogram.unit, asked) for bar in page.histogram.bars],
        "period": _period(asked),
        "taken": _taken(asked),
        "orders": _orders(asked) if page.total >= _FEWEST_ORDERED else [],
        "told": wording.found_releases(page.total),
        "paged": wording.page_of(min(page.request.page, page.pages), page.pages),
        "releases": [found_values(one, people, searched=bool(asked.words)) for one in page.releases],
        "nothing": wording.NOTHING_SELECTED if not page.total else "",
        **page_links(
            min(page.request.page, page.pages),
            page.pages,
            lambda number: browse_address(replace(page.request, page=number)),
        ),
        "words": wording.browse_words(),
    }


def found_values(found: FoundRelease, people: Collection[str], *, searched: bool = False) -> Values:
    """Return a release as a list shows it; where words were ``searched`` for, its title leads to them."""
    release, snippet = found.release, found.snippet
    span = LinkedSpan(release_id=release.id, version=release.version)
    if searched and snippet and snippet.marks:
        span = replace(span, start=snippet.place[0], end=snippet.place[1])
    more = len(found.speakers) - _NAMED
    return {
        "title": release.title, "href": release_address(span), **day_values(release.date), "kind": release.kind,
        "speakers": [speaker_values(name, people) for name in found.speakers[:_NAMED]],
        "more_speakers": wording.and_more(more) if more > 0 else "",
        "snippet": snippet_values(snippet) if snippet else None,
    }  # fmt: skip


def speaker_values(name: str, people: Collection[str]) -> Values:
    """Return a speaker's name, with an address where it is one of the ``people`` who have a page."""
    return {"text": name, "href": person_address(name) if name in people else ""}


def snippet_values(snippet: Snippet) -> Values:
    """Return words of a release in pieces, with whose they are where they are no official's."""
    return {
        "who": snippet.speaker or snippet.label or "",
        "voice": snippet.voice.value,
        "tag": shared.VOICE_LABELS[snippet.voice],
        "pieces": cut(snippet.text, 0, len(snippet.text), snippet.corrections, values=snippet.marks),
        "before": "" if snippet.begins else "…\u00a0",
        "after": "" if snippet.ends else "\u00a0…",
    }


def page_links(page: int, pages: int, address: Callable[[int], str]) -> Values:
    """Return the ways to the pages before and after, and to the first and the last."""
    return {
        "earlier_page": address(page - 1) if page > 1 else "",
        "later_page": address(page + 1) if page < pages else "",
        "ends": [
            {"text": tell_number(number), "href": address(number), "here": number == page}
            for number in sorted({1, *range(max(1, page - 1), min(pages, page + 1) + 1), pages})
        ]
        if pages > 1
        else [],
    }


def _narrows(facet: Values, total: int) -> bool:
    """Whether a facet leaves a choice: of one value that every release has there is none."""
    values = facet["values"]
    return len(values) > 1 or any(one["chosen"] or one["count"] != tell_number(total) for one in values)


def _facets(page: BrowsePage, asked: BrowseRequest) -> list[Values]:
    def kinds(chosen: tuple[str, ...]) -> BrowseRequest:
        return replace(asked, kinds=chosen)

    def years(chosen: tuple[str, ...]) -> BrowseRequest:
        return replace(asked, years=tuple(map(int, chosen)))

    def speakers(chosen: tuple[str, ...]) -> BrowseRequest:
        return replace(asked, speakers=chosen)

    return [
        _facet(wording.KINDS_LABEL, page.kinds, kinds),
        _facet(wording.YEARS_LABEL, page.years, years),
        _facet(wording.SPEAKERS_FACET, page.speakers, speakers),
    ]


def _facet(heading: str, values: Sequence[FacetValue], asked: Callable[[tuple[str, ...]], BrowseRequest]) -> Values:
    chosen = tuple(one.value for one in values if one.chosen)
    return {
        "heading": heading,
        "values": [
            {
                "text": shared.UNDATED if one.value == str(NO_YEAR) else one.value,
                "count": tell_number(one.count),
                "told": wording.found_releases(one.count),
                "chosen": one.chosen,
                "href": browse_address(
                    asked(tuple(name for name in chosen if name != one.value) if one.chosen else (*chosen, one.value))
                ),
            }
            for one in values
        ],
    }


def _bar(bar: Bar, unit: BarUnit, asked: BrowseRequest) -> Values:
    if unit is BarUnit.DAY:
        name, short = tell_day(bar.first), f"{bar.first.day}"
    elif unit is BarUnit.MONTH:
        name, short = tell_month(bar.first), tell_month_of_year(bar.first, short=True)
    else:
        name = short = str(bar.first.year)
    alone = bar.chosen and (asked.since, asked.until) == (bar.first, bar.last)
    to = replace(asked, since=None, until=None) if alone else replace(asked, since=bar.first, until=bar.last)
    return {
        "name": name, "short": short, "count": bar.count, "told": wording.found_releases(bar.count),
        "chosen": bar.chosen, "href": browse_address(to),
    }  # fmt: skip


def _period(asked: BrowseRequest) -> Values:
    return {
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
        "href": browse_address(replace(asked, since=None, until=None)),
    }


def _taken(asked: BrowseRequest) -> list[Values]:
    """Return what is chosen, each with the address without it."""
    chosen: list[tuple[str, BrowseRequest]] = []
    if asked.words:
        words = asked.words if set(asked.words) & set('“”"') else f"“{asked.words}”"
        chosen.append((words, replace(asked, words="", sort=None)))
    chosen += [(kind, replace(asked, kinds=_without(asked.kinds, kind))) for kind in asked.kinds]
    for year in asked.years:
        left = tuple(one for one in asked.years if one != year)
        chosen.append((str(year) if year != NO_YEAR else shared.UNDATED, replace(asked, years=left)))
    chosen += [(name, replace(asked, speakers=_without(asked.speakers, name))) for name in asked.speakers]
    if asked.since or asked.until:
        chosen.append((wording.open_period(asked.since, asked.until), replace(asked, since=None, until=None)))
    return [{"text": text, "href": browse_address(to)} for text, to in chosen]


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != value)


def _orders(asked: BrowseRequest) -> list[Values]:
    offered = [order for order in SortOrder if order is not SortOrder.BEST or asked.phrases]
    return [
        {"text": wording.ORDERS[order.value], "href": browse_address(replace(asked, sort=order)), "chosen": order is asked.order}
        for order in offered
    ]  # fmt: skip
