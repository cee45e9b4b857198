"""PDFs: paragraphs over line ends and pages, what runs along pages goes, pages are kept, titles and dates as printed."""

# ruff: noqa: E501

from __future__ import annotations

import time
import zlib
from datetime import date

import pytest

from archive.errors import UnreadableError
from ingest.readers.release import read_release

Drawn = tuple[float, float, float, str]  # left, bottom, size of type, text


def make_pdf(pages: list[list[Drawn]], *, title: str = "", packed: bool = False) -> bytes:
    """Return a PDF with these lines on its pages; Helvetica, so that widths are those of any viewer."""
    count = len(pages)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(count))),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: b"<</Title(%s)/CreationDate(D:20200101000000Z)>>" % title.encode("cp1252"),
    }
    for number, lines in enumerate(pages):
        drawn = b"\n".join(
            b"BT /F1 %.1f Tf %.1f %.1f Td (%s) Tj ET"
            % (size, x, y, text.replace("(", "\\(").replace(")", "\\)").encode("cp1252"))
            for x, y, size, text in lines
        )
        drawn, how = (zlib.compress(drawn), b"/Filter/FlateDecode") if packed else (drawn, b"")
        objects[5 + 2 * number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (6 + 2 * number)
        )
        objects[6 + 2 * number] = b"<</Length %d%s>>stream\n%s\nendstream" % (len(drawn), how, drawn)
    out = b"%PDF-1.4\n"
    places = []
    for number in sorted(objects):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>" % (len(objects) + 1)
    start = len(out)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + tail
        + b"\nstartxref\n%d\n%%%%EOF" % start
    )


def column(lines: list[str], *, top: float = 680, size: float = 11, indent: tuple[int, ...] = ()) -> list[Drawn]:
    return [(96 if n in indent else 72, top - 14 * n, size, line) for n, line in enumerate(lines)]


FULL = "The harbour of Orr was closed for the whole of the winter because the ice was too thick, and"
FULL_2 = "no ship could come in before the first of the spring tides had carried it off to the open sea"
HEADS = [(72, 750, 9, "Ministry of Tides, Transcript"), (280, 30, 9, "Page {} of 3")]


def running(number: int) -> list[Drawn]:
    return [(x, y, size, text.format(number)) for x, y, size, text in HEADS]


BRIEFING = make_pdf(
    [
        [
            *running(1),
            (72, 710, 18, "Briefing by Minister Ruth Orr"),
            *column(["Quay, 4 March 2031", "", FULL, FULL_2, "again.", "The ferries will go on, at a mini-", "mum of four a day, until the ice has gone from all of the quays and the"]),
        ],
        [*running(2), *column(["keepers of the lamp have said so.", "MINISTER ORR. We open on Monday.", "ADA VALE. When on Monday?", "MINISTER ORR. At noon, when the tide is"])],
        [*running(3), *column(["high enough for ships."]), (179.5, 684, 6, "1"), *column(["", "", "That was the whole of the briefing, and there was no more of it that day."]), (72, 60, 7, "1 As of March 3.")],
    ]
)  # fmt: skip


def test_a_briefing() -> None:
    release = read_release(BRIEFING, release_id="a.pdf")
    assert (release.title, release.date) == ("Briefing by Minister Ruth Orr", date(2031, 3, 4))
    assert "Transcript" not in release.text
    assert "Page" not in release.text
    assert f"{FULL} {FULL_2} again." in release.text
    assert "at a minimum of four a day" in release.text
    assert "all of the quays and the keepers of the lamp have said so.\n\nMINISTER ORR. We open" in release.text
    assert "when the tide is high enough for ships.⁽¹⁾" in release.text
    assert release.text.endswith("⁽¹⁾ As of March 3.")
    assert [release.text[at:].split()[0] for at in release.pages] == ["Quay,", "keepers", "high"]
    voices = [(turn.voice.value, turn.label) for turn in release.turns if turn.label]
    assert voices == [("official", "MINISTER ORR"), ("reporter", "ADA VALE"), ("official", "MINISTER ORR")]


def word(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number)) + "tide"


BODY = column([FULL, FULL_2, "again, and that was all."], top=600)


@pytest.mark.parametrize(
    ("metadata", "lines", "name", "title", "day"),
    [
        ("The Ice at Orr", [(72, 700, 11, "THE ICE AT ORR")], "a.pdf", "The Ice at Orr", None),
        ("Microsoft Word - ice_final.doc", [(72, 700, 16, "The Ice at Orr")], "a.pdf", "The Ice at Orr", None),
        ("Another Paper Altogether", [(72, 700, 16, "The Ice at Orr")], "a.pdf", "The Ice at Orr", None),
        ("", [(72, 700, 16, "The Ice"), (72, 682, 16, "at Orr")], "a.pdf", "The Ice at Orr", None),
        ("", [(72, 740, 11, "4 March 2031"), (72, 700, 11, "The Ice at Orr")], "a.pdf", "The Ice at Orr", date(2031, 3, 4)),
        ("", [(72, 700, 16, "The Ice at Orr")], "20310304_ice.pdf", "The Ice at Orr", date(2031, 3, 4)),
        ("", [(72, 700, 16, "The Ice at Orr"), (72, 660, 11, "Tuesday, March 4, 2031")], "a.pdf", "The Ice at Orr", date(2031, 3, 4)),
    ],
)  # fmt: skip
def test_titles_and_dates(metadata: str, lines: list[Drawn], name: str, title: str, day: date | None) -> None:
    release = read_release(make_pdf([[*lines, *BODY]], title=metadata), release_id=name)
    assert (release.title, release.date) == (title, day)
    assert release.text.endswith("again, and that was all.")


def test_a_scan_a_torn_and_a_long_one() -> None:
    with pytest.raises(UnreadableError, match="a scan: its pages are images"):
        read_release(make_pdf([[], [], []]), release_id="a.pdf")
    with pytest.raises(UnreadableError, match="the PDF is damaged"):
        read_release(BRIEFING[:200], release_id="a.pdf")
    began = time.monotonic()
    release = read_release(
        make_pdf([[*running(n), *column([f"{word(n)} {FULL}"] * 9)] for n in range(1, 1001)]), release_id="a.pdf"
    )
    assert len(release.pages) == 1000
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("drawn", [b" ", b"BT /F1 1 Tf (a) Tj ET "])
def test_what_unpacks_to_more_than_a_release_is_refused(drawn: bytes) -> None:
    data = make_pdf([[(72, 700, 11, "tide")]])
    packed = zlib.compress(drawn * (40_000_000 // len(drawn)))
    before, after = data[: data.index(b"<</Length")], data[data.index(b"endstream") :]
    bomb = before + b"<</Length %d/Filter/FlateDecode>>stream\n%s\n" % (len(packed), packed) + after
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read_release(bomb, release_id="a.pdf")
