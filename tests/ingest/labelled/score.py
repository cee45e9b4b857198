"""Hold what the reading says of voices and speakers against labels given by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from archive import Release, Turn, Voice
from ingest.readers import ReadOptions, read_release
from language.titles import is_office_word
from tests.ingest.resolved import resolve_turns

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
    def not_known(self) -> float:
        """The share of spans of which the reading says that it does not know whose they are."""
        return sum(one.voice is Voice.UNKNOWN for one in self.judged) / len(self.judged)

    @property
    def taken(self) -> list[Judged]:
        """The spans that are nobody's of the archive's own, and that the reading gives to its officials or its office."""
        own = {Voice.OFFICIAL, Voice.OFFICE}
        return [one for one in self.judged if one.voice in own and one.label.voice not in {*own, Voice.FURNITURE}]

    @property
    def withheld(self) -> list[Judged]:
        """The spans of the archive's own officials that the reading gives to somebody else."""
        own = {Voice.OFFICIAL, Voice.OFFICE}
        return [one for one in self.judged if one.label.voice in own and one.voice not in {*own, Voice.UNKNOWN}]

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


def score(labels: Iterable[Labelled], *, archives: Path, whole: bool = False) -> Score:
    """Return how right the reading is about these labels.

    Their releases are read anew, and resolved with the whole of their archives, or as if they were the archive.
    ``archives`` is the folder of archives; the first part of a release's name is its archive.
    """
    labels = list(labels)
    names = sorted({label.release for label in labels})
    turns = read_turns(archives, _all_of(archives, names) if whole else names)
    return Score(judged=tuple(_judge(label, turns[label.release]) for label in labels))


def _all_of(archives: Path, names: Iterable[str]) -> list[str]:
    """Return the names of all releases of the archives that these are of."""
    folders = {archives / name.split("/")[0] for name in names}
    return sorted(
        str(file.relative_to(archives))
        for folder in folders
        for file in folder.rglob("*")
        if file.suffix in {".md", ".txt", ".xml"}
    )


def _judge(label: Labelled, turns: Sequence[Turn]) -> Judged:
    turns = [turn for turn in turns if turn.start < label.end and turn.end > label.start]
    voices = {turn.voice for turn in turns}
    speakers = {turn.speaker for turn in turns}
    speaker = speakers.pop() if len(speakers) == 1 else None
    voice = voices.pop() if len(voices) == 1 else None
    return Judged(label=label, voice=voice, speaker=speaker, name=_compare(speaker, label.speaker))


def read_turns(archives: Path, names: Sequence[str]) -> dict[str, Sequence[Turn]]:
    """Return the turns of releases as they are where these are the whole archive."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        files = (archives / name for name in names)
        return resolve_turns(dict(zip(names, pool.map(_read, files, names, chunksize=16), strict=True)))


def _read(file: Path, name: str) -> Release:
    # Of the archives the one with days in digits has the day first; an ingest tells this from all of its files.
    return read_release(file.read_bytes(), release_id=name.partition("/")[2], options=ReadOptions(day_first=True))


def _compare(read: str | None, true: str | None) -> str:
    """Return how a speaker as read compares with the true one; an office without a name is no name."""
    mine, theirs = _names(read), _names(true)
    if not mine or not theirs:
        return "right" if mine == theirs else "wrong" if mine else "missing"
    if mine[-1].casefold() != theirs[-1].casefold():
        return "wrong"
    alike = len(mine) == 1 or len(theirs) == 1 or _begin_alike(mine[0], theirs[0]) or mine[0] in theirs
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
