"""Selection: which passages the filters of a question allow."""

from __future__ import annotations

import difflib
from dataclasses import replace

from archive import SEARCHED_VOICES, CatalogueReader, Selection, UsageError
from language import fold_name
from retrieval import wording
from retrieval.question import Filters

_NAMES_SHOWN = 5


class NothingSelectedError(UsageError):
    """A filter names a speaker or a kind that the archive does not have."""


def select(catalogue: CatalogueReader, filters: Filters) -> Selection:
    """Return which passages the filters allow; without voices, what officials and their office said."""
    speakers = [name for wanted in filters.speakers for name in match_speaker(catalogue, wanted)]
    if speakers:
        speakers += [printed for printed, name in catalogue.quoted_people.items() if name in speakers]
    return Selection(
        voices=filters.voices or tuple(sorted(SEARCHED_VOICES)),
        speakers=tuple(dict.fromkeys(speakers)),
        since=filters.since,
        until=filters.until,
        kinds=tuple(match_kind(catalogue, kind) for kind in filters.kinds),
    )


def add_reports(selection: Selection) -> Selection:
    """Return a selection that also allows the prose which may report what its speakers said."""
    folded = (fold_name(name) for name in selection.speakers)
    return replace(selection, reported=tuple(dict.fromkeys(name[-1] for name in folded if name)))


def count_left_out(catalogue: CatalogueReader, filters: Filters) -> int:
    """Return how many undated releases nothing but the filters' period leaves out: whether they are of it is not known."""
    if filters.since is None and filters.until is None:
        return 0
    return catalogue.count_undated(select(catalogue, filters))


def match_speaker(catalogue: CatalogueReader, wanted: str) -> list[str]:
    """Return the archive's names that match a name: the same, or else those with its words, or that may be the same person's.

    Raises NothingSelectedError where there is none.
    """
    known = list(dict.fromkeys([*catalogue.count_speakers(), *catalogue.quoted_people.values()]))
    words = fold_name(wanted)
    found = [name for name in known if fold_name(name) == words]
    found = found or [name for name in known if words and set(words) <= set(fold_name(name))]
    found = found or [person.name for person in catalogue.people_named(wanted) if person.name in known]
    if not found:
        near = difflib.get_close_matches(wanted, known, n=_NAMES_SHOWN, cutoff=0.5) or known[:_NAMES_SHOWN]
        raise NothingSelectedError(
            wording.NO_SUCH_SPEAKER.format(name=wanted, examples=", ".join(near) or wording.NO_NAME_LIKE_IT)
        )
    return found


def match_kind(catalogue: CatalogueReader, wanted: str) -> str:
    """Return a kind of release as the archive spells it; raises NothingSelectedError where there is none."""
    known = list(catalogue.kinds)
    for kind in known:
        if kind.casefold().rstrip("s") == wanted.casefold().replace("-", " ").rstrip("s"):
            return kind
    raise NothingSelectedError(wording.NO_SUCH_KIND.format(name=wanted, kinds=", ".join(known)))
