"""Fields with words in them: HTML with a head of its own, lines that are paragraphs, markdown, plain text."""

from __future__ import annotations

import pytest

from ingest.readers.records.containers import drop_head
from ingest.readers.records.content import read_field

HEAD = (
    '<p>Ana Vale, Minister of Tides</p><section class="hero"><div><h1>The\n Ferry</h1><div><p>Press Statement</p><p></p>'
    "<p>September 16, 2031</p></div></div></section><div><p>It opens on Monday, says the Ministry.</p></div>"
)


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (HEAD, "Ana Vale, Minister of Tides It opens on Monday, says the Ministry."),
        ("<div><h1>The Ferry</h1><p>It opens on Monday.</p></div>", "It opens on Monday."),
        ("<h2>Another heading</h2><p>It opens on Monday.</p>", "Another heading It opens on Monday."),
        (f"<p>{'It opens. ' * 100}</p><h2>The Ferry</h2><p>It sails.</p>", f"{'It opens. ' * 100}The Ferry It sails."),
        ("The Ferry", "The Ferry"),
    ],
)
def test_the_head_of_a_page_in_a_field(source: str, left: str) -> None:
    text = read_field(drop_head(source, "The Ferry")).text
    assert text.split() == left.split()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>The ferry.</p><p>The lock.</p>", "The ferry.\n\nThe lock."),
        ("The <b>ferry</b>.\n\nThe <i>lock</i>.\nThe quay.", "The ferry.\n\nThe lock.\nThe quay."),
        ("&lt;p&gt;The ferry.&lt;/p&gt;&lt;p&gt;The lock.&lt;/p&gt;", "The ferry.\n\nThe lock."),
        ("## Ferries\n\nThe **ferry** and\nthe [lock](https://tides.example).", "Ferries\n\nThe ferry and the lock."),
        ("The ferry.\n\nThe lock & 5 < 6.", "The ferry.\n\nThe lock & 5 < 6."),
        ("The quay isnâ€™t far.", "The quay isn’t far."),
    ],
)
def test_what_a_field_is_written_in(source: str, text: str) -> None:
    assert read_field(source).text == text


def test_captions_stand_apart() -> None:
    content = read_field("<figure><img src='a'><figcaption>The <i>quay</i></figcaption></figure><p>The ferry.</p>")
    assert content.captions == ("The quay",)
    assert "The quay" in content.text
