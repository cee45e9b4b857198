"""What stands around a release on its own page: who speaks, what changed between versions, the releases before and after."""

from __future__ import annotations

from typing import Any, TypeAlias

from retrieval import Archive, Change, LinkedSpan, ListedRelease, ReleasePage, Voice, tell_number
from ui import wording
from ui.browse.found import speaker_values
from ui.links import release_address
from ui.pieces import day_values

Values: TypeAlias = dict[str, Any]

_SHOWN = 30  # differences
_HEARD = (Voice.OFFICIAL, Voice.GUEST)


def release_values(archive: Archive, release: ReleasePage) -> Values:
    """Return what the reader component draws around a release that has a page to itself."""
    before, after = archive.neighbours(release.id)
    people = {one.name for one in archive.people()}
    speakers = dict.fromkeys(turn.speaker for turn in release.turns if turn.speaker and turn.voice in _HEARD)
    return {
        "speakers": [speaker_values(name, people) for name in speakers],
        "differences": [_differences(archive, release, other) for other in _other_versions(release)],
        "before": _neighbour(before),
        "after": _neighbour(after),
        "words": {
            "around": wording.RELEASE_AROUND, "before": wording.EARLIER_RELEASE, "after": wording.LATER_RELEASE,
            "print": wording.PRINT, "speakers": wording.SAID_HERE,
        },
    }  # fmt: skip


def _other_versions(release: ReleasePage) -> tuple[int, ...]:
    """Return the versions that this one is compared with: that before it, and of one that was replaced the current one."""
    replaced = release.version < release.current_version
    return (*release.earlier_versions[-1:], *((release.current_version,) if replaced else ()))


def _differences(archive: Archive, release: ReleasePage, other: int) -> Values:
    """Return the differences between a release and another version of it, from the earlier to the later."""
    changes = archive.version_changes(release.id, release.version, other)
    earlier, later = sorted((release.version, other))
    rest = (
        wording.FEWER_DIFFERENCES.format(shown=_SHOWN, count=tell_number(len(changes))) if len(changes) > _SHOWN else ""
    )
    return {
        "heading": wording.DIFFERENCES.format(before=earlier, after=later),
        "note": rest or ("" if changes else wording.ONLY_MARKS_DIFFER),
        "changes": [_change(change, release, shown_is_later=release.version == later) for change in changes[:_SHOWN]],
    }


def _change(change: Change, release: ReleasePage, *, shown_is_later: bool) -> Values:
    before, after = (change.after, change.before) if shown_is_later else (change.before, change.after)
    end = max(change.end, min(change.start + 1, len(release.text)))
    span = LinkedSpan(release_id=release.id, start=change.start, end=end, version=release.version)
    return {"before": before, "after": after, "href": release_address(span)}


def _neighbour(one: ListedRelease | None) -> Values | None:
    if one is None:
        return None
    span = LinkedSpan(release_id=one.id, version=one.version)
    return {"title": one.title, **day_values(one.date), "href": release_address(span)}
