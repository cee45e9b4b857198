"""Forms that hold no release, or that nothing here reads: each is refused by its name, with what to do."""

from __future__ import annotations

from ingest.readers.markup import first_element
from ingest.readers.packed import name_document
from ingest.readers.reader import InputFile

_AS_TEXT = "save it as text or as markdown with front matter"
_SIGNATURES = (
    (0, b"\x89PNG", "an image"), (0, b"\xff\xd8\xff", "an image"), (0, b"GIF8", "an image"), (0, b"BM", "an image"),
    (0, b"II*\x00", "an image"), (0, b"MM\x00*", "an image"), (8, b"WEBP", "an image"), (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"\xd0\xcf\x11\xe0", "an old office document"), (0, b"{\\rtf", "a rich text document"),
    (0, b"ID3", "a sound recording"), (0, b"OggS", "a recording"), (0, b"RIFF", "a recording"), (0, b"fLaC", "a recording"),
    (4, b"ftyp", "a video"), (0, b"\x1aE\xdf\xa3", "a video"), (0, b"SQLite format 3", "a database"),
    (0, b"PAR1", "a Parquet table"), (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (0, b"Rar!", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (0, b"\x7fELF", "a program"), (0, b"MZ", "a program"), (0, b"%!PS", "PostScript"),
    (0, b"wOFF", "a font"), (0, b"wOF2", "a font"),
)  # fmt: skip
_ELEMENTS = {
    "urlset": "a sitemap: a list of addresses, not a release",
    "sitemapindex": "an index of sitemaps, not a release",
    "opml": "an OPML list of feeds, not a release",
    "svg": "an image (SVG)",
    "feed": "an Atom feed", "rdf:rdf": "an RSS 1.0 feed",
}  # fmt: skip


def name_refused(file: InputFile) -> str:
    """Return the name of a form that no reader takes, and what to do; '' where it has none of these forms."""
    if document := name_document(file):
        return f"{document}: {_AS_TEXT}"
    for at, signature, name in _SIGNATURES:
        if file.opening.startswith(signature, at):
            return f"{name}: {_AS_TEXT}"
    if (file.text or "").replace(" ", "").lstrip()[:2] in {"{", '{"', "{\n", "[{", "[]", '["'}:
        return "JSON: " + _AS_TEXT
    element = first_element(file.text or "")
    if not element:
        return ""
    return _ELEMENTS.get(element, f"XML of an unknown form (<{element}>): name its fields with --map")
