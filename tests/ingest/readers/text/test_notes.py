"""Footnotes: which marks are told from digits and powers, and what their notes begin with."""

from __future__ import annotations

import pytest

from ingest.readers.text.canonical import from_markdown

NOTES = [
    ("raised", "It took 214<sup>1</sup> people.<sup>2</sup>\n\n<sup>1</sup> As of May 3. <sup>2</sup>Estimate.",
     "It took 214⁽¹⁾ people.⁽²⁾\n\n⁽¹⁾ As of May 3. ⁽²⁾ Estimate."),
    ("of Unicode", "It took 214¹ people.\n\n¹ As of May 3.", "It took 214⁽¹⁾ people.\n\n⁽¹⁾ As of May 3."),
    ("of pandoc", "It took 214^1^ people.", "It took 214⁽¹⁾ people."),
    ("a link", "It took 214[<sup>12</sup>](#n12) people and 3<sup>[[4]](#n4)</sup> dogs.",
     "It took 214⁽¹²⁾ people and 3⁽⁴⁾ dogs."),
    ("two at once", "It took 214<sup>1, 2</sup> people.", "It took 214⁽¹⁾⁽²⁾ people."),
    ("of markdown", "It took 214[^1] people and 3[^dogs] dogs.\n\n[^1]: As of May 3.\n\n[^dogs]: And a cat.",
     "It took 214⁽¹⁾ people and 3⁽²⁾ dogs.\n\n⁽¹⁾ As of May 3.\n\n⁽²⁾ And a cat."),
    ("in square brackets", "It took 214[1] people and 3[2] dogs.\n\n[1] As of May 3.\n\n[2] And a cat.",
     "It took 214⁽¹⁾ people and 3⁽²⁾ dogs.\n\n⁽¹⁾ As of May 3.\n\n⁽²⁾ And a cat."),
    ("in round ones", "It took 214(1) people.\n\n(1) As of May 3.", "It took 214⁽¹⁾ people.\n\n⁽¹⁾ As of May 3."),
    ("notes in a list", "It took 214<sup>1</sup> people, 3<sup>2</sup> dogs.\n\n1. As of May 3.\n2. And a cat.",
     "It took 214⁽¹⁾ people, 3⁽²⁾ dogs.\n\n⁽¹⁾ As of May 3.\n⁽²⁾ And a cat."),
    ("letters", "It took 214<sup>a</sup> people.\n\n<sup>a</sup> As of May 3.", "It took 214⁽a⁾ people.\n\n⁽a⁾ As of May 3."),
    ("brackets without a note", "Under rule 214(1) and [1] it is so.", "Under rule 214(1) and [1] it is so."),
    ("a section's numbers", "Section 214(1) holds.\n\n(1) A boat is a ship.", "Section 214(1) holds.\n\n(1) A boat is a ship."),
    ("units", "5 m<sup>2</sup>, 600 km<sup>3</sup>, 7 m², 3 m s<sup>-1</sup>", "5 m², 600 km³, 7 m², 3 m s⁻¹"),
    ("powers", "10<sup>6</sup> or 3 × 10⁶ drops, x<sup>2</sup>, 5²", "10⁶ or 3 × 10⁶ drops, x², 5²"),
    ("ordinals and others", "20<sup>th</sup>, 2<sup>nd</sup>, Orr<sup>TM</sup>, CO<sub>2</sub>", "20th, 2nd, OrrTM, CO2"),
    ("a mark whose note is 2", "It took 214² people.\n\n¹ No.\n\n² As of May 3.",
     "It took 214⁽²⁾ people.\n\n⁽¹⁾ No.\n\n⁽²⁾ As of May 3."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in NOTES], ids=[row[0] for row in NOTES])
def test_footnotes(source: str, expected: str) -> None:
    assert from_markdown(source) == expected
