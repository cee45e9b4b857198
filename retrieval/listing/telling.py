"""Telling: what was counted, in words, and exactly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retrieval import wording
from retrieval.listing.finding import FoundPlaces
from retrieval.listing.request import Act, Request
from retrieval.question import Filters


def tell_count(request: Request, found: FoundPlaces, filters: Filters) -> str:
    """Return how many releases or sentences a request means, what they are, and where they end."""
    one = found.releases == 1
    counted = wording.count_of(found.releases, "release")
    if request.act is Act.TIMES and found.places:
        sentences = wording.count_of(len(found.places), "sentence")
        counted = wording.IN_SO_MANY.format(sentences=sentences, releases=counted)
        one = len(found.places) == 1
    told = wording.THERE_ARE if found.places else wording.THERE_IS_NONE
    what = (counted if found.places else "release") + _describe(request, filters, one=one or not found.places)
    return " ".join(
        filter(None, (told.format(are="is" if one else "are", what=what), wording.tell_undated(found.undated)))
    )


def tell_end(request: Request, found: FoundPlaces, filters: Filters, day: date | None) -> str:
    """Return of which day the first or latest release is, and of how many."""
    one = found.releases == 1
    what = wording.count_of(found.releases, "release") + _describe(request, filters, one=one)
    told = wording.AT_AN_END.format(
        are="is" if one else "are", what=what, end=wording.ENDS[request.act.value], date=wording.write_date(day)
    )
    return " ".join(filter(None, (told, wording.tell_undated(found.undated))))


def _describe(request: Request, filters: Filters, *, one: bool) -> str:
    """Return what the releases counted have in common."""
    kind = request.kind
    parts = []
    if filters.kinds:
        parts.append(
            wording.OF_KINDS.format(
                kinds="kind" if len(filters.kinds) == 1 else "kinds", names=wording.list_names(filters.kinds)
            )
        )
    if kind.titled:
        parts.append(wording.OF_TITLES.format(name=f"‘{kind.name}’"))
    names = wording.join_words(filters.speakers)
    if request.words:
        parts.append(_describe_words(request.words, names, one=one))
    elif names:
        parts.append(wording.WITH_WORDS_OF.format(names=names))
    return "".join(parts) + _describe_days(filters)


def _describe_words(words: Sequence[str], names: str, *, one: bool) -> str:
    form = wording.IN_ANY_FORM if len(words) == 1 else wording.IN_ONE_SENTENCE
    told = form.format(words=wording.list_names(words))
    mention = "mentions" if names or one else "mention"
    return (wording.MENTIONED_BY if names else wording.MENTIONING).format(names=names, mention=mention, words=told)


def _describe_days(filters: Filters) -> str:
    since, until = (wording.write_date(day) if day else "" for day in (filters.since, filters.until))
    form = (wording.FROM_DAY_TO_DAY if until else wording.FROM_DAY) if since else wording.TO_DAY if until else ""
    return form.format(since=since, until=until)
