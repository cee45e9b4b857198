"""Web archives (WARC): the pages that a crawler kept, each under its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive import UnreadableError
from ingest.readers.packed import Unpacking, unpacked_opening
from ingest.readers.reader import InputFile, RawItem

_PAGES = ("text/", "application/xhtml", "application/json", "application/xml", "application/rss", "application/atom",
          "application/pdf")  # fmt: skip
_NO_PAGES = ("text/css", "text/javascript")


class WebArchive:
    """Opens WARC files, packed by gzip or not."""

    form = "a web archive"

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins as a WARC record does."""
        return file.opening.startswith(b"WARC/") or unpacked_opening(file).startswith(b"WARC/")

    def members(self, file: InputFile) -> Iterator[InputFile | RawItem]:
        """Yield the answers that hold a page; other answers are left out with the reason, requests without a word."""
        unpacking = Unpacking(file.size)
        with file.open() as stream:
            try:
                for record in _records(stream):
                    address = record.rec_headers.get_header("WARC-Target-URI") or ""
                    if record.rec_type not in {"response", "revisit", "resource"}:
                        continue
                    if reason := _left_out(record):
                        yield RawItem(key=address, name=address, excluded=reason)
                        continue
                    name = urlsplit(address).path.strip("/") or urlsplit(address).netloc
                    member = unpacking.unpack(record.content_stream(), name=name, url=address)
                    yield member
            except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
                raise UnreadableError(f"the web archive breaks off: {error}") from error


def _records(stream: BinaryIO) -> Iterator[Any]:
    """Yield the records; raises what warcio does, and ValueError where an answer has no address, which it takes for granted."""
    try:
        yield from ArchiveIterator(stream)
    except AttributeError as error:
        raise ValueError("a record says not what address it is of") from error


def _left_out(record: Any) -> str:
    """Return why an answer holds no page, '' where it does."""
    if record.rec_type == "revisit":
        return "a page that was kept before"
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        status = record.http_headers.get_statuscode() if record.http_headers else ""
        if status != "200":
            return f"an answer without a page (status {status or 'unknown'})"
        kind = record.http_headers.get_header("Content-Type") or "text/html"
    kind = kind.split(";", maxsplit=1)[0].strip().lower()
    is_page = kind.startswith(_PAGES) and not kind.startswith(_NO_PAGES)
    return "" if is_page else f"no page, but {kind or 'of no type'}"
