"""Front matter, and what is refused with its reason."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest

from archive.errors import UnreadableError
from ingest.readers.documents.front_matter import has_front_matter
from ingest.readers.documents.markdown import read_markdown
from ingest.readers.reader import NotAReleaseError
from ingest.readers.release import read_release

WHOLE = """---
tags: press-briefings
date: '2031-09-16'
source_url: https://www.example.org/a/
title: "Press Briefing by\\_Ruth Orr on the *Halcyon*, COVID-\\u206019"
office: Ministry of Tides
---

Hello.
"""


def test_fields() -> None:
    document = read_markdown(WHOLE, release_id="x/y.md")
    assert document.title == "Press Briefing by Ruth Orr on the Halcyon, COVID-19"
    assert (document.date, document.kind) == (date(2031, 9, 16), "press briefing")
    assert (document.url, document.office, document.byline) == ("https://www.example.org/a/", "Ministry of Tides", None)
    assert document.text == "Hello."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("date: 2031-09-16\n", "no title"),
        ("title: ''\ndate: 2031-09-16\n", "no title"),
        ("- one\n- two\n", "no YAML that holds fields"),
        ("title: !!python/object:os.system {}\ndate: 2031-09-16\n", "no title"),
    ],
)
def test_bad_front_matter(fields: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_markdown(f"---\n{fields}\n---\n\nHello.", release_id="a.md")


DAY = date(2031, 9, 16)


@pytest.mark.parametrize(
    ("fields", "title", "day", "told"),
    [
        ("title: A\ndate: 2031-09-16\nbad: [1", "A", DAY, "one by one"),
        ("title: A\n", "A", None, ""),
        ("title: A\ndate: soon\n", "A", None, "no day (date: soon)"),
        ("title: A\ndate: '2031-02-30'\n", "A", None, "no day (date: 2031-02-30)"),
        ("title: A\ndate: 2031-02-30\n", "A", None, "no day (date: 2031-02-30)"),
        ("title: A\ndate: September 16, 2031", "A", DAY, ""),
        ("title: A\ndate: 16/09/2031", "A", DAY, ""),
        ("title: A\ndate: 2031-09-16 23:30:00 -0500", "A", DAY, ""),
        ("title: A\npubDate: 2031-09-16", "A", DAY, ""),
        ("title: A\nPublish_Date: 2031-09-16", "A", DAY, ""),
        ("title: A\nDate: 2031-09-16", "A", DAY, ""),
        ("title: A\npublished: 2031-09-17\ndate: 2031-09-16", "A", DAY, ""),
        ("title: A\npublished: true\n", "A", None, ""),
        ("title: A\npublished: true\ncreated: 2031-09-16\n", "A", DAY, ""),
        ("title: Remarks: The Long Way\ndate: 2031-09-16", "Remarks: The Long Way", DAY, "one by one"),
        ("title: [Updated] The Bridge\ndate: 2031-09-16", "[Updated] The Bridge", DAY, "one by one"),
        ("title: [Updated]\ndate: 2031-09-16", "[Updated]", DAY, ""),
        ("title: 'It's open'\ndate: 2031-09-16", "It's open", DAY, "one by one"),
        ("title: No\ndate: 2031-09-16", "No", DAY, ""),
        ("title: 2031\ndate: 2031-09-16", "2031", DAY, ""),
        ("title: 2031-09-01\ndate: 2031-09-16", "2031-09-01", DAY, ""),
        ("title: 1.10\ndate: 2031-09-16", "1.10", DAY, ""),
        ("title: >-\n  A bridge\n  opens\ndate: 2031-09-16", "A bridge opens", DAY, ""),
        ("# a comment\n\ntitle: A # opened\ndate: 2031-09-16", "A", DAY, ""),
        ("title:\tA\n\tx: y\ndate: 2031-09-16", "A x: y", DAY, "one by one"),
        ("title: A\ntitle: B\ndate: 2031-09-16", "B", DAY, ""),
        ("Title: A\nDatum: 16. September 2031", "A", DAY, ""),
        ("título: A\nfecha: 16 de septiembre de 2031", "A", DAY, ""),
    ],
)
def test_fields_of_every_sort(fields: str, title: str, day: date | None, told: str) -> None:
    document = read_markdown(f"---  \n{fields}\n--- \nHello.", release_id="a.md")
    assert (document.title, document.date) == (title, day)
    assert told in " ".join(document.notes)
    assert bool(document.notes) is bool(told)


@pytest.mark.parametrize(
    "source",
    [
        '+++\ntitle = "Night Fees"\ndate = 2031-09-16\n+++\nHello.',
        '+++\ntitle = "Night Fees"\ndate = 2031-09-16T23:30:00-05:00\ntags = ["blog"]\n+++\nHello.',
        '+++\ntitle = "Night Fees"\ndate = "2031-09-16"\nbad = [\n+++\nHello.',
        '{\n  "title": "Night Fees",\n  "date": "2031-09-16"\n}\n\nHello.',
        "# Night Fees\n\n16 September 2031\n\nHello.",
        "Night Fees\n==========\n\n*16 September 2031*\n\nHello.",
        "\ufeff---\r\ntitle: Night Fees\r\ndate: 2031-09-16\r\n---\r\nHello.",
    ],
)
def test_every_front_matter(source: str) -> None:
    release = read_release(source.encode(), release_id="a.md")
    assert (release.title, release.date) == ("Night Fees", DAY)
    assert release.text.endswith("Hello.")


@pytest.mark.parametrize("name", ["2031-09-16-a.md", "posts/2031/09/16/a.md"])
@pytest.mark.parametrize("source", ["---\ntitle: A\n---\nHello.", "# A\n\nHello."])
def test_the_date_in_the_name(name: str, source: str) -> None:
    assert read_release(source.encode(), release_id=name).date == DAY


@pytest.mark.parametrize("source", ["---\ntitle: A\n---\nHello.", "# A\n\nHello on May 3, 2031, and then some."])
def test_no_date(source: str) -> None:
    assert read_markdown(source, release_id="a.md").date is None


def test_a_date_of_two_meanings_is_told() -> None:
    document = read_markdown("---\ntitle: A\ndate: 03/04/2031\n---\nHello.", release_id="2031-03-04-a.md")
    assert (document.date, document.unclear_date) == (None, "03/04/2031")
    assert read_markdown("---\ntitle: A\ndate: 13/04/2031\n---\nHello.", release_id="a.md").day_first is True


@pytest.mark.parametrize(
    ("source", "name", "reason"),
    [
        ("---\ntitle: A\ndraft: true\n---\nHello.", "a.md", "a draft"),
        ("---\ntitle: A\npublished: false\n---\nHello.", "a.md", "a draft"),
        ("# The archive\n\nHow it is kept.", "docs/README.md", "README"),
        ("# Licence\n\nAll of it is free.", "LICENSE.md", "LICENSE"),
    ],
)
def test_what_is_no_release(source: str, name: str, reason: str) -> None:
    with pytest.raises(NotAReleaseError, match=reason):
        read_markdown(source, release_id=name)


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("author: Ruth Orr", "Ruth Orr"),
        ("author: Ruth Orr, Harbour Minister", "Ruth Orr, Harbour Minister"),
        ("authors:\n  - Ruth Orr\n  - Ben Vale", "Ruth Orr and Ben Vale"),
        ("authors: [Ruth Orr]", "Ruth Orr"),
        ("author:\n  name: Ruth Orr\n  url: x", "Ruth Orr"),
        ("authors:\n  - name: Ruth Orr", "Ruth Orr"),
        ("authors:\n  - ruth-orr", None),
        ("author: ~", None),
        ("author:", None),
    ],
)
def test_authors(author: str, byline: str | None) -> None:
    assert read_markdown(f"---\ntitle: A\n{author}\n---\nHello.", release_id="a.md").byline == byline


def test_a_heading_is_the_title_where_no_field_is() -> None:
    document = read_markdown("---\ndate: 2031-09-16\n---\n\n# The **Bridge**\n\nIt opens.", release_id="a.md")
    assert (document.title, document.text) == ("The Bridge", "The Bridge\n\nIt opens.")


@pytest.mark.parametrize(
    "source",
    [
        "---\n" + "a: " * 300_000,
        "---\ntitle: A\n" + "[" * 500_000 + "\n---\nHello.",
        "---\ntitle: A\n" + "- " * 500_000 + "\n---\nHello.",
        "---\ntitle: A\n" + "x: y\n" * 200_000 + "---\nHello.",
        '{"a": ' * 150_000,
        "+++\ntitle = 'A'\nx = " + "[" * 500_000 + "\n+++\nHello.",
        "# " * 500_000,
        "# A\n\n" + "\t" * 500_000,
    ],
)
def test_hostile_repetitions_take_no_time(source: str) -> None:
    began = time.monotonic()
    with suppress(UnreadableError):
        read_markdown(source, release_id="a.md")
    assert time.monotonic() - began < 5


def test_front_matter_without_an_end() -> None:
    assert has_front_matter("\n---\ntitle: A\n")
    with pytest.raises(UnreadableError, match="line 2 is not closed"):
        read_markdown("\n---\ntitle: A\n", release_id="a.md")


def test_no_text() -> None:
    with pytest.raises(UnreadableError, match="no text"):
        read_markdown("---\ntitle: A\ndate: 2031-09-16\n---\n\n \n", release_id="a.md")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https://exa mple.org", False),
        ("'http://[half'", False),
        ("/relative", False),
    ],
)
def test_only_real_addresses_are_kept(address: str, kept: bool) -> None:
    document = read_markdown(f"---\ntitle: A\ndate: 2031-09-16\nsource_url: {address}\n---\nHi.", release_id="a.md")
    assert (document.url is not None) is kept


def test_captions_are_marked() -> None:
    body = "<figure><img src='a'><figcaption>The&nbsp;old mill.</figcaption></figure>\n\nIt turned."
    document = read_markdown(f"---\ntitle: A\ndate: 2031-09-16\n---\n{body}", release_id="a.md")
    assert document.captions == ("The old mill.",)
    assert document.text.startswith("The old mill.\n")
