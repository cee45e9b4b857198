"""RIS: a line for each value, two letters, two spaces, a hyphen, a space; nothing in a value can end its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval import wording
from retrieval.exports.references import Reference, one_line

_END = "\r\n"  # as the specification has it (Research Information Systems, 2011)


def write_ris(references: Sequence[Reference]) -> str:
    """Return references as RIS, each of the type of a government document."""
    return "".join(f"{tag}  - {one_line(value)}{_END}" for one in references for tag, value in _values(one))


def _values(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "GOVDOC"
    yield "TI", one.title
    for author in one.authors:
        yield "AU", author
    if one.day:
        yield "PY", f"{one.day:%Y}"
        yield "DA", f"{one.day:%Y/%m/%d}/"
    yield "M3", one.kind
    yield "ET", wording.EXPORT_VERSION.format(version=one.version)
    yield "AN", one.release_id
    for note in one.notes:
        yield "N1", note
    if one.url:
        yield "UR", one.url
    if one.seen:
        yield "Y2", f"{one.seen:%Y/%m/%d}/"
    yield "ER", ""
