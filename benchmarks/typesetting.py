"""Whether turns are found however a transcript is set: ``python -m benchmarks.typesetting FOLDER [FOLDER ...]``.

Every transcript of an archive is set anew in ways that other publishers use (small letters, bold, a full stop or a dash for
the colon, a line or a heading of its own, after a number, a bullet or a time, with a paper in brackets), and read again.
Printed is the share of turns that begin where they did, and of these the share that have the voice that they had: what is
compared is the reading of the same words in the publisher's own type. No figure of it was fitted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive import Release, Turn, UnreadableError, Voice
from ingest.readers import read_release

_FEWEST_TURNS = 6


def _small(label: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), label) if len(label) > 1 else "Question"


SETTINGS: dict[str, Callable[[str, int], str]] = {
    "as published": lambda label, _n: f"{label}: " if len(label) > 1 else f"{label} ",
    "small letters": lambda label, _n: f"{_small(label)}: ",
    "bold": lambda label, _n: f"**{_small(label)}:** ",
    "full stop": lambda label, _n: f"{label if len(label) > 1 else 'QUESTION'}. ",
    "dash": lambda label, _n: f"{_small(label)} — ",
    "a line of its own": lambda label, _n: f"{_small(label)}\n\n",
    "heading": lambda label, _n: f"#### {_small(label)}\n\n",
    "number": lambda label, n: f"{n}. {_small(label)}: ",
    "bullet": lambda label, _n: f"• {_small(label)}: ",
    "time": lambda label, n: f"[{n // 60:02d}:{n % 60:02d}] {_small(label)}: ",
    "brackets": lambda label, n: f"{_small(label)}{' (Harbour Post)' if len(label) == 1 and n % 2 else ''}: ",
    "full name in capitals": lambda label, _n: f"{label if len(label) > 1 else 'QUESTION'}: ",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said in one turn, and in whose voice."""

    label: str
    voice: Voice
    words: str


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, help="read every so-manieth file")
    given = parser.parse_args()
    for folder in given.folders:
        found: Counter[str] = Counter()
        right: Counter[str] = Counter()
        taken: Counter[str] = Counter()
        total = releases = 0
        for release in _read_all(folder, given.every):
            said = list(_said(release))
            if len(said) < _FEWEST_TURNS:
                continue
            releases, total = releases + 1, total + len(said)
            for name, setting in SETTINGS.items():
                again = _set_anew(release, said, setting)
                starts = {again.text[turn.said : turn.said + 60].split("\n")[0]: turn for turn in again.turns}
                for one in said:
                    turn = starts.get(one.words[:60].split("\n")[0])
                    found[name] += turn is not None
                    right[name] += turn is not None and turn.voice is one.voice
                    taken[name] += one.voice is Voice.REPORTER and _voice_at(again, one) in {
                        Voice.OFFICIAL,
                        Voice.OFFICE,
                    }
        print(f"{folder.name}: {total:,} turns of {releases:,} transcripts")
        print(f"  {'set in':24} {'turns found':>12} {'voice right':>12} {'reporters taken':>16}")
        for name in SETTINGS:
            print(
                f"  {name:24} {found[name] / total:12.3f} {right[name] / max(found[name], 1):12.3f} {taken[name]:16,}"
            )


def _read_all(folder: Path, every: int) -> Iterator[Release]:
    for file in sorted(folder.rglob("*.md"))[::every]:
        try:
            yield read_release(file.read_bytes(), release_id=str(file.relative_to(folder)))
        except UnreadableError:
            continue


def _said(release: Release) -> Iterator[_Said]:
    """Yield what was said under a label, in paragraphs that can be told apart by their beginnings."""
    seen: Counter[str] = Counter()
    turns = [turn for turn in release.turns if turn.label and _words(release, turn)]
    for turn in turns:
        seen[_words(release, turn)[:60].split("\n")[0]] += 1
    for turn in turns:
        words = _words(release, turn)
        if seen[words[:60].split("\n")[0]] == 1 and turn.label:
            yield _Said(re.sub(r"\s*[(\[].*$", "", turn.label), turn.voice, words)


def _words(release: Release, turn: Turn) -> str:
    return release.text[turn.said : turn.end].strip()


def _set_anew(release: Release, said: list[_Said], setting: Callable[[str, int], str]) -> Release:
    body = "\n\n".join(setting(one.label, n) + _escape(one.words) for n, one in enumerate(said, start=1))
    fields = {"title": release.title, "date": str(release.date), "tags": [release.kind], "byline": release.byline}
    head = "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items() if value) + "---\n\n"
    return read_release(f"{head}{body}\n".encode(), release_id=release.id)


def _escape(words: str) -> str:
    return re.sub(r"(?m)([*_#`<>\[\]\\~])", r"\\\1", words)


def _voice_at(release: Release, one: _Said) -> Voice | None:
    at = release.text.find(one.words[:60].split("\n")[0])
    return next((turn.voice for turn in release.turns if turn.start <= at < turn.end), None)


if __name__ == "__main__":
    main()
