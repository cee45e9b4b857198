"""Hold what the reading says of voices and speakers against labels given by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.releases import Release, Voice
from ingest.readers.formats import read_release
from language.titles import is_office_word

SHORTEST_SHARED = 2  # letters; first names agree that begin alike so far, such as Joe and Joseph


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A span, and what a careful reader says of it: whose voice, and the name where there is one to know."""

    release: str
    start: int
    end: int
    voice: Voice
    speaker: str | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled span and what the reading says; ``name`` is 'right', 'missing' or 'wrong'."""

    label: Labelled
    voice: Voice | None
    speaker: str | None
    name: str

    @property
    def voice_is_right(self) -> bool:
        """Say whether the reading gives the whole span the voice that the label gives it."""
        return self.voice is self.label.voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of a set of labels; ``named`` counts the spans whose speaker has a name to know."""

    judged: tuple[Judged, ...]

    @property
    def voice(self) -> float:
        """The share of spans whose voice is right."""
        return sum(one.voice_is_right for one in self.judged) / len(self.judged)

    @property
    def named(self) -> int:
        """The number of spans whose label holds a name."""
        return sum(one.label.speaker is not None for one in self.judged)

    @property
    def speaker(self) -> float:
        """The share of spans that are right about the speaker: the name where there is one, none where there is none."""
        return sum(one.name == "right" for one in self.judged) / len(self.judged)

    @property
    def named_right(self) -> float:
        """The share right of the spans whose label holds a name."""
        return sum(one.name == "right" for one in self.judged if one.label.speaker) / self.named

    @property
    def wrong_names(self) -> list[Judged]:
        """The spans to which the reading gives another's name."""
        return [one for one in self.judged if one.name == "wrong"]


def read_labels(path: Path) -> list[Labelled]:
    """Return the labels of a file of JSON Lines."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Labelled(**{**row, "voice": Voice(row["voice"])}) for row in rows]


def score(labels: Iterable[Labelled], *, archives: Path) -> Score:
    """Return how right the reading is about these labels; every release is read anew, from the folder of archives."""
    return Score(judged=tuple(_judge(label, archives) for label in labels))


def _judge(label: Labelled, archives: Path) -> Judged:
    turns = [turn for turn in _read(archives, label.release).turns if turn.start < label.end and turn.end > label.start]
    voices = {turn.voice for turn in turns}
    speakers = {turn.speaker for turn in turns}
    speaker = speakers.pop() if len(speakers) == 1 else None
    voice = voices.pop() if len(voices) == 1 else None
    return Judged(label=label, voice=voice, speaker=speaker, name=_compare(speaker, label.speaker))


@cache
def _read(archives: Path, name: str) -> Release:
    _archive, _, path = name.partition("/")
    return read_release((archives / name).read_bytes(), release_id=path)


def _compare(read: str | None, true: str | None) -> str:
    """Return how a speaker as read compares with the true one; an office without a name is no name."""
    mine, theirs = _names(read), _names(true)
    if not mine or not theirs:
        return "right" if mine == theirs else "wrong" if mine else "missing"
    if mine[-1].casefold() != theirs[-1].casefold():
        return "wrong"
    alike = len(mine) == 1 or len(theirs) == 1 or _begin_alike(mine[0], theirs[0])
    return "right" if alike else "wrong"


def _names(speaker: str | None) -> Sequence[str]:
    return [word for word in (speaker or "").split() if not is_office_word(word)]


def _begin_alike(one: str, other: str) -> bool:
    return one.casefold()[:SHORTEST_SHARED] == other.casefold()[:SHORTEST_SHARED]


def describe(judged: Judged) -> str:
    """Return an error as a line: where, what was read, what is true; the words themselves are left to the reader."""
    label = judged.label
    read = f"{judged.voice or 'several voices'}, {judged.speaker or 'no name'}"
    return f"{label.release} {label.start}-{label.end}: {read}; should be {label.voice}, {label.speaker or 'no name'}"
