"""Browsing: releases by words, kind, year, speaker and day, counted each way; and the people who speak."""

from retrieval.browsing.browse import browse
from retrieval.browsing.found import Bar, BarUnit, BrowsePage, FacetValue, FoundRelease, Histogram, Snippet
from retrieval.browsing.heard import HeardWords, PeopleList, PersonPage, open_person, people_heard_in
from retrieval.browsing.offices import PrintedOffice, PrintedPlace
from retrieval.browsing.request import LONGEST_SEARCH, NO_YEAR, PAGE_SIZE, BrowseRequest, SortOrder

__all__ = [
    "LONGEST_SEARCH",
    "NO_YEAR",
    "PAGE_SIZE",
    "Bar",
    "BarUnit",
    "BrowsePage",
    "BrowseRequest",
    "FacetValue",
    "FoundRelease",
    "HeardWords",
    "Histogram",
    "PeopleList",
    "PersonPage",
    "PrintedOffice",
    "PrintedPlace",
    "Snippet",
    "SortOrder",
    "browse",
    "open_person",
    "people_heard_in",
]
