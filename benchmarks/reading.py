"""Whether files are read as a person reads them: ``python -m benchmarks.reading LABELS.jsonl [--wrong]``.

A line of the labels is a file, with its path beside the labels, and what is in it::

    {"file": "harbour/one.pdf", "form": "PDF", "refused": null, "count": 1, "releases": [{"title": "...", "date":
     "2031-09-16" (null where none is printed), "ambiguous_date": false, "begins": "first words", "ends": "last words",
     "contains": ["..."], "not_in_text": ["furniture"], "speakers": {"MS. VALE": 3}, "reporters": ["Q"],
     "speakers_include": ["labels whose turns were not counted"], "date_optional": true (null is right as well)}]}

A field that is not there is not judged. Printed is for each form, and over all, how many files are right in each respect:
read (or refused), the number of releases, title, date, body (its first and last words, what must be in it, what must not be
searched), speakers (each label with its number of turns) and askers (their voice). A file is right where all of it is.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive import Release, Turn, UnreadableError, Voice
from ingest.readers import NotAReleaseError, ReadOptions, open_file, read_item, split_file

ASPECTS = ("read", "count", "title", "date", "body", "speakers", "askers")
_ASKERS = frozenset({Voice.REPORTER, Voice.PUBLIC, Voice.QUESTION})
_UNSEARCHED = frozenset({Voice.FURNITURE, Voice.CAPTION})
_SAME = dict.fromkeys(map(ord, "‘’\u201b“”„«»"), "'") | dict.fromkeys(map(ord, "–—\u2010\u2011"), "-")


@dataclass(slots=True)
class Judged:
    """What of a file is right, by aspect, and in words what is wrong."""

    file: str
    form: str
    seconds: float = 0.0
    right: dict[str, bool] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def judge(self, aspect: str, right: bool, told: str) -> None:
        """Note whether an aspect is right; one is where it is so in every release that is judged."""
        self.right[aspect] = self.right.get(aspect, True) and right
        if not right:
            self.wrong.append(f"{aspect}: {told}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labels", type=Path, metavar="LABELS.jsonl")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong in each file")
    parser.add_argument("--only", default="", help="files whose form or path has this in it")
    given = parser.parse_args()
    labels = [json.loads(line) for line in given.labels.read_text(encoding="utf-8").splitlines() if line.strip()]
    judged = [
        judge_file(label, given.labels.parent) for label in labels if given.only in f"{label['form']} {label['file']}"
    ]
    if given.wrong:
        for one in judged:
            print(f"{'right' if not one.wrong else 'WRONG'}  {one.seconds:5.1f} s  {one.file}")
            print("".join(f"       {told}\n" for told in one.wrong), end="")
    print(write_table(judged))


def judge_file(label: Mapping[str, Any], folder: Path) -> Judged:
    """Return what is right of a file."""
    judged = Judged(label["file"], re.split(r" \(", label["form"])[0])
    began = time.monotonic()
    releases, reasons = read_file(folder / label["file"])
    judged.seconds = time.monotonic() - began
    if label.get("refused"):
        judged.judge(
            "read", not releases, f"is to be refused ({label['refused']}); read as {[r.title for r in releases][:2]}"
        )
        return judged
    judged.judge("read", bool(releases), "; ".join(reasons[:2]) or "nothing came out")
    if not releases:
        return judged
    if label.get("count"):
        judged.judge("count", len(releases) == label["count"], f"{len(releases)} instead of {label['count']}")
    for expected in label.get("releases", ()):
        _judge_release(judged, expected, _find(expected, releases))
    return judged


def read_file(path: Path) -> tuple[list[Release], list[str]]:
    """Return the releases of a file, and the reasons why others are none."""
    releases: list[Release] = []
    reasons: list[str] = []
    options = ReadOptions()
    try:
        for reader, item in split_file(open_file(path, name=path.name), options):
            try:
                releases.append(read_item(reader, item, release_id=f"{path.name}#{item.key}", options=options))
            except (UnreadableError, NotAReleaseError) as error:
                reasons.append(str(error))
    except UnreadableError as error:
        reasons.append(str(error))
    return releases, reasons


def _find(expected: Mapping[str, Any], releases: Sequence[Release]) -> Release:
    """Return the release that is meant: that with the same beginning, else with the same title, else the first."""
    if begins := expected.get("begins"):
        found = [one for one in releases if fold(begins) in fold(one.text)]
        if found:
            nearer = [one for one in found if fold(expected.get("ends") or "") in fold(one.text)] or found
            return next((one for one in nearer if fold(one.title) == fold(expected.get("title") or "")), nearer[0])
    return next((one for one in releases if fold(one.title) == fold(expected.get("title") or "")), releases[0])


def _judge_release(judged: Judged, expected: Mapping[str, Any], release: Release) -> None:
    if expected.get("title"):
        judged.judge(
            "title", fold(release.title) == fold(expected["title"]), f"{release.title!r} for {expected['title']!r}"
        )
    if "date" in expected:
        printed = str(release.date) if release.date else None
        is_optional = expected.get("ambiguous_date") or expected.get("date_optional")
        allowed = {expected["date"], None} if is_optional else {expected["date"]}
        judged.judge("date", printed in allowed, f"{printed} for {expected['date']}")
    searched = fold(" ".join(_searched(release)))
    for name in ("begins", "ends"):
        if expected.get(name):
            judged.judge("body", fold(expected[name]) in searched, f"{name} is not there: {expected[name]!r}")
    for phrase in expected.get("contains") or ():
        judged.judge("body", fold(phrase) in searched, f"is not there: {phrase!r}")
    for phrase in expected.get("not_in_text") or ():
        judged.judge("body", fold(phrase) not in searched, f"must not be there: {phrase!r}")
    for label in expected.get("speakers_include") or ():
        found = any(fold(turn.label or "").rstrip(".:") == fold(label).rstrip(".:") for turn in release.turns)
        judged.judge("speakers", found, f"is no label: {label!r}")
    if expected.get("speakers"):
        _judge_speakers(judged, expected, release)


def _judge_speakers(judged: Judged, expected: Mapping[str, Any], release: Release) -> None:
    turns = [turn for turn in _whole_turns(release) if turn.label and turn.voice is not Voice.FURNITURE]
    counted = Counter(fold(turn.label or "").rstrip(".:") for turn in turns)
    wanted = {fold(label).rstrip(".:"): count for label, count in expected["speakers"].items()}
    off = {label: (counted[label], count) for label, count in wanted.items() if counted[label] != count}
    judged.judge("speakers", not off, f"turns (found, right): {off}; found {dict(counted.most_common(6))}")
    asking = {fold(label).rstrip(".:") for label in expected.get("reporters") or ()}
    wrong = Counter(
        f"{turn.label} {turn.voice.value}"
        for turn in turns
        if (turn.voice in _ASKERS) != (fold(turn.label or "").rstrip(".:") in asking)
        and not (turn.voice is Voice.UNKNOWN and fold(turn.label or "").rstrip(".:") not in asking)
    )
    judged.judge("askers", not wrong, f"{dict(wrong)}")


def _whole_turns(release: Release) -> Iterator[Turn]:
    """Yield the turns but for those that go on behind a stage direction."""
    before: Turn | None = None
    interrupted = False
    for turn in release.turns:
        if turn.voice is Voice.FURNITURE:
            interrupted = True
            continue
        if not (interrupted and before and before.label == turn.label and turn.start == turn.said):
            yield turn
        before, interrupted = turn, False


def _searched(release: Release) -> Iterator[str]:
    return (release.text[turn.start : turn.end] for turn in release.turns if turn.voice not in _UNSEARCHED)


def fold(text: str) -> str:
    """Return a text as it is compared: without case, mark-up and kinds of quotation marks, dashes and spaces."""
    plain = unicodedata.normalize("NFKC", text).replace('"', "'").translate(_SAME)
    return re.sub(r"[\s*_|\u00ad\u200b]+", " ", re.sub(r"⁽.*?⁾", "", plain)).replace(" ", "").casefold()


def write_table(judged: Sequence[Judged]) -> str:
    """Return the table: a row a form, (right of judged) in each aspect."""
    forms: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        forms[one.form].append(one)
    lines = ["| form | files | right | " + " | ".join(ASPECTS) + " |", "|---" * (len(ASPECTS) + 3) + "|"]
    for form, ones in [*sorted(forms.items()), ("all", list(judged))]:
        cells = [str(len(ones)), str(sum(not one.wrong for one in ones))]
        for aspect in ASPECTS:
            told = [one.right[aspect] for one in ones if aspect in one.right]
            cells.append(f"{sum(told)}/{len(told)}" if told else "-")
        lines.append(f"| {form} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
