"""The words and patterns that lie in TOML files: what stands for what, and that each of them is used."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from language.vocabulary import ENGLISH, LANGUAGES, each_pattern, entries, entry, list_words, pattern, word_set

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "language").glob("*.toml")}
TABLES = ("patterns", "exact_patterns")
PATTERNS = [f"{subject}.{key}" for subject, held in FILES.items() for table in TABLES for key in held.get(table, {})]
ENTRIES = [f"{subject}.{key}" for subject, held in FILES.items() for key in held if key not in TABLES]
# What the other languages have beside English: (language, subject, what its file holds).
OTHERS = [
    (path.parent.name, path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "language").glob("*/*.toml"))
]


def listed(held: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a file that are words, those that it keeps apart among them."""
    return {key: words for key, words in held.items() if key not in (*TABLES, "apart")} | held.get("apart", {})


def test_words_come_in_the_order_of_the_file() -> None:
    assert list_words("numbers.units")[:3] == ("zero", "one", "two")
    assert list_words("time.months", ENGLISH)[:3] == ("January", "Jan", "February")
    assert list_words("time.seasons")[0] == "spring"
    assert word_set("words.first_person", "quantities.times") >= {"i", "i'm", "i've", "i'll", "i'd", "hour"}
    assert entry("time.seasons")["spring"] == 3


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("questions.points_at_them", "And what about THEIRS?", "THEIRS"),  # case does not count
        ("sentences.number", "It is no.", None),  # but does in an exact pattern
        ("saying.still_speaking", "Did he point\u00a0out the reef?", "Did he point\u00a0out"),  # any white space
        ("time.which_season", "by last winter", "last winter"),
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
    assert not any(re.search(r"\{[a-z]|\n", one.pattern) for one in each_pattern(name))


# --- more than one language ---


def test_words_of_all_languages_are_read_together_and_those_of_english_come_first() -> None:
    assert LANGUAGES[0] == ENGLISH
    assert {"es", "fr", "de", "pt"} < set(LANGUAGES)
    reporters = list_words("titles.reporter")
    assert {"reporter", "pregunta", "journaliste", "frage", "jornalista"} <= set(reporters)
    assert reporters.index("reporter") < reporters.index("pregunta")
    assert list_words("titles.reporter", ENGLISH)[0] == "q"
    assert "pregunta" not in list_words("titles.reporter", ENGLISH)
    assert entry("time.days")["ayer"] == entry("time.days")["yesterday"] == 1


def test_words_kept_apart_are_only_their_language_s() -> None:
    assert "octubre" not in word_set("time.months")
    assert "octubre" in list_words("time.months", "es")
    assert entries("time.months")["es"][9][0] == "octubre"
    assert not pattern("time.range_joint").fullmatch(" octubre ")
    months = dict(zip(("de", "es", "fr", "pt", "en"), each_pattern("time.day_and_month"), strict=True))
    assert months["es"].search("2 de octubre")
    assert not months["en"].search("2 octubre")


def test_a_pattern_of_several_languages_matches_what_any_does_and_keeps_its_regard_to_case() -> None:
    assert pattern("time.tied_after").search("DESDE el ")
    assert pattern("time.tied_after").search("since the ")
    assert pattern("time.to_come").search("¿Hasta cuándo durará la veda?")
    assert not pattern("time.to_come").search("¿CUÁNDO DURARÁ?")


def test_patterns_whose_groups_have_one_name_are_asked_for_one_by_one() -> None:
    with pytest.raises(ValueError, match="each_pattern"):
        pattern("time.day_and_month")


@pytest.mark.parametrize(("language", "subject", "held"), OTHERS, ids=[f"{one[0]}-{one[1]}" for one in OTHERS])
def test_a_language_gives_what_english_gives(language: str, subject: str, held: dict[str, Any]) -> None:
    """An entry that no file of English and no code knows would never be read."""
    english, names = FILES[subject], used()
    keys = {*listed(held), *(key for table in TABLES for key in held.get(table, {}))}
    known = {*english, *(key for table in TABLES for key in english.get(table, {}))}
    written = " ".join(text for table in TABLES for text in held.get(table, {}).values())
    unread = {key for key in keys - known if f"{subject}.{key}" not in names and f"{{{key}}}" not in written}
    assert not unread, f"language/{language}/{subject}.toml"
    for key, words in listed(held).items():
        both = words, english.get(key, words)
        assert isinstance(both[0], dict) == isinstance(both[1], dict), key


@cache
def used() -> frozenset[str]:
    """Return the names by which code and patterns refer to what lies in the files, and how put-together names begin."""
    return frozenset(each_used())


def each_used() -> Iterator[str]:
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
    names = used()
    begun = tuple(name for name in names if name.endswith("_"))
    assert [name for name in [*ENTRIES, *PATTERNS] if name not in names and not name.startswith(begun)] == []
