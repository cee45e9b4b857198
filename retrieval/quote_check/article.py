"""Articles: every quotation of a text, attributed as the text attributes it, and checked; as text, CSV and JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive import UsageError
from language import Attributed, find_attributed, fold_words, holds_title, names_several, tell_number, word_set
from retrieval import wording
from retrieval.answer import Citation
from retrieval.csv_export import write_csv
from retrieval.quote_check.verdict import QUOTE_CHECK_SCHEMA, QuoteCheck

_LONGEST_ARTICLE = 200_000  # characters; a long report, some sixty pages
_FEWEST_WORDS = 4  # a shorter quotation is a term, or said by chance
_NAMES_NOBODY = word_set("statements.names_nobody")  # as first word
# Where a paragraph goes on in the next line, which is read as one.
_BROKEN_LINE = re.compile(r"(?<=[^\n.!?:”’»“\"'])\n(?=[^\n“„«‘\"'—–-])|(?<=[^\n])\n(?=[a-zß-ÿ])")
_COLUMNS = (
    "n", "start", "end", "quote", "attributed_to", "verdict", "speaker", "changes", "release_id", "title", "date", "url",
    "source_start", "source_end", "source_quote", "similarity", "note", "page",
)  # fmt: skip

CheckQuote = Callable[[str, str | None], QuoteCheck]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """One quotation of an article: ``quote`` equals ``text[start:end]``, without its marks, which are part of ``marked``.

    ``attributed_to`` is whom the article says it is from, as it is printed, None where it does not say. ``check`` is None
    where the quotation was not checked; ``note`` says why, or what was not compared.
    """

    n: int
    start: int
    end: int
    quote: str
    attributed_to: str | None
    check: QuoteCheck | None
    note: str = ""
    marked: tuple[int, int] = (0, 0)

    @property
    def verdict(self) -> str:
        """The verdict, or 'not-checked'."""
        return self.check.verdict.value if self.check else "not-checked"

    def to_json(self) -> dict[str, Any]:
        """Return the quotation with its check as JSON-ready values."""
        return {
            "n": self.n, "start": self.start, "end": self.end, "quote": self.quote, "attributed_to": self.attributed_to,
            "note": self.note, "check": self.check.to_json() if self.check else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCheck:
    """An article and its quotations, in order."""

    text: str
    quotations: tuple[CheckedQuotation, ...]

    def count(self) -> dict[str, int]:
        """Return how many quotations have each verdict, and how many were 'not-checked'."""
        return dict(Counter(quotation.verdict for quotation in self.quotations))

    def to_json(self) -> dict[str, Any]:
        """Return the article's checks as JSON-ready values; each is a quote check with its place in the article."""
        return {
            "schema": QUOTE_CHECK_SCHEMA,
            "counts": self.count(),
            "quotations": [quotation.to_json() for quotation in self.quotations],
        }

    def to_csv(self) -> str:
        """Return a table with a line for each quotation: its verdict, and the first place that the verdict rests on."""
        return write_csv(_COLUMNS, map(_row, self.quotations))

    def annotated(self) -> str:
        """Return the article with '[n: verdict]' behind every quotation."""
        parts: list[str] = []
        position = 0
        for quotation in self.quotations:
            behind = quotation.marked[1]
            verdict = wording.VERDICT_NAMES[quotation.verdict].lower()
            parts += [self.text[position:behind], f" [{quotation.n}: {verdict}]"]
            position = behind
        return "".join([*parts, self.text[position:]])


def check_article(text: str, check: CheckQuote) -> ArticleCheck:
    """Return the checks of an article's quotations; ``check`` takes a quotation and who is claimed to have said it.

    Raises UsageError for a text that is too long, or that has no quotation in it.
    """
    if len(text) > _LONGEST_ARTICLE:
        raise UsageError(
            wording.TEXT_TOO_LONG.format(length=tell_number(len(text)), limit=tell_number(_LONGEST_ARTICLE))
        )
    found = find_attributed(_BROKEN_LINE.sub(" ", text))
    if not found:
        raise UsageError(wording.NO_QUOTATION)
    checked = (_check_one(n, text, quotation, check) for n, quotation in enumerate(found, 1))
    return ArticleCheck(text=text, quotations=tuple(checked))


def _check_one(n: int, text: str, quotation: Attributed, check: CheckQuote) -> CheckedQuotation:
    quote = text[quotation.start : quotation.end].strip()
    start = text.index(quote, quotation.start)
    claimed, note = _comparable(quotation.speaker)
    checked: QuoteCheck | None = None
    if len(fold_words(quote)) < _FEWEST_WORDS:
        note = wording.TOO_SHORT_TO_CHECK
    else:
        try:
            checked = check(quote, claimed)
        except UsageError as error:
            note = str(error)
    return CheckedQuotation(
        n=n,
        start=start,
        end=start + len(quote),
        quote=quote,
        attributed_to=quotation.printed,
        check=checked,
        note=note,
        marked=(quotation.start - 1, min(quotation.end + 1, len(text))),
    )


def _comparable(speaker: str | None) -> tuple[str | None, str]:
    """Return the name to compare, and what to say where an attribution is no name that could be compared."""
    if speaker is None:
        return None, wording.NOT_ATTRIBUTED
    if names_several(speaker):
        return None, wording.SEVERAL_NAMES.format(speaker=speaker)
    names = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", speaker) if word[0].isupper()]
    described, _of, _name = re.split(r"( of | for |$)", speaker, maxsplit=1)
    if speaker.split()[0].casefold() in _NAMES_NOBODY and (len(names) < 2 or (_of and not holds_title(described))):
        return None, wording.NO_NAME.format(speaker=speaker)
    return speaker, ""


def _row(quotation: CheckedQuotation) -> list[object]:
    check = quotation.check
    matches = check.matches if check else ()
    first = next((match for match in matches if match.credited), matches[0] if matches else None)
    place = first.citation if first else None
    notes = (quotation.note, *(check.notes if check else ()), *(first.corrected if first else ()))
    return [
        quotation.n, quotation.start, quotation.end, quotation.quote, quotation.attributed_to, quotation.verdict,
        check.speaker if check else None, " ".join(check.changes) if check else "",
        *(_cells(place) if place else [None] * 7),
        round(first.similarity, 3) if first else None,
        " ".join(filter(None, notes)), place.page if place else None,
    ]  # fmt: skip


def _cells(place: Citation) -> list[object]:
    return [
        place.release_id, place.title, place.date or wording.UNDATED, place.link, place.start, place.end, place.quote
    ]  # fmt: skip
