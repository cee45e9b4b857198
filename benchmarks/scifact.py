"""SciFact (Wadden et al. 2020, as in BEIR, Thakur et al. 2021): nDCG@10 of the product's ranking, and of its searches.

An abstract is one passage of a release, its title the passage's context, in a store that the product's own parts make; the
ranking is ``rank_candidates`` with the weights that the product ships: nothing is learned here. The features of an archive's
own (speaker, period, other passages of the release) say nothing about abstracts. Beside it stand the two searches, their
fusion, and the ranking without its second stage.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import Measure, nDCG

from archive import (
    CATALOGUE,
    CatalogueWriter,
    Embedder,
    Generation,
    Passage,
    Release,
    Store,
    Voice,
    current_generation,
    make_index,
    publish,
    stage,
    writing,
)
from benchmarks.vectors import KeptEmbedder
from ingest.embedding import embed_missing
from ingest.passages import cut_spans
from ingest.progress import SilentProgress
from retrieval.question import Question
from retrieval.search import (
    SEARCHED,
    Hits,
    find_candidates,
    fuse_ranks,
    order_candidates,
    rank_candidates,
    search_meaning,
    search_words,
)
from retrieval.weights import load_weights

# nDCG@10 as published with Anserini (its regressions for BEIR); ``../shared/benchmarks`` names them.
PUBLISHED = {"BM25": 0.679, "SPLADE-v3": 0.714, "BGE-base": 0.741, "RRF of BM25 and BGE-base": 0.742}
NEAREST: Measure = nDCG @ 10
DAY = date(2020, 1, 1)  # abstracts have no date, and a passage needs one
PRODUCT = "as it ranks"

Run = dict[str, dict[str, float]]


def measure_scifact(folder: Path, embedder: KeptEmbedder, *, cache: Path) -> dict[str, float]:
    """Return nDCG@10 of the searches, their fusion, the first stage and the whole ranking, by name.

    The store of the abstracts is made below ``cache`` once.
    """
    queries = {
        query["id"]: query["text"]
        for query in map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    }
    qrels = _read_qrels(folder / "qrels.test.txt")
    generation = open_store(folder / "corpus.jsonl", embedder, cache=cache)
    runs: dict[str, Run] = {}
    for query_id, text in queries.items():
        for name, ranked in _rankings(generation, embedder, text):
            # By place, so that equal scores keep their order.
            runs.setdefault(name, {})[query_id] = {document: 1 / place for place, document in enumerate(ranked, 1)}
    measured = {name: ir_measures.calc_aggregate([NEAREST], qrels, run)[NEAREST] for name, run in runs.items()}
    return {name: round(float(value), 4) for name, value in measured.items()}


def open_store(corpus: Path, embedder: Embedder, *, cache: Path) -> Generation:
    """Return the store of the abstracts, made where this corpus and this model have none yet."""
    data = corpus.read_bytes()
    store = cache / f"scifact-passages-{hashlib.sha256(data + embedder.digest.encode()).hexdigest()[:16]}"
    if not current_generation(store):
        documents = [json.loads(line) for line in data.decode("utf-8").splitlines()]
        with writing(store, doing="benchmarks.scifact"):
            staged = stage(store, fresh=True)
            with CatalogueWriter(staged / CATALOGUE) as writer:
                writer.set_model(embedder.name, embedder.digest)
                with writer.transaction():
                    for document in documents:
                        writer.put_release(_release(document), _passages(document), root="scifact")
                embed_missing(writer, embedder, SilentProgress())
                writer.finish()
            make_index(staged)
            publish(store)
    return Store(store).generation()


def _rankings(generation: Generation, embedder: Embedder, text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the releases of every way to rank, best first, by its name."""
    weights = load_weights().for_model(embedder.digest)
    found = find_candidates(generation, embedder, Question(text=text), weights.late_interaction)
    meaning, words = (search(generation, found.searched, limit=SEARCHED) for search in (search_meaning, search_words))
    for name, hits in (
        ("dense", meaning),
        ("BM25", words),
        ("both, fused", fuse_ranks([meaning, words], limit=SEARCHED)),
    ):
        yield name, _releases(generation, hits)
    yield "first stage", _in_order(found.passages[row].passage for row in order_candidates(found, weights))
    yield PRODUCT, _in_order(rank_candidates(found, weights).passages)


def _releases(generation: Generation, hits: Hits) -> list[str]:
    return _in_order(generation.catalogue.passages([passage_id for passage_id, _ in hits]))


def _in_order(passages: Iterable[Passage]) -> list[str]:
    """Return the releases of ranked passages, each by its best one."""
    return list(dict.fromkeys(passage.release_id for passage in passages))


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return the relevance of each document by question, from TREC's format."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query_id, _, document_id, relevance = line.split()
        found.setdefault(query_id, {})[document_id] = int(relevance)
    return found


def _passages(document: dict[str, Any]) -> list[Passage]:
    """Return an abstract as ingest cuts any text, its title being each passage's context."""
    text = document["text"]
    return [
        Passage(
            release_id=document["id"], start=start, end=end, text=text[start:end], context=document["title"],
            voice=Voice.OFFICE, date=DAY, kind="abstract",
        )
        for start, end in cut_spans(text, 0, len(text))
    ]  # fmt: skip


def _release(document: dict[str, Any]) -> Release:
    return Release(
        id=document["id"], title=document["title"], date=DAY, kind="abstract", text=document["text"], digest=""
    )
