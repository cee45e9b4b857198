"""Bad input: files of every sort that are no release, or a broken one. Each is told by its name and leaves the rest alone."""

from __future__ import annotations

import gzip
import json
import re
import struct
import time
import zlib
from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from ingest.readers import NotAReleaseError, ReadOptions, read_item, split_file
from ingest.readers.items import file_of
from tests.ingest.readers.seeds import make_pdf, make_zip

NOTICE = "---\ntitle: The Bridge\ndate: 2031-09-16\n---\n\nIt is open.\n"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>{}</channel></rss>'
ITEM = "<item><title>{}</title><link>https://quay.example/1</link><description>{}</description></item>"
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><transcripts><transcript><title>&i;</title><content>&i;</content></transcript></transcripts>"
)


def png() -> bytes:
    """Return an image of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)

# (name, bytes, what the reason says)
BAD: list[tuple[str, bytes, str]] = [
    ("empty.md", b"", "empty"),
    ("blank.txt", b" \n\t \r\n", "empty"),
    ("bom.txt", b"\xef\xbb\xbf", "empty|no text"),
    ("logo.png", png(), "an image"),
    ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "an image"),
    ("dot.gif", b"GIF89a\x01\0\x01\0", "an image"),
    ("scan.tiff", b"II*\0\x08\0\0\0", "an image"),
    ("photo.webp", b"RIFF\x24\0\0\0WEBPVP8 ", "an image"),
    ("icon.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><text>Quay</text></svg>', "SVG"),
    ("icon.ico", b"\0\0\x01\0\x01\0\x10\x10", "an icon"),
    ("speech.mp3", b"ID3\x03\0\0\0\0\0\x21", "a sound recording"),
    ("speech.ogg", b"OggS\0\x02" + bytes(40), "a recording"),
    ("film.mp4", b"\0\0\0\x20ftypisom", "a video"),
    ("film.webm", b"\x1aE\xdf\xa3\x01", "a video"),
    ("font.woff2", b"wOF2\0\x01", "a font"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "an old office document"),
    ("old.rtf", b"{\\rtf1 The bridge is open.}", "a rich text document"),
    ("sheet.xlsx", make_zip({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "a spreadsheet"),
    ("slides.pptx", make_zip({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "a presentation"),
    ("book.epub", make_zip({"mimetype": b"application/epub+zip", "a.xhtml": b"<html/>"}), "an e-book"),
    ("broken.docx", make_zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w:doc"}), "Word document"),
    ("data.sqlite", b"SQLite format 3\0" + bytes(80), "a database"),
    ("table.parquet", b"PAR1\x15\x04", "a Parquet table"),
    ("in.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "a 7-Zip archive"),
    ("in.rar", b"Rar!\x1a\x07\x01\0", "a RAR archive"),
    ("in.zst", b"\x28\xb5\x2f\xfd\x04\0", "a Zstandard file"),
    ("cut.zip", make_zip({"a.md": NOTICE.encode()})[:-20], "cannot be opened"),
    ("empty.zip", make_zip({}), "no release"),
    ("climbs.zip", make_zip({"../a.md": NOTICE.encode()}), "leads out of the archive"),
    ("nested.zip", make_zip({"a.zip": make_zip({"b.zip": make_zip({"c.zip": make_zip({"d.md": b"x"})})})}), "within each other"),
    ("bomb.gz", gzip.compress(bytes(150_000_000), compresslevel=9, mtime=0), "unpack to more than"),
    ("cut.gz", gzip.compress(NOTICE.encode() * 50, mtime=0)[:-20], "cannot be unpacked"),
    ("program", b"\x7fELF\x02\x01\x01" + bytes(40), "a program"),
    ("binary.bin", bytes(range(256)) * 20, "binary"),
    ("nulls.txt", b"The bridge\0\0\0\0 is open.\0\0\0\n" * 20, "binary"),
    ("utf16.txt", b"\xff\xfea", "utf-16"),
    ("sitemap.xml", b'<?xml version="1.0"?><urlset xmlns="a"><url><loc>https://quay.example/1</loc></url></urlset>', "a sitemap"),
    ("index.xml", b"<sitemapindex><sitemap><loc>https://quay.example/a</loc></sitemap></sitemapindex>", "an index of sitemaps"),
    ("feeds.opml", b'<?xml version="1.0"?><opml version="2.0"><body><outline text="Quay"/></body></opml>', "OPML"),
    ("unknown.xml", b"<?xml version='1.0'?><inventory><part no='1'>Rope</part></inventory>", "<inventory>.*--map"),
    ("cut.xml", b"<?xml version='1.0'?><inventory><part no='1'>Rope", "XML"),
    ("bomb.xml", BILLION.encode(), "."),
    ("empty.rss", RSS.format("").encode(), "no entry|no release"),
    ("untitled.rss", RSS.format("<item><link>https://quay.example/1</link></item>").encode(), "no t"),
    ("cut.rss", RSS.format(ITEM.format("A", "B")).encode()[:40], "no entry|no release|an RSS feed"),
    ("settings.json", json.dumps({"name": "quay", "version": "1.0", "scripts": {"test": "run"}}).encode(), "JSON"),
    ("numbers.json", b"[1, 2, 3]", "JSON"),
    ("null.json", b"null", "."),
    ("cut.json", b'{"title": "The Bridge", "date": "2031-', "JSON|no text"),
    ("map.geojson", b'{"type": "FeatureCollection", "features": []}', "JSON"),
    ("deep.json", b"[" * 100_000 + b"]" * 100_000, "."),
    ("broken.jsonl", b'{"title": "A", "text": \n{"title": \n', "JSON|no t"),
    ("numbers.csv", b"year,boats\n2030,14\n2031,15\n" * 20, "CSV|table|columns"),
    ("headless.csv", b"\n\n\n,,,\n,,,\n", "."),
    ("scan.pdf", make_pdf(), "a scan|no text"),
    ("cut.pdf", make_pdf("The bridge is open.")[:60], "PDF"),
    ("locked.pdf", make_pdf("The bridge", extra=LOCK), "encrypted|password"),
    ("page.html", b"<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", "."),
    ("frames.html", b"<html><frameset cols='1,2'><frame src='a.html'></frameset></html>", "."),
    ("blank.html", b"<!doctype html><html><head><title>Quay</title></head><body></body></html>", "."),
    ("script.html", b"<!doctype html><html><body><div id='root'></div><script>var a = 1;</script></body></html>", "."),
    ("open.md", b"---\ntitle: The Bridge\n\nIt is open.\n", "not closed"),
    ("untitled.md", b"---\ndate: 2031-09-16\n---\n\n", "no t"),
    ("empty-body.md", b"---\ntitle: The Bridge\ndate: 2031-09-16\n---\n", "no text"),
    ("toml.md", b"+++\ntitle = \n+++\n\nIt is open.\n", "TOML"),
    ("title.txt", b"Only a title", "no text"),
    ("cues.vtt", b"WEBVTT\n\n", "no (?:words|text|cue|captions)|holds no"),
    ("empty.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "."),
    ("code.js", b"(function () {\n  var a = [];\n  for (var i = 0; i < 3; i++) { a.push(i); }\n  return a;\n})();\n" * 5, "."),
    ("style.css", b".quay {\n  color: red;\n}\n\n#boat > a:hover {\n  margin: 0 1px;\n}\n" * 5, "."),
]  # fmt: skip


def read_all(data: bytes, name: str) -> list[str]:
    """Return why each item of a file is not read; raises UnreadableError where the file is not."""
    reasons = []
    for reader, item in split_file(file_of(data, name=name), ReadOptions()):
        try:
            release = read_item(reader, item, release_id=name, options=ReadOptions())
            reasons.append(f"READ: {release.title}: {release.text[:200]}")
        except (UnreadableError, NotAReleaseError) as error:
            reasons.append(str(error))
    return reasons or ["the file holds no release"]


def test_there_are_sixty_kinds() -> None:
    assert len({name for name, _, _ in BAD}) == len(BAD) >= 60


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_each_is_told_by_its_name(name: str, data: bytes, reason: str) -> None:
    began = time.monotonic()
    try:
        reasons = read_all(data, name)
    except UnreadableError as error:
        reasons = [str(error)]
    assert not [told for told in reasons if told.startswith("READ")]
    assert re.search(reason, reasons[0]), reasons[0]
    assert time.monotonic() - began < 20


def test_bad_files_leave_the_rest_alone(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bridge.md").write_text(NOTICE, encoding="utf-8")
    for name, data, _ in BAD:
        (folder / name).write_bytes(data)
    report = ingest([str(folder)], store=tmp_path / "store", embedder=embedder, progress=SilentProgress())
    assert (report.added, report.releases) == (1, 1)
    assert {path.split("#")[0] for path, _ in report.quarantined} == {name for name, _, _ in BAD}
    assert not [told for _, told in report.quarantined if "please report this file" in told]
    again = ingest([str(folder)], store=tmp_path / "store", embedder=embedder, progress=SilentProgress())
    assert (again.unchanged, len(again.quarantined), again.added) == (1, len(report.quarantined), 0)
