"""The product's own words: what each text must not say, and that nothing is worded twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale

from language import (
    find_locale,
    speaking,
    tell_day,
    tell_day_of_year,
    tell_month,
    tell_month_of_year,
    tell_number,
    tell_share,
    write_day,
    write_month,
)
from retrieval import Chip, ChipField, Filters, Texts, wording
from ui import wording as page_wording

ROOT = Path(__file__).parents[1]
PARTS = ("retrieval", "ui")

# Officials denied something. That what they said was untrue is for nobody here to say.
ACCUSES = {
    "en": r"\b(?:not so|untrue|false|falsely|lie[sd]?|lying|wrongly|mis(?:led|lead|stated))\b",
    "es": r"\b(?:falso|falsa|falsamente|false\w+|mentir\w*|mienten?|mint\w+|engañ\w+|no es (?:cierto|verdad)|desmint\w+)\b",
}
# '«Visados»', '15.204', '24 de octubre de 2016' by the language's own rules, not by what English happens to do.
SPANISH = find_locale("es-ES", wording.LANGUAGES)
MEXICAN = find_locale("es-MX", wording.LANGUAGES)


def texts(part: str, language: str = "en") -> Iterator[tuple[str, str]]:
    return Texts(ROOT / part / "wording").list_all(language)


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_no_text_reads_as_if_officials_lied(part: str, language: str) -> None:
    found = list(texts(part, language))
    assert len(found) > 50
    assert [(name, text) for name, text in found if re.search(ACCUSES[language], text, re.IGNORECASE)] == []


def test_nothing_is_worded_twice() -> None:
    ours, theirs = ({name.partition(".")[0] for name, _ in texts(part)} for part in PARTS)
    assert ours & theirs == set()
    said, shown = ({folded for _, text in texts(part) if (folded := text.casefold().strip(" .:"))} for part in PARTS)
    assert said & shown == set()


@pytest.mark.parametrize(
    ("pages", "written"),
    [([], ""), ([7], "p. 7"), ([7, 7], "p. 7"), ([9, 7, 8], "pp. 7–9"), ([11, 2, 3], "pp. 2–3, 11")],
)
def test_pages_in_words(pages: list[int], written: str) -> None:
    assert wording.write_pages(pages) == written


@pytest.mark.parametrize(
    ("days", "undated", "told"),
    [
        ([date(2031, 5, 4), date(2031, 9, 30)], 0, "4 statements by 1 speaker, May 4 to September 30, 2031"),
        ([date(2031, 5, 4)], 3, "4 statements by 1 speaker, May 4, 2031, 3 undated"),
        ([], 4, "4 statements by 1 speaker, 4 undated"),
    ],
)
def test_a_timelines_statements_in_words(days: list[date], undated: int, told: str) -> None:
    assert page_wording.counted_statements(4, 1, days, undated) == told


def used_texts(source: str, *, in_wording: bool) -> Iterator[tuple[str, str]]:
    """Yield the texts that a module names: by which name of the module or object that has them, and their own."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id="wording" | "shared" | "_texts" as holder), attr=name) if (
                name.isupper()
            ):
                yield holder, name
            case ast.Constant(value=str(name)) if in_wording and name.isupper():  # the name of a table
                yield "_texts", name


def test_every_text_is_there_and_is_used() -> None:
    held = {part: {name.partition(".")[0] for name, _ in texts(part)} for part in PARTS}
    used: dict[str, set[str]] = {part: set() for part in PARTS}
    for path in (path for part in (*PARTS, "serving") for path in (ROOT / part).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        # What `wording` is here: `shared` is always the wording of answers.
        own = path.relative_to(ROOT).parts[0]
        page = own if "from serving import wording" in source else "ui" if own == "ui" else "retrieval"
        for holder, name in used_texts(source, in_wording=path.parent.name == "wording"):
            part = "retrieval" if holder == "shared" else page
            if part in used:
                used[part].add(name)
    constants = {"LANGUAGES", "LONGEST_TOLD"}
    assert {part: used[part] - constants for part in PARTS} == held


@pytest.mark.parametrize("part", PARTS)
def test_no_text_is_taken_before_it_is_known_who_asks(part: str) -> None:
    taken = []
    for path in (ROOT / part).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.Lambda)
            for body in (node.body if isinstance(node.body, list) else [node.body])
            for inner in ast.walk(body)
        }
        taken += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node not in inside
            and isinstance(node.value, ast.Name) and node.value.id in {"wording", "shared"} and node.attr.isupper()
        ]  # fmt: skip
    assert taken == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, date(2031, 5, 1), ""),
        (date(2031, 5, 1), date(2031, 5, 1), "May 1, 2031"),
        (date(2031, 5, 1), date(2031, 12, 3), "May 1 to December 3, 2031"),
        (date(2031, 5, 1), date(2032, 12, 3), "May 1, 2031 to December 3, 2032"),
    ],
)
def test_a_period_has_no_more_than_is_needed(first: date | None, last: date | None, words: str) -> None:
    assert page_wording.period(first, last) == words


