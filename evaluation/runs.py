"""Runs: the folders in which evaluations were made, one beside the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluation.asking import MANIFEST, Manifest, read_manifest
from retrieval import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A run that is on disk; ``began`` is when, in local time."""

    folder: Path
    manifest: Manifest
    began: datetime


def list_runs(root: Path) -> list[KeptRun]:
    """Return the runs in the folders directly below a folder, newest first; what is no run of ours is passed over."""
    found: list[KeptRun] = []
    for path in root.glob(f"*/{MANIFEST}"):
        try:
            manifest = read_manifest(path.parent)
        except UsageError:  # another version's, or not a run: it is not ours to show, and stays where it is
            continue
        began = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        found.append(KeptRun(folder=path.parent, manifest=manifest, began=began))
    return sorted(found, key=lambda run: run.began, reverse=True)


def choose_folder(root: Path, manifest: Manifest) -> Path:
    """Return where a run belongs: the folder of the same run where that was cut off, else a new one named after its set."""
    for run in list_runs(root):
        if not run.manifest.complete and run.manifest.same_run(manifest):
            return run.folder
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(manifest.questions_name).stem) or "questions"
    taken = {path.name for path in root.glob("*")}
    return root / next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number:03d}") not in taken)
