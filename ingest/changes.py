"""Changes: what an ingest does with each file that it found, and with each release whose file is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import CatalogueReader, KnownFile
from ingest.sources import FoundFiles, SourceFile

# Raised when the same file would be read to another text, other turns or other passages: all files are then read again.
READING_VERSION = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A file that is not ingested, with the reason; ``new`` where the store has not recorded it yet."""

    file: SourceFile
    reason: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an ingest must do.

    ``known`` are the ids that the store has. ``gone`` are the ids of releases whose file is gone, ``moved`` (root, id) of files
    that are the same below another folder, ``forgotten`` (root, path) of quarantined files that are gone.
    """

    to_read: tuple[SourceFile, ...]
    known: frozenset[str]
    unchanged: int
    quarantined: tuple[Quarantined, ...]
    gone: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    forgotten: tuple[tuple[str, str], ...]
    excluded: tuple[str, ...]

    @property
    def newly_quarantined(self) -> list[Quarantined]:
        """The quarantined files that the store has not recorded yet."""
        return [quarantined for quarantined in self.quarantined if quarantined.new]

    @property
    def changes_nothing(self) -> bool:
        """Whether the store already holds all this."""
        return not (self.to_read or self.gone or self.moved or self.forgotten or self.newly_quarantined)


def plan_changes(sources: Sequence[FoundFiles], reader: CatalogueReader | None) -> Plan:
    """Compare what was found with what the store holds (nothing, where ``reader`` is None)."""
    releases = reader.known_files() if reader else {}
    quarantine = reader.quarantined() if reader else {}
    same_reading = reader is not None and reader.fact("reading_version") == READING_VERSION
    to_read: dict[str, SourceFile] = {}
    quarantined: list[Quarantined] = []
    moved: list[tuple[str, str]] = []
    found: dict[str, SourceFile] = {}
    unchanged = 0
    for file, trouble in _all_files(sources):
        known = releases.get(file.id)
        reason = trouble or _clash(file, found.get(file.id), known)
        digest, old_reason = quarantine.get((file.root, file.id), (None, ""))
        if reason:
            quarantined.append(Quarantined(file=file, reason=reason, new=old_reason != reason))
        elif digest == file.digest and same_reading:
            quarantined.append(Quarantined(file=file, reason=old_reason, new=False))
        elif file.id in found or (known and known.digest == file.digest and not known.withdrawn and same_reading):
            unchanged += 1
            if known and known.root != file.root and file.id not in found:
                moved.append((file.root, file.id))
        else:
            to_read[file.id] = file
        found.setdefault(file.id, file)
    whole = {source.root for source in sources if source.whole}
    return Plan(
        to_read=tuple(to_read.values()),
        known=frozenset(releases),
        unchanged=unchanged,
        quarantined=tuple(quarantined),
        gone=tuple(
            release_id
            for release_id, known in releases.items()
            if known.root in whole and release_id not in found and not known.withdrawn
        ),
        moved=tuple(moved),
        forgotten=tuple((root, path) for root, path in quarantine if root in whole and path not in found),
        excluded=tuple(path for source in sources for path in source.excluded),
    )


def _all_files(sources: Sequence[FoundFiles]) -> list[tuple[SourceFile, str]]:
    """Return every file that was found, with the reason why it cannot be read, or ''."""
    files = [(file, "") for source in sources for file in source.files]
    for source in sources:
        for path, reason in source.unreadable.items():
            files.append((SourceFile(id=path, root=source.root, path=Path(source.root) / path, digest=""), reason))
    return files


def _clash(file: SourceFile, found: SourceFile | None, known: KnownFile | None) -> str:
    """Return why a file cannot have its id, or ''."""
    if found is not None and found.digest != file.digest:
        return f"has the same path below its folder as another file, {found.path}: ingest a folder that holds both"
    elsewhere = known is not None and known.root != file.root and known.digest != file.digest and not known.withdrawn
    if known is not None and elsewhere and (Path(known.root) / file.id).exists():
        return f"has the same path below its folder as a release from {known.root}: ingest a folder that holds both"
    return ""
