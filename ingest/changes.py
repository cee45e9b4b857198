"""Changes: what an ingest does with each file that it found, and with the releases of files that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import CatalogueReader, KnownFile, KnownRelease
from ingest.sources import FoundFiles, SourceFile

# Raised when the same file would be read to another text, other turns or other passages: all files are then read again.
READING_VERSION = "7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A file that is not ingested, with the reason; ``new`` where the store has not recorded it yet."""

    file: SourceFile
    reason: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an ingest must do.

    ``known`` are the ids of releases that the store has, ``current`` the digests of those that need not be read again where
    theirs is the same. ``unchanged`` counts the releases of files that need not be read, ``still_quarantined`` is what was
    set aside of them, (path, reason), ``left_out`` counts what a rule left out of them. ``gone`` are the paths of files that
    are gone, ``moved`` (root, path) of files that are the same below another folder, ``forgotten`` (root, path) of
    quarantined files that are gone.
    """

    to_read: tuple[SourceFile, ...]
    known: frozenset[str]
    current: Mapping[str, str]
    unchanged: int
    quarantined: tuple[Quarantined, ...]
    still_quarantined: tuple[tuple[str, str], ...]
    left_out: Mapping[str, int]
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the store holds: the files that were read, all releases, and why items of each file are quarantined."""

    files: Mapping[str, KnownFile]
    releases: Mapping[str, KnownRelease]
    quarantine: Mapping[str, Mapping[str, str]]

    @staticmethod
    def of(reader: CatalogueReader | None) -> _Kept:
        if reader is None:
            return _Kept({}, {}, {})
        return _Kept(reader.known_files(), reader.known_releases(), reader.quarantined_of_files())

    def current_of_files(self) -> dict[str, list[str]]:
        """Return the ids of the current releases of each file."""
        found: dict[str, list[str]] = {}
        for release_id, known in self.releases.items():
            if not known.withdrawn:
                found.setdefault(known.file, []).append(release_id)
        return found


def plan_changes(sources: Sequence[FoundFiles], reader: CatalogueReader | None, *, reading: str = "") -> Plan:
    """Compare what was found with what the store holds (nothing, where ``reader`` is None).

    ``reading`` says how files are to be read beside READING_VERSION: another one than before reads them all again.
    """
    kept = _Kept.of(reader)
    current = kept.current_of_files()
    same_reading = reader is not None and reader.fact("reading_version") == READING_VERSION + reading
    to_read: dict[str, SourceFile] = {}
    quarantined: list[Quarantined] = []
    still: dict[str, str] = {}
    left_out: Counter[str] = Counter()
    moved: list[tuple[str, str]] = []
    found: dict[str, SourceFile] = {}
    unchanged = 0
    for file, trouble in _all_files(sources):
        known = kept.files.get(file.id)
        reason = trouble or _clash(file, found.get(file.id), known)
        if reason:
            is_new = kept.quarantine.get(file.id, {}).get(file.id) != reason
            quarantined.append(Quarantined(file=file, reason=reason, new=is_new))
        elif same_reading and known and known.digest == file.digest:
            aside = kept.quarantine.get(file.id, {})
            unchanged += sum(release_id not in aside for release_id in current.get(file.id, ()))
            still |= aside
            left_out.update(known.left_out)
            if known.root != file.root and file.id not in found:
                moved.append((file.root, file.id))
        elif file.id in found:
            unchanged += 1
        else:
            to_read[file.id] = file
        found.setdefault(file.id, file)
    whole = {source.root for source in sources if source.whole}
    taken_away = {path for source in sources for path in source.gone}
    return Plan(
        to_read=tuple(to_read.values()),
        known=frozenset(kept.releases),
        current={i: known.digest for i, known in kept.releases.items() if same_reading and not known.withdrawn},
        unchanged=unchanged,
        quarantined=tuple(quarantined),
        still_quarantined=tuple(still.items()),
        left_out=left_out,
        gone=tuple(
            path
            for path, known in kept.files.items()
            if (known.root in whole or path in taken_away) and path not in found
        ),
        moved=tuple(moved),
        forgotten=tuple(
            (root, path)
            for root, path in (reader.quarantined() if reader else {})
            if root in whole and path not in found and path in kept.quarantine and path not in kept.files
        ),
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
    elsewhere = known is not None and known.root != file.root and known.digest != file.digest
    if known is not None and elsewhere and (Path(known.root) / file.id).exists():
        return f"has the same path below its folder as a release from {known.root}: ingest a folder that holds both"
    return ""
