"""What the product says in its own words, on the page, on the console and in answers; tests use the same names.

The texts are the TOML files beside this module, one a language, with the same names in each; ``wording.NAME`` is the text of
that name in the language that is spoken: English, but where somebody chose another (``speaking``, ``choose_by``). What only the
page says stands in ``ui/wording``. No text stands in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from language import Texts, write_day

_texts = Texts(Path(__file__).parent)
LONGEST_TOLD = 160  # characters of quoted words

# The tables of texts. They lie in the files as the texts do.
CHANGES: Mapping[str, str]
CUT_FROM: Mapping[str, str]
DROPPED_FOR: Mapping[str, str]
ENDS: Mapping[str, str]
RELATED: Mapping[str, str]
UNNAMED_SPEAKERS: Mapping[str, str]
VERDICTS: Mapping[str, str]
VERDICT_NAMES: Mapping[str, str]
VOICE_LABELS: Mapping[str, str]
VOICE_NOTES: Mapping[str, str]


def __getattr__(name: str) -> str:
    return _texts.text(name)


def list_texts(language: str) -> Iterator[tuple[str, str]]:
    """Yield the name of every text, and the text in a language."""
    return _texts.list_all(language)


def write_date(day: date | None) -> str:
    """Return the day of a release in words, and that it is undated where it has none."""
    return write_day(day) if day else _texts.UNDATED


def write_pages(pages: Iterable[int]) -> str:
    """Return on which pages words stand: 'p. 7', 'pp. 7–8, 11'; '' where there are none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    written = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    one = len(runs) == 1 and len(runs[0]) == 1
    return (_texts.PAGE if one else _texts.PAGES).format(pages=written) if runs else ""


def tell_undated(left_out: int) -> str:
    """Return that so many undated releases were left out of a period; '' where none was."""
    were = "was" if left_out == 1 else "were"
    return _texts.UNDATED_LEFT_OUT.format(count=count_of(left_out, "release"), were=were) if left_out else ""


def join_words(words: Sequence[str]) -> str:
    """Return words as a list in running text."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tell_model(
    name: str, *, kept: int, recited: int, quoted: int, dropped: Mapping[str, int], fell_back: str = ""
) -> list[str]:
    """Return in sentences what a language model did for an answer, first why it has none of its words, if it has not."""
    shown, left_out = kept + recited, sum(dropped.values())
    told = [fell_back] if fell_back else []
    if shown:
        told.insert(0, _texts.COMPOSED_BY.format(model=name))
    if shown and (left_out or quoted or recited):
        named = _texts.RECITED_OF_MODEL.format(count=recited) if recited else ""
        written = count_of(shown + quoted + left_out, "sentence")
        told.append(_texts.KEPT_OF_MODEL.format(shown=shown, written=written, recited=named))
    if quoted:
        one = quoted == 1
        repeated, are = ("repeats", "is") if one else ("repeat", "are")
        told.append(_texts.QUOTED_OF_MODEL.format(count=count_of(quoted, "sentence"), repeated=repeated, are=are))
    if left_out:
        most = sorted(dropped.items(), key=lambda entry: -entry[1])
        reasons = "; ".join(f"{_texts.table('DROPPED_FOR').get(why, why)} ({count})" for why, count in most)
        were = "was" if left_out == 1 else "were"
        told.append(_texts.DROPPED_OF_MODEL.format(count=count_of(left_out, "sentence"), were=were, reasons=reasons))
    return told


def list_names(names: Sequence[str]) -> str:
    """Return names in quotation marks, as a list in running text."""
    return join_words([f"‘{name}’" for name in names])


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: '1 release', '1,527 releases'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def count_verdicts(counts: Mapping[str, int]) -> str:
    """Return how many quotations have each verdict, in words: '5 quotations: 2 verbatim, 3 altered'."""
    told = ", ".join(
        f"{counts[name]} {_texts.table('VERDICT_NAMES')[name].lower()}"
        for name in _texts.table("VERDICT_NAMES")
        if name in counts
    )
    return f"{count_of(sum(counts.values()), 'quotation')}: {told}"


def word_refusal(unknown: Sequence[str], *, near: bool) -> str:
    """Return what a refusal says: that names are unknown here, that passages are near and none is clear, or neither."""
    if unknown:
        return _texts.NEVER_MENTIONED.format(names=list_names(unknown))
    return _texts.NOT_CLEARLY if near else _texts.NOT_IN_ARCHIVE
