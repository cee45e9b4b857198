"""Browse: which releases are asked for, in order, and how many each way to narrow them would leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from archive import NOWHERE, CatalogueReader, Shelf, stem_phrase
from retrieval.browsing.found import BrowsePage, FacetValue, FoundRelease
from retrieval.browsing.over_time import count_over_time
from retrieval.browsing.request import NO_YEAR, PAGE_SIZE, BrowseRequest, SortOrder
from retrieval.browsing.snippets import find_snippet

MOST_SPEAKERS = 60  # offered to narrow by
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Matches:
    """Which releases hold the words: a mask along the shelf, their passages by id, and how well each release does."""

    mask: Mask
    passages: NDArray[np.int64]
    scores: NDArray[np.float64]


def browse(catalogue: CatalogueReader, request: BrowseRequest) -> BrowsePage:
    """Return a page of the releases asked for, with counts; a page behind the last one is the last one."""
    shelf = catalogue.shelf
    matches = _match(catalogue, request)
    years = _years(shelf)
    kind, year, heard, period = (
        _any_of(shelf.kind_of, [shelf.kinds.index(one) for one in request.kinds if one in shelf.kinds], request.kinds),
        _any_of(years, request.years, request.years),
        _heard(shelf, request),
        _within(shelf, request),
    )
    chosen = matches.mask & kind & year & heard & period
    places = _order(np.flatnonzero(chosen), matches, request.order)
    page = min(request.page, max(1, -(-len(places) // PAGE_SIZE)))
    shown = [int(place) for place in places[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    return BrowsePage(
        request=request,
        total=len(places),
        releases=_read_found(catalogue, shown, matches, request),
        kinds=_count_kinds(shelf, matches.mask & year & heard & period, request),
        years=_count_years(years[matches.mask & kind & heard & period], request),
        speakers=_count_speakers(shelf, matches.mask & kind & year & period, request),
        histogram=count_over_time(shelf.days[matches.mask & kind & year & heard], request.since, request.until),
    )


def _match(catalogue: CatalogueReader, request: BrowseRequest) -> _Matches:
    shelf, phrases = catalogue.shelf, request.phrases
    scores = np.zeros(len(shelf.ids))
    if not phrases:
        return _Matches(np.ones(len(shelf.ids), dtype=bool), np.zeros(0, dtype=np.int64), scores)
    passages = catalogue.holding_passages(phrases)
    passages = passages[shelf.place_of_passage[passages] != NOWHERE]
    at = shelf.place_of_passage[passages]
    if request.order is SortOrder.BEST:
        np.maximum.at(scores, at, catalogue.score_words(phrases, passages))
    stemmed = [stem_phrase(phrase) for phrase in phrases]
    titled = np.array([all(phrase in title for phrase in stemmed) for title in shelf.titles], dtype=bool)
    scores[titled] += 1 + scores.max(initial=0.0)
    mask = titled.copy()
    mask[at] = True
    return _Matches(mask, passages, scores)


def _years(shelf: Shelf) -> NDArray[np.int64]:
    known = {int(day): date.fromordinal(int(day)).year if day else NO_YEAR for day in np.unique(shelf.days)}
    return np.array([known[int(day)] for day in shelf.days], dtype=np.int64)


def _any_of(values: NDArray[np.int64], wanted: object, asked: tuple[object, ...]) -> Mask:
    """Return where a value is one of those wanted; everywhere where nothing was asked for."""
    if not asked:
        return np.ones(len(values), dtype=bool)
    return np.isin(values, np.array(wanted, dtype=np.int64))


def _heard(shelf: Shelf, request: BrowseRequest) -> Mask:
    mask = np.full(len(shelf.ids), not request.speakers)
    for name in request.speakers:
        mask[shelf.heard_at(name)] = True
    return mask


def _within(shelf: Shelf, request: BrowseRequest) -> Mask:
    """Return what lies in the period; what has no day lies in none."""
    mask = np.ones(len(shelf.ids), dtype=bool)
    if request.since:
        mask &= shelf.days >= request.since.toordinal()
    if request.until:
        mask &= (shelf.days > 0) & (shelf.days <= request.until.toordinal())
    return mask


def _order(places: NDArray[np.int64], matches: _Matches, order: SortOrder) -> NDArray[np.int64]:
    if order is SortOrder.OLDEST:
        return places[::-1]
    if order is SortOrder.BEST:
        return places[np.argsort(-matches.scores[places], kind="stable")]
    return places


def _count_kinds(shelf: Shelf, mask: Mask, request: BrowseRequest) -> tuple[FacetValue, ...]:
    counts = np.bincount(shelf.kind_of[mask], minlength=len(shelf.kinds))
    return _most_first(dict(zip(shelf.kinds, map(int, counts), strict=True)), request.kinds)


def _count_years(years: NDArray[np.int64], request: BrowseRequest) -> tuple[FacetValue, ...]:
    values, counts = np.unique(years, return_counts=True)
    found = dict(zip(map(int, values), map(int, counts), strict=True)) | {
        year: 0 for year in request.years if year not in values
    }
    return tuple(
        FacetValue(value=str(year), count=found[year], chosen=year in request.years)
        for year in sorted(found, reverse=True)
    )


def _count_speakers(shelf: Shelf, mask: Mask, request: BrowseRequest) -> tuple[FacetValue, ...]:
    heard = shelf.heard[1, mask[shelf.heard[0]]]
    counts = np.bincount(heard, minlength=len(shelf.speakers))
    named = dict(zip(shelf.speakers, map(int, counts), strict=True))
    return _most_first(named, request.speakers, limit=MOST_SPEAKERS)


def _most_first(counts: dict[str, int], chosen: tuple[str, ...], *, limit: int | None = None) -> tuple[FacetValue, ...]:
    """Return the values that leave something, most first, and those chosen in any case."""
    counts = counts | {name: counts.get(name, 0) for name in chosen}
    kept = sorted(
        ((name, count) for name, count in counts.items() if count or name in chosen), key=lambda one: (-one[1], one[0])
    )
    return tuple(
        FacetValue(value=name, count=count, chosen=name in chosen)
        for place, (name, count) in enumerate(kept)
        if limit is None or place < limit or name in chosen
    )


def _read_found(
    catalogue: CatalogueReader, places: list[int], matches: _Matches, request: BrowseRequest
) -> tuple[FoundRelease, ...]:
    shelf = catalogue.shelf
    at = shelf.place_of_passage[matches.passages]
    listed = catalogue.listed([shelf.ids[place] for place in places])
    speakers = catalogue.heard_most([release.id for release in listed])
    return tuple(
        FoundRelease(
            release=release,
            speakers=speakers.get(release.id, ()),
            snippet=find_snippet(catalogue, release.id, request.phrases, matches.passages[at == place]),
        )
        for place, release in zip(places, listed, strict=True)
    )
