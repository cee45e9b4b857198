"""The real archives: what holds for every file of them. Skipped where they are not there."""

from __future__ import annotations

import html
import random
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from archive.releases import Release, Voice
from ingest.passages import LONGEST_PASSAGE, cut_passages
from ingest.readers.release import read_release
from ingest.readers.text.canonical import clean_text
from tests.ingest.resolved import resolve_turns

PROJECT = Path(__file__).parents[2]
ARCHIVES = PROJECT.parent / "shared" / "archives"
FOLDERS = ["whitehouse-2021h1", "whitehouse-2021h2", "whitehouse-2022h1", "whitehouse-2022h2"]
DRAWN = 40  # files of each folder; the draw is always the same
ROOTS = [PROJECT / "data" / "sample", ARCHIVES / "dipnote", *(ARCHIVES / folder for folder in FOLDERS)]
_SPOKEN = re.compile(r"^(?:Remarks by|Press (?:Briefing|Gaggle) by)")


@cache
def draw(root: Path) -> list[tuple[Path, Release]]:
    """Read some files below a root, always the same."""
    files = sorted(path for path in root.rglob("*") if path.suffix in {".md", ".txt"} and path.name != "README.md")
    if not files:
        pytest.skip(f"{root} is not there: the real archives lie beside the project, in ../shared")
    chosen = random.Random(7).sample(files, min(DRAWN, len(files)))
    return [(path, read_release(path.read_bytes(), release_id=path.relative_to(root).as_posix())) for path in chosen]


def squeeze(text: str) -> str:
    """Return what mark-up, white space and the form of quotes and dashes cannot change."""
    plain = unicodedata.normalize("NFKC", clean_text(html.unescape(text)))
    plain = re.sub(r"\]\((?:[^()]|\([^()]*\))*\)|</?[a-zA-Z][^>]*>", " ", plain)
    return re.sub(r"[\W_]", "", plain).casefold()


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_turns_lie_end_to_end(root: Path) -> None:
    for path, release in draw(root):
        ends = [0, *(turn.end for turn in release.turns)]
        assert [turn.start for turn in release.turns] == ends[:-1], path
        assert ends[-1] == len(release.text), path
        assert all(turn.start <= turn.said <= turn.end for turn in release.turns), path


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_passages_are_verbatim_and_leave_nothing_out(root: Path) -> None:
    for path, release in draw(root):
        covered = bytearray(len(release.text))
        for passage in cut_passages(release):
            assert passage.text == release.text[passage.start : passage.end], path
            assert passage.text.strip() == passage.text, path
            assert 0 < len(passage.text) <= LONGEST_PASSAGE, path
            covered[passage.start : passage.end] = b"\1" * len(passage.text)
        for turn in release.turns:
            if turn.voice is not Voice.FURNITURE:
                said = range(turn.said, turn.end)
                assert all(covered[i] or release.text[i].isspace() for i in said), path


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_no_words_are_lost_or_made_up(root: Path) -> None:
    """Each paragraph of the canonical text stands in the file, letter for letter, mark-up and white space aside."""
    checked = missing = 0
    for path, release in draw(root):
        raw = squeeze(path.read_text(encoding="utf-8"))
        for paragraph in release.text.split("\n\n"):
            words = squeeze(paragraph)
            checked += 1
            missing += words not in raw and "http" not in words
    assert missing <= 0.001 * checked, f"{missing} of {checked}"


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_speeches_and_briefings_have_officials_with_names(root: Path) -> None:
    turns = resolve_turns({str(path): release for path, release in draw(root)})
    for path, release in draw(root):
        if _SPOKEN.match(release.title):
            assert [turn for turn in turns[str(path)] if turn.voice is Voice.OFFICIAL and turn.speaker], path


def test_the_post() -> None:
    (_path, release), *rest = draw(ARCHIVES / "dipnote")
    assert not rest
    assert release.date.isoformat() == "2016-10-24"
    voices = [turn.voice.value for turn in release.turns]
    assert voices == ["furniture", "office", "furniture", "public", "caption", "furniture"]