@pytest.mark.parametrize(
    ("named", "searched", "words"),
    [
        ((date(2031, 8, 1), date(2031, 8, 31)), (date(2031, 8, 1), date(2031, 8, 31)), "August 2031"),
        ((date(2031, 8, 1), date(2031, 9, 30)), (date(2031, 8, 1), date(2031, 9, 30)), "August to September 2031"),
        ((date(2031, 8, 1), date(2032, 1, 31)), (date(2031, 8, 1), date(2032, 1, 31)), "August 2031 to January 2032"),
        ((date(2031, 8, 2), date(2031, 8, 2)), (date(2031, 8, 2), date(2031, 8, 20)), "around August 2, 2031"),
        ((date(2031, 8, 2), date(2031, 8, 9)), (date(2031, 8, 2), None), "from August 2, 2031 on"),
        ((date(2031, 8, 2), date(2031, 8, 9)), (None, date(2031, 8, 9)), "up to August 9, 2031"),
        ((None, None), (None, None), ""),
    ],
)
def test_the_period_of_a_chip_is_what_was_named(
    named: tuple[date | None, date | None], searched: tuple[date | None, date | None], words: str
) -> None:
    chip = Chip(
        field=ChipField.PERIOD, start=0, end=4, words="then", named_since=named[0], named_until=named[1],
        filters=Filters(since=searched[0], until=searched[1]),
    )  # fmt: skip
    assert page_wording.describe_period(chip) == words


@pytest.mark.parametrize("part", PARTS)
def test_every_language_says_the_same(part: str) -> None:
    english = dict(texts(part))
    for language in set(Texts(ROOT / part / "wording").by_language) - {"en"}:
        other = dict(texts(part, language))
        # A language may need more forms of a number than English has: 'many', 'few'.
        assert {name for name in other if not name.endswith((".zero", ".two", ".few", ".many"))} == set(english)
        assert {name: fields(text) for name, text in english.items()} == {name: fields(other[name]) for name in english}
        assert {name for name in english if not english[name]} == {name for name in other if not other[name].strip()}


def fields(text: str) -> set[str]:
    """Return the names of a text's fields; JSON that is shown as it is has none."""
    return set(re.findall(r"\{(\w+)(?:![rs])?\}", text))


@pytest.mark.parametrize("part", PARTS)
def test_no_text_writes_a_number_by_itself(part: str) -> None:
    assert [name for name, text in texts(part) if re.search(r"\{\w+(?:![rs])?:[^}]*\}", text)] == []


@pytest.mark.parametrize("module", [wording, page_wording])
def test_a_table_of_texts_is_one_in_the_data(module: ModuleType) -> None:
    """Attributes that are declared as tables are tables, and all others that are used outside are texts."""
    held = Texts(Path(str(module.__file__)).parent).by_language["en"]
    assert [name for name in module.__annotations__ if name.isupper() and not isinstance(held[name], dict)] == []
    outside = "".join(
        path.read_text(encoding="utf-8")
        for part in (*PARTS, "serving")
        for path in (ROOT / part).rglob("*.py")
        if path.parent.name != "wording"
    )
    used = {name for name in held if re.search(rf"\b(?:wording|shared)\.{name}\b", outside)}
    assert {name for name in used if isinstance(held[name], dict)} <= set(module.__annotations__)


def test_english_days_are_written_as_what_is_indexed() -> None:
    for number in range(0, 800, 7):
        day = date(2031, 1, 1) + timedelta(days=number)
        assert (tell_day(day), tell_month(day)) == (write_day(day), write_month(day))


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (None, ["June 4, 2031", "June 2031", "June 4", "Jun", "1,527", "85%", "1,527 releases"]),
        (SPANISH, ["4 de junio de 2031", "junio de 2031", "4 de junio", "jun", "1.527", "85\u00a0%", "1.527 comunicados"]),
        (MEXICAN, ["4 de junio de 2031", "junio de 2031", "4 de junio", "jun", "1,527", "85%", "1,527 comunicados"]),
    ],
)  # fmt: skip
def test_days_numbers_and_plurals_are_the_languages_own(locale: Locale | None, told: list[str]) -> None:
    day = date(2031, 6, 4)
    with speaking(locale):
        assert told == [
            tell_day(day), tell_month(day), tell_day_of_year(day), tell_month_of_year(day, short=True), tell_number(1527),
            tell_share(0.85), wording.count_of(1527, wording.N_RELEASES),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "all_of_them", "any_of_them"),
    [
        (["Torres"], "Torres", "Torres"),
        (["Torres", "Ibarra"], "Torres e Ibarra", "Torres o Ibarra"),
        (["Ibarra", "Torres", "Hidalgo"], "Ibarra, Torres e Hidalgo", "Ibarra, Torres o Hidalgo"),
        (["agua", "hielo"], "agua y hielo", "agua o hielo"),
        (["Torres", "Ochoa"], "Torres y Ochoa", "Torres u Ochoa"),
        (["«Torres»", "«Iglesias»"], "«Torres» e «Iglesias»", "«Torres» o «Iglesias»"),
    ],
)
def test_words_in_a_list_sound_right_in_spanish(words: list[str], all_of_them: str, any_of_them: str) -> None:
    with speaking(SPANISH):
        assert (wording.join_words(words), wording.join_choices(words)) == (all_of_them, any_of_them)


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("es", "es"), ("es-MX", "es_MX"), ("es-419", "es_419"), ("es-XX", "es"), ("ES", "es"), ("en", "en_US"),
        ("en-GB", "en_US"), ("fr", None), ("", None), ("es_ES", None), ("x" * 500, None), ("<script>", None), ("es-\ud800", "es"),
    ],
)  # fmt: skip
def test_a_tag_that_is_not_spoken_names_no_language(tag: str, locale: str | None) -> None:
    found = find_locale(tag, wording.LANGUAGES)
    assert (str(found) if found else None) == locale


def test_every_stage_of_an_ingest_has_words() -> None:
    begun = {
        stage
        for path in (ROOT / "ingest").glob("*.py")
        for stage in re.findall(r'progress\.begin\("([^"]+)"', path.read_text(encoding="utf-8"))
        if path.name != "sources.py"  # what is fetched is no store yet
    }
    assert begun == {stage for name, stage in texts("ui") if name.startswith("STAGES.")}
