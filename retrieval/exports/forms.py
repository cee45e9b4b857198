"""The forms in which answers are taken away: what each is called, how its files end, and who writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum

from retrieval.answer import ANSWER_SCHEMA, Answer
from retrieval.exports.bibtex import write_bibtex
from retrieval.exports.html import write_html
from retrieval.exports.layout import ExportedAnswer, lay_out
from retrieval.exports.markdown import write_markdown
from retrieval.exports.references import find_references
from retrieval.exports.ris import write_ris

_MEDIA_TYPES = {
    "markdown": "text/markdown", "html": "text/html", "json": "application/json",
    "ris": "application/x-research-info-systems", "bibtex": "application/x-bibtex",
}  # fmt: skip


class ExportForm(StrEnum):
    """A form of an answer outside this program."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    RIS = "ris"
    BIBTEX = "bibtex"

    @property
    def suffix(self) -> str:
        """How a file of this form ends."""
        return {"markdown": "md", "bibtex": "bib"}.get(self.value, self.value)

    @property
    def media_type(self) -> str:
        """Its media type (RFC 7763 for Markdown; RIS and BibTeX have none that is registered)."""
        return _MEDIA_TYPES[self.value]


_DOCUMENTS: dict[ExportForm, Callable[[Sequence[ExportedAnswer]], str]] = {
    ExportForm.MARKDOWN: write_markdown,
    ExportForm.HTML: write_html,
}


def export_answers(answers: Sequence[Answer], form: ExportForm, *, page: str = "") -> str:
    """Return answers in a form, in their order: one alone, or those of a conversation.

    ``page`` is the address of the page that shows this archive ('https://archive.example.org/'), for links to the passages;
    without it, only the originals are linked. RIS and BibTeX hold the releases that are quoted, each once.
    """
    if form is ExportForm.JSON:
        told = [answer.to_json() for answer in answers]
        whole = told[0] if len(told) == 1 else {"schema": ANSWER_SCHEMA, "answers": told}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    if form in _DOCUMENTS:
        return _DOCUMENTS[form]([lay_out(answer, page=page) for answer in answers])
    references = find_references(answers, page=page)
    return write_ris(references) if form is ExportForm.RIS else write_bibtex(references)
