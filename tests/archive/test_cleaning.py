"""What may go from a store: it is said first, what is in use stays, and a text that went is told as removed."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.catalogue.writer import CatalogueWriter
from archive.cleaning import ABANDONED, clean, survey
from archive.errors import EmptyStoreError
from archive.generations.checks import CATALOGUE
from archive.generations.generations import (
    BUILDING,
    INTERRUPTED,
    current_generation,
    publish,
    published_generations,
    stage,
    writing,
)  # fmt: skip
from archive.store import Store
from archive.vectors import ChromaServer
from archive.vectors.index_making import make_index
from archive.vectors.unnamed import unnamed_collections
from archive.withdrawn_texts import TextRule
from tests.archive.conftest import TEXT, fill, make_release, write_generation
from tests.chroma import RunningChroma
from tests.conftest import run_otr

NOTHING = TextRule()
TODAY = date(2031, 6, 1)
TOMORROW = date.today() + timedelta(days=2)  # noqa: DTZ011 - after whatever is written now, in any zone
SECRET = "The harbour master's own telephone rang at midnight"


@pytest.fixture(autouse=True)
def own_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of indexes that other processes of this machine left are none of these tests' business."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("archive.vectors.folder.gettempdir", lambda: str(tmp_path / "tmp"))


def names(waste: list) -> list[str]:
    return [one.what for one in waste]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose second release was replaced by another text, and whose third was withdrawn; not to be written to."""
    store = tmp_path_factory.mktemp("made") / "store"
    write_generation(store, [make_release()])
    told = TEXT.replace("at dawn", f"at dawn. {SECRET}")
    write_generation(store, [make_release("b/said.md", told), make_release("c/gone.md", told)])
    with writing(store, doing="a test"):
        folder = stage(store)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            with writer.transaction():
                writer.withdraw("c/gone.md")
            fill(writer, [make_release("b/said.md", digest="d2")])
        make_index(folder)
        publish(store)
    return store


@pytest.fixture
def withdrawn_store(made: Path, tmp_path: Path) -> Path:
    """A copy of that store."""
    return Path(shutil.copytree(made, tmp_path / "withdrawn"))


def bytes_of(store: Path) -> bytes:
    """Return all that the files of all generations hold."""
    return b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


def test_earlier_generations_go_but_what_is_read_and_what_stands_in(store: Path) -> None:
    readers = []
    for number in range(2, 6):
        readers.append(Store(store).generation())
        write_generation(store, [make_release(f"n/{number}.md")])
    assert published_generations(store) == [5, 4, 3, 2, 1], "each is read"
    assert names(survey(store, None, NOTHING)[1]) == []
    del readers[:2]  # of generations 1 and 2
    found = survey(store, None, NOTHING)[1]
    assert names(found) == ["generation 2", "generation 1"]
    assert sum(one.size for one in found) > 0
    assert published_generations(store) == [5, 4, 3, 2, 1], "it was only said"
    clean(store, None, NOTHING, today=TODAY)
    assert published_generations(store) == [5, 4, 3]
    readers.clear()
    clean(store, None, NOTHING, today=TODAY)
    assert published_generations(store) == [5, 4], "one stands in for the current one"


def test_what_a_run_left_goes_after_a_day(store: Path) -> None:
    for name in (BUILDING, INTERRUPTED, "snapshot"):
        (store / name).mkdir()
        (store / name / CATALOGUE).write_bytes(b"half")
    (store / "import.part").write_bytes(b"half")
    assert names(survey(store, None, NOTHING)[1]) == []
    old = time.time() - ABANDONED - 60
    for path in [*store.glob("*/*"), *store.iterdir()]:
        os.utime(path, (old, old))
    assert len(survey(store, None, NOTHING)[1]) == 4
    with writing(store, doing="a test"):
        assert names(survey(store, None, NOTHING)[1]) == [], "what a writer works on is no waste"
    clean(store, None, NOTHING, today=TODAY)
    assert not [path for path in store.iterdir() if path.name in {BUILDING, INTERRUPTED, "snapshot", "import.part"}]
    assert Store(store).generation().number == 1


