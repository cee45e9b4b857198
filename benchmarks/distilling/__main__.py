"""Teaches the bundled embedding model what a larger one makes of archives, and measures it.

    python -m benchmarks.distilling train ARCHIVE ... --teacher FOLDER --write CHANGES.safetensors [--steps 300]
    python -m benchmarks.distilling merge CHANGES.safetensors FOLDER
    python -m benchmarks.distilling measure QUESTIONS STORE MODEL ...

``train`` reads releases as an ingest does; it needs no store, and no question set. The teacher is a folder with a
sentence-transformers model, and its prompts in ``config_sentence_transformers.json``. ``merge`` writes a model that
``OTR_EMBEDDING_MODEL`` may name. ``measure`` ranks what the product's searches find in a store that the bundled model made.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from archive import BUNDLED_MODEL, SentenceEmbedder
from benchmarks.distilling.low_rank import adapt, merge, save_changes
from benchmarks.distilling.measure import describe, gather_pools, measure
from benchmarks.distilling.texts import read_sources
from benchmarks.distilling.training import SEED, Encoder, Step, train
from evaluation import read_questions
from retrieval import Archive

STEPS = 300
TOLD_EVERY, KEPT_EVERY = 20, 100  # steps


def main() -> int:
    """Do what is asked, and return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.distilling", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("archives", nargs="+", metavar="ARCHIVE")
    training.add_argument("--teacher", required=True, type=Path, metavar="FOLDER")
    training.add_argument("--write", required=True, type=Path, metavar="FILE")
    training.add_argument("--steps", type=int, default=STEPS)
    merging = commands.add_parser("merge")
    merging.add_argument("changes", type=Path, metavar="FILE")
    merging.add_argument("folder", type=Path, metavar="FOLDER")
    measuring = commands.add_parser("measure")
    measuring.add_argument("questions", type=Path, metavar="QUESTIONS")
    measuring.add_argument("store", type=Path, metavar="STORE")
    measuring.add_argument("models", nargs="+", metavar="MODEL")
    given = parser.parse_args()
    if given.command == "train":
        _train(given.archives, given.teacher, given.write, given.steps)
    elif given.command == "merge":
        merge(given.changes, SentenceEmbedder(BUNDLED_MODEL, precision="float32"), given.folder)
        print(f"{given.folder}: set OTR_EMBEDDING_MODEL to it")
    else:
        pools = gather_pools(read_questions(given.questions), Archive.open(given.store))
        print(f"{len(pools)} questions, a right passage found for {sum(pool.right.any() for pool in pools)}")
        for name in given.models:
            print(f"{name}: {describe(measure(pools, SentenceEmbedder(name, precision='float32')))}", flush=True)
    return 0


def _train(archives: list[str], teacher: Path, path: Path, steps: int) -> None:
    torch.manual_seed(SEED)
    bundled = SentenceEmbedder(BUNDLED_MODEL, precision="float32")
    student = Encoder(bundled)
    changes = adapt(student.transformer)
    sources = read_sources(archives)
    learning = sum(parameter.numel() for change in changes.values() for parameter in change.parameters())
    print(f"{len(sources):,} releases; {learning:,} numbers that learn", flush=True)

    def keep(number: int) -> None:
        if number % KEPT_EVERY == 0 or number == steps:
            save_changes(changes, path, base=bundled.digest)

    told: list[Step] = []
    for step in train(
        student, Encoder(SentenceEmbedder(str(teacher), precision="float32")), sources, changes, steps=steps, keep=keep
    ):
        told = [*told, step][-TOLD_EVERY:]
        if step.number % TOLD_EVERY == 0:
            late, single = (sum(getattr(one, kind) for one in told) / len(told) for kind in ("late", "single"))
            print(f"step {step.number}: late {late:.4f}, single {single:.4f}, {step.seconds:.0f} s", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
