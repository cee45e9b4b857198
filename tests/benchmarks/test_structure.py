"""The figures of a small checkout, counted by hand; and of this one, that a trace enters what it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.structure import describe_folders, describe_parts, read_modules, trace
from retrieval import Archive

PROJECT = Path(__file__).parents[2]
CHECKOUT = {
    "archive/__init__.py": "from archive.store import open_store\n",
    "archive/errors.py": '"""Errors."""\n\n\nclass Wrong(Exception):\n    """Wrong."""\n',
    "archive/store.py": "from archive.errors import Wrong\n\n# why\nSTORE = Wrong\n",
    "retrieval/__init__.py": "",
    "retrieval/api.py": "from retrieval.search import find\n",
    "retrieval/search/__init__.py": "from retrieval.search.ranking import find\n",
    "retrieval/search/ranking.py": "def find():\n    from retrieval.search import features\n\n    return features\n",
    "retrieval/search/features.py": "from archive import open_store\n",
    "retrieval/weights.toml": "# a card\n\n[ranking]\ndense = 1.0\n",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A product of two parts, one of them with a room."""
    for name, text in CHECKOUT.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "row", ["archive 2 2 2 2", "retrieval 2 2 3 3", "retrieval.search 2 2 2 2"]
)  # boxes, floors, all modules, their floors
def test_floors(checkout: Path, row: str) -> None:
    assert row.split() in [line.split() for line in describe_folders(read_modules(checkout))]


@pytest.mark.parametrize("row", ["archive 3 4 0", "retrieval 5 6 2", "all 8 10 2"])
def test_lines(checkout: Path, row: str) -> None:
    assert row.split() in [line.split() for line in describe_parts(checkout)]


@pytest.mark.model
def test_a_question_is_traced(sample_archive: Archive) -> None:
    heading, *rows = trace(PROJECT, "Who is the minister?", sample_archive)
    moves = {name: int(count.replace(",", "")) for count, name in (row.split() for row in rows)}
    assert heading == f"answered: {len(moves)} modules, {sum(moves.values()):,} moves"
    assert moves["retrieval.api"] == 0  # entered from outside
    assert moves["retrieval.answering.office_holders"] > 0
