"""What the product says in its own words, on the page, on the console and in answers; tests use the same names.

The texts are the TOML files beside this module, one a language, with the same names in each; ``wording.NAME`` is the text of
that name in the language that is spoken: English, but where somebody chose another (``speaking``, ``choose_by``). What only the
page says stands in ``ui/wording``. No text stands in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from babel import Locale

from language import Texts, plural_form, tell_day, tell_number, tell_share

_texts = Texts(Path(__file__).parent)
_COUNTED_VERDICTS = {
    "verbatim": "N_VERBATIM",
    "altered": "N_ALTERED",
    "misattributed": "N_MISATTRIBUTED",
    "not-found": "N_NOT_FOUND",
    "not-checked": "N_NOT_CHECKED",
}
LANGUAGES = _texts.languages
LONGEST_TOLD = 160  # characters of quoted words

# The tables of texts. They lie in the files as the texts do.
AT_AN_END: Mapping[str, str]
CHANGES: Mapping[str, str]
CUT_FROM: Mapping[str, str]
FIRST_LISTED: Mapping[str, str]
MENTIONED_BY: Mapping[str, str]
MENTIONING: Mapping[str, str]
MORE_LISTED: Mapping[str, str]
N_QUOTATIONS: Mapping[str, str]
N_RELEASES: Mapping[str, str]
N_SENTENCES: Mapping[str, str]
OF_KINDS: Mapping[str, str]
RELATED: Mapping[str, str]
THERE_ARE: Mapping[str, str]
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


def name_itself(language: str) -> str:
    """Return the name of a language in that language: 'Español'."""
    return (Locale(language).get_display_name() or language).capitalize()


def write_date(day: date | None) -> str:
    """Return the day of a release in words, and that it is undated where it has none."""
    return tell_day(day) if day else _texts.UNDATED


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
    return count_of(left_out, _texts.table("UNDATED_LEFT_OUT")) if left_out else ""


def tell_by_meaning(searched: int, by_meaning: int) -> str:
    """Return how much of an archive is found by meaning already; '' where that is all."""
    if by_meaning >= searched:
        return ""
    return _texts.BY_MEANING_SO_FAR.format(
        share=tell_share(by_meaning / searched), by_meaning=tell_number(by_meaning), searched=tell_number(searched)
    )


def join_words(words: Sequence[str]) -> str:
    """Return words as a list in running text: 'A, B and C'."""
    return _join(words, _texts.table("AND"))


def join_choices(words: Sequence[str]) -> str:
    """Return words of which any may be meant, as a list in running text: 'A, B or C'."""
    return _join(words, _texts.table("OR"))


def _join(words: Sequence[str], link: Mapping[str, str]) -> str:
    """Put words in a list; before some sounds a language has another word for 'and' or 'or' (Spanish 'e', 'u')."""
    if len(words) < 2:
        return "".join(words)
    *before, last = words
    form = "other" if re.match(link["before"], last, re.IGNORECASE) else "usual"
    return link[form].format(before=", ".join(before), last=last)


def tell_model(
    name: str, *, kept: int, recited: int, quoted: int, dropped: Mapping[str, int], fell_back: str = ""
) -> list[str]:
    """Return in sentences what a language model did for an answer, first why it has none of its words, if it has not."""
    shown, left_out = kept + recited, sum(dropped.values())
    told = [fell_back] if fell_back else []
    if shown:
        told.insert(0, _texts.COMPOSED_BY.format(model=name))
    if shown and (left_out or quoted or recited):
        written = count_of(shown + quoted + left_out, _texts.table("N_SENTENCES"))
        forms = _texts.table("KEPT_AND_RECITED_OF_MODEL" if recited else "KEPT_OF_MODEL")
        told.append(count_of(shown, forms, written=written, recited=recited))
    if quoted:
        told.append(count_of(quoted, _texts.table("QUOTED_OF_MODEL")))
    if left_out:
        most = sorted(dropped.items(), key=lambda entry: -entry[1])
        reasons = "; ".join(f"{_texts.table('DROPPED_FOR').get(why, why)} ({count})" for why, count in most)
        told.append(count_of(left_out, _texts.table("DROPPED_OF_MODEL"), reasons=reasons))
    return told


def put_in_marks(name: str) -> str:
    """Return a name in the quotation marks of the language."""
    return _texts.NAME_IN_MARKS.format(name=name)


def list_names(names: Sequence[str]) -> str:
    """Return names in quotation marks, as a list in running text."""
    return join_words([put_in_marks(name) for name in names])


def count_of(number: int, forms: Mapping[str, str], **fields: object) -> str:
    """Return the form of a text that goes with a number, filled in: '1 release', '1,527 releases'."""
    return plural_form(forms, number).format(count=tell_number(number), **fields)


def count_verdicts(counts: Mapping[str, int]) -> str:
    """Return how many quotations have each verdict, in words: '5 quotations: 2 verbatim, 3 altered'."""
    told = [count_of(counts[name], _texts.table(forms)) for name, forms in _COUNTED_VERDICTS.items() if name in counts]
    quotations = count_of(sum(counts.values()), _texts.table("N_QUOTATIONS"))
    return _texts.COUNTED_VERDICTS.format(quotations=quotations, counts=", ".join(told))


def word_refusal(unknown: Sequence[str], *, near: bool) -> str:
    """Return what a refusal says: that names are unknown here, that passages are near and none is clear, or neither."""
    if unknown:
        return _texts.NEVER_MENTIONED.format(names=list_names(unknown))
    return _texts.NOT_CLEARLY if near else _texts.NOT_IN_ARCHIVE
