"""Markdown: an independent reader finds the words, and no markup but ours."""

from __future__ import annotations

from itertools import chain

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.exports import ExportForm, export_answers
from retrieval.exports.markdown import escape_line
from tests.retrieval.exports.hostile import HOSTILE, PAGE, answer_with, cite, refused, squeezed

OURS = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "blockquote_open", "blockquote_close",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}  # fmt: skip
WITHIN = {"text", "text_special", "hardbreak", "softbreak", "strong_open", "strong_close", "link_open", "link_close"}


def read(text: str) -> list[Token]:
    """Read with every extension that markdown-it has of its own, and with HTML."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def plain(tokens: list[Token]) -> str:
    """Return the words of inline tokens."""
    parts = (
        one.content if "text" in one.type else " " for one in tokens if not one.type.startswith(("strong", "link"))
    )
    return squeezed("".join(parts))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_release_or_a_question_is_markup(text: str) -> None:
    written = export_answers(
        [answer_with(text, composed=f"Composed {text}"), refused(text)], ExportForm.MARKDOWN, page=PAGE
    )
    tokens = read(written)
    assert {one.type for one in tokens} <= OURS
    inline = [one.children or [] for one in tokens if one.type == "inline"]
    assert {one.type for one in chain(*inline)} <= WITHIN
    links = [str(one.attrs["href"]) for one in chain(*inline) if one.type == "link_open"]
    assert [link.split("?")[0] for link in links] == ["https://www.example.org/a", PAGE]
    assert links[0] == "https://www.example.org/a?b=1&copy=2"
    assert sum(one.type == "heading_open" for one in tokens) == 1 + 2 + 3
    said = [plain(children) for children in inline]
    assert any(one.strip("“” ").startswith(squeezed(text).strip("“”")) and one.endswith("[1]") for one in said)
    assert sum(squeezed(text) in one for one in said) >= 7


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Ms. Vale's 3.5% (of 1,200): no.", "Ms. Vale's 3.5% (of 1,200): no."),
        ("a well-known day – 12:30", "a well-known day – 12\\:30"),
        ("2031. A year", "2031\\. A year"),
        ("- no", "\\- no"),
        ("AT&T", "AT\\&T"),
        ("bread & tea", "bread & tea"),
        ("www.example.org", "www\\.example.org"),
        ("two\nlines", "two lines"),
        ("\x00\x1b", "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_what_is_no_markup_stays_readable(text: str, escaped: str) -> None:
    assert escape_line(text) == escaped


def test_lines_stay_lines_and_prose_stands_in_no_marks() -> None:
    two = cite("The ferry sails.\n\nIt did not sink.", title="Briefing")
    written = export_answers([answer_with("Did it sink?", two, composed="It stayed afloat.")], ExportForm.MARKDOWN)
    assert "> “The ferry sails.\\\n> It did not sink.” \\[1\\]\n>\n> — " in written
    assert "\nIt stayed afloat. \\[1\\]\n" in written
