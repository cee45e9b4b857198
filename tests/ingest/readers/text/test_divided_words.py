"""Words divided at a line's end: joined, or kept with their hyphen."""

from __future__ import annotations

import pytest

from ingest.readers.text.canonical import from_markdown

DIVIDED = [
    ("a word", "The trans-\nport of salt", "The transport of salt"),
    ("a name", "near Port Lind-\nhaven", "near Port Lindhaven"),
    ("a compound", "a long-\nterm plan of twenty-\nfive ports", "a long-term plan of twenty-five ports"),
    (
        "what the release prints elsewhere",
        "The quay-\nside burns. A quayside is wet.",
        "The quayside burns. A quayside is wet.",
    ),
    ("with a hyphen elsewhere", "To re-\nsign now. He will re-sign.", "To re-sign now. He will re-sign."),
    ("what waits for more", "in low-\nand middle-income ports", "in low- and middle-income ports"),
    ("a number", "COVID-\n19 and 2031-\n32", "COVID-19 and 2031-32"),
    ("names of two", "the Arden-\nLind treaty", "the Arden-Lind treaty"),
    ("a false start", "It is kno-\n— we know. It is th-\nthere.", "It is kno- — we know. It is th- there."),
    ("a soft hyphen", "The trans\u00ad\nport", "The transport"),
    ("in tags", "<div>\nThe trans-\nport\n</div>", "The transport"),
    ("in capitals", "THE TRANS-\nPORT OF SALT", "THE TRANSPORT OF SALT"),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in DIVIDED], ids=[row[0] for row in DIVIDED])
def test_words_divided_at_a_line_end(source: str, expected: str) -> None:
    assert from_markdown(source) == expected
