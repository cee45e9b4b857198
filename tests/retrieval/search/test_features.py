"""Features: what is measured of each candidate passage, one column a weight."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from archive import Passage, Selection, Voice
from language import stems, write_day
from retrieval.question import Heard
from retrieval.search.features import EXACT_DAY, Candidate, match_period, measure, telling_periods
from retrieval.search.late_interaction import AskedTokens
from retrieval.search.queries import Query
from retrieval.weights import CandidateWeights

DAY, LATEST = date(2032, 3, 10), date(2032, 12, 31)
NONE = np.zeros(0, dtype=np.float32)


def unit(*numbers: float) -> NDArray[np.float32]:
    """Return a unit vector."""
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


ALONG = unit(1, 0)


def query(text: str, *, vector: NDArray[np.float32] = ALONG, rarity: dict[str, float] | None = None) -> Query:
    """Return a question to be searched with."""
    tokens = AskedTokens(
        vectors=np.zeros((0, 4), np.float32), weights=NONE, ranking=NONE, starts=np.zeros(0, np.uint16)
    )
    return Query(text=text, words=(), vector=vector, selection=Selection(), rarity=rarity or {}, tokens=tokens)


def candidate(
    text: str = "Ten words.", *, release: str = "a.md", day: date | None = DAY, context: str = "", speaker: str | None = None,
    vector: NDArray[np.float32] = ALONG, ranks: tuple[int | None, int | None] = (None, None),
) -> Candidate:  # fmt: skip
    """Return a passage that was found at these ranks by meaning and by words."""
    passage = Passage(
        release_id=release, start=0, end=len(text), context=context, voice=Voice.OFFICIAL, speaker=speaker, date=day,
        kind="speech", text=text,
    )  # fmt: skip
    return Candidate(id=1, passage=passage, vector=vector, holds=stems(text), dense_rank=ranks[0], word_rank=ranks[1])


def column(name: str, measured: NDArray[np.float32]) -> list[float]:
    """Return one feature of every candidate."""
    assert measured.shape[1] == len(CandidateWeights.names())
    found: list[float] = measured[:, CandidateWeights.names().index(name)].tolist()
    return found


@pytest.mark.parametrize(
    ("name", "question", "candidates", "expected"),
    [
        ("dense_rank", "Who?", [candidate(ranks=(0, 5)), candidate(ranks=(10, 5)), candidate(ranks=(None, 5))],
         [1, 0.5, 0]),
        ("word_rank", "Who?", [candidate(ranks=(0, 5)), candidate(ranks=(0, None))], [10 / 15, 0]),
        ("period", "What was said in March 2032?",
         [candidate(), candidate(day=date(2032, 4, 2)), candidate(day=date(2032, 5, 1))], [1, 1, -1]),
        ("period", "What was said on March 10, 2032?", [candidate(), candidate(day=date(2032, 3, 20))],
         [EXACT_DAY, -1]),
        ("period", "What was said?", [candidate()], [0]),
        ("expected", "How many sailed?", [candidate("There were 40."), candidate("They sailed.")], [1, 0]),
    ],
)  # fmt: skip
def test_what_is_measured(name: str, question: str, candidates: list[Candidate], expected: list[float]) -> None:
    asked = query(question)
    measured = measure(candidates, searched=asked, asked=asked, latest=LATEST)
    assert column(name, measured) == pytest.approx(expected)


def test_when_something_was_heard_counts_for_a_follow_up() -> None:
    candidates = [candidate(speaker="Ruth Orr", day=date(2032, 3, 11)), candidate(speaker="Tom Renn", day=LATEST)]
    measured = measure(
        candidates, searched=query("Who spoke? What did she say the next day?"),
        asked=query("What did she say the next day?", vector=unit(0, 1)), latest=LATEST,
        heard=Heard(speaker="Ruth Orr", day=DAY),
    )  # fmt: skip
    before, after = column("period", measured)
    assert before > 0 > after


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("March 2032 Visa Report Posted", date(2032, 4, 10), 1),  # what it reports, and not when it was posted
        ("February 2032 Visa Report Posted", date(2032, 3, 10), -1),
        ("Fish and Ships in March", date(2032, 4, 10), 1),
        ("The 2031 Storm, a Year On", date(2032, 3, 10), 1),  # a year tells no month
        ("Briefing by the Spokesperson, March 10, 2032", date(2032, 3, 10), 1),
        ("Visa Report Posted", date(2032, 4, 10), -1),
        ("Informe de visas de marzo de 2032", date(2032, 4, 10), 1),
    ],
)
def test_a_report_is_of_the_month_that_its_title_names(title: str, day: date, expected: float) -> None:
    periods = telling_periods("How many visas were issued in March?", reference=LATEST)
    passage = candidate("Twelve.", day=day, context=f"{title}. {write_day(day)}. Ruth Orr.").passage
    assert match_period(periods, passage) == expected


def test_the_releases_found_for_the_question_before_count_by_their_place() -> None:
    asked = query("What did she say?")
    candidates = [candidate(release=name) for name in ("first.md", "second.md", "other.md")]
    heard = Heard(speaker="", day=None, releases=("first.md", "second.md"))
    measured = measure(candidates, searched=asked, asked=asked, latest=LATEST, heard=heard)
    assert column("release", measured) == pytest.approx([1, 10 / 11, 0])
    assert column("release", measure(candidates, searched=asked, asked=asked, latest=LATEST)) == [0, 0, 0]


def test_nothing_found_has_no_features() -> None:
    asked = query("Who?")
    assert measure([], searched=asked, asked=asked, latest=LATEST).shape == (0, len(CandidateWeights.names()))


@pytest.mark.parametrize(
    ("text", "count"),
    [("What was said in March 2032?", 1), ("What was said in 2032?", 0), ("What was said?", 0)],
)
def test_a_period_that_is_too_long_tells_no_releases_apart(text: str, count: int) -> None:
    assert len(telling_periods(text, reference=LATEST)) == count


def test_without_a_period_every_day_is_alike() -> None:
    assert match_period([], candidate().passage) == 0


def test_an_undated_release_is_of_no_period_and_none_is_told_where_none_has_a_date() -> None:
    periods = telling_periods("What was said in March 2032?", reference=LATEST)
    undated, later = (candidate(day=day).passage for day in (None, LATEST))
    assert (match_period(periods, undated), match_period(periods, later)) == (0.0, -1.0)
    assert telling_periods("What was said last month?", reference=None) == []
