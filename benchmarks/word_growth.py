"""How the word index grows: SQLite's FTS5, our postings, tantivy and bm25s side by side, in one run, at any size.

    python -m benchmarks.word_growth QUESTIONS.jsonl CATALOGUE [CATALOGUE ...] [--without tantivy --without bm25s]

A catalogue is a store's ``catalogue.sqlite``; large ones are made by ``benchmarks.stand_ins``. Each index is built of the same
passages in a folder that is thrown away, and asked the words of every question in turn. Times are the processor's: what else
the machine does meanwhile does not count. 'The same' is the mean share of FTS5's first hundred passages that an index has
among its own; 'hit@100' how many questions with a quoted answer have a passage that holds the quotation there. 'Filter' is
one speaker's words; 'one release' what it takes until twenty more passages are found.
tantivy and bm25s are no part of the product: ``pip install tantivy bm25s``.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from archive import SEARCHED_VOICES, CatalogueReader, Selection
from benchmarks.table import draw
from benchmarks.word_indexes import INDEXES, WordIndex
from evaluation import Item, read_questions
from language import content_words
from retrieval.search import SEARCHED, rare_words

ORDINARY = Selection(voices=tuple(sorted(SEARCHED_VOICES)))
ROUNDS = 2  # the first is not counted
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question: its words as they are looked up, and what its answer quotes, by release."""

    words: Sequence[str]
    item: Item


@dataclass(kw_only=True)
class Figures:
    """What was seen of one index over one catalogue; times in milliseconds unless the name says seconds."""

    name: str
    built_seconds: float
    megabytes: float
    memory: float
    one_release: float = 0.0
    times: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)
    found: list[list[int]] = field(default_factory=list)


def main() -> int:
    """Measure, print a table a catalogue, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.word_growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("questions", type=Path, help="question set")
    parser.add_argument("catalogue", type=Path, nargs="+", help="a store's catalogue.sqlite")
    parser.add_argument("--without", action="append", default=[], choices=list(INDEXES), help="leave this one out")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth question (1: all)")
    given = parser.parse_args()
    items = read_questions(given.questions).items[:: given.every]
    chosen = {name: make for name, make in INDEXES.items() if name not in given.without}
    for path in given.catalogue:
        print(measure(CatalogueReader(path), path, items, chosen), flush=True)
    return 0


def measure(
    catalogue: CatalogueReader, path: Path, items: Sequence[Item], chosen: dict[str, Callable[[Path, Path], WordIndex]]
) -> str:
    """Return the table of one catalogue."""
    asked = [Asked(words=_rare(catalogue, item.question), item=item) for item in items]
    speaker = next(iter(catalogue.count_speakers()), None)
    of_speaker = Selection(voices=ORDINARY.voices, speakers=(speaker,) if speaker else ())
    with TemporaryDirectory(dir=path.parent) as folder:
        built = [_build(name, make, path, Path(folder) / name) for name, make in chosen.items()]
        for round_number in range(ROUNDS):
            for one in asked:
                for index, figures in built:
                    search = partial(index.search, one.words, limit=SEARCHED)
                    hits, spent = _timed(partial(search, ORDINARY))
                    _, narrowed = _timed(partial(search, of_speaker))
                    if round_number:
                        figures.times.append(spent)
                        figures.filtered.append(narrowed)
                        figures.found.append(hits)
        for index, figures in built:
            figures.one_release = _timed(index.add_one_release)[1] / 1000
    return draw(_rows(path, catalogue, asked, [figures for _, figures in built]))


def _build(
    name: str, make: Callable[[Path, Path], WordIndex], catalogue: Path, folder: Path
) -> tuple[WordIndex, Figures]:
    print(f"building {name}", file=sys.stderr, flush=True)
    folder.mkdir()
    before = _resident()
    index, spent = _timed(partial(make, catalogue, folder))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return index, Figures(name=name, built_seconds=spent / 1000, megabytes=size / 1e6, memory=_resident() - before)


def _rows(path: Path, catalogue: CatalogueReader, asked: Sequence[Asked], seen: Sequence[Figures]) -> list[list[str]]:
    reference = seen[0].found
    lines = [[f"{path.parent.parent.name}: {catalogue.passage_count:,} passages", *(one.name for one in seen)]]
    for label, numbers in (("query", "times"), ("with a filter", "filtered")):
        spent = [getattr(one, numbers) for one in seen]
        lines += [
            [f"{label}, ms, p{share}", *(f"{np.percentile(one, share):.1f}" for one in spent)] for share in (50, 95)
        ]
    lines.append(["built, s", *(f"{one.built_seconds:.1f}" for one in seen)])
    lines.append(["one release more, s", *(f"{one.one_release:.2f}" for one in seen)])
    lines.append(["on disk, MB", *(f"{one.megabytes:,.0f}" for one in seen)])
    lines.append(["memory, MB", *(f"{one.memory:,.0f}" for one in seen)])
    same = [statistics.mean(_share(*pair) for pair in zip(one.found, reference, strict=True)) for one in seen]
    lines.append([f"the same, of {seen[0].name}'s first {SEARCHED}", *(f"{share:.3f}" for share in same)])
    gold = [place for place, one in enumerate(asked) if one.item.evidence] if asked else []
    hits = [sum(_holds(catalogue, one.found[place], asked[place].item) for place in gold) for one in seen]
    lines.append([f"hit@{SEARCHED}, of {len(gold)}", *(str(count) for count in hits)])
    return lines


def _holds(catalogue: CatalogueReader, found: Sequence[int], item: Item) -> bool:
    """Whether a passage holds the beginning of a quotation that answers."""
    passages = catalogue.passages(found)
    return any(
        passage.release_id.endswith(one.release) and _flat(one.quote)[:60] in _flat(passage.text)
        for one in item.evidence
        for passage in passages
    )


def _rare(catalogue: CatalogueReader, question: str) -> list[str]:
    return rare_words(catalogue.document_frequencies(content_words(question)), catalogue.passage_count)


def _share(found: Sequence[int], reference: Sequence[int]) -> float:
    return len(set(found) & set(reference)) / len(reference) if reference else 1.0


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    done = work()
    return done, (time.process_time() - began) * 1000


def _resident() -> float:
    """Return the megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main())
