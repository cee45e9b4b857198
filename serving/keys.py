"""Keys: which programs may come in, where keys are set."""

from __future__ import annotations

import hmac
from pathlib import Path

from retrieval import UsageError


class AccessKeys:
    """The keys of a server; without any, everybody may come in."""

    def __init__(self, setting: str) -> None:
        """Take keys with commas between, or the name of a file with one a line; raises UsageError for a file without any."""
        self._keys = tuple(key.encode() for key in _read_keys(setting))

    def __bool__(self) -> bool:
        """Whether a key is needed."""
        return bool(self._keys)

    def knows(self, key: str) -> bool:
        """Whether this is one of the keys; it takes as long for one that nearly is."""
        given = key.encode(errors="surrogateescape")
        return sum(hmac.compare_digest(given, known) for known in self._keys) > 0


def _read_keys(setting: str) -> list[str]:
    file = Path(setting)
    named = bool(setting) and ("/" in setting or "\\" in setting)
    if named and not file.is_file():
        raise UsageError(f"OTR_API_KEYS names the file {setting}, and there is none: make it, with a key a line")
    lines = file.read_text(encoding="utf-8").splitlines() if named or _is_file(setting) else setting.split(",")
    keys = [key for line in lines if (key := line.strip()) and not key.startswith("#")]
    if setting.strip() and not keys:
        raise UsageError(
            f"OTR_API_KEYS is {setting!r}, in which there is no key: write one a line, or unset it to want none"
        )
    return keys


def _is_file(setting: str) -> bool:
    return bool(setting) and "," not in setting and Path(setting).is_file()
