"""Days as printed."""

from __future__ import annotations

from datetime import date

import pytest

from language.dates import find_day, read_day, write_day

DAY = date(2031, 9, 4)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("September 4, 2031", DAY),
        ("Sept. 4, 2031", DAY),
        ("Sep 4 2031", DAY),
        ("Thursday, September 4th, 2031", DAY),
        ("4 September 2031", DAY),
        ("2031-09-04", DAY),
        ("2031-09-04T10:00:00Z", DAY),
        ("September 4, 2031 3:15 PM", DAY),
        ("4 de septiembre de 2031", DAY),
        ("Jueves, 4 de septiembre del 2031", DAY),
        ("4 septembre 2031", DAY),
        ("Le jeudi 4 septembre 2031", DAY),
        ("1er mars 2031", date(2031, 3, 1)),
        ("4. September 2031", DAY),
        ("Donnerstag, den 4. September 2031", DAY),
        ("4 de setembro de 2031", DAY),
        ("quinta-feira, 4 de setembro de 2031", DAY),
        ("31 de abril de 2031", None),
        ("September 4, 2031, and later", None),
        ("Smarch 4, 2031", None),
        ("February 30, 2031", None),
        ("September 2031", None),
        ("in 2031", None),
        ("", None),
    ],
)
def test_read_day(printed: str, day: date | None) -> None:
    assert read_day(printed) == day


def test_find_day_takes_the_first() -> None:
    assert find_day("Posted by Orr on 4 September 2031, changed October 1, 2031") == DAY
    assert find_day("Posted by Orr") is None
    assert find_day("Publicado el 4 de septiembre de 2031, corregido el 1 de octubre") == DAY


def test_write_day() -> None:
    assert write_day(DAY) == "September 4, 2031"
