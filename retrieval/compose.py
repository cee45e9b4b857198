"""Compose: the spans that answer, as statements in reading order, each with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.releases import Passage, Voice
from retrieval.answer import Citation
from retrieval.evidence import Sentence

MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of whole sentences of one passage; offsets in its release."""

    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words of the span, as they stand in the release."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def choose_spans(sentences: Sequence[Sentence]) -> list[Span]:
    """Return the spans that answer best, at most MOST_SENTENCES sentences in all, in reading order."""
    best = sentences[0]
    return [Span(passage=best.passage, start=best.start, end=best.end)]


def cite(span: Span, number: int, title: tuple[str, str | None]) -> Citation:
    """Return the citation of a span; ``title`` is its release's title and address."""
    passage = span.passage
    return Citation(
        n=number, release_id=passage.release_id, title=title[0], date=passage.date, url=title[1], kind=passage.kind,
        voice=passage.voice, speaker=passage.speaker, speaker_label=passage.label, quote=span.quote,
        start=span.start, end=span.end,
    )  # fmt: skip


def describe(citation: Citation) -> str:
    """Return one line of the answer as text: who said it, when, the words in quotation marks, and the citation's number."""
    day = f"{citation.date:%B} {citation.date.day}, {citation.date.year}"
    return f"{name_source(citation)}, {day}: “{citation.quote}” [{citation.n}]"


def name_source(citation: Citation) -> str:
    """Return whose words a citation holds: the person, the label as printed, or what the text is."""
    if citation.speaker or citation.speaker_label:
        name = citation.speaker or citation.speaker_label or ""
        return f"{name} (a reporter’s question)" if citation.voice is Voice.REPORTER else name
    return {
        Voice.REPORTER: "A reporter’s question",
        Voice.PUBLIC: "A member of the public",
        Voice.CAPTION: "Photo caption",
        Voice.GUEST: "A guest",
    }.get(citation.voice, citation.kind.capitalize())
