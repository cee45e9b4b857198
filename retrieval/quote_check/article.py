"""Articles: every quotation of a text found, attributed as the text attributes it, and checked; as a table, CSV and JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from archive import UsageError
from language import Attributed, find_quotations, fold_words
from retrieval import wording
from retrieval.csv_export import write_csv
from retrieval.quote_check.check import QUOTE_CHECK_SCHEMA, QuoteCheck

LONGEST_ARTICLE = 200_000  # characters; a long report, some sixty pages
FEWEST_WORDS = 4  # a shorter quotation is a term, or said by chance
COLUMNS = (
    "n", "start", "end", "quote", "attributed_to", "verdict", "speaker", "changes", "release_id", "title", "date", "url",
    "source_start", "source_end", "source_quote", "similarity", "note",
)  # fmt: skip

CheckQuote = Callable[[str, str | None], QuoteCheck]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """One quotation of an article: ``quote`` equals ``text[start:end]``, without its marks.

    ``attributed_to`` is whom the article says it is from, None where it does not say. ``check`` is None where the quotation
    was not checked; ``note`` says why, or what was not compared.
    """

    n: int
    start: int
    end: int
    quote: str
    attributed_to: str | None
    check: QuoteCheck | None
    note: str = ""

    @property
    def verdict(self) -> str:
        """The verdict's name, 'not-checked' where there is none."""
        return self.check.verdict.value if self.check else "not-checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCheck:
    """An article and its quotations, in order."""

    text: str
    quotations: tuple[CheckedQuotation, ...]

    def count(self) -> dict[str, int]:
        """Return how many quotations have each verdict, and how many were 'not-checked'."""
        return dict(Counter(one.verdict for one in self.quotations))

    def to_json(self) -> dict[str, Any]:
        """Return the article's checks as JSON-ready values; each is a quote check with its place in the article."""
        return {
            "schema": QUOTE_CHECK_SCHEMA,
            "counts": self.count(),
            "quotations": [
                {"n": one.n, "start": one.start, "end": one.end, "quote": one.quote, "attributed_to": one.attributed_to,
                 "note": one.note, "check": one.check.to_json() if one.check else None}
                for one in self.quotations
            ],
        }  # fmt: skip

    def to_csv(self) -> str:
        """Return one line a quotation, under a header, with what each verdict rests on first of all."""
        return write_csv(COLUMNS, map(_row, self.quotations))

    def annotated(self) -> str:
        """Return the article with '[n: verdict]' behind every quotation."""
        parts: list[str] = []
        position = 0
        for one in self.quotations:
            behind = min(one.end + 1, len(self.text))  # behind the closing mark
            verdict = wording.VERDICT_NAMES[one.verdict].lower()
            parts += [self.text[position:behind], f" [{one.n}: {verdict}]"]
            position = behind
        return "".join([*parts, self.text[position:]])


def check_article(text: str, check: CheckQuote) -> ArticleCheck:
    """Return the checks of an article's quotations; ``check`` takes a quotation and who is claimed to have said it.

    Raises UsageError for a text that is too long, or that has no quotation in it.
    """
    if len(text) > LONGEST_ARTICLE:
        raise UsageError(
            f"the text has {len(text):,} characters, and {LONGEST_ARTICLE:,} is the limit: check it in parts"
        )
    found = find_quotations(text)
    if not found:
        raise UsageError(
            "the text has no quotation in it, nothing between “ and ” or between straight quotation marks: to check words"
            " without marks, give them as the quotation itself"
        )
    return ArticleCheck(text=text, quotations=tuple(_check_each(text, found, check)))


def _check_each(text: str, found: list[Attributed], check: CheckQuote) -> Iterator[CheckedQuotation]:
    for n, one in enumerate(found, 1):
        quote = text[one.start : one.end]
        claimed, note = _comparable(one.speaker)
        checked: QuoteCheck | None = None
        if len(fold_words(quote)) < FEWEST_WORDS:
            note = wording.TOO_SHORT_TO_CHECK
        else:
            try:
                checked = check(quote, claimed)
            except UsageError as error:
                note = str(error)
        yield CheckedQuotation(
            n=n, start=one.start, end=one.end, quote=quote, attributed_to=one.speaker, check=checked, note=note
        )


def _comparable(speaker: str | None) -> tuple[str | None, str]:
    """Return the name to compare, and what to say where an attribution is no name that could be compared."""
    if speaker is None:
        return None, wording.NOT_ATTRIBUTED
    names = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", speaker) if word[0].isupper()]
    if (
        speaker.split()[0].casefold() in {"the", "a", "an", "his", "her", "he", "she", "they", "it", "one"}
        and len(names) < 2
    ):
        return None, wording.NO_NAME.format(speaker=speaker)
    return speaker, ""


def _row(one: CheckedQuotation) -> list[object]:
    check = one.check
    first = (
        next((match for match in check.matches if match.credited), check.matches[0])
        if check and check.matches
        else None
    )
    notes = " ".join(filter(None, (one.note, *(check.notes if check else ()), *(first.corrected if first else ()))))
    return [
        one.n, one.start, one.end, one.quote, one.attributed_to, one.verdict,
        check.speaker if check else None, " ".join(check.changes) if check else "",
        *((first.release_id, first.title, first.date, first.url, first.start, first.end, first.quote, round(first.similarity, 3))
          if first else [None] * 8),
        notes,
    ]  # fmt: skip
