"""The catalogue's tables of people: what they are made from, and the people themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from archive.catalogue.rows import keep_day, read_kept_day
from archive.people import Alias, Appearance, DatedMention, Directory, Mention, Office, Person
from archive.releases import Voice

_FROM_CURRENT = "JOIN releases r ON r.id = x.release_id WHERE r.withdrawn = 0"


def put_mentions(db: sqlite3.Connection, release_id: str, mentions: Iterable[Mention]) -> None:
    """Keep what a release prints of people, in place of what was kept before."""
    db.execute("DELETE FROM mentions WHERE release_id = ?", (release_id,))
    db.executemany(
        "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
        [(release_id, m.name, m.office, m.place, m.count) for m in mentions],
    )


def read_appearances(db: sqlite3.Connection) -> list[Appearance]:
    """Return who has turns in which current release, as the release alone reads it; officials, guests, and who may be either."""
    rows = db.execute(
        "SELECT x.release_id, r.date, x.label, x.read_speaker, x.read_voice, count(*) FROM turns x "
        f"{_FROM_CURRENT} AND x.read_voice IN ('official', 'guest', 'unknown') AND coalesce(x.label, x.read_speaker) IS NOT NULL"
        " GROUP BY 1, 3, 4, 5 ORDER BY r.date IS NULL, 2, 1, 3, 4, 5"
    )
    return [
        Appearance(
            release_id=row[0], date=read_kept_day(row[1]), label=row[2], speaker=row[3], voice=Voice(row[4]), turns=row[5]
        )
        for row in rows
    ]  # fmt: skip


def read_mentions(db: sqlite3.Connection) -> list[DatedMention]:
    """Return the mentions of all current releases."""
    rows = db.execute(
        f"SELECT x.release_id, r.date, x.name, x.office, x.place, x.count FROM mentions x {_FROM_CURRENT}"
        " ORDER BY r.date IS NULL, r.date, x.release_id, x.name, x.office, x.place"
    )
    return [
        DatedMention(
            release_id=row[0], date=read_kept_day(row[1]), name=row[2], office=row[3], place=row[4], count=row[5]
        )
        for row in rows
    ]


def put_speakers(db: sqlite3.Connection, speakers: Mapping[Appearance, tuple[str | None, Voice]]) -> int:
    """Write the speaker and voice of every appearance into its turns and passages; return how many turns changed.

    What is not among them is what the release alone says.
    """
    resolved = {(a.release_id, a.label, a.speaker, a.voice.value): (n, v.value) for a, (n, v) in speakers.items()}
    rows = db.execute(
        'SELECT release_id, ordinal, said, "end", label, read_speaker, read_voice, speaker, voice FROM turns'
    ).fetchall()
    changes = [
        (*wanted, row[0], row[1], row[2], row[3])
        for row in rows
        if (wanted := resolved.get((row[0], row[4], row[5], row[6]), (row[5], row[6]))) != (row[7], row[8])
    ]
    db.executemany(
        "UPDATE turns SET speaker = ?, voice = ? WHERE release_id = ? AND ordinal = ?",
        [change[:4] for change in changes],
    )
    db.executemany(
        "UPDATE passages SET speaker = ?, voice = ? WHERE release_id = ? AND start >= ? AND start < ?",
        [(*change[:3], *change[4:]) for change in changes],
    )
    return len(changes)


def put_people(db: sqlite3.Connection, people: Sequence[Person]) -> None:
    """Write the people in place of those that were there."""
    for table in ("people", "person_names", "offices"):
        db.execute(f"DELETE FROM {table}")
    db.executemany(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(p.id, p.name, keep_day(p.first), keep_day(p.last), p.releases, p.official, p.guest) for p in people],
    )
    db.executemany(
        "INSERT INTO person_names VALUES (?, ?, ?)", [(p.id, a.name, a.count) for p in people for a in p.aliases]
    )
    db.executemany(
        "INSERT INTO offices VALUES (?, ?, ?, ?, ?)",
        [(p.id, o.name, keep_day(o.first), keep_day(o.last), o.count) for p in people for o in p.offices],
    )


def read_quoted(db: sqlite3.Connection, names: Iterable[str]) -> Directory:
    """Return the people of these names as releases quote them: ``official`` and ``guest`` count their quotations."""
    rows = db.execute(
        "SELECT q.speaker, sum(q.voice = 'official'), sum(q.voice = 'guest'), count(DISTINCT r.id), min(r.date), max(r.date)"
        " FROM quotations q JOIN releases r ON r.id = q.release_id WHERE q.speaker IS NOT NULL GROUP BY 1"
        " ORDER BY count(*) DESC, 1"
    )
    wanted = set(names)
    return Directory(
        Person(
            id=row[0], name=row[0], official=row[1], guest=row[2], releases=row[3],
            first=read_kept_day(row[4]), last=read_kept_day(row[5]),
        )
        for row in rows
        if row[0] in wanted
    )  # fmt: skip


def read_directory(db: sqlite3.Connection) -> Directory:
    """Return the people of a catalogue, those with most turns first."""
    names: dict[str, list[Alias]] = {}
    for person_id, name, count in db.execute(
        "SELECT person_id, name, count FROM person_names ORDER BY count DESC, name"
    ):
        names.setdefault(person_id, []).append(Alias(name=name, count=count))
    offices: dict[str, list[Office]] = {}
    for row in db.execute("SELECT person_id, name, first, last, count FROM offices ORDER BY count DESC, name"):
        first, last = read_kept_day(row[2]), read_kept_day(row[3])
        offices.setdefault(row[0], []).append(Office(name=row[1], first=first, last=last, count=row[4]))
    rows = db.execute(
        "SELECT id, name, official, guest, releases, first, last FROM people ORDER BY official + guest DESC, name, id"
    )
    return Directory(
        Person(
            id=row[0], name=row[1], official=row[2], guest=row[3], releases=row[4],
            first=read_kept_day(row[5]), last=read_kept_day(row[6]),
            aliases=tuple(names.get(row[0], ())), offices=tuple(offices.get(row[0], ())),
        )
        for row in rows
    )  # fmt: skip
