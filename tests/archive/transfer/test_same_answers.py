"""A replica answers as the archive that it was exported from: the same answers, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from archive.transfer import PublishedFiles, export_to_file, find_export, import_export
from ingest.progress import SilentProgress
from retrieval import Archive
from tests.conftest import PROJECT

pytestmark = pytest.mark.model
ASKED = 25


def answers(archive: Archive) -> list[str]:
    lines = (PROJECT / "data" / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [said["question"] for said in map(json.loads, lines) if "question" in said][:ASKED]
    assert len(questions) == ASKED
    told = (archive.ask(question).to_json() for question in questions)
    return [json.dumps({name: value for name, value in one.items() if name != "timings_ms"}) for one in told]


def test_a_replica_answers_the_same_byte_for_byte(
    sample_archive: Archive, embedder: SentenceEmbedder, tmp_path: Path
) -> None:
    export_to_file(PublishedFiles.of(sample_archive.store.folder), tmp_path / "sample.zip")
    import_export(
        find_export(str(tmp_path / "sample.zip")),
        store=tmp_path / "replica",
        embedder=embedder,
        progress=SilentProgress(),
    )
    replica = answers(Archive(Store(tmp_path / "replica"), embedder))
    assert replica == answers(sample_archive)
    assert sum('"answered": true' in one for one in replica) > ASKED // 3
