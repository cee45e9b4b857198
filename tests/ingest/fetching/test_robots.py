"""Robots: what a host allows, how often, and what holds where its robots.txt cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.fetching.client import Client
from ingest.fetching.limits import NotFetchedError
from ingest.fetching.robots import Robots
from tests.ingest.fetching.conftest import QUICK, Page, Server

LONGEST = "User-agent: *\nDisallow: /news/\nAllow: /news/open/\nDisallow: /*.pdf$\n"


def reason(server: Server, path: str, folder: Path) -> str:
    with Client(QUICK) as client:
        try:
            Robots(client, folder).check(server.address(path))
        except NotFetchedError as error:
            return str(error)
    return ""


@pytest.mark.parametrize(
    ("robots", "path", "told"),
    [
        (Page(status=404), "/a", ""),
        (Page(status=403), "/a", ""),
        (Page(status=500), "/a", "answered 500"),
        (Page(status=503, headers={"Retry-After": "0"}), "/a", "is busy"),
        (Page(status=429, headers={"Retry-After": "0"}), "/a", "is busy"),
        (Page(b""), "/a", ""),
        (Page(b"<html>not found</html>"), "/a", ""),
        (Page(b"User-agent: *\nDisallow: /\n"), "/a", "keeps programs out"),
        (Page(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n"), "/a", "keeps programs out"),
        (Page(b"User-agent: OnTheRecord\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), "/a", "keeps programs out"),
        (Page(b"User-agent: OtherBot\nDisallow: /\n"), "/a", ""),
        (Page(LONGEST.encode()), "/news/one", "keeps programs out"),
        (Page(LONGEST.encode()), "/news/open/one", ""),
        (Page(LONGEST.encode()), "/a/speech.pdf", "keeps programs out"),
        (Page(b"User-agent: *\nCrawl-delay: 3600\n"), "/a", "asks for 3,600 s"),
        (Page(status=302, headers={"Location": "/rules"}), "/a", "keeps programs out"),
        (Page(status=302, headers={"Location": "/robots.txt"}), "/a", "redirected more than"),
        (Page(status=302, headers={"Location": "file:///etc/passwd"}), "/a", "scheme is file"),
    ],
)
def test_what_a_host_allows(server: Server, tmp_path: Path, robots: Page, path: str, told: str) -> None:
    server.pages["/robots.txt"] = robots
    server.put("/rules", "User-agent: *\nDisallow: /")
    found = reason(server, path, tmp_path)
    assert told in found
    assert bool(found) is bool(told)


def test_a_host_that_does_not_answer_is_left_alone(server: Server, tmp_path: Path) -> None:
    server.close()
    assert "could not be read, so it is left alone" in reason(server, "/a", tmp_path)


def test_a_crawl_delay_slows_us_down(server: Server, tmp_path: Path) -> None:
    server.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n")
    server.put("/a", "x")
    with Client(QUICK) as client:
        robots = Robots(client, tmp_path)
        for _ in range(2):
            robots.check(server.address("/a"))
            client.get(server.address("/a"), into=tmp_path / "body")
    robots_at, first, second = (one.at for one in server.asked)
    assert first - robots_at >= 0.19
    assert second - first >= 0.19
