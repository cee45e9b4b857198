"""How an archive grows: what a question's searches take, and what lies on the disk, at any number of passages.

    python -m benchmarks.growth STORE QUESTIONS.jsonl --out FOLDER [--passages 40000 160000 1000000] [--index-up-to 40000]

A stand-in is the real store's vectors and words over and over: copies of the vectors moved by noise to a cosine of about .75, as
float16 in a file that is mapped, not read; copies of each word's postings with other ids, so that a word is as common as it was.
Nothing is embedded and no text is copied. Measured for each size, in milliseconds of the processor:

- words: BM25 over the postings, and over those that a filter leaves (one passage in fifty);
- exact: the nearest by comparing every vector;
- sketch: the nearest by the signs of the vectors, as many passages are searched where there is no index;
- filtered: the nearest among one passage in fifty, as the product searches so many;
- index: Chroma's, as it is built for a store, up to --index-up-to passages; with the seconds that it took to build.

The size on the disk is the real store's, table by table, times the number of passages. A table is printed, and a chart is written
to FOLDER as growth.svg. The stand-ins are deleted at the end.
"""

from __future__ import annotations

import argparse
import sqlite3  # noqa: TID251 - a stand-in is no catalogue
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from archive import Postings, SentenceEmbedder, Settings, Store
from archive.vectors import Sketch, search_exactly
from archive.vectors.nearest import EXACT_UP_TO
from benchmarks.growth_chart import draw_chart
from benchmarks.growth_index import IndexFigures, measure_index
from benchmarks.table import draw
from evaluation import read_questions
from language import content_words
from retrieval.search import SEARCHED, rare_words

SEED, NOISE = 17, 0.9  # length of the noise on a unit vector: a cosine of about .75
BLOCK = 50_000  # vectors that are made at a time
LEFT = 50  # a filter leaves one passage of so many


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The questions' vectors, float32 of shape (questions, dimension), and the words that each looks up."""

    vectors: NDArray[np.float32]
    words: list[list[str]]


@dataclass(kw_only=True)
class Grown:
    """What was measured of one size: milliseconds of the processor by stage, and what the index took."""

    passages: int
    spent: dict[str, float] = field(default_factory=dict)
    drawn: float = 0.0  # seconds of the processor to draw the signs
    signs: int = 0  # bytes of memory that they take
    index: IndexFigures | None = None
    agreed: dict[str, float] = field(default_factory=dict)  # of the first ten, the share that is among the exact ones


def main() -> int:
    """Measure, print and draw; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path, help="a real store")
    parser.add_argument("questions", type=Path, help="its questions")
    parser.add_argument("--out", type=Path, required=True, help="folder of the chart, and of the stand-ins meanwhile")
    parser.add_argument("--passages", type=int, nargs="+", default=[40_000, 160_000, 1_000_000, 10_000_000])
    parser.add_argument("--index-up-to", type=int, default=160_000, help="passages that Chroma's index is built of")
    parser.add_argument("--asked", type=int, default=12, help="how many questions are asked")
    given = parser.parse_args()
    generation = Store(given.store).generation()
    catalogue = generation.catalogue
    questions = [one.question for one in read_questions(given.questions).items][: given.asked]
    words = [rare_words(catalogue.document_frequencies(content_words(q)), catalogue.passage_count) for q in questions]
    asked = Asked(vectors=SentenceEmbedder.chosen(Settings()).embed(questions), words=words)
    given.out.mkdir(parents=True, exist_ok=True)
    sizes = measure_sizes(given.store)
    grown = []
    for passages in given.passages:
        with TemporaryDirectory(dir=given.out) as folder:
            grown.append(
                measure(
                    generation.vectors[1], catalogue_path(given.store), asked, passages, Path(folder), given.index_up_to
                )
            )
        print(tabulate(grown, sizes, catalogue.passage_count), flush=True)
    draw_chart(given.out / "growth.svg", [(one.passages, one.spent) for one in grown])
    return 0


def catalogue_path(store: Path) -> Path:
    """Return the catalogue of a store's current generation."""
    generation = Store(store).generation()
    return store / f"generation-{generation.number:06d}" / "catalogue.sqlite"


