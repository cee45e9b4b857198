"""Labels of texts that are not read yet: a span is found by a digest of its first letters, wherever a reader puts them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

LETTERS = 40  # of a span's beginning; white space, marks and case do not count


def anchor_of(text: str, start: int) -> str:
    """Return the digest of the first letters and digits from an offset on."""
    letters = "".join(re.findall(r"[^\W_]", text[start : start + 20 * LETTERS]))[:LETTERS].casefold()
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def find_anchors(text: str) -> Iterator[tuple[str, int]]:
    """Yield the anchor and the offset of every beginning of a line."""
    for line in re.finditer(r"[^\n]+", text):
        yield anchor_of(text, line.start()), line.start()
