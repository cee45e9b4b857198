"""Canonical text of HTML: lists, tables, labels, notes and preformatted text, as a browser shows them."""

from __future__ import annotations

import pytest

from ingest.readers.text.canonical import from_html

TEXTS = {
    "paragraphs and entities": ("<p>Ships &amp;amp; boats<p>come&nbsp;back", "Ships & boats\n\ncome back"),
    "a list in a list": (
        "<p>Rules:</p><ul><li>one<li>two<ol start=3><li>x<li>y</ol></ul><p>after",
        "Rules:\n\n- one\n- two\n3. x\n4. y\n\nafter",
    ),
    "letters count a list": ("<ol type=a><li>x<li>y</ol>", "a. x\nb. y"),
    "a table of data": (
        "<table><caption>Ships</caption><tr><th>Year<th>Count<tr><td>2019<td><p>4</p></table>",
        "Ships\nYear | Count\n2019 | 4",
    ),
    "a table that lays out": (
        "<table><tr><td><h2>The port</h2><p>First words.</p><p>More words.</p></td></tr></table>",
        "The port\n\nFirst words.\n\nMore words.",
    ),
    "a label in a cell": (
        "<table><tr><td><b>MS. VALE:</b><td><p>The port opens.</p><ul><li>in May</ul></table>",
        "MS. VALE: The port opens.\n\n- in May",
    ),
    "a label in a list of terms": ("<dl><dt>MS. VALE:<dd>In May.<dt>Q:<dd>Why?</dl>", "MS. VALE: In May.\n\nQ: Why?"),
    "a label without a space": ("<p><strong>Ms Vale (Torhaven):</strong>I move it.", "Ms Vale (Torhaven): I move it."),
    "lines of a dialogue": ("<p>Q&nbsp; Why?<br/>\n&nbsp;<br/>\nMS. VALE: Because.", "Q Why?\n\nMS. VALE: Because."),
    "a word in pieces": ("<span>har</span><span>bour</span>", "harbour"),
    "a word divided at a line's end": ("<p>the long-\nterm plan and trans-\nport", "the long-term plan and transport"),
    "notes and struck-out words": (
        "<p>Words<sup>1</sup> of 5 m<sup>2</sup>, <del>old</del> new.<p><sup>1</sup> A note. <a href='#r1'>Return to text</a>",
        "Words⁽¹⁾ of 5 m², ~~old~~ new.\n\n⁽¹⁾ A note.",
    ),
    "code and comments": ("<p>a<!-- b --> c<script>if (a<b) 'x'</script> d<style>p{}</style>", "a c d"),
    "what is quoted inline": ("<p>It is <q>open</q> now.", "It is “open” now."),
    "no mark-up": ("One line\n\nand another", "One line\n\nand another"),
    "blank lines of an editor": ("<h2>Head</h2>\nfirst\n\nsecond <b>x</b>\nline", "Head\n\nfirst\n\nsecond x\nline"),
    "preformatted and broken at a width": (
        "<pre>\n            THE HARBOUR ACT\n\n  Ms. VALE. This line was broken at the width of\nits page and goes on in\n"
        "[[Page H12]]\n\nanother line.\n  A second paragraph begins with an indent here,\nand ends.\n</pre>",
        "THE HARBOUR ACT\n\nMs. VALE. This line was broken at the width of its page and goes on in\nanother line.\n\n"
        "A second paragraph begins with an indent here, and ends.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), TEXTS.values(), ids=TEXTS)
def test_from_html(source, expected):
    assert from_html(source) == expected
