"""The readers fuzzed: whatever is done to a file, it is read, or set aside with a reason; and nothing makes a reader hang.

``OTR_FUZZ`` is the number of cases a form (20 without it).
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableError
from archive.releases import Release
from ingest.readers import NotAReleaseError, ReadOptions, read_item, split_file
from ingest.readers.items import file_of
from tests.ingest.readers.seeds import SEEDS

CASES = int(os.environ.get("OTR_FUZZ", "20"))
REPEATED = 250 * CASES  # characters
FUZZED = settings(max_examples=CASES, deadline=None, derandomize=True, database=None,
                  suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip
# What trips readers: mark-up of every form, and what patterns go back and forth over.
PIECES = (
    "<!-- -->", "<", "<div>", "</div>", "<p", "&amp;", "&#", "&lt;", "[[", "](", "((((", "**", "*_", "`", "~~", "{{<", "{%",
    "> ",
    "- ", "1. ", "|", "| a ", "---\n", "+++\n", ": ",
    "a: ", "A: ", "Q ", "MS. VALE: ", "\n", "\r", "\t", " \n", "\n\n", "“", "”", "'",
    '"', '","', ",", ";", "\\", "\\u", "{", "}", "[", "]",
    "\0", "\u00ad\n", "\u2060", "…", "-\n", "--> ", "00:00:01.000 --> ",
    "<v Vale>",
    "<![CDATA[", "]]>", "<?xml ", "<!DOCTYPE a [", "<!ENTITY a 'b'>", "&a;", "(1)", "[1]", "^1^", "<sup>", "1/2/2031 ",
    "2031-09-16", "\ud7ff", "é", "中", "ي", "👍🏽", "Date: ", "Title: ", "http://", "@", "#", "# ", "=", "_", "x" * 50, "1" * 50,
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 60),
        st.sampled_from(PIECES).map(str.encode) | st.binary(max_size=8),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=6,
)


def check(data: bytes, name: str) -> list[Release]:
    """Read all of a file as ingest does; each release is whole, and what is none has a reason."""
    read: list[Release] = []
    reasons: list[Exception] = []
    try:
        for reader, item in split_file(file_of(data, name=name), ReadOptions()):
            try:
                read.append(read_item(reader, item, release_id=name, options=ReadOptions()))
            except (UnreadableError, NotAReleaseError) as error:
                reasons.append(error)
    except UnreadableError as error:
        reasons.append(error)
    assert all(map(str, reasons))
    for release in read:
        assert release.title.strip()
        assert release.text.strip()
        assert "\0" not in release.text
        ends = [0, *(turn.end for turn in release.turns)]
        assert [turn.start for turn in release.turns] == ends[:-1], "turns lie end to end"
        assert ends[-1] in (0, len(release.text))
        assert all(turn.start <= turn.said <= turn.end for turn in release.turns)
        assert all(0 <= start < len(release.text) or not start for start in release.pages)
    return read


@pytest.mark.parametrize("name", SEEDS)
def test_every_form_is_read(name: str) -> None:
    read = check(SEEDS[name], name)
    assert read
    assert all(release.date or name == "piece.html" for release in read), "dated where the file says when"
    words = "the deck is too weak" if "riefing" in name or name in ("ferry.md", "debate.xml") else "forty metres long"
    assert all(words in " ".join(release.text.lower().split()) for release in read)


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_that_was_damaged_is_read_or_set_aside(name: str) -> None:
    @FUZZED
    @given(edits=EDITS, cut=st.floats(0.2, 1))
    def damage(edits: list[tuple[float, int, bytes, int]], cut: float) -> None:
        data = SEEDS[name]
        for at, removed, piece, times in edits:
            place = int(at * len(data))
            data = data[:place] + piece * times + data[place + removed :]
        check(data[: max(1, int(cut * len(data)))], name)

    damage()


@FUZZED
@given(data=st.binary(max_size=400), name=st.sampled_from(["a", *SEEDS]))
def test_any_bytes(data: bytes, name: str) -> None:
    check(data, name)


@FUZZED
@given(
    text=st.text(max_size=400), name=st.sampled_from(["a.md", "a.txt", "a.csv", "a.html", "a.json", "a.xml", "a.vtt"])
)
def test_any_text(text: str, name: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), name)


@pytest.mark.parametrize("name", ["bridge.md", "post.txt", "page.html", "one.json", "feed.rss", "rows.csv", "debate.xml",
                                  "Briefing, Sep. 16, 2031.en.vtt"])  # fmt: skip
@pytest.mark.parametrize("piece", PIECES)
def test_repetitions_make_no_reader_hang(name: str, piece: str) -> None:
    """Thousands of characters of one piece, at the head and in the middle of a file, are done with in no time."""
    began = time.monotonic()
    repeated = (piece * (REPEATED // len(piece))).encode("utf-8", "surrogatepass")
    seed = SEEDS[name]
    middle = len(seed) * 2 // 3
    check(repeated + seed, name)
    check(seed[:middle] + repeated + seed[middle:], name)
    assert time.monotonic() - began < 30