def measure(
    real: NDArray[np.float16], catalogue: Path, asked: Asked, passages: int, folder: Path, index_up_to: int
) -> Grown:
    """Make the stand-in of one size, and return what its searches take."""
    found = Grown(passages=passages)
    vectors = make_vectors(folder / "vectors.f2", real, passages)
    _measure_words(found, catalogue, asked)
    rows = np.arange(passages, dtype=np.int64), vectors
    every, few = np.arange(passages), np.arange(0, passages, LEFT)
    found.spent["exact"] = _time(asked, lambda row: search_exactly(rows, every, asked.vectors[row], limit=SEARCHED))
    began = time.process_time()
    signs = Sketch(rows)
    found.drawn, found.signs = time.process_time() - began, signs.nbytes
    found.spent["sketch"] = _time(asked, lambda row: signs.search(every, asked.vectors[row], limit=SEARCHED))
    found.spent["filtered"] = _time(
        asked,
        lambda row: (
            signs.search(few, asked.vectors[row], limit=SEARCHED)
            if len(few) > EXACT_UP_TO
            else search_exactly(rows, few, asked.vectors[row], limit=SEARCHED)
        ),
    )
    exact = [_ids(search_exactly(rows, every, vector, limit=10)) for vector in asked.vectors]
    found.agreed["sketch"] = _agree(exact, [_ids(signs.search(every, one, limit=10)) for one in asked.vectors])
    if passages <= index_up_to:
        found.index = measure_index(folder / "vectors.f2", vectors.shape, asked.vectors, folder / "index", SEARCHED)
        found.spent["index"] = found.index.asked
        found.agreed["index"] = _agree(exact, found.index.found)
    return found


def _ids(hits: Sequence[tuple[int, float]]) -> list[int]:
    return [one for one, _ in hits]


def _agree(exact: Sequence[list[int]], found: Sequence[list[int]]) -> float:
    return float(np.mean([len(np.intersect1d(one, other[:10])) / 10 for one, other in zip(exact, found, strict=True)]))


def make_vectors(path: Path, real: NDArray[np.float16], passages: int) -> NDArray[np.float16]:
    """Return so many unit vectors, float16, mapped from a file: the real ones, and then copies of them moved by noise."""
    drawn = np.random.default_rng(SEED)
    noise = drawn.standard_normal((BLOCK, real.shape[1]), dtype=np.float32) * np.float32(NOISE / real.shape[1] ** 0.5)
    made = np.memmap(path, dtype="<f2", mode="w+", shape=(passages, real.shape[1]))
    for start in range(0, passages, BLOCK):
        rows = np.arange(start, min(start + BLOCK, passages))
        block = real[rows % len(real)].astype(np.float32)
        copied = rows >= len(real)
        # One draw, its columns turned by another number each time: as good as new, and quick.
        block[copied] += np.roll(noise[: copied.sum()], int(drawn.integers(real.shape[1])), axis=1)
        block[copied] /= np.linalg.norm(block[copied], axis=1, keepdims=True)
        made[rows[0] : rows[-1] + 1] = block
    made.flush()
    return made


