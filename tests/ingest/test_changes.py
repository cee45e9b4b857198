"""Changes: what is done with each file that was found, and with each release whose file is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from ingest.changes import READING_VERSION, Plan, plan_changes
from ingest.sources import FoundFiles, SourceFile
from tests.archive.conftest import make_release

# What the store knows: one.md and two.md from /in, gone.md withdrawn, bad.pdf quarantined.
KNOWN = {"one.md": "d1", "two.md": "d2", "gone.md": "d3"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The catalogue's file."""
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for release_id, digest in KNOWN.items():
                writer.put_release(make_release(release_id, digest=digest), [], root="/in")
                if release_id != "gone.md":
                    writer.put_file(release_id, root="/in", digest=digest, left_out={})
            writer.forget_file("gone.md")
            writer.quarantine("bad.pdf", root="/in", digest="d9", reason="is a PDF")
            writer.put_file("bad.pdf", root="/in", digest="d9", left_out={})
            writer.set_fact("reading_version", READING_VERSION)
        writer.finish()
    return path


@pytest.fixture
def reader(path: Path) -> CatalogueReader:
    """What the store knows."""
    return CatalogueReader(path)


def found(*files: tuple[str, str], root: str = "/in", whole: bool = True) -> FoundFiles:
    """Return a source of files by (id, digest)."""
    listed = tuple(SourceFile(id=i, root=root, path=Path(root) / i, digest=digest) for i, digest in files)
    return FoundFiles(root=root, whole=whole, files=listed)


@dataclass(frozen=True)
class Expected:
    """What a plan should hold; ids, but for what is quarantined: (id, whether it is new)."""

    to_read: Sequence[str] = ()
    unchanged: int = 0
    quarantined: Sequence[tuple[str, bool]] = ()
    gone: Sequence[str] = ()
    moved: Sequence[tuple[str, str]] = ()
    forgotten: Sequence[tuple[str, str]] = ()


def summed(plan: Plan) -> Expected:
    return Expected(
        to_read=tuple(file.id for file in plan.to_read),
        unchanged=plan.unchanged,
        quarantined=(
            *((one.file.id, one.new) for one in plan.quarantined),
            *((path, False) for path, _ in plan.still_quarantined),
        ),
        gone=plan.gone,
        moved=plan.moved,
        forgotten=plan.forgotten,
    )


ONE, TWO, BAD = ("one.md", "d1"), ("two.md", "d2"), ("bad.pdf", "d9")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([found(ONE, TWO, BAD)], Expected(unchanged=2, quarantined=(("bad.pdf", False),))),
        ([found(ONE, ("two.md", "d2b"), BAD)], Expected(("two.md",), 1, (("bad.pdf", False),))),
        ([found(ONE, TWO, BAD, ("new.md", "d5"))], Expected(("new.md",), 2, (("bad.pdf", False),))),
        ([found(ONE, TWO, ("bad.pdf", "d9b"))], Expected(("bad.pdf",), 2)),  # another file now: it is tried again
        ([found(ONE, TWO, BAD, ("gone.md", "d3"))], Expected(("gone.md",), 2, (("bad.pdf", False),))),  # it is back
        ([found(ONE)], Expected(unchanged=1, gone=("bad.pdf", "two.md"))),
        ([found(ONE, whole=False)], Expected(unchanged=1)),  # one file says nothing of its neighbours
        ([found(ONE, TWO, BAD), found(("three.md", "d4"), root="/more")],
         Expected(("three.md",), 2, (("bad.pdf", False),))),
        ([found(ONE, TWO, root="/moved")], Expected(unchanged=2, moved=(("/moved", "one.md"), ("/moved", "two.md")))),
        ([found(ONE, TWO, BAD), found(ONE, root="/copy")], Expected(unchanged=3, quarantined=(("bad.pdf", False),))),
        ([found(("new.md", "d5"), root="/a"), found(("new.md", "d6"), root="/b")],
         Expected(("new.md",), 0, (("new.md", True),))),  # two texts under one id: the first is read
    ],
)  # fmt: skip
def test_what_is_done_with_each_file(
    reader: CatalogueReader, sources: Sequence[FoundFiles], expected: Expected
) -> None:
    plan = plan_changes(sources, reader)
    assert summed(plan) == expected
    assert plan.known == frozenset(KNOWN)
    assert len(plan.to_read) + plan.unchanged + len(summed(plan).quarantined) == sum(len(one.files) for one in sources)
    done = replace(expected, quarantined=[one for one in expected.quarantined if one[1]], unchanged=0)
    assert plan.changes_nothing is (done == Expected(quarantined=[]))


