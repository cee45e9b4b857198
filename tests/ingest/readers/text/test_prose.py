"""What is no prose is told by measure and refused by its name; prose of any sort passes."""

from __future__ import annotations

import time

import pytest

from archive.errors import UnreadableError
from ingest.readers.release import read_release
from ingest.readers.text.prose import name_no_prose

SENTENCE = "The bridge at Orr opens on Monday, and the ferries will stop running at noon. "
PYTHON = (
    "import os\n\n\ndef tide(port: str, *, day: int = 0) -> list[int]:\n"
    "    for row in rows[port]:\n        yield row.level(day) + offsets.get(port, 0)\n\n\n"
)
SCRIPT = (
    "(function(){var t=document.getElementById('tide');"
    "t.onclick=function(e){e.preventDefault();load(t.href,{cache:false});};})();\n"
)
STYLE = ".tide{color:#036;margin:0 auto}\n.tide a:hover{text-decoration:none;background:url(a.png)}\n"
SHELL = 'set -e\nfor f in "$@"; do\n  cp "$f" "${TARGET}/$(basename "$f").bak" && echo "$f" >> $LOG\ndone\n'
LOG = "2031-03-04 09:00:01,123 INFO harbour: ship {} came in at gate seven as planned today\n"
NUMBERS = "2031,4,118,22.5,9\n"
LATEX = "\\documentclass{article}\n\\begin{document}\n" + SENTENCE * 20


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (PYTHON * 5, "program code or data"),
        (SCRIPT * 5, "program code or data"),
        (STYLE * 9, "program code or data"),
        (SHELL * 9, "program code or data"),
        (LOG * 20, "a log"),
        (NUMBERS * 60, "a table of numbers"),
        ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk\n" * 20, "encoded data"),
        (LATEX, "LaTeX source"),
    ],
)
def test_what_is_no_prose_is_refused_by_name(source: str, name: str) -> None:
    assert name_no_prose(source) == name
    with pytest.raises(UnreadableError, match=name):
        read_release(f"tides\n{source}".encode(), release_id="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 20,
        "MINISTER ORR: Yes.\n\nQ: When?\n\n" * 40,
        "- Port Lind: 12 crowns (2030: 11)\n- Orr: 14 crowns (2030: 9)\n" * 10 + SENTENCE * 3,
        "Town | Sum\nArden | 5\nOrr | 9\n" * 20,
        "潮汐部今天宣布,莱恩河上的大桥将关闭到星期五。\n" * 30,
        "x = 1;",
        "",
    ],
)
def test_prose_passes(text: str) -> None:
    assert name_no_prose(text) == ""


@pytest.mark.parametrize("piece", ["a ", "a, b ", "\\", "\t", "((", "2031-01-01 ", "a-", "<!-- --> "])
def test_repetitions_take_no_time(piece: str) -> None:
    began = time.monotonic()
    name_no_prose(piece * (1_000_000 // len(piece)))
    assert time.monotonic() - began < 2
