"""Listing: what the catalogue answers to a question that asks it to count or to list, the places to be cited among it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive import CatalogueReader
from retrieval import wording
from retrieval.listing.finding import FoundPlaces, Place, find_places, open_places
from retrieval.listing.reading import RequestReader
from retrieval.listing.request import Act, Request
from retrieval.listing.telling import tell_count, tell_end
from retrieval.query import NamedSpeaker
from retrieval.question import CitedPlace, Filters, Question
from retrieval.spans import Span

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is told of a count, and the first places of it, none where there is nothing; ``filters`` are those it was made with.

    ``by_title`` is whether the places stand for their releases, rather than for what they say.
    """

    told: str
    spans: tuple[Span, ...]
    filters: Filters
    by_title: bool


def find_listing(question: Question, catalogue: CatalogueReader) -> Listing | None:
    """Return what the catalogue answers, None where the question asks it nothing. What was cited before is not listed again.

    Raises NothingSelectedError where a filter that the person set names nothing here.
    """
    follows = bool(question.opening)
    reader = RequestReader(catalogue=catalogue, asked_on=question.asked_on, heard=_heard(question), follows=follows)
    request = reader.read(question.own)
    if request is None:
        return None
    if refused := _refuse(request, catalogue):
        return Listing(told=refused, spans=(), filters=question.filters, by_title=True)
    filters = _merge(request, question.filters)
    found = find_places(request, filters, catalogue)
    if request.act in (Act.FIRST, Act.LATEST) and found.places:
        return _list_end(request, filters, found, catalogue)
    return _list_all(request, filters, found, question.cited, catalogue)


def _heard(question: Question) -> NamedSpeaker | None:
    """Return whom 'she' means: who was heard last."""
    name = question.heard.speaker if question.heard else ""
    return NamedSpeaker(names=(name,)) if name else None


def _refuse(request: Request, catalogue: CatalogueReader) -> str:
    if request.stranger:
        return wording.NO_WORDS_OF.format(name=wording.put_in_marks(request.stranger))
    if not request.kind.known:
        kinds = ", ".join(catalogue.kinds)
        return wording.NO_KIND_HERE.format(name=wording.put_in_marks(request.kind.name), kinds=kinds)
    return ""


def _merge(request: Request, person: Filters) -> Filters:
    """Return the filters of a request; on a field that the person set, theirs."""
    speaker = request.speaker
    dated = person.since or person.until
    return Filters(
        speakers=person.speakers or (speaker.names if speaker else ()),
        voices=person.voices or (speaker.voices if speaker and not person.speakers else ()),
        kinds=person.kinds or request.kind.kinds,
        since=person.since if dated else request.since,
        until=person.until if dated else request.until,
        inferred=True,
    )


def _list_all(
    request: Request, filters: Filters, found: FoundPlaces, cited: Sequence[CitedPlace], catalogue: CatalogueReader
) -> Listing:
    """Return the first places that were not cited before, and what is told of all."""
    rest = [place for place in found.places if not _is_cited(place, cited)]
    spans = open_places(rest[:SHOWN], filters, catalogue)
    told = _tell_rest(len(spans), len(rest) - len(spans), again=bool(cited))
    counted = "" if cited and found.places else tell_count(request, found, filters)
    told = " ".join(filter(None, (counted, told)))
    return Listing(told=told, spans=tuple(spans), filters=filters, by_title=not request.words)


def _is_cited(place: Place, cited: Sequence[CitedPlace]) -> bool:
    """Whether a sentence was cited, or of a release anything."""
    release_id, span = place
    if isinstance(span, Span):
        return any(one.overlaps(release_id, span.start, span.end) for one in cited)
    return any(one.release_id == release_id for one in cited)


def _tell_rest(shown: int, more: int, *, again: bool) -> str:
    if again and not shown:
        return wording.NO_MORE_LISTED
    if again:
        return wording.count_of(more, wording.MORE_LISTED, shown=shown) if more else wording.LAST_LISTED
    return wording.count_of(more, wording.FIRST_LISTED, shown=shown) if more else ""


def _list_end(request: Request, filters: Filters, found: FoundPlaces, catalogue: CatalogueReader) -> Listing:
    """Return the first or the latest release, with others of the same day."""
    first = request.act is Act.FIRST
    spans = open_places(found.places[:SHOWN] if first else found.places[-SHOWN:][::-1], filters, catalogue)
    day = spans[0].passage.date
    shown = tuple(span for span in spans if span.passage.date == day)
    told = tell_end(request, found, filters, day)
    return Listing(told=told, spans=shown, filters=filters, by_title=not request.words)
