"""The product's own words: what each text must not say, and that nothing is worded twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from retrieval import Chip, ChipField, Filters, wording
from ui import wording as page_wording

ROOT = Path(__file__).parents[1]

# Officials denied something. That what they said was untrue is for nobody here to say.
ACCUSES = re.compile(
    r"\b(?:not so|untrue|false|falsely|lie[sd]?|lying|wrongly|mis(?:led|lead|stated))\b", re.IGNORECASE
)


def texts(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of everything that a module words."""
    for name, value in vars(module).items():
        if name.isupper():
            for text in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]:
                if isinstance(text, str):
                    yield name, text


@pytest.mark.parametrize("module", [wording, page_wording])
def test_no_text_reads_as_if_officials_lied(module: ModuleType) -> None:
    found = list(texts(module))
    assert len(found) > 50
    assert [(name, text) for name, text in found if ACCUSES.search(text)] == []


def test_nothing_is_worded_twice() -> None:
    ours, theirs = ({name for name in vars(module) if name.isupper()} for module in (wording, page_wording))
    assert ours & theirs == set()
    said, shown = (
        {folded for _, text in texts(module) if (folded := text.casefold().strip(" .:"))}
        for module in (wording, page_wording)
    )
    assert said & shown == set()


@pytest.mark.parametrize(
    ("pages", "written"),
    [([], ""), ([7], "p. 7"), ([7, 7], "p. 7"), ([9, 7, 8], "pp. 7–9"), ([11, 2, 3], "pp. 2–3, 11")],
)
def test_pages_in_words(pages: list[int], written: str) -> None:
    assert wording.write_pages(pages) == written


@pytest.mark.parametrize(
    ("days", "undated", "told"),
    [
        ([date(2031, 5, 4), date(2031, 9, 30)], 0, "4 statements by 1 speaker, May 4 to September 30, 2031"),
        ([date(2031, 5, 4)], 3, "4 statements by 1 speaker, May 4, 2031, 3 undated"),
        ([], 4, "4 statements by 1 speaker, 4 undated"),
    ],
)
def test_a_timelines_statements_in_words(days: list[date], undated: int, told: str) -> None:
    assert page_wording.counted_statements(4, 1, days, undated) == told


def test_every_text_is_used() -> None:
    product = [path for part in ("retrieval", "ui") for path in (ROOT / part).rglob("*.py")]
    used = {
        name
        for path in product
        for name in re.findall(r"\b(?:wording|shared)\.([A-Z_]+)", path.read_text(encoding="utf-8"))
    }
    within = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (wording, page_wording))
    names = {name for module in (wording, page_wording) for name, _ in texts(module)}
    assert [name for name in names if name not in used and len(re.findall(rf"\b{name}\b", within)) < 2] == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, date(2031, 5, 1), ""),
        (date(2031, 5, 1), date(2031, 5, 1), "May 1, 2031"),
        (date(2031, 5, 1), date(2031, 12, 3), "May 1 to December 3, 2031"),
        (date(2031, 5, 1), date(2032, 12, 3), "May 1, 2031 to December 3, 2032"),
    ],
)
def test_a_period_has_no_more_than_is_needed(first: date | None, last: date | None, words: str) -> None:
    assert page_wording.period(first, last) == words


@pytest.mark.parametrize(
    ("named", "searched", "words"),
    [
        ((date(2031, 8, 1), date(2031, 8, 31)), (date(2031, 8, 1), date(2031, 8, 31)), "August 2031"),
        ((date(2031, 8, 1), date(2031, 9, 30)), (date(2031, 8, 1), date(2031, 9, 30)), "August to September 2031"),
        ((date(2031, 8, 1), date(2032, 1, 31)), (date(2031, 8, 1), date(2032, 1, 31)), "August 2031 to January 2032"),
        ((date(2031, 8, 2), date(2031, 8, 2)), (date(2031, 8, 2), date(2031, 8, 20)), "around August 2, 2031"),
        ((date(2031, 8, 2), date(2031, 8, 9)), (date(2031, 8, 2), None), "from August 2, 2031 on"),
        ((date(2031, 8, 2), date(2031, 8, 9)), (None, date(2031, 8, 9)), "up to August 9, 2031"),
        ((None, None), (None, None), ""),
    ],
)
def test_the_period_of_a_chip_is_what_was_named(
    named: tuple[date | None, date | None], searched: tuple[date | None, date | None], words: str
) -> None:
    chip = Chip(
        field=ChipField.PERIOD, start=0, end=4, words="then", named_since=named[0], named_until=named[1],
        filters=Filters(since=searched[0], until=searched[1]),
    )  # fmt: skip
    assert page_wording.describe_period(chip) == words
