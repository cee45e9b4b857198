"""Console command that learns from stores: ``otr tune``."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Annotated

import typer

from archive import NO_ADAPTER, ConsoleProgress, SentenceEmbedder, Settings, Store
from tuning.pairs import find_pairs

_STEPS, _SEED = 600, 7


def add_commands(app: typer.Typer) -> None:
    """Add this module's command to the console."""
    app.command("tune")(tune_command)


def tune_command(
    stores: Annotated[list[Path], typer.Argument(help="Stores of archives to learn from.", metavar="STORE...")],
    out: Annotated[Path, typer.Option(help="The file of the adapter that is written.")],
    steps: Annotated[int, typer.Option(min=1, help="Batches of pairs that are learned from.")] = _STEPS,
    seed: Annotated[int, typer.Option(help="What decides every draw.")] = _SEED,
) -> None:
    """Adapt the embedding model to archives, from their own questions, replies, titles and sentences."""
    from tuning.training import Training, train  # torch takes seconds to import

    settings = Settings()
    archives = [list(find_pairs(Store(store).generation().catalogue, Random(seed))) for store in stores]
    for store, pairs in zip(stores, archives, strict=True):
        print(f"{store}: {len(pairs):,} pairs")
    embedder = SentenceEmbedder(settings.embedding_model, precision="float32", adapter=NO_ADAPTER)
    with ConsoleProgress() as progress:
        losses = train(archives, embedder, out, how=Training(steps=steps, seed=seed), progress=progress)
    tenth = max(1, len(losses) // 10)
    first, last = (sum(part) / len(part) for part in (losses[:tenth], losses[-tenth:]))
    print(f"written: {out} ({out.stat().st_size:,} bytes); loss {first:.2f} at first, {last:.2f} at last")
    print(f"use it: OTR_EMBEDDING_ADAPTER={out} otr ingest PATH --rebuild, and the same setting wherever it is asked")
