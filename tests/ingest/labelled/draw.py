"""Draw releases of all kinds, and spans of them, for labelling by hand: by a seed, and without asking what the reading says.

``python -m tests.ingest.labelled.draw --seed 4`` prints the spans, each with the label that stands last above it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingest.readers.release import read_release

ARCHIVES = Path(__file__).parents[4] / "shared" / "archives"
HOUSES = ("whitehouse-2021h1", "whitehouse-2021h2", "whitehouse-2022h1", "whitehouse-2022h2")
HERE = Path(__file__).parent

# A label by its looks alone: capitals and a colon, or a reporter's Q. Coarser than the reading's own, on purpose.
_LABEL = re.compile(r"\**(?:Q(?:[:.]|\b)(?!\d)|[A-Z][A-Za-z.,’' #&\d-]{1,60}?(?: ?[(\[][^)\]]*[)\]])? ?:)")
_CAPITALS = re.compile(r"[A-Z]{2}|Q")
_STAGE = re.compile(r"\W*[(\[].*[)\]]\W*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a release, by its offsets, and the label it begins with ('' where it begins with none)."""

    start: int
    end: int
    text: str
    label: str


def _kind(path: str, title: str, lines: Sequence[Line]) -> str:
    """Return the stratum of a release, by its folder, its title and how many labels of what kinds it seems to have."""
    folder = path.split("/", maxsplit=1)[0]
    speakers = len({line.label for line in lines if line.label})
    if folder in {"blog", "disclosures", "legislation"}:
        return folder
    if folder == "presidential-actions":
        return "proclamation" if "Proclamation" in title else "action"
    for name, pattern in (
        ("gaggle", r"\bgaggle\b"), ("background call", r"\bbackground\b|\bcall\b.*\bofficials?\b|\bpress call\b"),
        ("interview", r"\binterview\b|\btown hall\b|\broundtable\b|\bconversation\b|\bq&a\b"),
        ("press conference", r"\bpress conference\b|\bavailability\b|\bexchange with\b|\bbilateral\b"),
    ):  # fmt: skip
        if speakers >= 2 and re.search(pattern, title, re.IGNORECASE):
            return name
    if folder == "press-briefings":
        return "briefing" if speakers >= 2 else "written briefing"
    if folder == "speeches-remarks":
        return "remarks of several" if speakers >= 3 else "remarks of one" if speakers else "remarks without labels"
    for name, pattern in (
        ("fact sheet", r"fact sheet"), ("readout", r"\breadout\b"), ("joint statement", r"\bjoint\b|\bstatements of\b"),
        ("statement by", r"\bstatement\b.*\b(?:by|from)\b|\bremarks\b"),
    ):  # fmt: skip
        if re.search(pattern, title, re.IGNORECASE):
            return name
    return "other written"


STRATA = {
    "briefing": 9, "gaggle": 6, "background call": 6, "interview": 5, "press conference": 5, "remarks of several": 11,
    "remarks of one": 3, "remarks without labels": 3, "statement by": 5, "joint statement": 2,
    "fact sheet": 2, "readout": 2, "other written": 3, "proclamation": 3, "action": 2, "blog": 2, "disclosures": 2,
    "legislation": 2,
}  # fmt: skip
SPOKEN = frozenset(list(STRATA)[:7])


def _stratum(path: Path, name: str) -> str:
    """Return the stratum of a file, read as it stands: reading six thousand of them properly would take minutes."""
    _fence, head, body = path.read_text(encoding="utf-8").split("---", 2)
    title = re.search(r"^title:(.*)$", head, re.MULTILINE)
    return _kind(name, title[1] if title else "", read_lines(body))


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text that are not empty."""
    return [Line(m.start(), m.end(), m.group(), _looks_like_label(m.group())) for m in re.finditer(r"[^\n]+", text)]


def _looks_like_label(line: str) -> str:
    match = _LABEL.match(line)
    return match.group() if match and _CAPITALS.match(match.group().lstrip("*")) else ""


def draw_releases(seed: int, share: float, without: set[str]) -> list[tuple[str, str]]:
    """Return (release, stratum): of each stratum its number times ``share``, from the archives in turn."""
    chance = random.Random(seed)
    paths = {house: sorted((ARCHIVES / house).rglob("*.md")) for house in HOUSES}
    for house in HOUSES:
        chance.shuffle(paths[house])
    wanted = {name: max(1, round(count * share)) for name, count in STRATA.items()}
    found: list[tuple[str, str]] = []
    order = list(HOUSES)
    while any(wanted.values()):
        house = order.pop(0)
        if not any(paths.values()):
            raise SystemExit(f"too few releases for {wanted}: ask for a smaller --share")
        order.append(house)
        while paths[house]:
            path = paths[house].pop()
            name = path.relative_to(ARCHIVES).as_posix()
            stratum = _stratum(path, path.relative_to(ARCHIVES / house).as_posix())
            if wanted.get(stratum) and name not in without:
                wanted[stratum] -= 1
                found.append((name, stratum))
                break
    return sorted(found, key=lambda item: (list(STRATA).index(item[1]), item[0]))


def draw_spans(lines: Sequence[Line], *, spoken: bool, chance: random.Random) -> list[Line]:
    """Return lines: of the header, of the tail, stage directions, rare labels, labels at random, what follows them."""
    counts = Counter(line.label for line in lines if line.label)
    labelled = [line for line in lines if line.label]
    pools: list[tuple[Sequence[Line], int]] = [(lines[:5], 1), (lines[-4:], 1)]
    if spoken:
        pools += [
            ([line for line in lines if _STAGE.fullmatch(line.text)], 1),
            (sorted(labelled, key=lambda line: (counts[line.label], chance.random()))[:4], 2),
            (labelled, 2),
            ([b for a, b in pairwise(lines) if a.label and not b.label], 1),
            ([line for line in lines if not line.label], 1),
        ]
    else:
        pools += [(labelled, 1), (lines, 3)]
    chosen: dict[int, Line] = {}
    for pool, count in pools:
        left = [line for line in pool if line.start not in chosen]
        chosen |= {line.start: line for line in chance.sample(left, min(count, len(left)))}
    return [chosen[start] for start in sorted(chosen)]


def read(name: str) -> tuple[str, str]:
    """Return (title, text) of a release of the archives ('whitehouse-2021h2/blog/...')."""
    _archive, _, path = name.partition("/")
    release = read_release((ARCHIVES / name).read_bytes(), release_id=path)
    return release.title, release.text


def draw(seed: int, share: float, without: set[str]) -> Iterator[tuple[str, str, str, list[Line]]]:
    """Yield (release, stratum, text, spans)."""
    chance = random.Random(f"spans {seed}")
    for name, stratum in draw_releases(seed, share, without):
        _title, text = read(name)
        yield name, stratum, text, draw_spans(read_lines(text), spoken=stratum in SPOKEN, chance=chance)


def main() -> None:
    """Print the draw as JSON Lines: release, stratum, start, end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--share", type=float, default=1.0, help="of the number of releases of each stratum")
    parser.add_argument("--without", type=Path, help="labels whose releases are left out")
    arguments = parser.parse_args()
    labels = arguments.without.read_text(encoding="utf-8").splitlines() if arguments.without else []
    without = {json.loads(line)["release"] for line in labels}
    for name, stratum, _text, spans in draw(arguments.seed, arguments.share, without):
        for span in spans:
            print(json.dumps({"release": name, "stratum": stratum, "start": span.start, "end": span.end}))


if __name__ == "__main__":
    main()
