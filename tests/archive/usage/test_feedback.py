"""Feedback that is kept beside the store: one for each answer, and a changed mind replaces it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive import FeedbackReason, KeptFeedback
from archive.errors import StoreDamagedError, StoreError
from archive.usage.feedback import LONGEST_COMMENT


@pytest.fixture
def kept(tmp_path: Path) -> KeptFeedback:
    return KeptFeedback(tmp_path / "feedback.sqlite")


def test_it_comes_back_also_to_another_process(kept: KeptFeedback, tmp_path: Path) -> None:
    comment = "=SUM(A1)\n'; DROP TABLE feedback; --"
    first = kept.keep("b", useful=False, receipt="{}", reason=FeedbackReason.WRONG, comment=comment)
    second = kept.keep("a", useful=True, receipt='{"n": 1}')
    again = KeptFeedback(tmp_path / "feedback.sqlite")
    assert again.read_all() == [first, second]
    assert (again.read("a"), again.read("c")) == (second, None)
    assert (first.comment, first.reason, second.reason) == (comment, FeedbackReason.WRONG, None)


def test_a_changed_mind_replaces_it(kept: KeptFeedback) -> None:
    kept.keep("a", useful=False, receipt="{}", reason=FeedbackReason.OTHER, comment="no")
    changed = kept.keep("a", useful=True, receipt="{}", reason=FeedbackReason.OTHER)
    assert kept.read_all() == [changed]
    assert (changed.useful, changed.reason, changed.comment) == (True, None, "")
    kept.forget("a")
    assert kept.read_all() == []


def test_a_comment_has_a_limit(kept: KeptFeedback) -> None:
    assert len(kept.keep("a", useful=True, receipt="{}", comment=" " + "x" * 9999).comment) == LONGEST_COMMENT


def test_many_at_once_lose_nothing(kept: KeptFeedback) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: kept.keep(str(number), useful=True, receipt="{}"), range(80)))
    assert len(kept.read_all()) == 80


def test_what_cannot_be_used_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"this is no database, but long enough to be taken for one" * 40)
    with pytest.raises(StoreDamagedError, match=r"feedback .*file is damaged .*move it away"):
        KeptFeedback(tmp_path / "file")
    with pytest.raises(StoreError, match="OTR_FEEDBACK"):
        KeptFeedback(tmp_path / "file" / "feedback.sqlite")
