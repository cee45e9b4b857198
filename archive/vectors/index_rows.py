"""Index rows: which passages a generation's vector index holds, and which of its searched passages are beside it.

An index is built once, and goes from one generation to the next as it is while little has changed. What it holds of passages
that are gone is left out when it answers, and what it lacks is compared one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from archive.generations import ROWS

_DIGEST = 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IndexRows:
    """``ids``, ascending, and ``digests``, uint8 of shape (rows, 16), are what the index holds.

    ``gone`` are the ids among them that are no passage to be found any more, or another one's; ``beside`` those of the passages
    with a vector that it lacks. Both ascend.
    """

    ids: NDArray[np.int64]
    digests: NDArray[np.uint8]
    gone: NDArray[np.int64]
    beside: NDArray[np.int64]

    @classmethod
    def of_all(cls, ids: NDArray[np.int64], digests: NDArray[np.uint8]) -> Self:
        """Return the rows of an index that holds just these passages."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(ids=ids, digests=digests, gone=nothing, beside=nothing)

    @classmethod
    def of_none(cls, ids: NDArray[np.int64]) -> Self:
        """Return the rows where there is no index, and these passages are compared one by one."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(ids=nothing, digests=np.zeros((0, _DIGEST), dtype=np.uint8), gone=nothing, beside=ids)

    def follow(self, ids: NDArray[np.int64], digests: NDArray[np.uint8]) -> Self:
        """Return the rows of the same index where these are the passages to be found, ids ascending."""
        places = np.minimum(np.searchsorted(self.ids, ids), max(len(self.ids) - 1, 0))
        same = np.zeros(len(ids), dtype=bool)
        if len(self.ids):
            same = (self.ids[places] == ids) & (self.digests[places] == digests).all(axis=1)
        gone = np.setdiff1d(self.ids, ids[same], assume_unique=True)
        return type(self)(ids=self.ids, digests=self.digests, gone=gone, beside=ids[~same])

    @property
    def outdated(self) -> int:
        """How many rows the index has in vain, or lacks."""
        return len(self.gone) + len(self.beside)

    def save(self, folder: Path) -> None:
        """Write the rows into a generation's folder."""
        np.savez(folder / ROWS, ids=self.ids, digests=self.digests, gone=self.gone, beside=self.beside)

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Return the rows of a generation's folder; None where it was written when every index held all."""
        if not (folder / ROWS).is_file():
            return None
        with np.load(folder / ROWS) as held:
            return cls(**{name: held[name] for name in ("ids", "digests", "gone", "beside")})
