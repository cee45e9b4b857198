"""What a release marks as wrong: struck-out words, [sic], footnotes; and how they are spelled out."""

from __future__ import annotations

import pytest

from language.markings import find_markings
from retrieval.citations.cite import spell_out

TEXT = (
    "We flew ~~370~~ 307 people.* Of ~~the crew~~ [the captain] we thinked [sic] well. ~~The~~ All slept.\n\n"
    "~~Vale’s~~ “[Oren’s] ship” sailed at noon.**\n\n*An earlier version had 370.\n\n**Ship’s time."
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "We flew ~~370~~ 307 people.*",
            [("~~370~~", "370", "307", None), ("*", None, None, "An earlier version had 370.")],
        ),
        ("307 people", []),
        ("Of ~~the crew~~ [the captain]", [("~~the crew~~", "the crew", "the captain", None)]),
        ("we thinked", [("thinked [sic]", None, None, None)]),
        ("~~The~~ All slept.", [("~~The~~", "The", None, None)]),
        ("~~Vale’s~~ “[Oren’s] ship”", [("~~Vale’s~~", "Vale’s", "Oren’s", None)]),
        ("sailed at noon.**", [("**", None, None, "Ship’s time.")]),
        ("*An earlier version had 370.", []),
    ],
)
def test_markings_of_a_span(words: str, found: list[tuple[str, str | None, str | None, str | None]]) -> None:
    start = TEXT.index(words)
    markings = find_markings(TEXT, start, start + len(words))
    assert [(TEXT[one.start : one.end], one.struck, one.replacement, one.note) for one in markings] == found


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        ("We flew ~~370~~ 307 people.", "We flew [struck out: 370] 307 people."),
        ("Of ~~the crew~~ [the captain] we", "Of [struck out: the crew] [the captain] we"),
        ("we thinked [sic] well.", "we thinked [sic] well."),
        ("All slept.", "All slept."),
    ],
)
def test_a_struck_out_word_is_never_spelled_out_as_said(words: str, spelled: str) -> None:
    start = TEXT.index(words)
    assert spell_out(words, start, find_markings(TEXT, start, start + len(words))) == spelled


def test_an_emphasis_over_two_lines_is_no_footnote() -> None:
    assert find_markings("*We sail at noon.\n\nThe Harbour Master*") == ()


def test_a_span_that_begins_between_two_strikes_pairs_none_wrongly() -> None:
    start = TEXT.index("[the captain]")
    assert [one.struck for one in find_markings(TEXT, start, start + 50)] == [None, "The"]


NOTED = (
    "The boats took 214⁽¹⁾ people.⁽²⁾ The fund is raised.⁽⁹⁾\n\n⁽¹⁾ As of May 3. ⁽²⁾ An estimate.\n\nSee 214⁽¹⁾ above."
)


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ("took 214⁽¹⁾ people.", ["As of May 3.", "An estimate."]),
        ("The boats", []),
        ("The fund is raised.", []),  # a mark without a note
        ("⁽¹⁾ As of May 3.", []),
    ],
)
def test_numbered_notes(words: str, notes: list[str]) -> None:
    start = NOTED.index(words)
    assert [one.note for one in find_markings(NOTED, start, start + len(words))] == notes
