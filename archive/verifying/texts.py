"""Texts: every passage, turn and quotation against the text of its release, and each row against what it points to."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from archive.verifying.findings import Finding, Remedy, find, find_rows

_CURRENT = "SELECT id FROM releases WHERE withdrawn = 0"


def verify_passages(db: sqlite3.Connection) -> list[Finding]:
    """Return which passages are not what was cut from their release's text: offsets, words, context."""
    return find(
        "passage-not-in-text",
        "passages are not what was cut from the text of their release",
        _unlike_their_text(db),
        remedy=Remedy.INGEST,
    )


def _unlike_their_text(db: sqlite3.Connection) -> Iterator[str]:
    rows = db.execute(
        'SELECT p.release_id, p.start, p."end", p.context, p.embedded, r.text FROM passages p'
        " LEFT JOIN releases r ON r.id = p.release_id ORDER BY p.release_id, p.start"
    )
    for release_id, start, end, context, embedded, text in rows:
        # What was embedded is the context, a line break and the passage's own text: writer.embedded_digest.
        own = text[start:end] if isinstance(text, str) and 0 <= start < end <= len(text) else None
        if own is None or hashlib.sha256(f"{context}\n{own}".encode()).digest()[:16] != embedded:
            yield f"{release_id}[{start}:{end}]"


def verify_structure(db: sqlite3.Connection) -> list[Finding]:
    """Return what points to nothing, stands outside its text, stands twice, or says other than what it is made from."""
    found = find_rows(
        db, "database", "pages of the catalogue's file do not hold together", "SELECT * FROM pragma_integrity_check(20)"
        " WHERE integrity_check <> 'ok'",
    )  # fmt: skip
    found += find_rows(
        db, "foreign-key", "rows belong to a release or a person that is not there",
        'SELECT "table", "parent", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2',
    )  # fmt: skip
    for table in ("turns", "quotations"):
        found += find_rows(
            db, f"{table}-outside", f"{table} stand outside the text of their release",
            f'SELECT x.release_id, x.start FROM {table} x JOIN releases r ON r.id = x.release_id'
            ' WHERE x.start < 0 OR x."end" > length(r.text) OR x.start > x."end"',
            remedy=Remedy.INGEST,
        )  # fmt: skip
    found += find_rows(
        db, "passage-outside-turn", "passages lie in no turn that has their voice, speaker and label",
        "SELECT p.release_id, p.start FROM passages p WHERE NOT EXISTS (SELECT 1 FROM turns t WHERE t.release_id = p.release_id"
        ' AND t.start <= p.start AND t."end" >= p."end" AND t.voice = p.voice AND t.speaker IS p.speaker AND t.label IS p.label)',
        remedy=Remedy.INGEST,
    )  # fmt: skip
    found += find_rows(
        db, "passage-twice", "passages stand twice",
        "SELECT release_id, start FROM passages GROUP BY 1, 2 HAVING count(*) > 1",
    )  # fmt: skip
    found += find_rows(
        db, "passage-of-withdrawn", "passages are of withdrawn releases, and would be found",
        f"SELECT release_id, start FROM passages WHERE release_id NOT IN ({_CURRENT})",
    )  # fmt: skip
    found += find_rows(
        db, "passage-unlike-release", "passages have another day or kind than their release",
        "SELECT p.release_id, p.start FROM passages p JOIN releases r ON r.id = p.release_id"
        " WHERE p.date IS NOT r.date OR p.kind <> r.kind",
    )  # fmt: skip
    found += find_rows(
        db, "release-without-file", "current releases are of a file that is not recorded",
        "SELECT id FROM releases WHERE withdrawn = 0 AND file NOT IN (SELECT path FROM files)", remedy=Remedy.INGEST,
    )  # fmt: skip
    found += find_rows(
        db, "related-to-nothing", "releases are related to one that is not there",
        f"SELECT release_id, other_id FROM related WHERE release_id NOT IN ({_CURRENT}) OR other_id NOT IN ({_CURRENT})",
    )  # fmt: skip
    found += find_rows(
        db, "person-unheard", "people speak nowhere in the archive",
        "SELECT name FROM people WHERE name NOT IN (SELECT speaker FROM turns WHERE speaker IS NOT NULL)",
    )  # fmt: skip
    return found
