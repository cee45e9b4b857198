"""The folding rules: what counts as the same words, and what does not."""

from __future__ import annotations

import pytest

from language.folding import Kind, fold, fold_words, readings

SAME = {
    "curly quotes": ("“We don’t,” she said", '"We don\'t," she said'),
    "case and white space": ("The  Ferry\nsails", "the ferry sails"),
    "dashes": ("late — very late", "late -- very late"),
    "no-break space": ("ten\u00a0ferries", "ten ferries"),
    "word joiner": ("co\u2060operate", "cooperate"),
    "soft hyphen": ("har\u00adbour", "harbour"),
    "hard hyphens": ("long\u2011term", "long-term"),
    "hyphen or space": ("long-term plan", "long term plan"),
    "accents": ("café", "cafe"),
    "numbers in words": ("thirteen ferries", "13 ferries"),
    "tens and units": ("ninety-four", "94"),
    "hundreds": ("one hundred and two", "102"),
    "thousands": ("thirteen thousand", "13,000"),
    "millions": ("1.5 million", "1,500,000"),
    "compound": ("two million three hundred thousand", "2,300,000"),
    "ordinals": ("the twenty-first ferry", "the 21st ferry"),
    "currency": ("$5 million", "five million dollars"),
    "percent": ("50%", "fifty per cent"),
    "ampersand": ("fish & chips", "fish and chips"),
    "initials": ("the U.S. and the D.C. office", "the US and the DC office"),
    "laughter": ("We sail. (Laughter.) Today.", "We sail. Today."),
    "applause in brackets": ("We sail [applause] today", "We sail today"),
    "inaudible": ("We (inaudible) sail", "We sail"),
    "a letter that does not come apart": (
        "Søren Đukić of Łomza and Ærby, Straße",
        "Soren Dukic of Lomza and Aerby, Strasse",
    ),
    "other letters": ("\u0131 ŧ ħ þ œ", "i t h th oe"),
    "a footnote's mark": ("214⁽³⁾ barges", "214 barges"),
    "stops between thousands": ("1.234.567,89 crowns", "1,234,567.89 crowns"),
    "spaces between thousands": ("1 234 567 crowns", "1,234,567 crowns"),
    "a space that does not break": ("12\u202f500 crowns", "12,500 crowns"),
    "apostrophes between thousands": ("1’234’567 crowns", "1,234,567 crowns"),
    "hundred thousands": ("12,34,567 crowns", "1,234,567 crowns"),
    "a comma before parts": ("2,5 million", "two million five hundred thousand"),
    "in capitals": ("2,5 MILLION", "2.5 million"),
    "Spanish parts": ("2,5 millones, 3,2 por ciento", "2.5 millones, 3.2 por ciento"),
    "money behind": ("1.200,50 €", "€1,200.50"),
    "what a text shows elsewhere": ("1.234 km, 2.345.678 kg", "1,234 km, 2,345,678 kg"),
    "people are whole": ("1.234 people", "1,234 people"),
    "a power of ten": ("3.2 × 10⁶ litres", "3,200,000 litres"),
    "a unit": ("600 km³", "600 km3"),
    "sic": ("We sails [sic] today", "We sails today"),
}
DIFFERENT = {
    "another number": ("13 ferries", "14 ferries"),
    "another scale": ("13 million", "13 billion"),
    "two numbers are no sum": ("twenty. Five came", "25 came"),
    "numbers side by side": ("one thousand two thousand", "3000"),
    "and between two amounts": ("$1.5 million and 1,500,000", "$3 million"),
    "a contraction": ("we're here", "were here"),
    "a negation": ("we do sail", "we don’t sail"),
    "singular and plural": ("ferry", "ferries"),
    "suspended hyphen": ("low- and middle-income", "high- and middle-income"),
    "a footnote's mark is no digit": ("214⁽³⁾ barges", "2143 barges"),
    "what is raised is no digit": ("214³ barges", "2143 barges"),
    "parts of a percent": ("1.234 percent", "1,234 percent"),
    "parts where the text writes them so": ("1.234 km and 2.5 kg", "1,234 km and 2.5 kg"),
    "numbers of a telephone": ("call 555 123 4567", "call 555123 4567"),
    "a day before a number": ("On May 12 500 came", "On May 12,500 came"),
    "a list of sections": ("sections 5,6", "sections 5.6"),
    "an ordinary bracket": ("We sail (on time)", "We sail"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_same_words(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_different_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("He has conf- — he does", Kind.FALSE_START, ["conf"]),
        ("It is the — the plan", Kind.FALSE_START, ["the"]),
        ("I think — I think we", Kind.FALSE_START, ["i", "think"]),
        ("And, uh, we sail", Kind.FALSE_START, ["uh"]),
        ("low- and middle-income", Kind.FALSE_START, []),
        ("very, very late", Kind.FALSE_START, []),
        ("cost ~~370~~ [307] crowns", Kind.STRUCK, ["370"]),
        ("cost ~~370~~ [307] crowns", Kind.INSERTED, ["307"]),
    ],
)
def test_words_that_may_be_left_out(text: str, kind: Kind, words: list[str]) -> None:
    assert [word.folded for word in fold_words(text) if word.kind is kind] == words


def test_offsets_lead_back_to_the_text() -> None:
    text = "He said: “Thirteen thousand\nferries — $5 each, 21st.”"
    found = [(word.folded, text[word.start : word.end]) for word in fold_words(text)]
    assert ("13000", "Thirteen thousand") in found
    assert ("ferries", "ferries") in found
    assert found[-2:] == [("each", "each"), ("21st", "21st")]
    within = fold_words(text, 3, 18)
    assert [text[word.start : word.end] for word in within] == ["said", "Thirteen"]


def test_a_corrected_line_is_read_as_corrected_and_as_spoken() -> None:
    lines = [" ".join(word.folded for word in read) for read in readings(fold_words("We ~~spend~~ [send] the ferries"))]
    assert "we send the ferries" in lines
    assert "we spend the ferries" in lines


@pytest.mark.parametrize(
    ("printed", "quoted", "may_be_one"),
    [
        ("It is 1.234 km long", "It is 1,234 km long", True),
        ("It is 1.234 km long", "It is 1.234 km long", True),
        ("It is 1.234 km long and 1.5 m wide", "It is 1,234 km long and 1.5 m wide", False),
        ("The 214³ barges", "The 214 barges", True),
        ("The 214³ barges", "The 2143 barges", False),
    ],
)
def test_what_may_be_read_two_ways_counts_as_either(printed: str, quoted: str, may_be_one: bool) -> None:
    read, claimed = (
        {" ".join(word.folded for word in line) for line in readings(fold_words(text))} for text in (printed, quoted)
    )
    assert bool(read & claimed) is may_be_one
