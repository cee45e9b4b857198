"""Tasks: the addresses to ask for, how each was found, and where each leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Literal

from ingest.fetching.addresses import is_below, is_beside
from ingest.fetching.forms import Content
from ingest.fetching.limits import NotFetchedError
from ingest.fetching.manifest import Kept


class Found(Enum):
    """How an address was found, which says what its content may be."""

    GIVEN = auto()
    INDEX = auto()  # named by another index, or as its next page
    LISTED = auto()  # in a sitemap: a release, unless it is a listing
    PAGED = auto()  # beside a listing, by its number: more of it, or a release
    ENTRY = auto()  # in a listing: a release, or a listing below it
    ITEM = auto()  # in a feed: a release
    OLD = auto()  # kept by an earlier run, and no longer listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An address to ask for: the given address that led to it, and the address that its listing lies at."""

    address: str
    found: Found
    origin: str
    scope: str = ""
    changed: str = ""

    @property
    def leads(self) -> bool:
        """Whether it is expected to list other pages."""
        return self.found in {Found.GIVEN, Found.INDEX}


def must_ask(task: Task, kept: Kept) -> bool:
    """Say whether an address must be asked for again at once, because it may list new pages."""
    return task.leads or (task.found in {Found.ENTRY, Found.PAGED} and kept.form == "index")


def is_newer(changed: str, checked: datetime) -> bool:
    """Say whether a sitemap's time of change (a day, or a time with its zone) may lie after the last check."""
    try:
        when = datetime.fromisoformat(changed)
        if len(changed) <= len("2031-05-01"):
            when += timedelta(days=1)
    except (ValueError, OverflowError):  # none, in another form, or the last day of all
        return False
    return when.replace(tzinfo=when.tzinfo or UTC) > checked


def follow(content: Content, task: Task, address: str) -> tuple[Literal["page", "feed", "index"], list[Task]]:
    """Return what an address is in this run, and where it leads."""
    if content.form == "page":
        return _follow_page(content, task, address)
    if not task.leads:  # found by the way: not what was asked for
        return "index", []
    page = Found.ITEM if content.form == "feed" else Found.LISTED
    changed = content.changed or {}
    tasks = [
        Task(address=link, found=page, origin=task.origin, changed=changed.get(link, "")) for link in content.pages
    ]
    tasks += [Task(address=link, found=Found.INDEX, origin=task.origin) for link in content.indexes]
    return "feed" if content.form == "feed" and not content.only_summaries else "index", tasks


def _follow_page(content: Content, task: Task, address: str) -> tuple[Literal["page", "index"], list[Task]]:
    """Return whether a page is a release or a listing, and the pages that it lists."""
    links = content.links
    if task.found is Found.INDEX and (links is None or not task.scope):
        raise NotFetchedError("it is named as a sitemap, or as more of a list, and is neither")
    if links is None or task.found in {Found.ITEM, Found.OLD}:
        return "page", []
    scope = task.scope or address
    entries = links.entries(lambda link, _: is_below(link, scope) or is_beside(link, scope))
    is_list = links.is_listing or task.found is Found.INDEX
    if task.found is Found.PAGED:  # the last page of a list may have one entry only
        is_list |= links.is_mostly_links or links.is_brief_for(
            len(links.entries(lambda link, _: is_below(link, scope)))
        )
    if not is_list and task.found is Found.GIVEN and links.is_mostly_links:
        raise NotFetchedError(
            "it is a page of links, and too few of them lead to pages below it: give the address of a sitemap, of a feed,"
            " or of the page that the releases lie below"
        )
    if not is_list:
        return "page", []
    if task.found is Found.LISTED:  # what it lists is in the sitemap too
        return "index", []
    ways = ((Found.ENTRY, entries), (Found.INDEX, links.following), (Found.PAGED, links.pages))
    more = {*links.following, *links.pages}
    return "index", [
        Task(address=link, found=found, origin=task.origin, scope=scope)
        for found, targets in ways
        for link in targets
        if found is not Found.ENTRY or link not in more
    ]
