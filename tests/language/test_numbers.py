"""Numbers: which words make one, what it comes to, and what only counts without saying how many."""

from __future__ import annotations

import pytest

from language.numbers import begins_number, is_number, read_number, value_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("zero", ("0", 1)),
        ("thirteen ferries", ("13", 1)),
        ("ninety four", ("94", 2)),
        ("twenty twenty one", ("20", 1)),
        ("one hundred and two", ("102", 4)),
        ("two hundred and forty six", ("246", 5)),
        ("sixteen hundred", ("1600", 2)),
        ("thirty seven million", ("37000000", 3)),
        ("37 million", ("37000000", 2)),
        ("37,000,000", ("37000000", 1)),
        ("1.5 million", ("1500000", 2)),
        ("3.50 dollars", ("3.5", 1)),
        ("two million three hundred thousand", ("2300000", 5)),
        ("two million and five", ("2000005", 4)),
        ("3.5 trillion", ("3500000000000", 2)),
        ("one thousand two thousand", ("1000", 2)),
        ("1.5 million and 1,500,000", ("1500000", 2)),
        ("seven and eight", ("7", 1)),
        ("first", ("1st", 1)),
        ("sixth of may", ("6th", 1)),
        ("twelfth", ("12th", 1)),
        ("twenty second", ("22nd", 2)),
        ("thirtieth", ("30th", 1)),
        ("twenty thirtieth", ("20", 1)),
        ("two hundred and forty sixth", ("246th", 5)),
        ("one hundred twenty first million", ("121st", 4)),
        ("two thousand first responders", ("2000", 2)),
        ("treinta y cinco presas", ("35", 3)),
        ("doscientas cuarenta y un casas", ("241", 4)),
        ("ciento veinte", ("120", 2)),
        ("mil novecientos noventa y seis", ("1996", 5)),
        ("treinta y un mil quinientas familias", ("31500", 5)),
        ("un millón doscientos mil", ("1200000", 4)),
        ("dos mil trescientos millones", ("2300000000", 4)),
        ("dos mil millones", ("2000000000", 3)),
        ("noventa y algo", ("90", 1)),
        # They do not say how many.
        ("a hundred", None),
        ("hundred", None),
        ("thousands", None),
        ("million", None),
        ("half", None),
        ("and two", None),
        ("3rd", None),
    ],
)
def test_read_number(words: str, number: tuple[str, int] | None) -> None:
    assert read_number(words.split()) == number
    assert begins_number(words.split(maxsplit=1)[0]) or number is None


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("13", True), ("1.5", True), ("21st", True), ("percent", True), ("thousands", True), ("trillion", True), ("dozen", True),
        ("half", True), ("ferry", False), ("sand", False), ("13th-century", False), ("", False),
    ],
)  # fmt: skip
def test_is_number(word: str, is_one: bool) -> None:
    assert is_number(word) is is_one


@pytest.mark.parametrize(("word", "value"), [("three", 3), ("Third", 3), ("3rd", 3), ("31", 31), ("fifty", 50)])
def test_value_of(word: str, value: int) -> None:
    assert value_of(word) == value


def test_a_word_that_is_no_number_has_no_value() -> None:
    with pytest.raises(KeyError):
        value_of("ferry")
