"""Damage: files of a published generation that are flipped, cut off or deleted, before they are opened and while they are."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from archive.errors import StoreDamagedError
from archive.generations.checks import CATALOGUE, INDEX, MANIFEST
from archive.generations.generations import CURRENT, current_generation, generation_folder
from archive.releases import SEARCHED_VOICES
from archive.store import Generation, Store
from tests.archive.conftest import TEXT, make_release, write_generation

PROJECT = Path(__file__).parents[2]
# Offsets that are flipped in each file; `make faults` flips many more.
FLIPS = int(os.environ.get("OTR_FAULTS_FLIPS", "1"))
PATIENCE = 120.0  # seconds for a process of its own on a busy machine
FILES = [CATALOGUE, MANIFEST, f"{INDEX}/chroma.sqlite3", f"{INDEX}/**/data_level0.bin", f"{INDEX}/**/header.bin",
         f"{INDEX}/**/length.bin", f"{INDEX}/**/link_lists.bin"]  # fmt: skip
FILES_OF_INDEX = [name for name in FILES if name.startswith(INDEX)]


def flip(path: Path, seed: int) -> None:
    data = bytearray(path.read_bytes() or b"\0")
    data[random.Random(seed).randrange(len(data))] ^= 1 << (seed % 8)
    path.write_bytes(data)


def cut_off(path: Path, seed: int) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: random.Random(seed).randrange(len(data))] if data else b"more")


def delete(path: Path, _: int) -> None:
    path.unlink()


def grow(path: Path, _: int) -> None:
    with path.open("ab") as file:
        file.write(b"\0" * 4096)


HARMS: dict[str, Callable[[Path, int], None]] = {"flip": flip, "cut off": cut_off, "delete": delete, "grow": grow}


def texts_of(generation: Generation) -> list[str]:
    """Return the texts of what the searched passages' own vectors find, asked as a question would ask."""
    ids, vectors = generation.vectors
    found = []
    for passage, vector in zip(generation.catalogue.passages([int(i) for i in ids]), vectors, strict=True):
        if passage.voice in SEARCHED_VOICES:
            nearest, similarity = generation.index.search(vector.astype(np.float32), limit=1)[0]
            assert similarity == pytest.approx(1, abs=1e-3)
            found.append(generation.catalogue.passages([nearest])[0].text)
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it has not come about"
        time.sleep(0.1)


@pytest.fixture
def two(store: Path) -> Path:
    """A store with two generations."""
    write_generation(store, [make_release("b/noon.md", text=TEXT.replace("dawn", "noon"))])
    return store


@pytest.mark.parametrize("seed", range(FLIPS))
@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("pattern", FILES)
def test_a_damaged_file_is_known_before_it_is_opened_and_the_store_answers(
    two: Path, pattern: str, harm: str, seed: int
) -> None:
    if seed and harm in {"delete", "grow"}:
        pytest.skip("it is done once")
    whole = Store(two).generation()
    expected, before = texts_of(whole), texts_of(Generation(two, 1))
    HARMS[harm](next(generation_folder(two, 2).glob(pattern)), seed)
    opened = Store(two)
    generation = opened.generation()
    if pattern in FILES_OF_INDEX:
        assert (generation.number, texts_of(generation)) == (2, expected)
        assert "exact search" in opened.trouble
    elif generation.number == 2:  # JSON that says the same, or a flip that leaves the manifest as it was read
        assert (pattern, texts_of(generation)) == (MANIFEST, expected)
    else:
        assert (generation.number, texts_of(generation)) == (1, before)
        assert "Generation 1 stands in for generation 2, which is damaged" in opened.trouble


@pytest.mark.parametrize("pattern", [CATALOGUE, f"{INDEX}/**/data_level0.bin"])
@pytest.mark.parametrize("harm", HARMS)
def test_damage_while_a_store_is_open(two: Path, pattern: str, harm: str) -> None:
    opened = Store(two, notice_after=0)
    assert (opened.generation().number, opened.trouble) == (2, "")
    HARMS[harm](next(generation_folder(two, 2).glob(pattern)), 5)
    generation = opened.generation()
    assert generation.number == (1 if pattern == CATALOGUE else 2)
    assert texts_of(generation)
    assert opened.trouble


def test_a_question_that_meets_damage_is_told_so_and_the_next_one_is_answered(two: Path) -> None:
    opened = Store(two, notice_after=3600)
    catalogue = opened.generation().catalogue
    path = generation_folder(two, 2) / CATALOGUE
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096))
    with pytest.raises(StoreDamagedError, match="otr verify"):
        catalogue.count("passages")
    assert opened.generation().number == 1


def test_damage_where_nothing_can_stand_in(store: Path) -> None:
    opened = Store(store, notice_after=0)
    catalogue = generation_folder(store, 1) / CATALOGUE
    whole = catalogue.read_bytes()
    flip(catalogue, 3)
    with pytest.raises(StoreDamagedError, match=r"is not what was published: run 'otr rebuild'"):
        Store(store)
    assert opened.generation().number == 1
    assert "Generation 1 is still read" in opened.trouble
    catalogue.write_bytes(whole)
    assert opened.generation().number == 1
    assert opened.trouble == ""


@pytest.mark.parametrize("offset", range(0, 35, 6))
def test_a_pointer_that_is_flipped_names_no_other_generation(two: Path, offset: int) -> None:
    data = bytearray((two / CURRENT).read_bytes())
    data[offset] ^= 1 << (offset % 8)
    (two / CURRENT).write_bytes(data)
    assert current_generation(two) == 2


@pytest.mark.parametrize("harm", ["flip", "delete"])
def test_a_damaged_index_is_made_again_while_questions_are_answered(two: Path, harm: str) -> None:
    HARMS[harm](next(generation_folder(two, 2).glob(f"{INDEX}/**/data_level0.bin")), 1)
    opened = Store(two, notice_after=0)
    expected = texts_of(opened.generation())
    assert "is being made again" in opened.trouble
    wait_for(lambda: opened.generation().number == 3)
    assert texts_of(opened.generation()) == expected
    assert (opened.trouble, opened.generation().index_trouble()) == ("", "")


def test_an_index_whose_copy_is_lost_or_finds_no_room(
    two: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = texts_of(Store(two).generation())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no such folder"))
    without = Store(two).generation()
    assert texts_of(without) == expected
    assert "temporary files" in without.index_trouble()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened = Store(two).generation()
    assert opened.index.count() == 4
    for copy in tmp_path.glob("otr-index-*"):
        shutil.rmtree(copy)
    assert texts_of(opened) == expected


HOLD = """
import sys, threading
from pathlib import Path
from archive.store import Store
from tests.faults.test_damage import texts_of
generation = Store(Path(sys.argv[1])).generation()
print("open", generation.number, flush=True)
sys.stdin.readline()
said = []
thread = threading.Thread(target=lambda: said.append(len(texts_of(generation))))  # a connection and an index opened only now
thread.start(); thread.join()
print(said, flush=True)
"""


def test_a_generation_stays_as_long_as_another_process_reads_it(two: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(two)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open 2\n"
        for number in range(3, 7):
            write_generation(two, [make_release(f"n/{number}.md")])
        there = sorted(path.name for path in two.glob("generation-*"))
        assert there == ["generation-000002", "generation-000005", "generation-000006"]
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "[4]\n"
    write_generation(two, [make_release("n/7.md")])
    assert not generation_folder(two, 2).exists(), "it goes once nobody reads it"
