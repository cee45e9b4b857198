"""Whether a person whom a release quotes holds an office of the archive's own government, as the release says."""

from __future__ import annotations

import re

from archive import Voice
from ingest.quotations.people_named import NamedPeople
from ingest.quotations.quoted_names import NamedPerson, holds_role
from ingest.turns import Label, Setting, decide_voice, read_byline
from language import Role, expand, holds_title, is_office_word, pattern, patterns, word_set

_OF_ANY_BODY = word_set("titles.of_any_body", "titles.joints")
_COUNTRY, _FORMER, _DELEGATION, _ADVISER_OF = patterns("titles", "country", "past", "delegation", "adviser_of")
_HEADS_OF_AGENCIES = pattern("titles.heads_of_agencies")
_LEARNED = frozenset({Role.HEAD_OF_STATE, Role.GUEST})


class QuotedOffices:
    """The offices of the people whom one release quotes: whether they are of its own government."""

    def __init__(self, *, title: str, kind: str, text: str, people: NamedPeople) -> None:
        """Take the release's title, kind and text, and the people it names."""
        self._setting = Setting.of(title, kind, read_byline(title), (), text)
        self._people = people

    def voice_of(self, person: NamedPerson) -> Voice:
        """Return OFFICIAL for one whom the release gives an office that any government gives its officials, else GUEST.

        Whom it anywhere calls an official of another place ('Torvia’s Secretary') is a guest. Of an office that is one
        archive's own and a guest's in the next ('President') the release cannot tell: UNKNOWN, which the archive settles.
        """
        mentions = [person, *self._people.others_of(person)]
        if any(map(self._is_of_their_delegation, mentions)) or any(map(_is_of_elsewhere, mentions)):
            return Voice.GUEST
        if any(map(self._holds_own_office, mentions)):
            return Voice.OFFICIAL
        return (
            Voice.UNKNOWN
            if any(self._role(mention.title, mention) in _LEARNED for mention in mentions)
            else Voice.GUEST
        )

    def _is_of_their_delegation(self, person: NamedPerson) -> bool:
        """Say whether a sentence names a person among the delegation of another country ('The Torvian delegation ...')."""
        text = self._setting.text
        start = max(text.rfind(". ", 0, person.start), text.rfind("\n", 0, person.start)) + 1
        match = _DELEGATION.search(text, start, max(start, person.start))
        return match is not None and not all(map(is_office_word, match["of"].split()))

    def _holds_own_office(self, person: NamedPerson) -> bool:
        if _is_of_elsewhere(person):
            return False
        first, _comma, rest = person.described.partition(", ")
        affiliation = first[:1].isupper() and not self._own_words(first)
        if affiliation and not holds_title(first) and not holds_role(first):
            return False
        if person.has_office and self._is_own(person.title, person):
            return True
        # 'Executive Director, Open Hands': of another body.
        body = rest[:1].isupper() and not self._own_words(rest.split(", ", maxsplit=1)[0])
        return not body and self._is_own(self._own_words(first), person)

    @staticmethod
    def _own_words(described: str) -> str:
        """Return a description where all of it is words of an office; else an empty string."""
        described = _ADVISER_OF.sub("", described)
        words = re.sub(r"[’']s\b|&", "", described.split(". ", maxsplit=1)[0]).strip(".").split()
        return " ".join(words) if words and all(map(is_office_word, words)) else ""

    def _is_own(self, office: str, person: NamedPerson) -> bool:
        """Say whether an office is one that any government gives its officials: by the rules for a label with that title."""
        role = self._role(office, person)
        return role is Role.OFFICIAL and decide_voice(_label(person, role), self._setting) is Voice.OFFICIAL

    @staticmethod
    def _role(office: str, person: NamedPerson) -> Role:
        """Return what an office now held in this country says of a person; BARE where it says nothing."""
        if not office or _FORMER.search(office) or set(expand(office).casefold().split()) <= _OF_ANY_BODY:
            return Role.BARE
        named = read_byline(f"Remarks by {expand(office).title()} {person.name}")
        return named[0].role if named and not named[0].foreign else Role.BARE


def _is_of_elsewhere(person: NamedPerson) -> bool:
    """Say whether a person is said to be of another place or body: 'Torvia’s Minister', 'Governor Vale of Westmarch'."""
    agency = person.place.isupper() and _HEADS_OF_AGENCIES.search(person.title) is not None
    of_body = bool(person.origin) and not all(map(is_office_word, person.origin.split()[:2]))
    return (
        of_body
        or _COUNTRY.match(person.described) is not None
        or (bool(person.place) and person.has_office and not agency)
    )


def _label(person: NamedPerson, role: Role) -> Label:
    return Label(start=0, said=0, printed=person.name, role=role, surname=person.surname.upper())
