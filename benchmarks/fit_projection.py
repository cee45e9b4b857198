"""Fits the projection by which the tokens of a model's texts are kept (``archive/tokens.py``), on the texts of several stores.

    python -m benchmarks.fit_projection STORE [STORE ...] --write archive/models/projection.safetensors

It learns nothing from questions. Each store gives as many texts, evenly spread. Stores that are made afterwards keep their tokens
by it; a store that is there already keeps its own, until it is made anew from another folder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from archive import Projection, SentenceEmbedder, Settings, Store

TEXTS = 600  # of each store


def main() -> int:
    """Fit, write, and return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.fit_projection")
    parser.add_argument("stores", nargs="+", type=Path, metavar="STORE")
    parser.add_argument("--write", required=True, type=Path, metavar="FILE")
    given = parser.parse_args()
    embedder = SentenceEmbedder(Settings().embedding_model, precision="float32")
    texts = [text for store in given.stores for text in read_texts(store)]
    projection = Projection.fit(embedder.read(texts)[1])
    projection.save(given.write, model=embedder.digest)
    print(
        f"{given.write}: {projection.matrix.shape[1]} signs a token, from {len(texts):,} texts of {len(given.stores)} stores"
    )
    return 0


def read_texts(store: Path) -> list[str]:
    """Return texts of a store as it embeds them, TEXTS or fewer, evenly spread."""
    catalogue = Store(store).generation().catalogue
    ids = [int(one) for one in catalogue.vectors()[0]]
    chosen = ids[:: max(1, len(ids) // TEXTS)][:TEXTS]
    return [f"{one.context}\n{one.text}" for one in catalogue.passages(chosen)]


if __name__ == "__main__":
    raise SystemExit(main())
