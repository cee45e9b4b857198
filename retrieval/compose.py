"""Compose: the spans that answer, as statements in reading order, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from archive.quotation_marks import outer_marks
from archive.releases import Passage, Quotation, Relation, Voice
from archive.sentences import split_sentences
from retrieval import wording
from retrieval.answer import Citation
from retrieval.choosing import GAP, WORDS, choose_of_parts, choose_sentences
from retrieval.evidence import Sentence
from retrieval.markings import Correction, find_markings, spell_out

FURTHEST_OPENING = 400  # characters
LIST_WORDS = 60  # of the items that are given with what announces them
_ITEM = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of whole sentences of one passage; offsets in its release.

    ``quotation`` is the one in written text that the span lies in: its words are the quoted person's.
    """

    passage: Passage
    start: int
    end: int
    quotation: Quotation | None = None

    @property
    def speaker(self) -> str | None:
        """The name of the person whose words these are, None where it is not known."""
        return self.quotation.speaker if self.quotation else self.passage.speaker

    @property
    def quote(self) -> str:
        """The words of the span, as they stand in the release."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def choose_spans(
    sentences: Sequence[Sentence], *, parts: Sequence[Sequence[Sentence]] = (), words: int = WORDS
) -> list[Span]:
    """Return the spans that answer best, about so many words in all or fewer, in reading order.

    Where the question has ``parts``, given the sentences weighed for each, each gets its own, and ``words`` is not looked at.
    The release of the best sentence comes first; sentences that stand side by side in one passage make one span.
    """
    chosen = choose_of_parts(parts) if parts else choose_sentences(sentences, words=words)
    releases = list(dict.fromkeys(one.passage.release_id for one in chosen))
    ordered = sorted(chosen, key=lambda one: (releases.index(one.passage.release_id), one.start))
    spans: list[Span] = []
    for one in ordered:
        last = spans[-1] if spans else None
        start, end = _open_quotation(one), _close_list(one)
        if last and last.passage == one.passage and start - last.end <= GAP:
            spans[-1] = Span(passage=last.passage, start=last.start, end=max(last.end, end))
        elif last and last.passage.release_id == one.passage.release_id:
            if end > last.end:
                spans.append(Span(passage=one.passage, start=max(start, last.end), end=end))
        else:
            spans.append(Span(passage=one.passage, start=start, end=end))
    return spans


def _open_quotation(one: Sentence) -> int:
    """Return where a sentence starts, or the sentence before it that opens the quotation which it closes.

    Without its opening, somebody else's words would read as the speaker's own.
    """
    closes, opens = one.text.find("”"), one.text.find("“")
    if closes < 0 or 0 <= opens < closes:
        return one.start
    text = one.passage.text[: one.start - one.passage.start]
    opening = text.rfind("“")
    if opening < 0 or "”" in text[opening:] or len(text) - opening > FURTHEST_OPENING:
        return one.start
    starts = [start for start, end in split_sentences(text) if start <= opening < end]
    return one.passage.start + (starts[0] if starts else opening)


def _close_list(one: Sentence) -> int:
    """Return where a sentence ends, or of one that announces a list ('those present:') the last item that there is room for."""
    end, words = one.end, 0
    if not one.text.rstrip().endswith(":"):
        return end
    offset = one.passage.start
    for first, last in split_sentences(one.passage.text):
        item = one.passage.text[first:last]
        words += len(item.split()) if first + offset >= one.end else 0
        if end <= first + offset <= end + GAP and _ITEM.match(item) and words <= LIST_WORDS:
            end = last + offset
    return end


def cite(span: Span, number: int, title: tuple[str, str | None], *, office: str | None = None) -> Citation:
    """Return the citation of a span; ``title`` is its release's title and address, ``office`` the speaker's on that day."""
    passage = span.passage
    return Citation(
        n=number, release_id=passage.release_id, title=title[0], date=passage.date, url=title[1], kind=passage.kind,
        voice=span.quotation.voice if span.quotation else passage.voice, speaker=span.speaker, office=office,
        speaker_label=passage.label, quoted=span.quotation is not None,
        quoted_by=passage.speaker if span.quotation else None, quote=span.quote, start=span.start, end=span.end,
        corrections=_corrections(span),
    )  # fmt: skip


def _corrections(span: Span) -> tuple[Correction, ...]:
    """Return what is marked in a span, as far as its passage shows it; ``relate`` adds what stands elsewhere."""
    offset = span.passage.start
    found = find_markings(span.passage.text, span.start - offset, span.end - offset)
    return tuple(replace(one, start=one.start + offset, end=one.end + offset) for one in found)


def describe(citation: Citation) -> str:
    """Return one line of the answer as text: who said it, in what office, when, their words, and the citation's number.

    Struck-out words are labelled, and an amended release is said to be one. Words that open with a quotation mark of
    their own get no second one.
    """
    words = spell_out(citation.quote, citation.start, citation.corrections)
    amended = [one for one in citation.related if one.relation is Relation.AMENDED_BY]
    notes = "".join(wording.AMENDED.format(title=one.title, date=name_day(one.date)) for one in amended)
    before, after = outer_marks(words)
    return f"{name_source(citation)}, {name_day(citation.date)}: {before}{words}{after} [{citation.n}]{notes}"


def name_day(day: date) -> str:
    """Return a day as running text writes it: 'March 4, 2031'."""
    return f"{day:%B} {day.day}, {day.year}"


def name_source(citation: Citation) -> str:
    """Return whose words these are: the person in the office of that day, the label as printed, or what the text is.

    That somebody is no official, or is quoted, and by whom where one person signs, is said with the name.
    """
    name = ", ".join(filter(None, (citation.speaker or citation.speaker_label, citation.office_beside_name)))
    if not name:
        nobody = wording.QUOTED_NOBODY_BY if citation.quoted_by else wording.QUOTED_NOBODY
        return nobody.format(by=citation.quoted_by) if citation.quoted else _name_voice(citation)
    guest = wording.QUOTED_GUEST if citation.quoted else wording.GUESTS_WORDS
    note = {Voice.REPORTER: wording.REPORTERS_QUESTION, Voice.GUEST: guest}.get(citation.voice, "{name}")
    named = note.format(name=name)
    quoted = wording.QUOTED_BY if citation.quoted_by else wording.QUOTED
    return quoted.format(name=named, by=citation.quoted_by) if citation.quoted else named


def _name_voice(citation: Citation) -> str:
    return {
        Voice.REPORTER: "A reporter’s question",
        Voice.PUBLIC: "A member of the public",
        Voice.CAPTION: "Photo caption",
        Voice.GUEST: "A guest",
    }.get(citation.voice, citation.kind.capitalize())
