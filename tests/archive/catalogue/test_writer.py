"""Writing a catalogue: versions, what is embedded again, and what is kept or dropped."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter, embedded_digest
from archive.errors import ModelMismatchError
from archive.releases import Quotation, Related, Relation, Release, Voice
from archive.tokens import Projection
from tests.archive.conftest import DIMENSION, TEXT, a_token, cut, fill, make_release, vector_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalogue that holds one release."""
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer:
        fill(writer, [make_release()])
    return tmp_path / "catalogue.sqlite"


def test_changed_release_becomes_a_new_version_and_keeps_the_earlier_one(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        fill(writer, [make_release(text=TEXT.replace("dawn", "noon"), digest="d2")])
    catalogue = CatalogueReader(path)
    kept = catalogue.release("a/ferry.md")
    assert (kept.version, "noon" in kept.release.text) == (2, True)
    assert catalogue.count("earlier_versions", where="version = 1") == 1
    assert not catalogue.search_words(["dawn"], Selection(), limit=5)


def test_the_same_file_read_to_the_same_text_is_the_same_version(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        fill(writer, [make_release()])
    catalogue = CatalogueReader(path)
    assert catalogue.release("a/ferry.md").version == 1
    assert (catalogue.count("passages"), catalogue.count("earlier_versions")) == (3, 0)


def test_withdrawn_release_leaves_search_and_can_still_be_opened(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            writer.withdraw("a/ferry.md")
        writer.finish()
    catalogue = CatalogueReader(path)
    assert (catalogue.count("passages"), catalogue.count("embeddings"), catalogue.count("token_codes")) == (0, 0, 0)
    assert not catalogue.search_words(["dawn"], Selection(), limit=5)
    assert catalogue.release("a/ferry.md").withdrawn
    assert catalogue.release("a/ferry.md").release.text == TEXT


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    twice = [Related(release_id="b/x.md", other_id="a/ferry.md", relation=Relation.SAME_TEXT, similarity=1)] * 2
    with CatalogueWriter(path) as writer:
        with pytest.raises(sqlite3.IntegrityError):
            put_whole(writer, make_release("b/x.md"), twice)
        writer.finish()
    assert set(CatalogueReader(path).known_releases()) == {"a/ferry.md"}


def put_whole(writer: CatalogueWriter, release: Release, related: list[Related]) -> None:
    with writer.transaction():
        writer.put_release(release, [], root="/archive")
        writer.replace_related(related)


def test_a_text_is_embedded_once_the_newest_first_and_together_the_shortest(tmp_path: Path) -> None:
    first, second = make_release("a/ferry.md"), make_release("b/ferry.md", day=date(2031, 6, 1))
    same_context = replace(make_release("c/ferry.md"), title=first.title)
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer, writer.transaction():
        for release in (first, second, same_context):
            writer.put_release(release, cut(release), root="/archive")
        missing = writer.missing_embeddings()
        texts = [text for _, text in writer.texts_to_embed(missing)]
    assert len(texts) == len(set(texts)) == len(missing) == 6, "another title is another context, so another text"
    assert texts == sorted(texts, key=len)
    assert set(missing[:3]) == {embedded_digest(passage) for passage in cut(second)}


def test_what_has_a_vector_but_no_tokens_is_embedded_again(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        assert writer.missing_embeddings() == []
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM token_codes WHERE rowid = (SELECT min(rowid) FROM token_codes)")
    database.close()
    with CatalogueWriter(path) as writer:
        assert len(writer.missing_embeddings()) == 1


def test_vectors_come_back_as_half_floats(path: Path) -> None:
    catalogue = CatalogueReader(path)
    ids, vectors = catalogue.vectors()
    assert (vectors.dtype, vectors.shape) == (np.float16, (3, DIMENSION))
    for passage, vector in zip(catalogue.passages(ids.tolist()), vectors, strict=True):
        assert np.allclose(vector, vector_of(embedded_digest(passage)), atol=1e-3)


def older_schema(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 1")
    database.close()


def without_tokens(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE token_codes")
    database.close()


@pytest.mark.parametrize(
    ("change", "model", "adopted", "missing"),
    [
        (None, "m1", 3, 0),
        (older_schema, "m1", 3, 0),  # its other tables are not looked at
        (without_tokens, "m1", 3, 3),  # the vectors alone are taken over, so the texts are read once more
        (None, "m2", 0, 3),
    ],
)
def test_vectors_of_another_catalogue_are_taken_over_where_the_same_model_made_them(
    path: Path, tmp_path: Path, change: Callable[[Path], None] | None, model: str, adopted: int, missing: int
) -> None:
    if change is not None:
        change(path)
    with CatalogueWriter(tmp_path / "new.sqlite") as writer:
        writer.set_model("test-model", model)
        assert writer.adopt_embeddings(path) == adopted
        with writer.transaction():
            writer.put_release(make_release(), cut(make_release()), root="/archive")
        assert len(writer.missing_embeddings()) == missing


def test_taking_over_twice_keeps_what_is_there(path: Path, tmp_path: Path) -> None:
    with CatalogueWriter(tmp_path / "new.sqlite") as writer:
        fill(writer, [make_release()])
        assert writer.adopt_embeddings(path) == 0
        writer.finish()
    assert CatalogueReader(tmp_path / "new.sqlite").count("embeddings") == 3


def test_another_model_is_refused_and_the_first_stays(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with pytest.raises(ModelMismatchError, match=r"'test-model' \(m1\), the model that is set is 'other' \(m2\)"):
            writer.set_model("other", "m2")
        assert writer.fact("embedding_digest") == "m1"
        assert writer.fact("no such fact") is None


def test_a_file_that_can_be_read_again_leaves_quarantine(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for root in ("/archive", "/other"):
                writer.quarantine("b/other.md", root=root, digest="d2", reason="is empty")
            writer.put_release(make_release("b/other.md"), [], root="/archive")
        writer.finish()
    assert set(CatalogueReader(path).quarantined()) == {("/other", "b/other.md")}


def test_a_moved_folder_is_written_down(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            writer.put_file("a/ferry.md", root="/in", digest="d", left_out={})
            writer.move_root([("/elsewhere", "a/ferry.md")])
        writer.finish()
    assert CatalogueReader(path).known_files()["a/ferry.md"].root == "/elsewhere"


def test_current_releases_are_those_not_withdrawn_by_day(path: Path) -> None:
    early = make_release("z/early.md", day=make_release().date.replace(year=2030))
    with CatalogueWriter(path) as writer:
        fill(writer, [early, make_release("b/gone.md")])
        with writer.transaction():
            writer.withdraw("b/gone.md")
        assert [one.id for one in writer.current_releases()] == ["z/early.md", "a/ferry.md"]


def test_the_projection_is_kept(path: Path) -> None:
    expected = Projection.fit([a_token()])
    found = CatalogueReader(path).projection
    assert found is not None
    assert np.array_equal(found.matrix, expected.matrix)


def test_the_voice_of_one_who_is_quoted_is_written_for_that_day_alone(path: Path) -> None:
    def quoting(release_id: str, day: date, read: Voice) -> Release:
        said = Quotation(start=0, end=4, speaker="Bo Moe", voice=read, cue="said", confidence=0.9)
        return replace(make_release(release_id, day=day), quotations=(said,))

    first, second = date(2031, 5, 1), date(2031, 5, 2)
    with CatalogueWriter(path) as writer:
        fill(writer, [quoting("x/1.md", first, Voice.GUEST), quoting("x/2.md", second, Voice.UNKNOWN),
                      quoting("x/3.md", second, Voice.OFFICIAL)])  # fmt: skip
        assert writer.quoted_speakers() == [("Bo Moe", first), ("Bo Moe", second)]
        with writer.transaction():
            writer.put_quoted_voices({("Bo Moe", first): Voice.OFFICIAL, ("Bo Moe", second): Voice.GUEST})
    catalogue = CatalogueReader(path)
    voices = [catalogue.release(f"x/{number}.md").release.quotations[0].voice for number in (1, 2, 3)]
    assert voices == [Voice.OFFICIAL, Voice.GUEST, Voice.OFFICIAL], "the third release itself shows an official"
