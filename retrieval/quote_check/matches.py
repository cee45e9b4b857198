"""Matches: a place in a release as a verdict shows it, with its citation, its speaker and the sentences around it."""

from __future__ import annotations

from archive import Generation, Passage, Quotation, ReleaseHead
from retrieval.answer import Citation
from retrieval.citations import cite_span
from retrieval.quote_check.candidates import Stretch
from retrieval.quote_check.context import find_cut
from retrieval.quote_check.corrections import find_corrections
from retrieval.quote_check.sentences import sentences_around
from retrieval.quote_check.speaker import Source, find_source, is_credited
from retrieval.quote_check.verdict import QuoteMatch
from retrieval.spans import Span


def make_match(
    generation: Generation, stretch: Stretch, start: int, end: int, *, said_by: str | None, similarity: float = 1.0
) -> QuoteMatch:
    """Return the match of a quotation with ``[start:end]`` of a stretch's text; ``said_by`` is its claimed speaker."""
    source = find_source(stretch, start, end)
    citation = _cite(stretch, start, end, source)
    before, after = _sentences_beside(stretch, start, end)
    return QuoteMatch(
        citation=citation, speaker_name=source.name, institution=stretch.kept.release.office, similarity=similarity,
        credited=said_by is None or is_credited(generation, said_by, source, stretch, (start, end)),
        read_out_by=source.read_out_by, before=before, after=after,
        corrected=find_corrections(generation, stretch, citation), version=stretch.version,
        cut_from=find_cut(stretch, start, end),
    )  # fmt: skip


def widen_to_sentences(stretch: Stretch, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to whole sentences of its turn."""
    inside = [(a, b) for a, b in sentences_around(stretch, start, end) if a < end and start < b]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _cite(stretch: Stretch, start: int, end: int, source: Source) -> Citation:
    """Return the citation of a place as an answer has it; all that its turn says stands for the passage."""
    release, turn = stretch.kept.release, stretch.turn
    said = Passage(
        release_id=release.id, start=turn.said, end=turn.end, text=stretch.text[turn.said : turn.end], context="",
        voice=turn.voice, date=release.date, kind=release.kind, label=turn.label, speaker=turn.speaker,
    )  # fmt: skip
    quotation = Quotation(start=start, end=end, speaker=source.speaker, voice=source.voice, cue="", confidence=1.0)
    span = Span(passage=said, start=start, end=end, quotation=quotation if source.quoted else None)
    version = stretch.version or stretch.kept.version
    head = ReleaseHead(title=release.title, url=release.url, version=version, pages=release.pages)
    return cite_span(span, 0, head, text=stretch.text)


def _sentences_beside(stretch: Stretch, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span in its turn: the rest of its sentence, or the sentence beside it."""
    text, before, after = stretch.text, "", ""
    for a, b in sentences_around(stretch, start, end):
        if a < start and any(map(str.isalnum, text[a : min(b, start)])):
            before = text[a : min(b, start)].strip()
        if not after and b > end and any(map(str.isalnum, text[max(a, end) : b])):
            after = text[max(a, end) : b].strip()
    return before, after
