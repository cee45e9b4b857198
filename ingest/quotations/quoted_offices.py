"""Whether a person whom a release quotes holds an office of the archive's own government, as the release says."""

from __future__ import annotations

import re
from collections import Counter

from archive import Voice
from ingest.quotations.people_named import NamedPeople
from ingest.quotations.quoted_names import NamedPerson, holds_role
from ingest.turns import Label, Named, Setting, decide_voice, read_byline
from language import Role, expand, holds_title, is_office_word, pattern, patterns, word_set

_OF_ANY_BODY = word_set("titles.of_any_body", "titles.joints")
_EXPLICIT, _OF_ANOTHER, _ANOTHER, _HOUSE = patterns(
    "to_be_learned", "explicit", "president_of_another", "another_president", "the_house"
)
_COUNTRY, _FORMER, _DELEGATION, _DECLARED, _ADVISER_OF = patterns(
    "titles", "country", "past", "delegation", "declared", "adviser_of"
)
_HEADS_OF_AGENCIES = pattern("titles.heads_of_agencies")
_CLEARLY_MORE = 3  # times as often as any other president: the own one


class QuotedOffices:
    """The offices of the people whom one release quotes: whether they are of its own government."""

    def __init__(self, *, title: str, kind: str, text: str, people: NamedPeople) -> None:
        """Take the release's title, kind and text, and the people it names."""
        self._setting = Setting.of(title, kind, read_byline(title), (), text)
        self._people = people

    def voice_of(self, person: NamedPerson) -> Voice:
        """Return OFFICIAL for one whom the release gives an office of its own government, else GUEST.

        Whom it anywhere calls an official of another place ('Torvia’s Secretary') is a guest, but for an office that says
        whose it is.
        """
        mentions = [person, *self._people.others_of(person)]
        if any(map(self._is_of_their_delegation, mentions)):
            return Voice.GUEST
        own = list(filter(self._holds_own_office, mentions))
        elsewhere = any(map(_is_of_elsewhere, mentions))
        explicit = any(_EXPLICIT.search(f"{mention.title} {mention.described}") for mention in own)
        return Voice.OFFICIAL if own and (explicit or not elsewhere) else Voice.GUEST

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
        after = self._own_words(first)
        return not body and not _ANOTHER.search(after) and self._is_own(after, person)

    @staticmethod
    def _own_words(described: str) -> str:
        """Return a description where all of it is words of an office; else an empty string."""
        described = _ADVISER_OF.sub("", described)
        words = re.sub(r"[’']s\b|&", "", described.split(". ", maxsplit=1)[0]).strip(".").split()
        own = bool(words) and (all(map(is_office_word, words)) or _HOUSE.search(described))
        return " ".join(words) if own else ""

    def _is_own(self, office: str, person: NamedPerson) -> bool:
        """Say whether an office is one of the own government: by the rules for a label with that title."""
        if not office or _FORMER.search(office) or set(expand(office).casefold().split()) <= _OF_ANY_BODY:
            return False
        named = read_byline(f"Remarks by {expand(office).title()} {person.name}")
        if not named or named[0].foreign:
            return False
        role = named[0].role
        if role not in {Role.OFFICIAL, Role.HEAD_OF_STATE}:
            return False
        if role is Role.HEAD_OF_STATE:
            return self._is_own_head(office, person)
        return decide_voice(_label(named[0], role), self._setting) is Voice.OFFICIAL

    def _is_own_head(self, office: str, person: NamedPerson) -> bool:
        """Say whether a president is the archive's own, where the release names several: it speaks of his administration."""
        if _OF_ANOTHER.search(office):
            return False
        vice = "vice" in office.casefold()
        if not vice and (signing := self._signing_head()):
            return signing == person.surname
        heads = Counter(
            other.surname
            for other in self._people.mentions
            if other.is_head_of_state and ("vice" in other.title.casefold()) == vice
            and not _is_of_elsewhere(other) and not _FORMER.search(other.title) and not _OF_ANOTHER.search(other.title)
        )  # fmt: skip
        others = max((count for surname, count in heads.items() if surname != person.surname), default=0)
        administration = rf"\b{re.escape(person.name.split()[-1])}\b[\w’'-]* Administration"
        if re.search(administration, self._setting.text):
            return True
        # Who speaks as the guest of another president names that one most.
        return not others if self._setting.byline else heads[person.surname] >= _CLEARLY_MORE * others

    def _signing_head(self) -> str | None:
        """Return the surname of the president whose text the release is, None where it is nobody's or another's."""
        for named in self._setting.byline[:1]:
            if named.name and named.role is Role.HEAD_OF_STATE and "vice" not in named.office.casefold():
                return named.surname.casefold()
        declared = _DECLARED.search(self._setting.text)
        return declared["name"].split()[-1].casefold() if declared else None


def _is_of_elsewhere(person: NamedPerson) -> bool:
    """Say whether a person is said to be of another place or body: 'Torvia’s Minister', 'Governor Vale of Westmarch'."""
    agency = person.place.isupper() and _HEADS_OF_AGENCIES.search(person.title) is not None
    of_body = bool(person.origin) and not all(map(is_office_word, person.origin.split()[:2]))
    return (
        of_body
        or _COUNTRY.match(person.described) is not None
        or (bool(person.place) and person.has_office and not agency)
    )


def _label(named: Named, role: Role) -> Label:
    title = "VICE PRESIDENT" if "VICE" in named.office.upper() else "PRESIDENT" if role is Role.HEAD_OF_STATE else ""
    return Label(start=0, said=0, printed=named.name, role=role, title=title, surname=named.surname.upper())
