"""Shared by all tests: the sample archive, ingested once by the real pipeline with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.embedder import SentenceEmbedder
from archive.settings import Settings
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data" / "sample"
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The bundled embedding model, loaded once, in the precision that is set (OTR_EMBEDDING_PRECISION)."""
    return SentenceEmbedder(precision=Settings().embedding_precision)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store that holds the sample archive."""
    store = tmp_path_factory.mktemp("sample") / "store"
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
