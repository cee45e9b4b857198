"""The canonical text: mark-up goes, words stay."""

from __future__ import annotations

import pytest

from ingest.readers.text.canonical import clean_line, clean_text, find_block_quotes, from_markdown, from_plain

MARKDOWN = [
    (
        "hard-wrapped lines",
        "The ship came\nin at noon and\nleft.\n\nIt rained.",
        "The ship came in at noon and left.\n\nIt rained.",
    ),
    ("hard breaks", "Old Hall  \nLindhaven\n\n2:00 P.M.\\\nTuesday", "Old Hall\nLindhaven\n\n2:00 P.M.\nTuesday"),
    ("a line of a hard space parts paragraphs", "One.  \n\u00a0  \nTwo.", "One.\n\nTwo."),
    ("emphasis", "**Bold** and *slanted* and ***both***.", "Bold and slanted and both."),
    ("emphasis that failed", "**Policy.\u00a0**The plan is *new.\u00a0*Yes.", "Policy. The plan is new. Yes."),
    ("an escaped asterisk is meant", "17 people.\\*\n\n\\*Corrected.", "17 people.*\n\n*Corrected."),
    ("a footnote's asterisk", "17 people* came.", "17 people* came."),
    ("a product", "2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
    ("links", "Read the [full\nreport](https://example.org/a_(b)), please.", "Read the full report, please."),
    ("an address keeps its words", "See <https://example.org/x> now.", "See https://example.org/x now."),
    ("what looks like a link's definition stays", "[note]: it rained", "[note]: it rained"),
    ("images", "![a map](map.png)Here.", "Here."),
    ("headings", "## The Plan\n\nIt works.\n\n\\### \n\n\\# \\# \\#", "The Plan\n\nIt works.\n\n###\n\n# # #"),
    ("rules", "One.\n\n----------\n\n* * *\n\nTwo.", "One.\n\nTwo."),
    ("escapes", r"\[Senior official\], 5\_000 \$ and \\ and \~", "[Senior official], 5_000 $ and \\ and ~"),
    ("pandoc's escaped space", "Fig.\\ 5", "Fig. 5"),
    ("entities", "Orr &amp; Vane &lt; &nbsp;5", "Orr & Vane < 5"),
    (
        "entities encoded twice",
        "the pilot&amp;rsquo;s fee &amp;amp; the &amp;#8220;toll&amp;#x201D;",
        "the pilot’s fee & the “toll”",
    ),
    ("an ampersand is no entity", "R&amp;D and AT&amp;T; a&b;", "R&D and AT&T; a&b;"),
    (
        "a list",
        "We need:\n\n-   three\n    ships\n-   two boats\n\nThat is all.",
        "We need:\n\n- three ships\n- two boats\n\nThat is all.",
    ),
    ("a loose list", "-   one\n\n-   two", "- one\n- two"),
    ("a list within", "-   one\n    -   inner\n-   two", "- one\n- inner\n- two"),
    ("a numbered list", "10. ten\n11. eleven", "10. ten\n11. eleven"),
    ("two lists", "-   one\n\nThen.\n\n1)  two", "- one\n\nThen.\n\n1) two"),
    ("a year at the start of a wrapped line", "It was in\n2021. That was late.", "It was in 2021. That was late."),
    ("deep indentation is no code", "One.\n\n        Deep *words*.", "One.\n\nDeep words."),
    ("a quotation", "> We go.\n> Now.", "We go. Now."),
    ("struck out", "It cost <s>370</s> 307 crowns, or <del>a lot</del>.", "It cost ~~370~~ 307 crowns, or ~~a lot~~."),
    ("tags", 'The <span class="x">20</span><sup>th</sup> <u>day</u><br />of it', "The 20th day\nof it"),
    (
        "a figure",
        '<figure>\n<img src="a.jpg" />\n<figcaption>The old\nmill.</figcaption>\n</figure>\n\nIt turned.',
        "The old mill.\n\nIt turned.",
    ),
    (
        "a table of tags",
        "<table>\n<tr><th>Town</th><th>Sum</th></tr>\n<tr>\n<td><b>Arden</b></td>\n<td>5 &amp;\n<p>6</p></td>\n</tr></table>",
        "Town | Sum\nArden | 5 & 6",
    ),
    (
        "a table of pipes",
        "| Town | Sum |\n|------|-----|\n| Arden | 5 |\n| Orr | |\n\nAfter.",
        "Town | Sum\nArden | 5\nOrr |\n\nAfter.",
    ),
    ("a simple table keeps its words", "  Town    Sum\n  ------- -----\n  Arden   5", "Town Sum\n\nArden 5"),
    ("a comment of mark-up", "One <!-- two --> three", "One three"),
    ("invisible characters", "COVID-\u206019, a\u00adb, c\ufeffd, e\u200bf, g\u202eh", "COVID-19, ab, cd, ef, gh"),
    ("odd spaces", "5\u202f000\u2009km\u3000away\tnow", "5 000 km away now"),
    ("quotes, dashes and stammers stay", "“We — we’re con- — ‘sure’…”", "“We — we’re con- — ‘sure’…”"),
    ("letters are composed", "Cafe\u0301", "Café"),
    ("a label", "**MINISTER MARSH:**\u00a0 Hello.\n\nQ\u00a0\u00a0 Why?", "MINISTER MARSH: Hello.\n\nQ Why?"),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in MARKDOWN], ids=[row[0] for row in MARKDOWN])
