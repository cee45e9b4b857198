"""Voices and speakers against labels given by hand, on real releases; skipped where the archives are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.releases import Voice
from tests.ingest.labelled.score import Score, describe, read_labels, score

LABELS = Path(__file__).parent / "labelled"
# What was seen, less a span or two; README.md of the labels has the figures. Raise them, never lower them.
FLOORS = {"turns.jsonl": (0.995, 0.995), "turns-second.jsonl": (0.99, 0.99), "turns-third.jsonl": (0.985, 0.99)}


@pytest.fixture(params=list(FLOORS), scope="module")
def figures(request: pytest.FixtureRequest, shared: Path) -> tuple[str, Score]:
    """The figures of a file of labels."""
    return request.param, score(read_labels(LABELS / request.param), archives=shared / "archives")


def test_voices(figures: tuple[str, Score]) -> None:
    name, scored = figures
    wrong = [describe(one) for one in scored.judged if not one.voice_is_right]
    assert scored.voice >= FLOORS[name][0], "\n".join(wrong)


def test_speakers(figures: tuple[str, Score]) -> None:
    name, scored = figures
    wrong = [describe(one) for one in scored.judged if one.name != "right"]
    assert scored.speaker >= FLOORS[name][1], "\n".join(wrong)


def test_nobody_is_given_anothers_name(figures: tuple[str, Score]) -> None:
    _name, scored = figures
    assert not scored.wrong_names, "\n".join(map(describe, scored.wrong_names))


def test_nobody_elses_words_are_an_officials(figures: tuple[str, Score]) -> None:
    """No span that is a reporter's, a guest's, the public's or a caption is read as the officials'."""
    _name, scored = figures
    others = {Voice.REPORTER, Voice.GUEST, Voice.PUBLIC, Voice.CAPTION}
    taken = [one for one in scored.judged if one.label.voice in others and one.voice not in {*others, Voice.FURNITURE}]
    assert not taken, "\n".join(map(describe, taken))
