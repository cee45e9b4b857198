"""The words and patterns that lie in TOML files: what stands for what, and that each of them is used."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from language.vocabulary import entry, list_words, pattern, word_set

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "language").glob("*.toml")}
TABLES = ("patterns", "exact_patterns")
PATTERNS = [f"{subject}.{key}" for subject, held in FILES.items() for table in TABLES for key in held.get(table, {})]
ENTRIES = [f"{subject}.{key}" for subject, held in FILES.items() for key in held if key not in TABLES]


def test_words_come_in_the_order_of_the_file() -> None:
    assert list_words("numbers.units")[:3] == ("zero", "one", "two")
    assert list_words("time.months")[:3] == ("January", "Jan", "February")
    assert list_words("time.seasons")[0] == "spring"
    assert word_set("words.first_person", "numbers.joint") == {"i", "i'm", "i've", "i'll", "i'd", "and"}
    assert entry("time.seasons")["spring"] == 3


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("questions.points_at_them", "And what about THEIRS?", "THEIRS"),  # case does not count
        ("sentences.number", "It is no.", None),  # but does in an exact pattern
        ("saying.did_say", "Did he point\u00a0out the reef?", "Did he point\u00a0out"),  # a space is any white space
        ("time.season_of_year", "in the winter of 2031", "the winter of 2031"),  # words of another file and of its own
        ("quantities.scope_since", "open since last May", "since last May"),
        ("releases.named_day", "on march 4, 2031", None),  # words in an exact pattern are exact
    ],
)
def test_a_pattern_holds_the_words_that_it_names(name: str, text: str, found: str | None) -> None:
    match = pattern(name).search(text)
    assert (match and match.group()) == found


def test_a_name_that_is_in_no_file_is_an_error() -> None:
    with pytest.raises(KeyError):
        list_words("time.tomorrows")
    with pytest.raises(KeyError, match="no pattern 'tomorrow'"):
        pattern("time.tomorrow")


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_compiles_and_names_what_there_is(name: str) -> None:
    assert not re.search(r"\{[a-z]|\n", pattern(name).pattern)


def used() -> Iterator[str]:
    """Yield the names by which code and patterns refer to what lies in the files, and how names begin that code puts together."""
    for path in (
        path for part in ("language", "archive", "ingest", "retrieval") for path in (ROOT / part).rglob("*.py")
    ):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        yield from (text for text in texts if re.match(r"[a-z_]+\.[a-z_]+$", text))
        # A name that is put together: the file's in one text ('numbers.'), the entry's in another, or that of an enumeration.
        keys = texts | {node.id.lower() for node in nodes if isinstance(node, ast.Name)}
        yield from (
            f"{subject}.{key}" for subject in FILES.keys() & {text.rstrip(".") for text in texts} for key in keys
        )
    for subject, held in FILES.items():
        for text in [text for table in TABLES for text in held.get(table, {}).values()]:
            for name in re.findall(r"\{([a-z_.]+)\}", text):
                yield name if "." in name else f"{subject}.{name}"


def test_nothing_lies_in_the_files_that_nobody_uses() -> None:
    names = set(used())
    begun = tuple(name for name in names if name.endswith("_"))
    assert [name for name in [*ENTRIES, *PATTERNS] if name not in names and not name.startswith(begun)] == []
