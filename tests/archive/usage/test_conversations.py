"""Conversations that are kept beside the store, and the small file that keeps them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive import KeptConversations
from archive.errors import StoreDamagedError, StoreError


@pytest.fixture
def kept(tmp_path: Path) -> KeptConversations:
    return KeptConversations(tmp_path / "conversations.sqlite", days=30)


def test_turns_come_back_in_order_also_to_another_process(kept: KeptConversations, tmp_path: Path) -> None:
    conversation = kept.new_id()
    for number, turn in ((1, "second"), (0, "first"), (1, "second, asked again")):
        kept.keep(conversation, number, turn)
    kept.keep(kept.new_id(), 0, "another's")
    again = KeptConversations(tmp_path / "conversations.sqlite", days=30)
    assert again.read(conversation) == ["first", "second, asked again"]


def test_an_address_cannot_be_guessed() -> None:
    ids = {KeptConversations.new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", one) for one in ids)


def test_what_is_forgotten_is_gone(kept: KeptConversations) -> None:
    one, other = kept.new_id(), kept.new_id()
    for conversation in (one, other):
        kept.keep(conversation, 0, "first")
        kept.keep(conversation, 1, "second")
    kept.forget(one)
    kept.forget(other, since=1)
    assert (kept.read(one), kept.read(other), kept.read("unknown")) == ([], ["first"], [])


def test_a_conversation_expires_so_many_days_after_its_last_question(
    kept: KeptConversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, going_on = kept.new_id(), kept.new_id()
    day = 86_400
    monkeypatch.setattr("archive.usage.conversations.time.time", lambda: 100 * day)
    kept.keep(old, 0, "first")
    kept.keep(going_on, 0, "first")
    monkeypatch.setattr("archive.usage.conversations.time.time", lambda: 120 * day)
    kept.keep(going_on, 1, "second")
    monkeypatch.setattr("archive.usage.conversations.time.time", lambda: 131 * day)
    assert (kept.read(old), kept.read(going_on)) == ([], ["first", "second"])
    kept.keep(kept.new_id(), 0, "first")
    monkeypatch.setattr("archive.usage.conversations.time.time", lambda: 101 * day)
    assert kept.read(old) == []  # not only hidden


def test_many_at_once_lose_nothing(kept: KeptConversations) -> None:
    conversation = kept.new_id()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: kept.keep(conversation, number, str(number)), range(80)))
    assert kept.read(conversation) == [str(number) for number in range(80)]


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(b"this is no database, but long enough to be taken for one" * 40)
    with pytest.raises(StoreDamagedError, match=r"conversations\.sqlite.*move it away"):
        KeptConversations(path, days=30)


def test_a_place_that_cannot_be_written_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="OTR_CONVERSATIONS"):
        KeptConversations(tmp_path / "file" / "conversations.sqlite", days=30)
