"""Side files on a full disk, really: what was kept is read, what cannot be kept is told, and once there is room it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.errors import StoreError
from archive.usage.conversations import KeptConversations
from archive.usage.feedback import KeptFeedback
from archive.usage.ledger import Ledger, Spent
from tests.faults.disks import on_a_small_disk


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A side file: how it is opened, how one thing is kept in it, and how what was kept is read, in the order of keeping."""

    setting: str
    open: Callable[[Path], Any]
    keep: Callable[[Any, int], object]
    read: Callable[[Any], object]


SIDE_FILES = {
    "ledger": Kept(
        setting="OTR_MODEL_LEDGER", open=Ledger, keep=lambda file, number: file.reserve(Spent(tokens=10**number)),
        read=lambda file: [int(digit) for digit in reversed(str(file.spent_today().tokens))],
    ),
    "feedback": Kept(
        setting="OTR_FEEDBACK", open=KeptFeedback,
        keep=lambda file, number: file.keep(str(number), useful=True, receipt="{}"),
        read=lambda file: [int(one.useful) for one in file.read_all()],
    ),
    "conversations": Kept(
        setting="OTR_CONVERSATIONS", open=lambda path: KeptConversations(path, days=1),
        keep=lambda file, number: file.keep("c", number, "1"), read=lambda file: [int(one) for one in file.read("c")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SIDE_FILES)
def test_side_files_on_a_full_disk_are_read_and_written_again_once_there_is_room(tmp_path: Path, name: str) -> None:
    kept = SIDE_FILES[name]
    with on_a_small_disk(tmp_path / "disk", megabytes=2) as disk:
        file = kept.open(disk.folder / "kept.sqlite")
        kept.keep(file, 0)
        ballast = disk.fill()
        with pytest.raises(StoreError, match=rf"kept.sqlite cannot be used \(.*{kept.setting}"):
            kept.keep(file, 1)
        assert kept.read(file) == [1]
        with pytest.raises(StoreError, match=rf"kept.sqlite cannot be used \(.*{kept.setting}"):
            kept.open(disk.folder / "kept.sqlite")
        ballast.unlink()
        kept.keep(kept.open(disk.folder / "kept.sqlite"), 1)
        assert kept.read(file) == [1, 1]
