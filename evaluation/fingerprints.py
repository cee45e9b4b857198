"""Fingerprints: whether two runs are of the same archive and the same program. SHA-256, in hexadecimal."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from retrieval import Archive

_ROOT = Path(__file__).parent.parent
_PARTS = ("archive", "retrieval")  # what an answer comes from, once a store is there


def archive_fingerprint(archive: Archive) -> str:
    """Return the fingerprint of an archive's releases: their ids and the bytes of their files.

    Two stores of the same files have the same fingerprint, however the files were read, cut or embedded.
    """
    lines = (f"{digest} {release_id}" for release_id, digest in sorted(archive.digests().items()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def program_fingerprint() -> str:
    """Return the fingerprint of the code that answers, so that another program does not continue an unfinished run."""
    sums = hashlib.sha256(version("on-the-record").encode())
    for path in sorted(path for part in _PARTS for path in (_ROOT / part).rglob("*.py")):
        sums.update(path.relative_to(_ROOT).as_posix().encode())
        sums.update(path.read_bytes())
    return sums.hexdigest()
