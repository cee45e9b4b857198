"""The store: readers that notice a new generation, its states at a glance, and the model that it was embedded with."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest

import archive.store
from archive.errors import EmptyStoreError, ModelMismatchError
from archive.generations.generations import writing
from archive.store import NOTICE_AFTER, Store, store_state
from tests.archive.conftest import make_release, write_generation

PROJECT = Path(__file__).parents[2]


def test_reader_notices_a_new_generation_without_a_restart(store: Path) -> None:
    reader = Store(store, notice_after=0)
    before = reader.generation()
    subprocess.run([sys.executable, "-c", WRITE_ANOTHER, str(store)], check=True, cwd=PROJECT)
    after = reader.generation()
    assert (before.number, after.number) == (1, 2)
    assert after.index.count() == 4
    assert before.catalogue.count("releases") == 1, "a question in flight keeps the generation that it began with"


@pytest.mark.parametrize(("after", "number"), [(0.0, 1), (NOTICE_AFTER - 0.1, 1), (NOTICE_AFTER, 2), (5.0, 2)])
def test_a_reader_sees_a_new_generation_after_a_while_and_within_five_seconds(
    store: Path, monkeypatch: pytest.MonkeyPatch, after: float, number: int
) -> None:
    clock = 100.0
    monkeypatch.setattr(archive.store, "time", SimpleNamespace(monotonic=lambda: clock))
    reader = Store(store)
    clock = 200.0
    assert reader.generation().number == 1, "it looked just now"
    write_generation(store, [make_release("b/other.md")])
    clock += after
    assert reader.generation().number == number


WRITE_ANOTHER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.archive.conftest import make_release, write_generation
    write_generation(Path(sys.argv[1]), [make_release("b/other.md")])
    """
)


def test_empty_store(tmp_path: Path) -> None:
    with pytest.raises(EmptyStoreError, match="otr ingest"):
        Store(tmp_path / "none")
    assert store_state(tmp_path / "none").name == "empty"


def test_states_of_a_store(tmp_path: Path) -> None:
    with writing(tmp_path, doing="a test"):
        assert store_state(tmp_path).name == "building"
    write_generation(tmp_path, [make_release()])
    assert store_state(tmp_path).name == "ready"
    shutil.rmtree(tmp_path / "generation-000001")
    assert store_state(tmp_path).name == "failed"


def test_other_model_is_refused_with_both_names(store: Path) -> None:
    generation = Store(store).generation()
    generation.check_model("test-model", "m1")
    with pytest.raises(ModelMismatchError, match="OTR_EMBEDDING_MODEL"):
        generation.check_model("other", "m2")
    with pytest.raises(ModelMismatchError, match="--rebuild"):
        write_generation(store, [make_release("c/x.md")], model="m2")
