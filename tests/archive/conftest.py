"""A small store made without ingest: releases written by hand, vectors that tests can reason about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.generations.checks import CATALOGUE, INDEX
from archive.generations.generations import publish, stage, writing
from archive.releases import OFFICIAL_VOICES, Passage, Quotation, Related, Relation, Release, Turn, Voice
from archive.tokens import Projection, Tokens
from archive.vectors import build_index

TEXT = (
    "MS. VALE: The ferry sails at dawn. Q Is it true it sank? MS. VALE: It did not sink. Posted by the Harbour Office."
)
DIMENSION = 16


def make_release(
    release_id: str = "a/ferry.md", text: str = TEXT, *, day: date = date(2031, 5, 1), digest: str = "d1"
) -> Release:
    """Return a release of three turns and a line of furniture."""
    reporter, answer, posted = text.index("Q "), text.index("MS. VALE: It"), text.index("Posted")
    turns = (
        Turn(start=0, said=10, end=reporter, voice=Voice.OFFICIAL, label="MS. VALE", speaker="Ida Vale"),
        Turn(start=reporter, said=reporter + 2, end=answer, voice=Voice.REPORTER, label="Q"),
        Turn(start=answer, said=answer + 10, end=posted, voice=Voice.OFFICIAL, label="MS. VALE", speaker="Ida Vale"),
        Turn(start=posted, said=posted, end=len(text), voice=Voice.FURNITURE),
    )
    return Release(
        id=release_id, title=f"Briefing {release_id}", date=day, kind="press briefing", text=text, digest=digest,
        url="https://example.org/ferry", turns=turns,
    )  # fmt: skip


def cut(release: Release) -> list[Passage]:
    """Return one passage a turn that is not furniture."""
    return [
        Passage(
            release_id=release.id, start=turn.said, end=turn.end, text=release.text[turn.said : turn.end], context=release.title,
            voice=turn.voice, date=release.date, kind=release.kind, label=turn.label, speaker=turn.speaker,
        )
        for turn in release.turns
        if turn.voice is not Voice.FURNITURE
    ]  # fmt: skip


def vector_of(digest: bytes) -> NDArray[np.float32]:
    """Return a unit vector that is always the same for the same digest, and far from any other's."""
    vector = np.random.default_rng(int.from_bytes(digest, "big")).normal(size=DIMENSION).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def a_token() -> Tokens:
    """Return the tokens of a text of one word."""
    place = np.zeros(1, dtype=np.uint16)
    return Tokens(starts=place, ends=place + 1, vectors=np.eye(1, DIMENSION, dtype=np.float32))


def fill(writer: CatalogueWriter, releases: Sequence[Release], *, model: str = "m1") -> None:
    """Put releases into a catalogue with vectors for all that has none, and finish it."""
    writer.set_model("test-model", model)
    with writer.transaction():
        for release in releases:
            writer.put_release(release, cut(release), root="/archive")
    missing = writer.missing_embeddings()
    projection = writer.projection()
    if projection is None:
        projection = Projection.fit([a_token()])
        writer.set_projection(projection)
    if missing:
        vectors = np.stack([vector_of(digest) for digest in missing])
        writer.put_embeddings(missing, vectors, [projection.encode(a_token())] * len(missing))
    writer.finish()


def write_generation(store: Path, releases: Sequence[Release], *, model: str = "m1") -> int:
    """Publish a generation that adds these releases to what the store holds."""
    with writing(store, doing="a test"):
        folder = stage(store)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            fill(writer, releases, model=model)
        ids, vectors = CatalogueReader(folder / CATALOGUE).vectors(Selection(voices=tuple(OFFICIAL_VOICES)))
        build_index(folder / INDEX, ids, vectors, progress=lambda _done, _total: None)
        return publish(store)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one generation that holds one release."""
    folder = tmp_path / "store"
    write_generation(folder, [make_release()])
    return folder


PROSE = "The quay is closed until noon. “The ferry waits,” Ms. Vale said. A captain called it “a bad day.”"
QUOTED = tuple(
    Quotation(start=at + 1, end=at + len(words), speaker=speaker, voice=voice, cue="said", confidence=0.9)
    for words, speaker, voice in [
        ("“The ferry waits,", "Ida Vale", Voice.OFFICIAL), ("“a bad day.", None, Voice.GUEST),
    ]
    for at in [PROSE.index(words)]
)  # fmt: skip  # fmt: skip


def written(release_id: str, *, day: date, kind: str = "notice", text: str = PROSE) -> Release:
    """Return a release in the office's own prose, which quotes two people where it is the one above."""
    turns = (Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE),)
    return replace(
        make_release(release_id, day=day), title=f"Notice {release_id}", kind=kind, text=text, turns=turns,
        quotations=QUOTED if text == PROSE else (),
    )  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> CatalogueReader:
    """A briefing with a later version, two notices, and a third that was withdrawn."""
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        asked = TEXT.index("Is it true")
        of_her = Quotation(start=asked, end=asked + 5, speaker="Ida Vale", voice=Voice.OFFICIAL, cue="", confidence=0.9)
        briefing = replace(make_release(), quotations=(of_her,))
        fill(writer, [make_release(text=TEXT.replace("dawn", "noon"), digest="d0"), briefing])
        gone = written("d/gone.md", day=date(2031, 6, 1), text="Nobody sails.")
        fill(writer, [written("b/quay.md", day=date(2031, 5, 2)), written("c/quay.md", day=date(2031, 5, 3)), gone])
        with writer.transaction():
            writer.withdraw("d/gone.md")
            writer.quarantine("e.pdf", root="/archive", digest="d9", reason="is a PDF")
            pairs = [("c/quay.md", Relation.NEAR_IDENTICAL, 1.0), ("d/gone.md", Relation.AMENDED_BY, 0.5),
                     ("a/ferry.md", Relation.SAME_TEXT, 0.9)]  # fmt: skip
            writer.replace_related(
                [Related(release_id="b/quay.md", other_id=i, relation=r, similarity=s) for i, r, s in pairs]
            )
        writer.finish()
    return CatalogueReader(path)
