"""Features: what is known of each candidate passage for a question, as numbers, in the order of ``CandidateWeights``.

They are cheap, and measured of every candidate. Late interaction is measured of the best by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from archive import Passage
from language import WORD, Days, entries, find_days, list_words, write_day
from retrieval.query import Period, Tie, days_after, find_periods, holds_expected
from retrieval.question import Heard
from retrieval.search.queries import Query
from retrieval.weights import CandidateWeights

HALF_RANK = 10  # the rank at which a place in a ranking is worth half of the first
LONGEST_PERIOD = timedelta(days=100)  # a longer one tells nothing about one release
REPORTED_WITHIN = timedelta(days=3)  # what happens on a day is often said on the next ones
EXACT_DAY = 1.5
_MONTHS = {name.casefold() for one in entries("time.months") for name in list_words("time.months", one)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that a search found: its unit vector, and its rank from 0 by meaning and by words, None where unranked.

    ``holds`` are the stems of the question as searched that it holds, with its context.
    """

    id: int
    passage: Passage
    vector: NDArray[np.float32]
    holds: frozenset[str]
    dense_rank: int | None
    word_rank: int | None


def measure(
    candidates: Sequence[Candidate], *, searched: Query, asked: Query, latest: date | None, heard: Heard | None = None
) -> NDArray[np.float32]:
    """Return the features of each candidate, float32 of shape (candidates, features).

    ``searched`` is the question as searched, ``asked`` as asked; ``latest`` is the archive's last day, if any; ``heard`` is what
    a follow-up comes after.
    """
    if not candidates:
        return np.zeros((0, len(CandidateWeights.names())), dtype=np.float32)
    after = days_after(asked.text, day=heard.day) if heard and heard.day else []
    periods = telling_periods(asked.text, reference=latest) or after
    periods = periods or telling_periods(searched.text, reference=latest)
    places = {release: place for place, release in enumerate(heard.releases)} if heard else {}
    columns = {
        "dense_rank": [_from_rank(one.dense_rank) for one in candidates],
        "word_rank": [_from_rank(one.word_rank) for one in candidates],
        "period": [match_period(periods, one.passage) for one in candidates],
        "release": [_from_rank(places.get(one.passage.release_id)) for one in candidates],
        "expected": [float(holds_expected(asked.text, one.passage.text)) for one in candidates],
    }
    return np.array([columns[name] for name in CandidateWeights.names()], dtype=np.float32).T


def telling_periods(text: str, *, reference: date | None) -> list[Period]:
    """Return the periods of a question that say when something was said or happened, short enough to tell releases apart.

    ``reference`` is None where no release has a date: then no period tells them apart.
    """
    if reference is None:
        return []
    found = find_periods(text, reference=reference)
    aside = (Tie.ATTRIBUTE, Tie.ASIDE, Tie.UNTIL)
    return [one for one in found if one.tie not in aside and one.until - one.since <= LONGEST_PERIOD]


def match_period(periods: Sequence[Period], passage: Passage) -> float:
    """Return how a release's day suits a question's periods: EXACT_DAY, 1 or -1; 0 where either names none.

    Where its title names days, they count in the place of its own: October's report is of October, though posted in November.
    """
    day = passage.date
    if not periods or day is None:
        return 0.0
    told = find_title_days(passage.context.partition(write_day(day))[0], day)
    if told and not any(days.since <= one.until and one.since <= days.until for days in told for one in periods):
        return -1.0
    suits = max(
        (EXACT_DAY if one.exact else 1.0) if one.since <= day <= one.until + REPORTED_WITHIN else -1.0
        for one in periods
    )
    return max(suits, 1.0) if told else suits


@lru_cache(maxsize=4096)
def find_title_days(title: str, day: date) -> tuple[Days, ...]:
    """Return the days and months that the title of a release of this day names, which stands first in a passage's context."""
    if _MONTHS.isdisjoint(word.casefold() for word in WORD.findall(title)):
        return ()  # most titles: no need to look closer
    named = (days for _, _, days in find_days(title, reference=day))
    return tuple(days for days in named if days.until - days.since <= LONGEST_PERIOD)


def _from_rank(rank: int | None) -> float:
    return 0.0 if rank is None else HALF_RANK / (HALF_RANK + rank)
