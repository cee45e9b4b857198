"""Web archives: what a crawler kept, by address; what is no page is left out with the reason."""

from __future__ import annotations

import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import UnreadableError
from ingest.readers.items import file_of, split_file
from ingest.readers.reader import RawItem, ReadOptions

NOTICE = b"---\ntitle: The Bridge\ndate: 2031-09-16\n---\n\nIt is open.\n"


def make_warc(*, packed: bool = True) -> bytes:
    """Return a WARC of a page, an image, an error, a request and a revisit."""
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=packed)
    for path, status, kind, body in (
        ("/notices/bridge", "200 OK", "text/plain; charset=utf-8", NOTICE),
        ("/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("/gone", "404 Not Found", "text/html", b"<p>Gone</p>"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://quay.example{path}", "response", payload=io.BytesIO(body), http_headers=headers
        )
        writer.write_record(record)
    asked = StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)
    writer.write_record(writer.create_warc_record("https://quay.example/", "request", http_headers=asked))
    writer.write_record(
        writer.create_revisit_record("https://quay.example/notices/bridge", "sha1:A", "https://quay.example/b", "2031")
    )
    return held.getvalue()


def split(data: bytes) -> list[RawItem]:
    """Return the items of a file."""
    return [item for _, item in split_file(file_of(data, name="in.warc.gz"), ReadOptions())]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_read_by_their_addresses(packed: bool) -> None:
    page, *others = split(make_warc(packed=packed))
    assert (page.key, page.url, page.data) == ("https://quay.example/notices/bridge",) * 2 + (NOTICE,)
    assert [(item.key, item.excluded) for item in others] == [
        ("https://quay.example/logo.png", "no page, but image/png"),
        ("https://quay.example/gone", "an answer without a page (status 404)"),
        ("https://quay.example/notices/bridge", "a page that was kept before"),
    ]


def test_a_web_archive_that_breaks_off_is_told() -> None:
    with pytest.raises(UnreadableError, match="breaks off"):
        split(make_warc(packed=False)[:-500])


def test_a_record_without_its_address_breaks_the_archive_off() -> None:
    without = make_warc(packed=False).replace(b"WARC-Target-URI: https://quay.example/notices", b"WARC-Target: ")
    with pytest.raises(UnreadableError, match="what address"):
        split(without)
