"""Shared by all tests: the sample archive, ingested once by the real pipeline with the real model; the console."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from filelock import FileLock

from archive.generations.generations import current_generation
from archive.models.embedder import SentenceEmbedder
from archive.settings import Settings
from archive.store import Store
from archive.vectors import folder
from archive.verifying import vectors
from ingest.build import ingest
from ingest.progress import SilentProgress
from otr import main
from retrieval import Archive
from tests.chroma import RunningChroma
from tests.forks import Forks

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data" / "sample"
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def forks() -> Iterator[Forks]:
    """Starts processes that have imported already what they need; in them, too, indexes are checked."""
    forks = Forks()
    with pytest.MonkeyPatch.context() as patch:
        if hasattr(os, "fork"):
            patch.setattr(folder, "subprocess", forks)
            patch.setattr(vectors, "subprocess", forks)
        yield forks
    forks.end()


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The bundled embedding model, loaded once, in the precision that is set (OTR_EMBEDDING_PRECISION)."""
    return SentenceEmbedder(precision=Settings().embedding_precision)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store that holds the sample archive, made once, also where pytest-xdist shares the tests out among processes.

    ``make test`` names the one that its gate has just made (OTR_SAMPLE_STORE), which is copied where it was embedded in the same
    precision.
    """
    folder = tmp_path_factory.getbasetemp()
    store = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "sample-store"
    with FileLock(store.with_suffix(".lock")):
        if not current_generation(store):
            made = os.environ.get("OTR_SAMPLE_STORE", "")
            if made and Path(made).is_dir() and embedder.arithmetic.precision == "float32":
                shutil.copytree(made, store)
            ingest([str(SAMPLE)], store=store, embedder=embedder, progress=SilentProgress())
    return store


@pytest.fixture(scope="session")
def sample_archive(sample_store: Path, embedder: SentenceEmbedder) -> Archive:
    """The sample archive, open."""
    return Archive(Store(sample_store), embedder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real archives beside the project; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared with real archives beside this checkout")
    return SHARED


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningChroma]:
    """A Chroma server, for the tests of a module; whoever harms it leaves it up."""
    chroma = RunningChroma(tmp_path_factory.mktemp("chroma"))
    chroma.start()
    yield chroma
    chroma.kill()


def run_otr(*arguments: str | Path, store: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the console command in this process, and return what it prints and what it exits with."""
    command = ["otr", *map(str, arguments), *(["--store", str(store)] if store else [])]
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err), chdir(PROJECT):
        patch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code
    return subprocess.CompletedProcess(command, code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())
