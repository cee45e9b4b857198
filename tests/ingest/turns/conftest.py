"""Releases cut into turns, and that these lie end to end."""

from __future__ import annotations

from archive.releases import Turn
from ingest.turns.turns import find_turns

HEADER = "Lantern Room\nQuay House\n\n2:04 P.M. EDT\n\n"
EVENT = "Remarks by President Adeyemi at a Roundtable on Bread"


def voices(text: str, title: str, kind: str = "speech or remarks") -> list[tuple[str, str | None]]:
    turns = find_turns(text, title=title, kind=kind)
    check_turns(turns, text)
    return [(turn.voice.value, turn.label) for turn in turns]


def check_turns(turns: tuple[Turn, ...], text: str) -> None:
    position = 0
    for turn in turns:
        assert turn.start == position
        assert turn.start <= turn.said <= turn.end
        position = turn.end
    assert position == len(text)


def said(text: str, title: str) -> list[tuple[str, str | None, str]]:
    turns = find_turns(text, title=title, kind="press briefing")
    check_turns(turns, text)
    return [(turn.voice.value, turn.label, text[turn.said : turn.end].strip()) for turn in turns]
