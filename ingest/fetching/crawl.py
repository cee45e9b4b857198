"""Crawl: a run over the given addresses, from indexes to the pages that they list, each kept as a file."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import UsageError
from ingest.fetching.addresses import AddressError, host_of, is_front_page, read_address
from ingest.fetching.bodies import recode
from ingest.fetching.client import Client, Response
from ingest.fetching.forms import Content, read_content
from ingest.fetching.limits import FetchLimits, HostAtRestError, NotFetchedError
from ingest.fetching.manifest import Kept, KeptPages, file_name
from ingest.fetching.robots import Robots
from ingest.fetching.tasks import Found, Task, follow, is_newer, must_ask
from ingest.fetching.visit import visit

_TAKEN_UP_AGAIN = timedelta(days=1)  # what a run that was cut off had done by then need not be asked for again
_GONE = frozenset({404, 410})
_NO_ANSWER = 0
_NAMES = {"page": "a listing", "feed": "a feed", "sitemap": "a sitemap"}


@dataclass(slots=True, kw_only=True)
class Fetched:
    """What a run fetched: ``pages`` hold releases, by their ids; ``gone`` are ids of releases that were taken away.

    ``failed`` are addresses with the reason why they were not fetched, ``left_out`` those that hold no release, with the rule.
    ``waiting`` is how many addresses are left for another run.
    """

    pages: dict[str, Kept] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    waiting: int = 0
    asked: int = 0


def fetch_addresses(
    given: Sequence[str],
    *,
    folder: Path,
    limits: FetchLimits,
    client: Client | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Fetched:
    """Fetch these addresses and the pages that they list into ``folder``, and return what is kept there of them.

    ``tell`` is told how many addresses were asked for so far. A run that was cut off is taken up where it was. Raises
    UsageError for what is no address that can be fetched.
    """
    addresses = [_read_given(address) for address in given]
    manifest = KeptPages(folder)
    with client or Client(limits) as used:
        crawl = _Crawl(manifest, used, Robots(used, folder), tell)
        try:
            crawl.run(addresses)
        finally:
            for part in folder.glob("*.part"):
                part.unlink()
    return crawl.result


def _read_given(given: str) -> str:
    try:
        return read_address(given)
    except AddressError as error:
        raise UsageError(f"{given} cannot be fetched: {error}") from error


class _Crawl:
    """One run: what is still to be asked for, new addresses before those that are only asked whether they changed."""

    def __init__(self, manifest: KeptPages, client: Client, robots: Robots, tell: Callable[[int], None]) -> None:
        self.result = Fetched()
        self._manifest, self._client, self._robots, self._tell = manifest, client, robots, tell
        self._limits = client.limits
        self._new: deque[Task] = deque()
        self._again: list[tuple[datetime, int, Task]] = []  # a heap, what was checked longest ago first
        self._seen: set[str] = set()
        self._at_rest: set[str] = set()
        self._since = datetime.now(UTC) - timedelta(seconds=self._limits.fresh)

    def run(self, addresses: list[str]) -> None:
        """Ask for everything that the limits allow."""
        began = self._manifest.begin(addresses)
        if began is not None and datetime.now(UTC) - began < _TAKEN_UP_AGAIN:
            self._since = min(self._since, began)
        for kept in self._manifest.all():
            if kept.origin in addresses and kept.form != "index" and self._manifest.holds(kept):
                self._hold(kept)
        self._add([Task(address=address, found=Found.GIVEN, origin=address) for address in addresses])
        self._work()
        self._add(self._unlisted(addresses))
        self._work()
        self.result.waiting += len(self._new)
        self.result.gone -= self.result.pages.keys()
        self._manifest.end(addresses)

    def _work(self) -> None:
        """Ask for what is waiting, what was checked longest ago last of all."""
        while (self._new or self._again) and self.result.asked < self._limits.pages:
            task = self._new.popleft() if self._new else heapq.heappop(self._again)[-1]
            try:
                self.result.asked += 1
                self._ask(task)
            except HostAtRestError as error:
                self._leave(task, str(error))
            except NotFetchedError as error:
                self.result.failed[task.address] = str(error)
                if self._manifest.get(task.address) is None:
                    self._manifest.put(_nothing(task, _NO_ANSWER))
            self._tell(self.result.asked)

    def _leave(self, task: Task, reason: str) -> None:
        """Leave an address whose host is left alone for another run; each host is told of once."""
        host = host_of(task.address)
        if task.found is Found.GIVEN or host not in self._at_rest:
            self.result.failed[task.address] = reason
        else:
            self.result.waiting += 1
            self.result.asked -= 1
        self._at_rest.add(host)

    def _unlisted(self, addresses: list[str]) -> list[Task]:
        """Return the pages of earlier runs that nothing lists any more: they may have been taken away."""
        return [
            Task(address=kept.address, found=Found.OLD, origin=kept.origin)
            for kept in self._manifest.all()
            if kept.origin in addresses and kept.form == "page" and not kept.is_gone
        ]

    def _add(self, tasks: Sequence[Task]) -> None:
        """Take these addresses up, in this order, before what is waiting already."""
        new = []
        for task in tasks:
            if task.address in self._seen:
                continue
            self._seen.add(task.address)
            kept = self._manifest.get(task.address)
            if kept is None or must_ask(task, kept) or not (kept.is_gone or self._manifest.holds(kept)):
                new.append(task)
                continue
            if kept.form == "page" and not kept.is_gone:
                self._hold(kept)
            if kept.is_gone or kept.checked < self._since or is_newer(task.changed, kept.checked):
                heapq.heappush(self._again, (kept.checked, len(self._seen), task))
        self._new.extendleft(reversed(new))

    def _ask(self, task: Task) -> None:
        kept = self._manifest.get(task.address)
        body = self._manifest.folder / "response.part"
        visited = visit(
            task.address, client=self._client, robots=self._robots, into=body, headers=self._conditions(kept)
        )
        response = visited.response
        if response.status in _GONE and kept is not None and kept.form == "page" and not kept.is_gone:
            self._withdraw(kept, task, response.status)
        elif response.status == 304 and kept is not None:
            fresh = kept.model_copy(update={"checked": datetime.now(UTC), "status": 304, "origin": task.origin})
            self._keep(task, fresh, self._read(fresh, self._manifest.path_of(fresh)))
        elif response.status != 200:
            raise NotFetchedError(f"it answered {response.status}")
        elif response.has_no_text:
            self.result.left_out[task.address] = f"no text: {response.content_type}"
        elif not task.leads and is_front_page(response.address) and not is_front_page(task.address):
            raise NotFetchedError(f"it leads to a front page, {response.address}, as pages that are gone often do")
        else:
            if visited.moved and kept is not None and kept.final == kept.address != response.address:
                self._forget(kept.final)  # it is the same page under another address now
            self._take(task, response, body)

    def _conditions(self, kept: Kept | None) -> dict[str, str]:
        """Return the headers that ask for a page only where it changed since it was kept."""
        if kept is None or not self._manifest.holds(kept):
            return {}
        asked = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified}
        return {name: value for name, value in asked.items() if value}

    def _withdraw(self, kept: Kept, task: Task, status: int) -> None:
        """Take a page away; where its address only led to it, ask the page's own address first."""
        self._manifest.put(_nothing(task, status))
        if kept.final != kept.address:
            if self._manifest.get(kept.final) is None:
                self._manifest.put(kept.model_copy(update={"address": kept.final}))
            self._add([replace(task, address=kept.final, found=Found.OLD)])
            return
        self._manifest.path_of(kept).unlink(missing_ok=True)
        self._forget(kept.final)

    def _hold(self, kept: Kept) -> None:
        """Take a page into the result, as it was fetched last: two addresses may lead to it."""
        held = self.result.pages.get(kept.final)
        if held is None or held.checked <= kept.checked:
            self.result.pages[kept.final] = kept

    def _forget(self, release_id: str) -> None:
        self.result.gone.add(release_id)
        self.result.pages.pop(release_id, None)

    def _take(self, task: Task, response: Response, body: Path) -> None:
        """Keep what was fetched, in the place of what was kept before."""
        kept = Kept(
            address=task.address, final=response.address, origin=task.origin, form="page",
            file=file_name(response.address), digest=response.digest, status=200, content_type=response.content_type,
            etag=response.headers.get("etag", ""), modified=response.headers.get("last-modified", ""),
            checked=datetime.now(UTC),
        )  # fmt: skip
        if digest := recode(body, response.headers.get("content-type", "")):
            kept = kept.model_copy(update={"digest": digest})
        content = self._read(kept, body)
        path = self._manifest.path_of(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        body.replace(path)
        self._keep(task, kept, content)

    def _read(self, kept: Kept, path: Path) -> Content:
        return read_content(path, address=kept.final, content_type=kept.content_type, largest=self._limits.largest)

    def _keep(self, task: Task, kept: Kept, content: Content) -> None:
        """Note what an address is, and go where it leads."""
        form, tasks = follow(content, task, kept.final)
        kept = kept.model_copy(update={"form": form})
        before = self._manifest.get(task.address)
        self._manifest.put(kept)
        self._seen.add(kept.final)
        if form != "index":
            self._hold(kept)
        elif before is not None and before.form == "page" and not before.is_gone:
            self._forget(kept.final)
        if form == "index" and not tasks and not task.leads:
            self.result.left_out[task.address] = (
                f"{_NAMES[content.form]} that was found by the way: give its own address"
            )
        self._add(tasks)


def _nothing(task: Task, status: int) -> Kept:
    """Return the note that there is nothing at an address."""
    return Kept(
        address=task.address, final=task.address, origin=task.origin, form="page", file="", digest="", status=status,
        checked=datetime.now(UTC),
    )  # fmt: skip
