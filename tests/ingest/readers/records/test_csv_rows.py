"""Tables: how they are written, rows that are releases, rows that say who speaks, and what is no table."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from archive import UnreadableError
from ingest.readers import ReadOptions
from ingest.readers.items import file_of
from ingest.readers.reader import Document
from ingest.readers.records import csv_rows
from ingest.readers.records.csv_rows import CsvReader, find_layout
from tests.ingest.readers.reading import read_all, read_one

BODY = "The ferry opens on Monday; it sails daily, by day and by night.\nIt carries “forty” people, said Ana Vale."


def table(*rows: list[str], delimiter: str = ",") -> str:
    """Return rows as a table."""
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue()


ROWS = [
    ["title", "date", "text", "speaker", "url"],
    ["The Ferry", "2031-09-16", BODY, "Ana Vale", "https://tides.example/1"],
    ["The Lock", "2031-09-17", BODY + " Again.", "Ruth Orr", "https://tides.example/2"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_row_a_release(delimiter: str, encoding: str) -> None:
    found = read_all(table(*ROWS, delimiter=delimiter).encode(encoding), "a.csv")
    assert list(found) == ["https://tides.example/1", "https://tides.example/2"]
    first = found["https://tides.example/1"]
    assert isinstance(first, Document)
    assert (first.title, first.date, first.byline, first.text) == ("The Ferry", date(2031, 9, 16), "Ana Vale", BODY)


@pytest.mark.parametrize(
    "data",
    [
        "sep=;\n" + table(*ROWS, delimiter=";"),
        "\n\n" + table(*ROWS),
        table(ROWS[0], ROWS[1], ROWS[0], ROWS[2]),
        table(*ROWS).replace("\r\n", "\r\n\r\n", 1),
        table(*([str(n - 1) if n else "", *row] for n, row in enumerate(ROWS))),
        table(*([cell.replace("Monday", "Mon\x00day") + "." * 999 * (cell == row[2]) for cell in row] for row in ROWS)),
        table(*([*row, "title" if not n else "Another title"] for n, row in enumerate(ROWS))),
    ],
)
def test_how_tables_are_written(data: str) -> None:
    found = read_all(data, "a.csv")
    read = [one for one in found.values() if isinstance(one, Document)]
    assert [one.title for one in read] == ["The Ferry", "The Lock"]
    assert all("opens on Monday" in one.text for one in read)


def test_a_row_without_a_title_is_named_by_who_and_when() -> None:
    data = table(
        ["", "data", "discurso", "presidente"],
        ["0", "2031-09-16", "Senhoras e senhores, o porto abre na segunda.", "Vale"],
        ["1", "2031-09-17", "A eclusa está aberta.", "Vale"],
    )
    found = read_all(data, "discursos.csv")
    assert list(found) == ["2031-09-16", "2031-09-17"]
    first = found["2031-09-16"]
    assert isinstance(first, Document)
    assert (first.title, first.byline, first.date) == ("Vale, 2031-09-16", "Vale", date(2031, 9, 16))
    assert first.notes == ("it has no title: who speaks and the date stand for one",)


SAID = [
    ["", "speaker", "sentence"],
    ["0", "CHAIR VALE", "Good evening."],
    ["1", "CHAIR VALE", "We open the lock."],
    ["2", "OTTO MOOR", "When?"],
    ["3", "CHAIR VALE", "On Monday."],
]


def test_a_row_a_sentence() -> None:
    found = read_all(table(*SAID), "talks/pressconf20310916.csv")
    (document,) = found.values()
    assert list(found) == [""]
    assert isinstance(document, Document)
    assert (document.title, document.date) == ("pressconf", date(2031, 9, 16))
    assert document.text == "CHAIR VALE: Good evening. We open the lock.\n\nOTTO MOOR: When?\n\nCHAIR VALE: On Monday."
    assert [speech.label for speech in document.speeches] == ["CHAIR VALE", "OTTO MOOR", "CHAIR VALE"]


def test_sentences_of_several_meetings() -> None:
    rows = [["meeting", "title", "date", "speaker", "text"]]
    rows += [["m1", "On Ferries", "2031-09-16", *row[1:]] for row in SAID[1:]]
    rows += [["m2", "On Locks", "2031-09-17", *row[1:]] for row in SAID[1:]]
    found = read_all(table(*rows), "a.csv")
    assert [(one.title, one.date, len(one.speeches)) for one in found.values() if isinstance(one, Document)] == [
        ("On Ferries", date(2031, 9, 16), 3),
        ("On Locks", date(2031, 9, 17), 3),
    ]


def test_day_or_month_first_is_told_by_the_column() -> None:
    rows = [
        ["title", "date", "text"],
        *([f"T{n}", day, BODY] for n, day in enumerate(["03/04/2031", "04/25/2031", "05/06/2031"])),
    ]
    days = [one.date for one in read_all(table(*rows), "a.csv").values() if isinstance(one, Document)]
    assert days == [date(2031, 3, 4), date(2031, 4, 25), date(2031, 5, 6)]
    both = read_all(table(*rows, ["T4", "25/04/2031", BODY]), "a.csv")
    assert [one.unclear_date for one in both.values() if isinstance(one, Document)] == [
        "03/04/2031",
        None,
        "05/06/2031",
        None,
    ]


def test_rows_that_do_not_fit() -> None:
    data = table(*ROWS) + "The Quay,2031-09-18,Cut off in the mid\n" + "a,b,c,d,e,f\n"
    found = read_all(data, "a.csv")
    short = found["2031-09-18-the-quay"]
    assert isinstance(short, Document)
    assert short.notes == ("its row has 3 of 5 columns: it may be cut off",)
    assert found["row 4"] == "row 4 has 6 columns, the head 5: a quotation mark may be missing"


@pytest.mark.parametrize(
    "data",
    ["year,boats\n2030,14\n2031,15\n", "a,b\n", "a;b;c\n1;2;3\n4;5;6\n", "one column\nof words that are no table\n"],
)
def test_a_table_without_text_is_refused_by_name(data: str) -> None:
    with pytest.raises(UnreadableError, match="a table in which no text is found: name its columns with --map"):
        read_all(data, "numbers.csv")


def test_a_map_names_the_columns() -> None:
    data = table(["h", "d", "b"], ["The Ferry", "2031-09-16", BODY])
    fields = {"title": "h", "date": "d", "text": "b"}
    document = read_one(data, "a.csv", ReadOptions(fields=fields))
    assert (document.title, document.date, document.text) == ("The Ferry", date(2031, 9, 16), BODY)


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        (table(*ROWS), True),
        (table(*ROWS, delimiter=";"), True),
        ("Dear Sir, or Madam,\nthe ferry, as you know, sails.\nYours, Ana\n", False),
        ("title, text\n\nThe ferry opens, and the lock, on Monday.\n", False),
        ("The ferry opens.\n" * 20, False),
    ],
)
def test_a_table_without_its_name_is_told_by_its_head(text: str, *, is_table: bool) -> None:
    assert CsvReader().recognises(file_of(text.encode(), name="a.txt")) is is_table


def test_the_delimiter_is_the_one_that_all_rows_share() -> None:
    layout = find_layout('title;text\n"a";"one, two, three"\n"b";"one, two"\n')
    assert layout is not None
    assert (layout.delimiter, layout.names) == (";", ("title", "text"))


def test_a_large_table_is_read_as_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LARGEST_ITEM", 10_000)
    for encoding in ("utf-8", "cp1252", "utf-16"):
        data = table(ROWS[0], *([f"T{n}", "2031-09-16", BODY, "Ana Vale", ""] for n in range(400))).encode(encoding)
        items = list(CsvReader().split(file_of(data, name="a.csv"), ReadOptions()))
        assert len(items) == 400
        assert CsvReader().read(items[7], ReadOptions()).text == BODY