def test_everything_is_read_into_an_empty_store() -> None:
    plan = plan_changes([found(ONE, TWO, BAD)], None)
    assert summed(plan) == Expected(to_read=("one.md", "two.md", "bad.pdf"))
    assert plan.known == frozenset()


def test_everything_is_read_again_where_files_are_read_in_another_way_now(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            writer.set_fact("reading_version", "earlier")
        writer.finish()
    plan = plan_changes([found(ONE, TWO, BAD)], CatalogueReader(path))
    assert summed(plan) == Expected(to_read=("one.md", "two.md", "bad.pdf"))


def test_what_cannot_be_read_is_quarantined_once(reader: CatalogueReader) -> None:
    trouble = replace(found(ONE, TWO), unreadable={"bad.pdf": "is a PDF", "large.md": "too large"})
    plan = plan_changes([trouble], reader)
    assert [(one.file.id, one.reason, one.new) for one in plan.quarantined] == [
        ("bad.pdf", "is a PDF", False), ("large.md", "too large", True),
    ]  # fmt: skip
    assert [one.file.id for one in plan.newly_quarantined] == ["large.md"]
    assert plan.forgotten == ()


def test_a_release_of_another_folder_is_not_overwritten_while_its_file_is_there(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "four.md").write_text("four")
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            writer.put_release(make_release("four.md", digest="d4"), [], root=str(home))
            writer.put_file("four.md", root=str(home), digest="d4", left_out={})
        writer.finish()
    other = found(("four.md", "d4b"), root="/other")
    (clash,) = plan_changes([other], CatalogueReader(path)).quarantined
    assert str(home) in clash.reason
    (home / "four.md").unlink()
    assert summed(plan_changes([other], CatalogueReader(path))).to_read == ("four.md",)


def test_what_a_rule_excludes_is_listed(reader: CatalogueReader) -> None:
    sources = [replace(found(ONE), excluded=(".DS_Store",)), replace(found(root="/more"), excluded=(".x",))]
    assert plan_changes(sources, reader).excluded == (".DS_Store", ".x")


def test_a_file_of_many_is_as_its_items_are(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            writer.put_file("feed.xml", root="/in", digest="d5", left_out={"a draft": 2})
            for key in "ab":
                writer.put_release(make_release(f"feed.xml#{key}", digest=key), [], root="/in", file="feed.xml")
            writer.quarantine("feed.xml#c", root="/in", digest="d5", reason="no text", file="feed.xml")
        writer.finish()
    plan = plan_changes([found(ONE, TWO, BAD, ("feed.xml", "d5"))], CatalogueReader(path))
    assert (plan.unchanged, plan.left_out, plan.changes_nothing) == (4, {"a draft": 2}, True)
    assert set(plan.still_quarantined) == {("bad.pdf", "is a PDF"), ("feed.xml#c", "no text")}
    changed = plan_changes([found(ONE, TWO, BAD, ("feed.xml", "d6"))], CatalogueReader(path))
    assert [file.id for file in changed.to_read] == ["feed.xml"]
    assert changed.current["feed.xml#a"] == "a", "an item that is the same need not be read again"
    assert plan_changes([found(ONE, TWO, BAD)], CatalogueReader(path)).gone == ("feed.xml",)


def test_another_map_of_fields_reads_everything_again(reader: CatalogueReader) -> None:
    assert summed(plan_changes([found(ONE)], reader, reading=" {}")).to_read == ("one.md",)
