"""Voices and speakers against labels given by hand, on real releases; skipped where the archives are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.releases import Voice
from tests.ingest.labelled.score import Score, describe, read_labels, score

LABELS = Path(__file__).parent / "labelled"
# What was seen, less a span or two; README.md of the labels has the figures. Raise them, never lower them. The first is the
# share of the spans whose voice the reading claims to know that it knows right, the second that of the names.
FLOORS = {
    "turns.jsonl": (0.995, 0.995),
    "turns-second.jsonl": (0.99, 0.99),
    "turns-third.jsonl": (0.985, 0.99),
    "australia-first.jsonl": (0.995, 0.975),
    "australia-second.jsonl": (0.99, 0.98),
    "australia-third.jsonl": (0.99, 0.94),
}
# Answers whose label the transcript lost, so that they stand under the one before: not for the reading to know.
LOST_LABELS = {"australia-second.jsonl": 1, "australia-third.jsonl": 1}
MOST_UNKNOWN = 0.06  # of the spans, where their releases alone are the archive


@pytest.fixture(params=list(FLOORS), scope="module")
def figures(request: pytest.FixtureRequest, shared: Path) -> tuple[str, Score]:
    """The figures of a file of labels; the small archive is read whole."""
    labels = read_labels(LABELS / request.param)
    return request.param, score(labels, archives=shared / "archives", whole="australia" in request.param)


def test_voices(figures: tuple[str, Score]) -> None:
    name, scored = figures
    wrong = [describe(one) for one in scored.judged if not one.voice_is_right and one.voice is not Voice.UNKNOWN]
    assert len(wrong) <= (1 - FLOORS[name][0]) * len(scored.judged), "\n".join(wrong)
    assert scored.not_known <= MOST_UNKNOWN


def test_speakers(figures: tuple[str, Score]) -> None:
    name, scored = figures
    wrong = [describe(one) for one in scored.judged if one.name != "right"]
    assert scored.speaker >= FLOORS[name][1], "\n".join(wrong)


def test_nobody_is_given_anothers_name(figures: tuple[str, Score]) -> None:
    name, scored = figures
    assert len(scored.wrong_names) <= LOST_LABELS.get(name, 0), "\n".join(map(describe, scored.wrong_names))


def test_nobody_elses_words_are_an_officials(figures: tuple[str, Score]) -> None:
    """No span that is a reporter's, a guest's, the public's or a caption is read as the officials'."""
    _name, scored = figures
    assert not scored.taken, "\n".join(map(describe, scored.taken))


def test_no_officials_words_are_somebody_elses(figures: tuple[str, Score]) -> None:
    name, scored = figures
    assert len(scored.withheld) <= LOST_LABELS.get(name, 0), "\n".join(map(describe, scored.withheld))
