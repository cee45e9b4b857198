"""Client: pace, tries, limits of size and time, and what is packed."""

from __future__ import annotations

import gzip
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest.fetching.client import Client
from ingest.fetching.limits import FetchLimits, HostAtRestError, NotFetchedError
from tests.ingest.fetching.conftest import QUICK, Page, Server

TEXT = b"The harbour is closed. " * 1_000
BARE = zlib.compressobj(wbits=-15)


def get(server: Server, path: str = "/", *, into: Path, limits: FetchLimits = QUICK) -> bytes:
    with Client(limits) as client:
        client.get(server.address(path), into=into / "body")
    return (into / "body").read_bytes()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:9_000], mtime=0) + gzip.compress(TEXT[9_000:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\0" * 64),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", BARE.compress(TEXT) + BARE.flush()),
    ],
)
def test_what_is_packed_is_unpacked(server: Server, tmp_path: Path, coding: str, packed: bytes) -> None:
    server.put("/", packed, headers={"Content-Encoding": coding} if coding else {})
    assert get(server, into=tmp_path) == TEXT


@pytest.mark.parametrize(
    ("coding", "packed", "reason"),
    [
        ("br", TEXT, "packed as 'br'"),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), "packed as 'gzip, gzip'"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-20], "breaks off"),
        ("gzip", b"no gzip at all", "cannot be unpacked"),
        ("gzip", gzip.compress(b"\0" * 50_000_000, mtime=0), "larger than 1,000,000 bytes"),
        ("deflate", zlib.compress(b"\0" * 50_000_000), "larger than 1,000,000 bytes"),
        ("", b"\0" * 1_000_001, "larger than 1,000,000 bytes"),
    ],
)
def test_a_response_beyond_its_limits_is_cut_off(
    server: Server, tmp_path: Path, coding: str, packed: bytes, reason: str
) -> None:
    server.put("/", packed, headers={"Content-Encoding": coding} if coding else {})
    with pytest.raises(NotFetchedError, match=reason):
        get(server, into=tmp_path, limits=replace(QUICK, largest=1_000_000))
    assert not (tmp_path / "body").exists() or (tmp_path / "body").stat().st_size <= 1_000_000


@pytest.mark.parametrize("limits", [replace(QUICK, total=0.3), replace(QUICK, read=0.2)])
def test_a_response_that_drips_or_stalls_is_cut_off(server: Server, tmp_path: Path, limits: FetchLimits) -> None:
    server.put("/", b"x" * 1_000, drip=0.05 if limits.total < 1 else 1.0)
    began = time.monotonic()
    with pytest.raises(NotFetchedError, match="too long"):
        get(server, into=tmp_path, limits=limits)
    assert time.monotonic() - began < 2.0


def busy_once(status: int, retry_after: str | None) -> object:
    answers = [Page(status=status, headers={"Retry-After": retry_after} if retry_after else {}), Page(b"now")]
    return lambda _headers: answers.pop(0)


@pytest.mark.parametrize(
    ("status", "retry_after", "waited"),
    [
        (429, "7", 7.0),
        (503, "0", 0.0),
        (503, None, 2.0),
        (429, "soon", 2.0),
        (429, "Mon, 01 Jan 2031 00:00:00 +" + "9" * 400, 2.0),
        pytest.param(503, format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True), 0.0, id="yesterday"),
    ],
)
def test_a_busy_host_is_asked_again_when_it_says_so(
    server: Server, tmp_path: Path, status: int, retry_after: str | None, waited: float
) -> None:
    server.pages["/"] = busy_once(status, retry_after)  # type: ignore[assignment]
    slept: list[float] = []
    with Client(replace(QUICK, backoff=2.0), sleep=slept.append) as client:
        assert client.get(server.address(), into=tmp_path / "body").status == 200
    assert slept == [waited]


@pytest.mark.parametrize(
    ("retry_after", "reason", "tries"),
    [
        ("9" * 400, "left alone for", 1),
        ("3600", "left alone for 3,600 s", 1),
        pytest.param(
            format_datetime(datetime.now(UTC) + timedelta(days=2), usegmt=True),
            "left alone for 17",
            1,
            id="in two days",
        ),
        ("1", "is busy", 3),
    ],
)
def test_a_host_that_stays_busy_is_left_alone(
    server: Server, tmp_path: Path, retry_after: str, reason: str, tries: int
) -> None:
    server.put("/", "", status=429, headers={"Retry-After": retry_after})
    with Client(QUICK, sleep=lambda _: None) as client:
        for _ in range(2):
            with pytest.raises(HostAtRestError, match=reason):
                client.get(server.address(), into=tmp_path / "body")
    assert len(server.asked) == tries


def test_a_host_is_asked_no_faster_than_the_pace(server: Server, tmp_path: Path) -> None:
    server.put("/", "x")
    with Client(replace(QUICK, pause=0.1)) as client:
        for _ in range(3):
            client.get(server.address(), into=tmp_path / "body")
    first, second, third = (one.at for one in server.asked)
    assert second - first >= 0.09
    assert third - second >= 0.09


def test_a_host_that_cannot_be_reached_is_left_alone_after_a_while(server: Server, tmp_path: Path) -> None:
    server.close()
    with Client(QUICK) as client:
        for _ in range(3):
            with pytest.raises(NotFetchedError, match="the connection failed"):
                client.get(server.address(), into=tmp_path / "body")
        with pytest.raises(HostAtRestError, match="3 times in a row"):
            client.get(server.address(), into=tmp_path / "body")


def test_what_speaks_no_tls_is_told(server: Server, tmp_path: Path) -> None:
    with Client(QUICK) as client, pytest.raises(NotFetchedError, match=r"the connection failed .*SSL"):
        client.get(server.address().replace("http:", "https:"), into=tmp_path / "body")


def test_we_say_who_asks(server: Server, tmp_path: Path) -> None:
    server.put("/", "x")
    get(server, into=tmp_path)
    assert server.asked[0].headers["User-Agent"].startswith("OnTheRecord/")
    assert server.asked[0].headers["Accept-Encoding"] == "gzip, deflate"


def test_of_a_picture_no_body_is_read(server: Server, tmp_path: Path) -> None:
    server.put("/", b"\x89PNG" * 100, kind="image/png")
    with Client(QUICK) as client:
        answer = client.get(server.address(), into=tmp_path / "body")
    assert (answer.has_no_text, answer.digest, (tmp_path / "body").exists()) == (True, "", False)
