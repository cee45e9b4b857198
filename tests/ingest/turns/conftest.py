"""Releases cut into turns, and that these lie end to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from archive.releases import Release, Turn
from ingest.turns.bylines import read_byline
from ingest.turns.dialogue import find_spoken_labels
from ingest.turns.labels import Label
from ingest.turns.speakers import name_speakers
from ingest.turns.turns import find_turns
from tests.ingest.resolved import resolve_turns

HEADER = "Lantern Room\nQuay House\n\n2:04 P.M. EDT\n\n"
EVENT = "Remarks by President Adeyemi at a Roundtable on Bread"


def voices(text: str, title: str, kind: str = "speech or remarks") -> list[tuple[str, str | None]]:
    """Return the voices and labels of a release that is the whole archive."""
    return [(turn.voice.value, turn.label) for turn in resolved(text, title, kind)]


def resolved(text: str, title: str, kind: str = "speech or remarks", given: str | None = None) -> Sequence[Turn]:
    """Return the turns of a release that is the whole archive."""
    turns = find_turns(text, title=title, kind=kind, given=given)
    check_turns(turns, text)
    named = name_speakers(turns, title=title, text=text, given=given)
    release = Release(id="r", title=title, date=date(2031, 3, 1), kind=kind, text=text, digest="", turns=named)
    return resolve_turns({"r": release})["r"]


def check_turns(turns: tuple[Turn, ...], text: str) -> None:
    position = 0
    for turn in turns:
        assert turn.start == position
        assert turn.start <= turn.said <= turn.end
        position = turn.end
    assert position == len(text)


def said(text: str, title: str) -> list[tuple[str, str | None, str]]:
    """Return the voice, the label and the words of each turn of a briefing that is the whole archive."""
    turns = resolved(text, title, "press briefing")
    return [(turn.voice.value, turn.label, text[turn.said : turn.end].strip()) for turn in turns]


def labels_in(text: str, title: str) -> list[Label]:
    """Return the labels of a release in its order."""
    return find_spoken_labels(text, title, read_byline(title))