def _measure_words(found: Grown, catalogue: Path, asked: Asked) -> None:
    """Measure BM25 over copies of the postings of the words that are asked for."""
    with sqlite3.connect(f"file:{catalogue}?mode=ro&immutable=1", uri=True) as real:
        lengths = np.frombuffer(real.execute("SELECT lengths FROM word_lengths").fetchone()[0], dtype="<u4")
        copies = -(-found.passages // len(lengths))
        grown = sqlite3.connect(":memory:")
        grown.execute("CREATE TABLE word_postings (term TEXT PRIMARY KEY, passages BLOB, counts BLOB)")
        terms = {term for words in asked.words for word in words for term in _terms(word)}
        for term, ids, counts in _read_postings(real, terms):
            offsets = np.repeat(np.arange(copies, dtype=np.int64) * len(lengths), len(ids))
            moved = np.tile(ids, copies) + offsets
            kept = moved < found.passages
            grown.execute(
                "INSERT INTO word_postings VALUES (?, ?, ?)",
                (term, moved[kept].astype("<u4").tobytes(), np.tile(counts, copies)[kept].tobytes()),
            )
    real.close()
    postings = Postings(np.tile(lengths, copies)[: found.passages], found.passages)
    everything = np.arange(found.passages, dtype=np.int64)
    for name, allowed in (("words", everything), ("words, filtered", everything[::LEFT])):
        found.spent[name] = _time(
            asked,
            lambda row, allowed=allowed: postings.search(
                grown, [word for word in asked.words[row] if len(_terms(word)) == 1], allowed, limit=SEARCHED
            ),
        )
    grown.close()


def _terms(word: str) -> Sequence[str]:
    from archive.catalogue.postings import split_terms

    return split_terms(word)


def _read_postings(
    db: sqlite3.Connection, terms: set[str]
) -> Iterator[tuple[str, NDArray[np.int64], NDArray[np.uint8]]]:
    for term in sorted(terms):
        row = db.execute("SELECT passages, counts FROM word_postings WHERE term = ?", (term,)).fetchone()
        if row is not None:
            yield term, np.frombuffer(row[0], dtype="<u4").astype(np.int64), np.frombuffer(row[1], dtype=np.uint8)


def measure_sizes(store: Path) -> dict[str, float]:
    """Return the bytes that a passage takes in each part of a store."""
    path = catalogue_path(store)
    count = Store(store).generation().catalogue.passage_count
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as db:
        tables = dict(db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1").fetchall())
    db.close()
    index = sum(one.stat().st_size for one in (path.parent / "vectors").rglob("*") if one.is_file())
    named = {
        "tokens": ("token_codes",), "vectors": ("embeddings",), "texts": ("releases",),
        "words": ("passage_index_data", "word_postings", "passage_index_docsize"),
    }  # fmt: skip
    sizes = {name: sum(tables.get(one, 0) for one in of) / count for name, of in named.items()}
    sizes["the rest"] = sum(tables.values()) / count - sum(sizes.values())
    return {**sizes, "index": index / count}


def _time(asked: Asked, ask: Callable[[int], object]) -> float:
    """Return the median milliseconds of the processor that a question takes, once all is warm."""
    ask(0)
    spent = []
    for row in range(len(asked.words)):
        began = time.process_time()
        ask(row)
        spent.append((time.process_time() - began) * 1000)
    return median(spent)


def tabulate(grown: Sequence[Grown], sizes: dict[str, float], real: int) -> str:
    """Return the table of what was measured so far."""
    stages = list(dict.fromkeys(stage for one in grown for stage in one.spent))
    lines = [["thousand passages", *(f"{one.passages / 1000:,.0f}" for one in grown)]]
    lines += [
        [f"{stage}, ms", *(f"{one.spent[stage]:,.1f}" if stage in one.spent else "" for one in grown)]
        for stage in stages
    ]
    lines += [
        [f"of the exact ten, by {name}", *(f"{one.agreed[name]:.2f}" if name in one.agreed else "" for one in grown)]
        for name in dict.fromkeys(name for one in grown for name in one.agreed)
    ]
    rows: list[tuple[str, Callable[[IndexFigures], str]]] = [
        ("index built, s", lambda index: f"{index.built:,.0f}"),
        ("memory while it is built, GB", lambda index: f"{index.building / 1e9:.2f}"),
        ("memory of an open index, GB", lambda index: f"{index.open / 1e9:.2f}"),
        ("index on the disk, GB", lambda index: f"{index.disk / 1e9:.2f}"),
    ]
    lines.append(["signs drawn, s", *(f"{one.drawn:,.1f}" for one in grown)])
    lines.append(["signs, GB of memory", *(f"{one.signs / 1e9:.2f}" for one in grown)])
    lines += [[name, *("" if one.index is None else tell(one.index) for one in grown)] for name, tell in rows]
    lines += [[f"{name}, GB", *(f"{size * one.passages / 1e9:,.2f}" for one in grown)] for name, size in sizes.items()]
    lines.append(["on the disk, GB", *(f"{sum(sizes.values()) * one.passages / 1e9:,.1f}" for one in grown)])
    return draw(lines) + f"\n(sizes a passage from {real:,} real ones)"


if __name__ == "__main__":
    sys.exit(main())
