"""The product's own words: what each text must not say, and that nothing is worded twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from retrieval import wording
from ui import wording as page_wording

# Officials denied something. That what they said was untrue is for nobody here to say.
ACCUSES = re.compile(
    r"\b(?:not so|untrue|false|falsely|lie[sd]?|lying|wrongly|mis(?:led|lead|stated))\b", re.IGNORECASE
)


def texts(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of everything that a module words."""
    for name, value in vars(module).items():
        if name.isupper():
            for text in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]:
                if isinstance(text, str):
                    yield name, text


@pytest.mark.parametrize("module", [wording, page_wording])
def test_no_text_reads_as_if_officials_lied(module: ModuleType) -> None:
    found = list(texts(module))
    assert len(found) > 50
    assert [(name, text) for name, text in found if ACCUSES.search(text)] == []
