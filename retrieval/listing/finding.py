"""Finding: the releases, or the sentences, that a request means, each with a place in it to be cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from archive import CatalogueReader, Passage, Selection
from language import split_sentences, stem, stems
from retrieval.citations import keep_asked
from retrieval.listing.request import Act, Request
from retrieval.question import Filters
from retrieval.search import count_left_out, select
from retrieval.spans import Span

_AT_ONCE = 500  # passages read

Place: TypeAlias = tuple[str, int | Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlaces:
    """What a request means in an archive: where each release has what was asked for, or each sentence, earliest first.

    ``places`` are passages' ids, or spans already, each with its release's id; ``releases`` counts the releases, ``undated``
    those that a period leaves out as they have no date.
    """

    places: tuple[Place, ...]
    releases: int
    undated: int


def find_places(request: Request, filters: Filters, catalogue: CatalogueReader) -> FoundPlaces:
    """Return what a request means; ``filters`` are those of the person and of the request together.

    Raises NothingSelectedError for a filter that names nothing here.
    """
    if request.act in {Act.FIRST, Act.LATEST} and catalogue.days:  # those without a date are neither
        filters = replace(filters, since=filters.since or catalogue.days[0])
    selection = select(catalogue, filters)
    places: list[Place]
    if request.words:
        spans = _titled(request, _find_sentences(request.words, selection, catalogue), catalogue)
        each = (
            spans
            if request.act is Act.TIMES
            else list({s.passage.release_id: s for s in reversed(spans)}.values())[::-1]
        )
        places, releases = (
            [(span.passage.release_id, span) for span in each],
            len({span.passage.release_id for span in spans}),
        )
    else:
        whose = selection if filters.speakers or filters.voices else replace(selection, voices=())
        first = catalogue.first_passages(whose) | (catalogue.first_passages(selection) if whose != selection else {})
        kept = _with_titles(request, list(first), catalogue)
        places, releases = [(release_id, first[release_id]) for release_id in kept], len(kept)
    undated = count_left_out(catalogue, filters)
    return FoundPlaces(places=tuple(places), releases=releases, undated=undated)


def open_places(places: Sequence[Place], filters: Filters, catalogue: CatalogueReader) -> list[Span]:
    """Return the places as spans: of a passage, the release's title where it stands there, or the first sentence asked for."""
    passages = iter(catalogue.passages([place for _, place in places if isinstance(place, int)]))
    selection = select(catalogue, filters)
    return [
        place if isinstance(place, Span) else _open(next(passages), bool(filters.speakers), selection, catalogue)
        for _, place in places
    ]


def _open(passage: Passage, of_speaker: bool, selection: Selection, catalogue: CatalogueReader) -> Span:
    title = catalogue.heads([passage.release_id])[passage.release_id].title
    at = passage.text.find(title)
    if title and at >= 0 and not of_speaker:
        return Span(passage=passage, start=passage.start + at, end=passage.start + at + len(title))
    sentences = _sentences(passage)
    asked = keep_asked(sentences, selection, catalogue) if of_speaker else sentences
    return next(iter(asked), sentences[0])


def _find_sentences(words: Sequence[str], selection: Selection, catalogue: CatalogueReader) -> list[Span]:
    """Return the sentences that hold all words, in any form, in the words of whom the selection is of."""
    wanted = {stem(word) for word in words}
    found = []
    ids = catalogue.hold_words(words, selection)
    for start in range(0, len(ids), _AT_ONCE):
        passages = catalogue.passages(ids[start : start + _AT_ONCE])
        sentences = [one for passage in passages for one in _sentences(passage) if wanted <= stems(one.quote)]
        found += keep_asked(sentences, selection, catalogue)
    return found


def _sentences(passage: Passage) -> list[Span]:
    spans = split_sentences(passage.text)
    return [Span(passage=passage, start=passage.start + start, end=passage.start + end) for start, end in spans]


def _titled(request: Request, spans: Sequence[Span], catalogue: CatalogueReader) -> list[Span]:
    """Return each place once, earliest first; of a kind that titles tell, those of its releases."""
    distinct = list({(span.passage.release_id, span.start): span for span in spans}.values())
    kept = set(_with_titles(request, [span.passage.release_id for span in distinct], catalogue))
    return [span for span in distinct if span.passage.release_id in kept]


def _with_titles(request: Request, release_ids: Sequence[str], catalogue: CatalogueReader) -> list[str]:
    titled = request.kind.titled
    if not titled:
        return list(release_ids)
    heads = catalogue.heads(release_ids)
    return [release_id for release_id in release_ids if titled <= stems(heads[release_id].title)]
