"""Stand-ins: a store as large as is wanted, made of copies of a real one, to measure how times grow. Nothing is embedded.

    python -m benchmarks.stand_ins STORE OUT --passages 150000

Each copy of a release has other words: within a copy every word stands for another one of the same length that is about as
common, and some of the rare ones for words that nobody uses, so that the vocabulary grows as that of an archive does and all
offsets hold. Stop words stay. A passage's vector is the real one's, moved by noise to a cosine of about .75; its tokens are
the real one's. All is written by the archive's own writer, so that tables, word index and vectors are as in any store.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive import (
    ASKED,
    CATALOGUE,
    COLUMNS,
    CatalogueReader,
    CatalogueWriter,
    Passage,
    Release,
    Store,
    embedded_digest,
    make_index,
    publish,
    stage,
    writing,
)
from language import STOP_WORDS

SEED = 17
BAND = 40  # words of one length and of like frequency that stand for each other
INVENTED = 0.2  # of the words that stand once: what becomes a word that nobody uses
NOISE = 0.9  # length of the noise on a unit vector: a cosine of about .75
_WORD = re.compile(r"[A-Za-z]{3,}")
_KEPT = STOP_WORDS | {word.lower() for word in _WORD.findall(ASKED + COLUMNS)}  # what a context is read by
_AT_ONCE = 500

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A real release with its passages, their vectors, float32 of shape (passages, dimension), and their tokens as kept."""

    release: Release
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]
    codes: tuple[bytes, ...]


def main() -> int:
    """Make the store, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stand_ins", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path, help="the real store")
    parser.add_argument("out", type=Path, help="folder of the store to be made")
    parser.add_argument("--passages", type=int, required=True, help="how many passages it is to hold")
    given = parser.parse_args()
    made = make_store(given.store, given.out, passages=given.passages)
    print(f"{given.out}: {made:,} passages")
    return 0


def make_store(source: Path, out: Path, *, passages: int) -> int:
    """Make a store of at least so many passages in a fresh folder; return how many it holds."""
    generation = Store(source).generation()
    originals = read_originals(generation.catalogue)
    with writing(out, doing="making stand-ins"):
        folder = stage(out, fresh=True)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            writer.set_model(generation.embedding_model, generation.embedding_digest)
            if generation.catalogue.projection is not None:
                writer.set_projection(generation.catalogue.projection)
            made = _fill(writer, originals, passages)
            with writer.transaction():
                writer.put_people(generation.catalogue.people(), {})
            writer.finish()
        make_index(folder, reach=lambda done: _tell(f"indexed {done:,}"))
        publish(out)
    return made


def read_originals(catalogue: CatalogueReader) -> list[Original]:
    """Return every release that has passages."""
    ids, vectors = catalogue.vectors()
    codes: dict[int, bytes] = {}
    passages: list[Passage] = []
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE].tolist()
        passages += catalogue.passages(part)
        codes |= catalogue.token_codes(part)
    found = []
    rows = sorted(range(len(ids)), key=lambda row: (passages[row].release_id, passages[row].start))
    for release_id, of in groupby(rows, key=lambda row: passages[row].release_id):
        places = list(of)
        found.append(
            Original(
                release=catalogue.release(release_id).release,
                passages=tuple(passages[row] for row in places),
                vectors=vectors[places].astype(np.float32),
                codes=tuple(codes[int(ids[row])] for row in places),
            )
        )
    return found


def change_words(texts: Sequence[str], seed: int) -> Change:
    """Return what changes the words of a text, and no offset: made from the words of these texts and a seed."""
    counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    shuffled = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    stands_for: dict[str, str] = {}
    of_length = sorted(
        (word for word in counts if word not in _KEPT), key=lambda word: (len(word), -counts[word], word)
    )
    for _, same in groupby(of_length, key=len):
        words = list(same)
        for start in range(0, len(words), BAND):
            band = words[start : start + BAND]
            others = band[:]
            shuffled.shuffle(others)
            for word, other in zip(band, others, strict=True):
                invented = counts[word] == 1 and shuffled.random() < INVENTED
                stands_for[word] = "".join(shuffled.sample(other, len(other))) if invented else other
    return lambda text: _WORD.sub(lambda match: _write_as(match.group(), stands_for), text)


def _write_as(word: str, stands_for: dict[str, str]) -> str:
    other = stands_for.get(word.lower(), word)
    return other.title() if word[0].isupper() and word[1:].islower() else other.upper() if word.isupper() else other


def _fill(writer: CatalogueWriter, originals: Sequence[Original], wanted: int) -> int:
    """Write the releases, and changed copies of them, until there are so many passages; return how many there are."""
    texts = [one.release.text for one in originals]
    random_vectors = np.random.default_rng(SEED)
    made = copy = 0
    while made < wanted:
        change = change_words(texts, SEED + copy) if copy else str
        for batch in _batches(originals):
            if made >= wanted:
                break
            copied = [_copy(one, f"copy-{copy:03d}/{one.release.id}", change) for one in batch]
            with writer.transaction():
                for release, passages in copied:
                    writer.put_release(release, passages, root="stand-ins")
            digests = [embedded_digest(passage) for _, passages in copied for passage in passages]
            vectors = np.concatenate([one.vectors for one in batch])
            noise = random_vectors.standard_normal(vectors.shape, dtype=np.float32) if copy else np.zeros_like(vectors)
            vectors = vectors + noise * np.float32(NOISE / vectors.shape[1] ** 0.5)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            writer.put_embeddings(digests, vectors, [codes for one in batch for codes in one.codes])
            made += len(digests)
        copy += 1
        _tell(f"{made:,} of {wanted:,} passages")
    return made


def _copy(original: Original, release_id: str, change: Change) -> tuple[Release, list[Passage]]:
    release = replace(original.release, id=release_id, text=change(original.release.text))
    passages = [
        replace(
            passage,
            release_id=release_id,
            context=change(passage.context),
            text=release.text[passage.start : passage.end],
        )
        for passage in original.passages
    ]
    return release, passages


def _batches(originals: Sequence[Original]) -> Iterator[Sequence[Original]]:
    yield from (originals[start : start + 50] for start in range(0, len(originals), 50))


def _tell(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
