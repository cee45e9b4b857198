"""Reading many files: items in order, what is the same is not read again, and dates of digits settled by the archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.readers import ReadOptions
from ingest.reading import DateOrders, ReadFile, ReadItem, read_files
from ingest.sources import SourceFile
from tests.ingest.readers.seeds import make_zip


def notice(name: str, day: str = "2031-09-16") -> bytes:
    """Return a release with this date."""
    return f"---\ntitle: The {name}\ndate: {day}\n---\n\nThe {name} is open to all.\n".encode()


def write(folder: Path, files: Mapping[str, bytes]) -> list[SourceFile]:
    """Write these files, and return them as sources."""
    found = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        found.append(SourceFile(id=name, root=str(folder), path=path, digest=digest, size=len(data)))
    return found


def read(
    files: list[SourceFile], *, current: Mapping[str, str] | None = None, orders: DateOrders | None = None
) -> tuple[list[ReadItem], list[ReadFile]]:
    """Return the items, and the files as they ended."""
    outcomes = list(read_files(files, ReadOptions(), orders or DateOrders(), current=current or {}))
    return [one[1] for one in outcomes if not isinstance(one, ReadFile)], [
        one for one in outcomes if isinstance(one, ReadFile)
    ]


@pytest.mark.parametrize("others", [0, 45], ids=["in this process", "in others"])
def test_items_come_in_order_each_file_behind_its_own(tmp_path: Path, others: int) -> None:
    files = write(
        tmp_path,
        {"in.zip": make_zip({"a.md": notice("Quay"), "logo.png": b"\x89PNG...", "b.md": notice("Lock")})}
        | {"cut.zip": b"PK\x03\x04cut"}
        | {f"{n:02d}.md": notice(f"Pier {n}") for n in range(others)},
    )  # fmt: skip
    items, ended = read(files)
    assert [one.id for one in items][:3] == ["in.zip#a.md", "in.zip#logo.png", "in.zip#b.md"]
    assert [one.read[0].title if one.read else one.reason.split(":")[0] for one in items][:3] == [
        "The Quay", "the file is an image", "The Lock",
    ]  # fmt: skip
    assert [one.file.id for one in ended] == [file.id for file in files]
    assert "cannot be opened" in ended[1].broke_off
    assert len(items) == 3 + others


def test_an_item_that_is_the_same_is_not_read_again(tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"in.zip": make_zip({"a.md": notice("Quay"), "b.md": notice("Lock")})})
    same = hashlib.sha256(notice("Quay")).hexdigest()
    items, (ended,) = read([file], current={"in.zip#a.md": same, "in.zip#b.md": "another"})
    assert [one.id for one in items] == ["in.zip#b.md"]
    assert (ended.unchanged, ended.ids) == (1, {"in.zip#a.md", "in.zip#b.md"})


def test_the_same_item_twice_is_left_out_by_name(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.md", notice("Quay"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.md", notice("Lock"))
    items, (ended,) = read(write(tmp_path, {"in.zip": held.getvalue()}))
    assert len(items) == 1
    assert ended.left_out == {"the same item again": 1}


@pytest.mark.parametrize(
    ("others", "day"),
    [
        (["13/04/2031", "28/02/2031"], "2031-04-03"),
        (["04/13/2031"], "2031-03-04"),
        (["13/04/2031", "04/13/2031"], None),
        (["2031-04-13", "03/03/2031"], None),
    ],
)
def test_day_or_month_first_is_decided_from_the_folder(tmp_path: Path, others: list[str], day: str | None) -> None:
    files = {"a/0.md": notice("Quay", "03/04/2031")} | {
        f"a/{n}.md": notice("Lock", one) for n, one in enumerate(others, 1)
    }
    items, ended = read(write(tmp_path, files))
    last = items[-1]
    assert last.id == "a/0.md", "what is not clear waits for the end"
    assert last.read
    release = last.read[0]
    assert (str(release.date) if release.date else None) == day
    assert any("03/04/2031" in note for note in release.notes) is (day is None)
    assert ended[-1].file.id == "a/0.md"


def test_another_folder_decides_where_its_own_shows_nothing_and_what_was_learned_is_kept(tmp_path: Path) -> None:
    orders = DateOrders()
    read(write(tmp_path, {"a/1.md": notice("Lock", "13/04/2031")}), orders=orders)
    kept = DateOrders.from_json(orders.to_json())
    items, _ = read(write(tmp_path, {"b/1.md": notice("Quay", "03/04/2031")}), orders=kept)
    assert items[0].read
    assert str(items[0].read[0].date) == "2031-04-03"
