"""Shared by all tests: the sample archive, ingested once by the real pipeline with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data" / "sample"
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The bundled embedding model, loaded once."""
    return SentenceEmbedder()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store that holds the sample archive."""
    store = tmp_path_factory.mktemp("sample") / "store"
    ingest([str(SAMPLE)], store=store, embedder=embedder, progress=SilentProgress())
    return store


@pytest.fixture(scope="session")
def sample_archive(sample_store: Path) -> Archive:
    """The sample archive, open."""
    return Archive.open(sample_store)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real archives beside the project; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared with real archives beside this checkout")
    return SHARED
