"""Unknown names: what a question names and the archive never does. Such a question has no answer here, however near one seems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from archive import CatalogueReader
from language import ENGLISH, STOP_WORDS, WORD, detect_foreign, entries, find_days, list_words, pattern, word_set

WITHIN = 4  # words that may stand between the words of a name: 'Robert' and 'Byrd' in 'Robert C. Byrd'
_NAME_END = pattern("questions.name_end")
_DAYS = {word.lower() for word in word_set("time.months", "time.weekdays")}
_TITLE_CASE = 4  # words, all with capitals but those that are small in titles: then these say nothing
_SMALL_IN_TITLES = word_set("words.small_in_titles")
_ANY_DAY = date(2000, 1, 1)  # only where periods stand counts here
_PARTS = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])")
_NUMERAL = re.compile(r"\d+|[IVX]{2,}")
_OPENING = STOP_WORDS | word_set("questions.openings")
_WITH_STOP_WORDS = frozenset(entries("words.stop_words"))
_NOUNS_IN_CAPITALS = word_set("languages.nouns_in_capitals")


def unknown_names(question: str, catalogue: CatalogueReader) -> list[str]:
    """Return the names of a question that no passage of the archive holds, whoever speaks there.

    A name is unknown where one of its words is, or where its words never stand near one another, together or apart ('FairView'
    is 'Fair View' too). A word with a hyphen ('Los Angeles-area') is judged by its parts alone. In a language whose nouns have
    capitals nothing tells a name.
    """
    language = detect_foreign(question, [ENGLISH])
    if language in _NOUNS_IN_CAPITALS:
        return []
    opening = _OPENING.union(list_words("words.stop_words", language) if language in _WITH_STOP_WORDS else ())
    return [" ".join(name) for name in names_in(question, opening) if _is_unknown(name, catalogue)]


def names_in(question: str, opening: Collection[str] = _OPENING) -> list[list[str]]:
    """Return the runs of capitalised words of a question, without months, days and the words of ``opening`` at their ends.

    Where all words have capitals they mark no name, and a period ('Q1 2031') is none.
    """
    if _is_title_case(question):
        return []
    for start, end, _ in reversed(find_days(question, reference=_ANY_DAY)):
        question = f"{question[:start]};{question[end:]}"
    return [name for piece in _NAME_END.split(question) for run in _runs(piece) if (name := _trimmed(run, opening))]


def _is_title_case(question: str) -> bool:
    words = [word for word in WORD.findall(question) if word not in _SMALL_IN_TITLES]
    return len(words) >= _TITLE_CASE and not any(word[0].islower() for word in words)


def _runs(piece: str) -> Iterator[list[str]]:
    run: list[str] = []
    for match in re.finditer(r"\S+", piece):
        word = match.group().strip("’'-")
        if word[:1].isupper() or (run and _NUMERAL.fullmatch(word)):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _trimmed(run: list[str], opening: Collection[str]) -> list[str]:
    while run and (run[0].lower() in opening or run[0].lower().rstrip(".") in _DAYS):
        run = run[1:]
    while run and (run[-1].isdigit() or run[-1].lower() in opening or run[-1].lower() in _DAYS):
        run = run[:-1]
    return run


def _is_unknown(name: list[str], catalogue: CatalogueReader) -> bool:
    words = [part for word in name for part in WORD.findall(word.replace("-", " ").replace("–", " "))]
    frequencies = catalogue.document_frequencies(words)
    if _is_written_otherwise(words, frequencies, catalogue):
        return False
    if any(not count for count in frequencies.values()):
        return len(words) == 1 or not catalogue.people_named(" ".join(name))  # 'Meg Vale' is called Margaret
    return len(words) > 1 and not any("-" in word for word in name) and not catalogue.hold_near(words, within=WITHIN)


def _is_written_otherwise(words: Sequence[str], frequencies: Mapping[str, int], catalogue: CatalogueReader) -> bool:
    """Whether the archive writes as one word what the name has in two, or the other way round."""
    joined = "".join(words)
    if len(words) == 2 and catalogue.document_frequencies([joined])[joined]:
        return True
    parts = _PARTS.findall(joined)
    return len(words) == 1 and not frequencies[joined] and len(parts) > 1 and catalogue.hold_near(parts, within=0)
