"""Telling: what was counted, in words, and exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from retrieval import wording
from retrieval.listing.finding import FoundPlaces
from retrieval.listing.request import Act, Request
from retrieval.question import Filters


def tell_count(request: Request, found: FoundPlaces, filters: Filters) -> str:
    """Return how many releases or sentences a request means, what they are, and where they end."""
    if not found.places:
        what = " ".join([wording.RELEASE_OF_NONE, *_describe(request, filters, number=0)])
        told = wording.THERE_IS_NONE.format(what=what)
    elif request.act is Act.TIMES:
        sentences = wording.count_of(len(found.places), wording.N_SENTENCES)
        counted = wording.IN_SO_MANY.format(sentences=sentences, releases=_count(found))
        told = _tell(len(found.places), [counted, *_describe(request, filters, number=len(found.places))])
    else:
        told = _tell(found.releases, [_count(found), *_describe(request, filters, number=found.releases)])
    return " ".join(filter(None, (told, wording.tell_undated(found.undated))))


def tell_end(request: Request, found: FoundPlaces, filters: Filters, day: date | None) -> str:
    """Return of which day the first or latest release is, and of how many."""
    told = _tell(found.releases, [_count(found), *_describe(request, filters, number=found.releases)])
    end = wording.AT_AN_END[request.act.value].format(date=wording.write_date(day))
    return " ".join(filter(None, (told, end, wording.tell_undated(found.undated))))


def _count(found: FoundPlaces) -> str:
    return wording.count_of(found.releases, wording.N_RELEASES)


def _tell(number: int, what: Sequence[str]) -> str:
    return wording.count_of(number, wording.THERE_ARE, what=" ".join(what))


def _describe(request: Request, filters: Filters, *, number: int) -> Iterator[str]:
    """Yield what the things counted have in common; ``number`` is how many they are."""
    kind = request.kind
    if filters.kinds:
        yield wording.count_of(len(filters.kinds), wording.OF_KINDS, names=wording.list_names(filters.kinds))
    if kind.titled:
        yield wording.OF_TITLES.format(name=wording.put_in_marks(kind.name))
    names = wording.join_words(filters.speakers)
    if request.words:
        form = wording.IN_ANY_FORM if len(request.words) == 1 else wording.IN_ONE_SENTENCE
        words = form.format(words=wording.list_names(request.words))
        if not number and not names:
            yield wording.NONE_MENTIONS.format(words=words)
        else:
            forms = wording.MENTIONED_BY if names else wording.MENTIONING
            yield wording.count_of(number, forms, names=names, words=words)
    elif names:
        yield wording.WITH_WORDS_OF.format(names=names)
    since, until = (wording.write_date(day) if day else "" for day in (filters.since, filters.until))
    if since or until:
        form = (wording.FROM_DAY_TO_DAY if until else wording.FROM_DAY) if since else wording.TO_DAY
        yield form.format(since=since, until=until)
