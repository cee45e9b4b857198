"""Front matter, and what is refused with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from archive.errors import UnreadableError
from ingest.readers.markdown import has_front_matter, name_kind, read_markdown

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
        ("title: A\ndate: 2031-09-16\nbad: [1", "not YAML on line 5"),
        ("title: A\n", "no date"),
        ("date: 2031-09-16\n", "no title"),
        ("title: ''\ndate: 2031-09-16\n", "no title"),
        ("title: A\ndate: soon\n", "'soon': expected YYYY-MM-DD"),
        ("title: A\ndate: '2031-02-30'\n", "there is no such day"),
        ("title: A\ndate: 2031-02-30\n", "not YAML"),
        ("- one\n- two\n", "holds no fields"),
        ("title: !!python/object:os.system {}\ndate: 2031-09-16\n", "not YAML on line 2"),
    ],
)
def test_bad_front_matter(fields: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message.replace("[", r"\[")):
        read_markdown(f"---\n{fields}\n---\n\nHello.", release_id="a.md")


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


@pytest.mark.parametrize(
    ("tags", "release_id", "kind"),
    [
        ("press-briefings", "x/a.md", "press briefing"),
        (["blog"], "x/a.md", "blog"),
        ("statements-releases", "a.md", "statement or release"),
        ("speeches-remarks", "a.md", "speech or remarks"),
        ("presidential-actions, other", "a.md", "presidential action"),
        ("legislation", "a.md", "legislation"),
        (None, "ministry-actions/2031/a.md", "ministry action"),
        (None, "policies/a.md", "policy"),
        (None, "news/a.md", "news"),
        (None, "a.md", "release"),
        (None, "https://www.example.org/press-releases/2031/a", "press release"),
        (None, "https://www.example.org/a", "release"),
        ("", "a.md", "release"),
        (7, "a.md", "release"),
    ],
)
def test_kinds(tags: object, release_id: str, kind: str) -> None:
    assert name_kind(tags, release_id=release_id) == kind


def test_captions_are_marked() -> None:
    body = "<figure><img src='a'><figcaption>The&nbsp;old mill.</figcaption></figure>\n\nIt turned."
    document = read_markdown(f"---\ntitle: A\ndate: 2031-09-16\n---\n{body}", release_id="a.md")
    assert document.captions == ("The old mill.",)
    assert document.text.startswith("The old mill.\n")
