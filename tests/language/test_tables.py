"""Tables: which header a row has. The tables are invented."""

from __future__ import annotations

import pytest

from language.tables import find_header, is_header

TABLE = "Ferries by port.\n\nPort | 2031 | Left | Sunk\nArden | 5 | 1,200 |\nLind | | 7 | 2\nOrr | 3 | 9 | 0\n\nThat is all."


@pytest.mark.parametrize(
    ("text", "words", "header"),
    [
        (TABLE, "Arden", "Port | 2031 | Left | Sunk"),
        (TABLE, "7 | 2", "Port | 2031 | Left | Sunk"),
        (TABLE, "Port", None),  # the header itself
        (TABLE, "That is all", None),
        (TABLE, "Ferries", None),
        ("Arden | 5\nLind | 7\nOrr | 9", "Lind", None),  # no header: the first row has a number
        ("Arden | 5", "Arden", None),
        ("Port | Sum\nA line | with | more\nOrr | 9", "Orr", None),  # another table begins
        ("We sail | today\n" + "It is long. " * 10 + "| yes\nOrr | 9", "Orr", "We sail | today"),
        ("", "", None),
    ],
)
def test_the_header_of_a_row(text: str, words: str, header: str | None) -> None:
    found = find_header(text, text.index(words))
    assert (text[slice(*found)] if found else None) == header


@pytest.mark.parametrize(("words", "is_one"), [("Port", True), ("Arden", False), ("Orr", False), ("That", False)])
def test_a_header(words: str, is_one: bool) -> None:
    assert is_header(TABLE, TABLE.index(words)) is is_one
