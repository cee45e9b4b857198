"""What counts as English in the code: words of patterns and lists, wherever they are put together, and no others."""

from __future__ import annotations

import pytest

from benchmarks.vocabulary import Vocabulary, count_data, count_module


@pytest.mark.parametrize(
    ("source", "patterns", "words"),
    [
        ('A = re.compile(r"\\b(?:ferry|quay)s?\\b")', 1, 2),
        ('A = re.compile(r"(?P<place>[a-z]+)\\s\\w{2,4}")', 0, 0),
        ('LIST = "ferry|quay"\nA = re.compile(rf"\\b(?:{LIST})\\b")\nB = re.search(LIST, "x")', 2, 2),
        ('A = frozenset("ferry quay boat".split())', 0, 3),
        ('A = dict.fromkeys(("ferry", "quay"), 1)', 0, 2),
        ('"""A docstring."""\nMESSAGE = "The ferry is late."', 0, 0),
        ('A = frozenset(list_words("time.months"))', 0, 0),
    ],
)
def test_count_module(source: str, patterns: int, words: int) -> None:
    assert count_module("a.py", source) == Vocabulary(path="a.py", patterns=patterns, words=words)


def test_count_data() -> None:
    text = """
boats = "ferry barge"
places = ["quay", "old port"]
seasons = { spring = 3, summer = 6 } # the first of their months

[patterns]
late = '''{boats} is (?:late|slow)'''
"""
    assert count_data("a.toml", text) == Vocabulary(path="a.toml", patterns=1, words=2 + 3 + 2 + 3)
