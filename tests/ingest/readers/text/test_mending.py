"""Mending: mis-decoded characters, entities that were encoded twice, code of site generators; and what is left alone."""

from __future__ import annotations

import pytest

from ingest.readers.text.canonical import from_markdown
from ingest.readers.text.mending import MIS_DECODED, TWICE_ENCODED, decode_entities, mend_encoding


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("The piloâ€™s fee", "The pilo’s fee"),
        ("â€œWe sail,â€\u009d she said at OrlÃ©ans â€“ now.", "“We sail,” she said at Orléans – now."),
        ("â€œWe sail,â€\ufffd she said", "“We sail,” she said"),
        ("FranÃ§ois and JosÃ©", "François and José"),
        ("It\x92s \x93late\x94", "It’s “late”"),
    ],
)
def test_what_was_decoded_wrongly_is_mended_and_told(source: str, mended: str) -> None:
    assert mend_encoding(source) == (mended, (MIS_DECODED,))


@pytest.mark.parametrize(
    "source",
    [
        "“We sail,” she said – it’s ‘late’…",
        "ﬁsh, \uff37IDE, ½, №, ™, café, Åse, Łódź, naïve",
        "A IRMÃ DO MINISTRO, SÃO PAULO, MANHÃ.",
        "5 € and 3 £ at 20 °C",
        "R&amp;D &amp; more &lt;b&gt;",
    ],
)
def test_what_is_right_stays(source: str) -> None:
    assert mend_encoding(source) == (source, ())


def test_entities_encoded_twice_are_told() -> None:
    assert mend_encoding("the pilot&amp;rsquo;s &amp;#8220;fee&amp;#8221;")[1] == (TWICE_ENCODED,)
    assert mend_encoding("a &amp;nosuch; b")[1] == ()


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("&rsquo;", "’"),
        ("&amp;rsquo;", "’"),
        ("&amp;amp;amp;#8217;", "’"),
        ("a &b c; &nosuch;", "a &b c; &nosuch;"),
        ("?a&para=1", "?a&para=1"),
    ],
)
def test_entities(text: str, decoded: str) -> None:
    assert decode_entities(text) == decoded


TEMPLATES = [
    (
        "shortcodes of Hugo",
        '{{< figure src="a.jpg" title="A map" >}}\n\n{{% note %}}\nIt rained.\n{{% /note %}}',
        "It rained.",
    ),
    (
        "Liquid",
        "{% include head.html %}We sail {{ site.name }}today.{% comment %}No.{% endcomment %}",
        "We sail today.",
    ),
    ("a link's target", 'Read [the report]({{< ref "report.md" >}}) now.', "Read the report now."),
    ("of blogs", '[caption id="a1" align="left"]The mill.[/caption] [gallery ids="1,2"] [b]Now[/b].', "The mill. Now."),
    ("brackets that are text", "[Laughter] [the captain] [sic] [a=b]", "[Laughter] [the captain] [sic] [a=b]"),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in TEMPLATES], ids=[row[0] for row in TEMPLATES])
def test_code_of_site_generators_is_no_text(source: str, expected: str) -> None:
    assert from_markdown(source) == expected