def test_collections_that_no_generation_names_go(tmp_path: Path, running: RunningChroma) -> None:
    server, store = ChromaServer(address=running.address), tmp_path / "store"
    for number in range(2):
        with writing(store, doing="a test"):
            folder = stage(store)
            with CatalogueWriter(folder / CATALOGUE) as writer:
                fill(writer, [make_release(f"n/{number}.md")])
            make_index(folder, server=server)
            if number == 0:
                publish(store)  # the second is cut off before it is published
    assert unnamed_collections(store, server) == {}, "what is staged may be gone on with"
    (store / BUILDING / "vectors" / "server.json").unlink()
    (told,) = names(survey(store, None, NOTHING)[1])
    assert told.endswith(f"on {server.address}, 4 vectors")
    clean(store, None, NOTHING, today=TODAY)  # where they were put last
    assert unnamed_collections(store, server) == {}
    assert Store(store, server=server).generation().index_trouble() == ""


@pytest.mark.parametrize(
    ("rule", "withdrawn", "replaced"),
    [
        (TextRule(withdrawn_before=TOMORROW), ("c/gone.md",), ()),
        (TextRule(replaced_before=TOMORROW), (), (("b/said.md", 1),)),
        (TextRule(withdrawn_before=TOMORROW, replaced_before=TOMORROW), ("c/gone.md",), (("b/said.md", 1),)),
        (TextRule(withdrawn_before=date(2020, 1, 1), replaced_before=date(2020, 1, 1)), (), ()),
        (NOTHING, (), ()),
    ],
)
def test_texts_go_by_a_rule(withdrawn_store: Path, rule: TextRule, withdrawn: object, replaced: object) -> None:
    assert SECRET.encode() in bytes_of(withdrawn_store)
    said, _ = survey(withdrawn_store, None, rule)
    assert (said.withdrawn, said.replaced) == (withdrawn, replaced)
    texts, _, held = clean(withdrawn_store, None, rule, today=TODAY)
    assert (texts, held) == (said, [])
    catalogue = Store(withdrawn_store).generation().catalogue
    gone, earlier = catalogue.release("c/gone.md"), catalogue.earlier_version("b/said.md", 1)
    for release, went in ((gone.release, bool(withdrawn)), (earlier, bool(replaced))):
        assert (SECRET in release.text) is not went
        assert (release.text == "") is went
        assert any("removed on 2031-06-01" in note for note in release.notes) is went
        assert (release.turns == ()) is went
        assert release.title
    assert gone.withdrawn
    assert (SECRET.encode() in bytes_of(withdrawn_store)) is not (bool(withdrawn) and bool(replaced))
    assert catalogue.release("b/said.md").release.text == TEXT
    assert clean(withdrawn_store, None, rule, today=TODAY)[0].characters == 0, "once is enough"


def test_a_generation_that_is_read_keeps_its_texts_and_that_is_told(withdrawn_store: Path) -> None:
    reader = Store(withdrawn_store, notice_after=60).generation()
    rule = TextRule(withdrawn_before=TOMORROW)
    _, _, held = clean(withdrawn_store, None, rule, today=TODAY)
    assert held == [reader.number]
    assert SECRET in reader.catalogue.release("c/gone.md").release.text
    assert Store(withdrawn_store).generation().index.count() > 0


def test_the_console_says_first_what_would_go(withdrawn_store: Path) -> None:
    options = ["gc", "--withdrawn-before", str(TOMORROW)]
    said = run_otr(*options, store=withdrawn_store)
    assert (said.returncode, "c/gone.md" in said.stdout, "--delete" in said.stdout) == (0, True, True)
    number = current_generation(withdrawn_store)
    done = run_otr(*options, "--delete", store=withdrawn_store)
    assert (done.returncode, "removed" in done.stdout) == (0, True)
    assert published_generations(withdrawn_store) == [number + 1]
    assert run_otr("gc", store=withdrawn_store).stdout == "there is nothing to remove\n"
    assert run_otr("gc", "--withdrawn-before", "soon", store=withdrawn_store).returncode == 2


def test_an_empty_store_has_nothing_to_remove(tmp_path: Path) -> None:
    with pytest.raises(EmptyStoreError):
        survey(tmp_path / "none", None, NOTHING)
    assert run_otr("gc", store=tmp_path / "none").returncode == 3
