"""Dates as printed, in fields, in lines and in the names of files; none is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.reader import ReadOptions
from ingest.readers.text.dates import PrintedDate, date_in_name, read_date, read_date_line
from language import entry

DAY = date(2031, 4, 24)
FIFTH = date(2041, 3, 5)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (DAY, DAY),
        (datetime(2031, 4, 24, 23, 30, tzinfo=UTC), DAY),
        (datetime(2031, 4, 24, 23, 30, tzinfo=timezone(timedelta(hours=-9))), DAY),
        ("2031-04-24", DAY),
        ("2031-4-24", DAY),
        ("2031/04/24", DAY),
        ("2031.04.24", DAY),
        ("2031. 4. 24.", DAY),
        ("20310424", DAY),
        (20310424, DAY),
        ("20310424T153000Z", DAY),
        ("2031-04-24T23:30:00Z", DAY),
        ("2031-04-24T23:30:00.123-09:00", DAY),
        ("2031-04-24 16:33 +0100", DAY),
        ("Thu, 24 Apr 2031 09:00:00 +0100", DAY),
        ("Thu, 24 Apr 31 09:00:00 GMT", DAY),
        ("24 Apr 2031 09:00 EST", DAY),
        ("24-Apr-2031", DAY),
        ("24Apr2031", DAY),
        ("APRIL 24, 2031", DAY),
        ("Apr. 24, 2031", DAY),
        ("April 24th 2031", DAY),
        ("Thursday, April 24, 2031 - 3:15 PM", DAY),
        ("Thu., Apr. 24, 2031", DAY),
        ("the 24th of April 2031", DAY),
        ("24th day of April, 2031", DAY),
        ("24 April, 2031", DAY),
        ("24/04/2031", DAY),
        ("04/24/2031", DAY),
        ("24.04.2031", DAY),
        ("24.4.2031", DAY),
        ("24. 4. 2031", DAY),
        ("5. 3. 2041", FIFTH),
        ("24. April 2031", DAY),
        ("24.April 2031", DAY),
        ("Donnerstag, den 24. April 2031, 14.30 Uhr", DAY),
        ("5. März 2041", FIFTH),
        ("le jeudi 24 avril 2031 à 14h30", DAY),
        ("1er avril 2031", date(2031, 4, 1)),
        ("24 AVRIL 2031", DAY),
        ("24 de abril de 2031", DAY),
        ("24 abril 2031", DAY),
        ("1.º de abril de 2031", date(2031, 4, 1)),
        ("jueves 24 de abril del 2031", DAY),
        ("5 de março de 2041", FIFTH),
        ("5 mar. 2041", FIFTH),
        ("1º de abril de 2031", date(2031, 4, 1)),
        ("2031年4月24日", DAY),
        ("2031年4月24日 10:00", DAY),
        ("２０３１年４月２４日", DAY),
        ("2031년 4월 24일", DAY),
        ("٢٠٣١-٠٤-٢٤", DAY),
        ("Published 24 April 2031, updated 5 May 2031", DAY),
        ("2031-02-30", None),
        ("February 30, 2031", None),
        ("13/13/2031", None),
        ("24/04/31", None),
        ("April 24", None),
        ("April 2031", None),
        ("2031", None),
        (2031, None),
        (1935792000, None),
        ("1.2.2031.4", None),
        ("0424-04-24", None),
        ("15 March 44 BC", None),
        ("Mon, 24 Apr 31 09:00:00 GMT", None),
        ("202104240", None),
        ("14 May 20315", None),
        ("dismay 2, 2031", None),
        ("soon", None),
        (True, None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_of_one_meaning(value: object, day: date | None) -> None:
    assert read_date(value, ReadOptions()).day == day


@pytest.mark.parametrize(
    ("value", "day_first", "expected"),
    [
        ("03/04/2031", None, PrintedDate(unclear="03/04/2031")),
        ("03.04.2031 10:00", None, PrintedDate(unclear="03.04.2031")),
        ("03/04/2031", True, PrintedDate(day=date(2031, 4, 3))),
        ("03/04/2031", False, PrintedDate(day=date(2031, 3, 4))),
        ("24/04/2031", None, PrintedDate(day=DAY, day_first=True)),
        ("04/24/2031", None, PrintedDate(day=DAY, day_first=False)),
        ("04/04/2031", None, PrintedDate(day=date(2031, 4, 4))),
    ],
)
def test_the_order_of_day_and_month(value: str, day_first: bool | None, expected: PrintedDate) -> None:
    assert read_date(value, ReadOptions(day_first=day_first)) == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thursday, 24 April 2031", DAY),
        ("Published: 24.4.2031", DAY),
        ("Published on April 24, 2031", DAY),
        ("Publié le 24 avril 2031", DAY),
        ("Veröffentlicht am 24. April 2031", DAY),
        ("Quay, April 24, 2031 - The harbour opens today to all the ships of the valley, the Minister said.", DAY),
        ("QUAY (24 April 2031) — The harbour opens today to all the ships of the valley, the Minister said.", DAY),
        ("On April 24, 2031, the harbour was closed.", None),
        ("The harbour was closed on April 24, 2031.", None),
        ("It opened April 24, 2031.", None),
        ("Minutes of the harbour board's meeting of April 24, 2031", None),
        ("The harbour board meets again at the old hall above the quay: April 24, 2031", None),
        ("no date at all", None),
    ],
)
def test_a_line_that_gives_the_date(line: str, day: date | None) -> None:
    assert read_date_line(line, ReadOptions()).day == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20310424_the-lamp.txt", DAY),
        ("2031-04-24-the-lamp.md", DAY),
        ("2031-4-24.md", DAY),
        ("2031_04_24.txt", DAY),
        ("white_house_April-24-2031.html", DAY),
        ("The Minister Speaks, Apr. 24, 2031.en.vtt", DAY),
        ("orr20310424a.htm", DAY),
        ("presconf20310424.pdf", DAY),
        ("remarks-24-april-2031.txt", DAY),
        ("conferencia-del-24-de-abril-de-2031.txt", DAY),
        ("24.04.2031 Rede.txt", DAY),
        ("2031/04/24/the-lamp.md", DAY),
        ("posts/2031/04/24.md", DAY),
        ("2031/04/24-the-lamp.md", DAY),
        ("press/2031-04-24/lamp.txt", DAY),
        ("Remarks%202031-04-24.txt", DAY),
        ("20310424153000.txt", DAY),
        ("20310424_orr_20310424.txt", DAY),
        ("2030/01/02/2031-04-24-the-lamp.md", DAY),
        ("2031-04-24-what-was-said-on-march-3-2031.md", DAY),
        ("a/2031-04/24.md", None),
        ("2031/04/the-lamp.md", None),
        ("203104241.htm", None),
        ("120310424.htm", None),
        ("03-04-2031.txt", None),
        ("2031-04-24_2031-05-02.txt", None),
        ("march-3-2031-and-april-4-2031.txt", None),
        ("20319999.txt", None),
        ("12345678.txt", None),
        ("3e2031042499ab0cd17f.json", None),
        ("0d4a20310424-11ee-be56.txt", None),
        ("24-04-31.txt", None),
        ("speech-2031.txt", None),
        ("a.txt", None),
        ("", None),
    ],
)
def test_the_date_in_a_name(name: str, day: date | None) -> None:
    assert date_in_name(name) == day


DAYS = st.dates(min_value=date(1700, 1, 1), max_value=date(2199, 12, 31))
SHAPES = {
    "en": "{month} {d.day}, {d.year:04}",
    "fr": "{d.day} {month} {d.year:04}",
    "de": "{d.day}. {month} {d.year:04}",
    "es": "{d.day} de {month} de {d.year:04}",
    "pt": "{d.day} de {month} de {d.year:04}",
}


@settings(derandomize=True)
@given(day=DAYS, language=st.sampled_from(sorted(SHAPES)), form=st.integers(0, 5))
def test_every_day_is_read_in_every_language(day: date, language: str, form: int) -> None:
    names = entry("time.months", language)[day.month - 1]
    printed = SHAPES[language].format(month=names[form % len(names)], d=day)
    assert read_date(printed, ReadOptions()).day == day
    assert read_date(printed.upper(), ReadOptions()).day == day


@settings(derandomize=True)
@given(day=DAYS, shape=st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%a, %d %b %Y 00:00:00 GMT"]))
def test_every_day_is_read_in_digits(day: date, shape: str) -> None:
    assert read_date(day.strftime(shape).rjust(4), ReadOptions()).day == day


@settings(derandomize=True)
@given(
    day=DAYS, order=st.sampled_from(["{d.day}/{d.month}/{d.year}", "{d.month}.{d.day}.{d.year}"]), first=st.booleans()
)
def test_digits_are_one_of_two_days_or_unclear(day: date, order: str, first: bool) -> None:
    printed = order.format(d=day)
    found = read_date(printed, ReadOptions())
    assert found.day == day or (found.day is None and found.unclear == printed)
    assert read_date(printed, ReadOptions(day_first=first)).day is not None


@settings(derandomize=True)
@given(
    day=DAYS,
    before=st.from_regex("[a-z]{0,9}[-_ ]?", fullmatch=True),
    after=st.from_regex("([-_ a-z][a-z]{0,9})?", fullmatch=True),
)
def test_a_day_in_a_name_is_found_or_part_of_a_number(day: date, before: str, after: str) -> None:
    compact = day.strftime("%Y%m%d").rjust(8, "0")
    assert date_in_name(f"{before}{compact}{after}.txt") == day
    assert date_in_name(f"{before}{compact}7{after}.txt") is None


@settings(derandomize=True)
@given(text=st.text())
def test_no_text_raises(text: str) -> None:
    read_date(text, ReadOptions())
    read_date_line(text, ReadOptions())
    date_in_name(text)
