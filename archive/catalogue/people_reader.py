"""The catalogue's reading side of people: who speaks, who is quoted, who held which office when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import cached_property

from archive.catalogue.catalogue_file import CatalogueFile
from archive.catalogue.people_tables import read_directory, read_mentions, read_quoted
from archive.people import DatedMention, Directory, Person
from archive.releases import Voice
from language import fold_name


class PeopleReader(CatalogueFile):
    """Reads the people of one published catalogue."""

    def people(self) -> list[Person]:
        """Return the people who speak in the archive, those with most turns first."""
        return list(self._directory.people)

    def people_named(self, words: str) -> list[Person]:
        """Return who has a name or label with all these words ('Orr', 'Ruth Orr', 'MS. ORR'), most turns first."""
        return self._directory.named(words)

    def quoted_named(self, words: str) -> list[Person]:
        """Return who has a name with all these words and speaks nowhere, but is quoted in writing, most quoted first."""
        return self._quoted_only.named(words)

    def holders(self, office: str, on: date | None = None) -> list[Person]:
        """Return who held an office on that day, or (None) ever, as far as the archive prints it; see Directory."""
        return self._directory.holders(office, on)

    def office_on(self, speaker_name: str, on: date | None) -> str | None:
        """Return the office of a speaker on that day as the archive prints it; None rather than a guess."""
        return self._directory.office_on(speaker_name, on)

    @cached_property
    def mentions(self) -> list[DatedMention]:
        """The names that current releases print with an office, by date."""
        return read_mentions(self._db)

    @cached_property
    def full_names(self) -> frozenset[tuple[str, ...]]:
        """The names in more than one word that are printed with an office, spoken under or quoted, folded (``fold_name``).

        None with a word of an office in it: 'Sheriff Peter Moe' is Peter Moe.
        """
        names = [*(mention.name for mention in self.mentions), *(person.name for person in self.people())]
        office_words = {word for mention in self.mentions for word in fold_name(mention.office)}
        folded = (fold_name(name) for name in (*names, *self.quoted_people.values()))
        return frozenset(name for name in folded if len(name) > 1 and office_words.isdisjoint(name))

    @cached_property
    def _directory(self) -> Directory:
        return read_directory(self._db)

    @cached_property
    def _quoted_only(self) -> Directory:
        return read_quoted(self._db, (name for name in self.quoted_people.values() if not self.people_named(name)))

    def labels_of_speakers(self) -> dict[str, frozenset[str]]:
        """Return the labels that every named speaker's passages are printed under."""
        found: dict[str, set[str]] = {}
        rows = self._db.execute("SELECT DISTINCT speaker, label FROM passages WHERE speaker IS NOT NULL")
        for speaker, label in rows:
            found.setdefault(str(speaker), set()).update([label] if label else [])
        return {speaker: frozenset(labels) for speaker, labels in found.items()}

    def labels_in(self, voice: Voice) -> list[str]:
        """Return the labels that the passages of a voice are printed under, also of those whose name is not known."""
        rows = self._db.execute(
            "SELECT DISTINCT label FROM passages WHERE label IS NOT NULL AND voice = ? ORDER BY 1", [voice.value]
        )
        return [str(row[0]) for row in rows]

    def count_speakers(self, voices: Collection[Voice] = ()) -> dict[str, int]:
        """Return how many passages each person speaks in these voices (all, where none is given), most first."""
        wanted = {voice.value for voice in voices}
        counts: Counter[str] = Counter()
        for speaker, voice, count in self._speakers:
            if voice in wanted or not wanted:
                counts[speaker] += count
        return dict(counts.most_common())

    @cached_property
    def _speakers(self) -> list[tuple[str, str, int]]:
        """Who speaks, in which voice, in how many passages; in the order of names, which ties in a count keep."""
        rows = self._db.execute(
            "SELECT speaker, voice, count(*) FROM passages WHERE speaker IS NOT NULL GROUP BY 1, 2 ORDER BY 1"
        )
        return [(str(row[0]), str(row[1]), int(row[2])) for row in rows]

    @cached_property
    def quoted_people(self) -> dict[str, str]:
        """Whom releases quote in writing, by how it names them ('Minister Vale'): the name of the person that it means.

        Where that is nobody who speaks in the archive, or could be two, it is the name as printed.
        """
        rows = self._db.execute("SELECT DISTINCT speaker FROM quotations WHERE speaker IS NOT NULL ORDER BY 1")
        printed = [str(row[0]) for row in rows]
        people = {name: self.people_named(name) for name in printed}
        return {name: found[0].name if len(found) == 1 else name for name, found in people.items()}
