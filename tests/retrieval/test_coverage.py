"""What an archive is said to hold, and the questions that its own titles suggest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Generation, Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval.coverage import measure_coverage
from retrieval.suggestions import LONGEST_TITLE, propose_starters

SPOKEN = "MINISTER QUILL: The ferries of the fjord sail again, and all who waited for them are on board."
WRITTEN = (
    "The ministry announces that the ferries of the fjord sail again, and that all who waited for them are on board."
)
# (title, day, kind, text, the question that it suggests: '' for none)
RELEASES = (
    (
        "Remarks by Minister Ada Quill on the Ferries of the Fjord", "2040-06-01", "speeches-remarks", SPOKEN,
        "What did Ada Quill say about the Ferries of the Fjord?",
    ),
    ("Statement on Herring Quotas, May 4, 2040", "2040-05-04", "statements-releases", WRITTEN,
     "What was said about Herring Quotas?"),
    ("Report About Lighthouses 2040", "2040-05-03", "statements-releases", WRITTEN,
     "What is “Report About Lighthouses 2040” about?"),
    ("Message on the Occasion of the Feast", "2040-05-02", "statements-releases", WRITTEN,
     "What is “Message on the Occasion of the Feast” about?"),
    ("Long " * (LONGEST_TITLE // 5) + "Title", "2040-05-01", "statements-releases", WRITTEN, ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Generation:
    """A store of five releases, one of them spoken."""
    folder: Path = tmp_path_factory.mktemp("coverage")
    (folder / "releases").mkdir()
    for n, (title, day, kind, text, _) in enumerate(RELEASES):
        released = f"---\ntitle: {title}\ndate: {day}\ntags: {kind}\n---\n\n{text} That was number {n}.\n"
        (folder / "releases" / f"{n}.md").write_text(released, encoding="utf-8")
    ingest([str(folder / "releases")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return Store(folder / "store").generation()


def test_coverage_counts_what_the_archive_holds(generation: Generation) -> None:
    coverage = measure_coverage(generation)
    assert (coverage.releases, coverage.withdrawn) == (len(RELEASES), 0)
    assert coverage.passages >= len(RELEASES)
    assert (coverage.first, coverage.last) == (date(2040, 5, 1), date(2040, 6, 1))
    assert sorted(coverage.kinds.values()) == [1, 4]
    assert list(coverage.speakers) == ["Ada Quill"]
    assert (coverage.generation, coverage.embedding_model) == (generation.number, generation.embedding_model)


def test_questions_are_made_of_titles_that_name_a_speaker_then_a_topic(generation: Generation) -> None:
    assert list(propose_starters(generation)) == [question for *_, question in RELEASES if question]
