"""HTML: an independent reader finds the words, no element but ours, and nothing that asks a host for anything."""

from __future__ import annotations

import pytest
from lxml import html

from retrieval.exports import ExportForm, export_answers
from tests.retrieval.exports.hostile import HOSTILE, PAGE, answer_with, cite, refused, squeezed

ELEMENTS = {"html", "head", "meta", "title", "style", "body", "main", "article", "section", "h1", "h2", "h3", "p", "figure",
            "blockquote", "figcaption", "sup", "ol", "ul", "li", "bdi", "a", "footer"}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "dir", "class", "href", "rel"}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_release_or_a_question_is_markup(text: str) -> None:
    written = export_answers(
        [answer_with(text, composed=f"Composed {text}"), refused(text)], ExportForm.HTML, page=PAGE
    )
    document = html.document_fromstring(written.replace("\x00", ""))
    assert {one.tag for one in document.iter()} <= ELEMENTS
    assert {name for one in document.iter() for name in one.attrib} <= ATTRIBUTES
    assert [one.get("href").split("?")[0] for one in document.iter("a")] == ["https://www.example.org/a", PAGE]
    (quoted,) = document.iter("blockquote")
    assert squeezed(quoted.text_content()).strip("“”[1] ") == squeezed(text).strip("“”[1] ")
    assert [squeezed(one.text_content()) for one in document.iter("h2")] == [squeezed(text)] * 2


def test_it_asks_no_host_for_anything_and_prints() -> None:
    written = export_answers([answer_with("Did it sink?")], ExportForm.HTML, page=PAGE)
    assert "default-src 'none'" in written
    assert "@media print" in written
    assert not {"<script", "<link", "<img", "@import", "url("} & {
        part for part in ("<script", "<link", "<img", "@import", "url(") if part in written
    }


def test_an_address_that_may_not_be_followed_is_no_link() -> None:
    written = export_answers([answer_with("x", cite("x", url="javascript:alert(1)"))], ExportForm.HTML)
    assert list(html.document_fromstring(written).iter("a")) == []
