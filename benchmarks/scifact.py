"""SciFact (Wadden et al. 2020, as in BEIR, Thakur et al. 2021): nDCG@10 of On the Record's own searches.

An abstract is one passage, its title the passage's context, as the store has them: the dense search over the vector of
both, the word search of the catalogue, and both fused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ir_measures
import numpy as np
from ir_measures import Measure, nDCG

from archive.reader import CatalogueReader, Selection
from archive.releases import Passage, Release, Voice
from archive.writer import CatalogueWriter
from benchmarks.vectors import KeptEmbedder
from retrieval.fusion import fuse_ranks
from retrieval.retriever import SEARCHED
from retrieval.search import Hits
from retrieval.words import content_words

# nDCG@10 as published with Anserini (its regressions for BEIR); ``../shared/benchmarks`` names them.
PUBLISHED = {"BM25": 0.679, "SPLADE-v3": 0.714, "BGE-base": 0.741, "RRF of BM25 and BGE-base": 0.742}
NEAREST: Measure = nDCG @ 10
DAY = date(2020, 1, 1)  # abstracts have no date, and a passage needs one

Run = dict[str, dict[str, float]]


def measure_scifact(folder: Path, embedder: KeptEmbedder) -> dict[str, float]:
    """Return nDCG@10 of the dense search, the word search and both fused, by name."""
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").open(encoding="utf-8")]
    queries = {
        one["id"]: one["text"] for one in map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    }
    qrels = _read_qrels(folder / "qrels.test.txt")
    runs: dict[str, Run] = {"dense": {}, "BM25": {}, "both, fused": {}}
    passages = [_passage(one) for one in documents]
    with _searches(passages, embedder) as (by_meaning, by_words):
        for query_id, text in queries.items():
            meaning, words = by_meaning(text), by_words(text)
            fused = fuse_ranks([meaning, words], limit=SEARCHED)
            for name, hits in zip(runs, (meaning, words, fused), strict=True):
                runs[name][query_id] = {passages[one - 1].release_id: score for one, score in hits}
    measured = {name: ir_measures.calc_aggregate([NEAREST], qrels, run)[NEAREST] for name, run in runs.items()}
    return {name: round(float(value), 4) for name, value in measured.items()}


@contextmanager
def _searches(
    passages: list[Passage], embedder: KeptEmbedder
) -> Iterator[tuple[Callable[[str], Hits], Callable[[str], Hits]]]:
    """Give the dense search and the word search over passages; a passage's id is its place, from 1."""
    vectors = embedder.embed([f"{passage.context}\n{passage.text}" for passage in passages])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        with CatalogueWriter(path) as writer:
            with writer.transaction():
                for passage in passages:
                    writer.put_release(_release(passage), [passage], root="scifact")
            writer.finish()
        catalogue = CatalogueReader(path)

        def by_meaning(text: str) -> Hits:
            scores = vectors @ embedder.embed_question(text)
            return [(int(row) + 1, float(scores[row])) for row in np.argsort(-scores, kind="stable")[:SEARCHED]]

        def by_words(text: str) -> Hits:
            return catalogue.search_words(content_words(text), Selection(), limit=SEARCHED)

        yield by_meaning, by_words


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return the relevance of each document by question, from TREC's format."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query_id, _, document_id, relevance = line.split()
        found.setdefault(query_id, {})[document_id] = int(relevance)
    return found


def _passage(document: dict[str, Any]) -> Passage:
    text = document["text"]
    return Passage(
        release_id=document["id"], start=0, end=len(text), text=text, context=document["title"], voice=Voice.OFFICE,
        date=DAY, kind="abstract",
    )  # fmt: skip


def _release(passage: Passage) -> Release:
    return Release(
        id=passage.release_id, title=passage.context, date=DAY, kind=passage.kind, text=passage.text, digest=""
    )