def test_markdown(source: str, expected: str) -> None:
    assert from_markdown(source) == expected


def test_a_block_quote_stands_in_the_text_as_it_is_returned() -> None:
    source = "> It took 214[^1] people of the long-\n> term trans-\n> port.\n\nTransport.\n\n[^1]: As of May 3."
    assert all(quote in from_markdown(source) for quote in find_block_quotes(source))
    assert find_block_quotes(source) == ["It took 214⁽¹⁾ people of the long-term transport."]


PLAIN = [
    ("lines stay", "Title\n\n\n\nBody  text\u00a0here \r\nnext", "Title\n\nBody text here\nnext"),
    ("entities, as often as they were encoded", "Orr &amp;amp; Vane&nbsp;&amp;#8217;s", "Orr & Vane ’s"),
    (
        "a divided word",
        "The trans-\nport of salt,\nat a mini-\nmum, is a long-\nterm plan.",
        "The transport\nof salt,\nat a minimum,\nis a long-term\nplan.",
    ),
    ("a shortcode", '[video src="a.mp4"]\nWe sail. [quote by="Orr"]Now.[/quote]', "We sail. Now."),
    (
        "a footnote",
        "It took 214<sup>1</sup> people.\n\n<sup>1</sup> As of May 3.",
        "It took 214⁽¹⁾ people.\n\n⁽¹⁾ As of May 3.",
    ),
    ("tags", "Run <script>alert(1)</script> <b>now</b> <a href='x'>here</a>", "Run alert(1) now here"),
    ("struck out", "<strike>5</strike> 6", "~~5~~ 6"),
    ("what is no tag", "a < b, b > c, <me@example.org>, 3<4", "a < b, b > c, <me@example.org>, 3<4"),
    ("an encoded tag is text", "&lt;b&gt;", "<b>"),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in PLAIN], ids=[row[0] for row in PLAIN])
def test_plain(source: str, expected: str) -> None:
    assert from_plain(source) == expected


def test_cleaning_twice_changes_nothing() -> None:
    text = clean_text("a\u00a0 b\n\n\n\n c\x07\x0bd\u2028e ")
    assert text == "a b\n\nc\nd\ne"
    assert clean_text(text) == text


def test_a_short_field_is_one_line() -> None:
    assert clean_line(" A\u00a0day\n in &amp; out\u2060 ") == "A day in & out"
