"""HTML made plain: rows of a table are lines, struck-out words are marked, and tags are gone."""

from __future__ import annotations

import pytest

from ingest.readers.text.html import read_markup, replace_tag


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>We sail</p><p>at dawn.</p>", "We sail\nat dawn."),
        (
            "<table><tr><th>Port</th><th>Crates</th></tr><tr><td>Orlen</td><td>9</td></tr></table>",
            "Port | Crates\nOrlen | 9",
        ),
        ("<table><tr><td>two<br>lines</td><td>9</td></tr></table>", "two lines | 9"),
        ("<table><tr><td></td><td></td></tr><tr><td>a</td></tr></table>", "a"),
        ("It cost <del>370</del> 307 crowns", "It cost ~~370~~ 307 crowns"),
        ("fish &amp; <b>chips</b>", "fish & chips"),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "one\ntwo"),
    ],
)
def test_read_markup(source: str, text: str) -> None:
    assert read_markup(source) == text


@pytest.mark.parametrize(
    ("tag", "stands"),
    [("<br>", "\n"), ("<br/>", "\n"), ("<s>", "~~"), ("</del>", "~~"), ("<em>", ""), ("<!-- x -->", "")],
)
def test_what_stands_in_place_of_a_tag(tag: str, stands: str) -> None:
    assert replace_tag(tag) == stands
