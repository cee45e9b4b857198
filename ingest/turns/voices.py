"""Whose voice a label announces, in the setting of its release.

Rules, in the order in which they are tried:

1. Reporters' labels are reporters, and so is whom the title names as holding the interview or town hall; there, those
   who ask are the public. A participant of a briefing or a call is a reporter, of a meeting a guest, else the public.
2. A moderator speaks for the office in a briefing or a call; elsewhere, a host is a guest.
3. Whom the title names first, or by an office, as speaking is an official, unless it says where else that person is
   from, or gives a guest's title to any but the first.
4. Titles of other governments, of legislators, governors, mayors, judges and clergy are guests', and so are those that a
   county or a guard has too, outside a briefing; others officials'.
5. 'PRESIDENT ADEYEMI' is a guest where 'THE PRESIDENT' speaks too, or where the title names another head first.
6. 'MR.' and 'MS.' are officials where the release gives them an office; in a briefing or call also without, unless
   they are presented as guests, and so is a bare surname that is another label's or the title's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive import Voice
from ingest.turns.bylines import Named
from ingest.turns.labels import Label
from language import Role, fold_name, pattern, patterns, same_surname, word_set

_BRIEFING, _MEETING, _TOWN_HALL, _HELD_BY = patterns("speakers", "briefing", "meeting", "town_hall", "held_by")
_OWN_OFFICE = pattern("titles.own_office").pattern
_LOCAL_TITLES = frozenset(map(str.upper, word_set("titles.local")))
_FIXED = {
    Role.REPORTER: Voice.REPORTER, Role.PUBLIC: Voice.PUBLIC, Role.STAFF: Voice.OFFICIAL,
    Role.BACKGROUND_OFFICIAL: Voice.OFFICIAL, Role.INTERPRETER: Voice.GUEST, Role.OPERATOR: Voice.FURNITURE,
}  # fmt: skip
_IN_BRIEFING = {Role.PARTICIPANT: Voice.REPORTER, Role.HOST: Voice.OFFICIAL}
_ELSEWHERE = {Role.PARTICIPANT: Voice.PUBLIC, Role.HOST: Voice.GUEST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a release when its labels are judged."""

    title: str
    text: str
    is_briefing: bool
    byline: tuple[Named, ...]
    articled: frozenset[str]
    surnames: frozenset[str]

    @staticmethod
    def of(title: str, kind: str, byline: Sequence[Named], labels: Sequence[Label], text: str) -> Setting:
        """Return the setting of a release."""
        filed = "briefing" in kind and not title.lower().startswith("remarks")  # remarks are filed there too
        briefing = filed or _BRIEFING.search(title) is not None
        articled = frozenset(label.title for label in labels if label.title and not label.surname)
        surnames = {label.last_name for label in labels if label.title}
        surnames |= {named.surname.split()[-1].upper() for named in byline if named.name}
        return Setting(
            title=title, text=text, is_briefing=briefing, byline=tuple(byline), articled=articled,
            surnames=frozenset(surnames),
        )  # fmt: skip

    def is_host(self, label: Label) -> bool:
        """Say whether the title names whom this label means as holding the interview or town hall."""
        held = _HELD_BY.search(self.title)
        last_name = set(fold_name(label.last_name))
        return held is not None and bool(last_name) and last_name <= set(fold_name(held["host"]))

    def named(self, label: Label) -> Named | None:
        """Return whom the title names by this label: by surname, else by office."""
        for named in self.byline:
            if label.surname and named.name and same_surname(named.surname, label.surname):
                return named
        for named in self.byline:
            if not label.surname and label.title and named.office.upper().endswith(label.title):
                return named
        return None


def decide_voice(label: Label, setting: Setting) -> Voice:
    """Return the voice that a label announces; the module's docstring has the rules."""
    if (voice := _by_role(label, setting)) or (voice := _in_interview(label, setting)):
        return voice
    named = setting.named(label)
    is_first = named is not None and named is setting.byline[0]
    if named and (named.foreign or (named.role is Role.GUEST and not is_first)):
        return Voice.GUEST
    if label.role is Role.HEAD_OF_STATE:
        return Voice.OFFICIAL if is_first else _head_of_state(label, setting, named)
    if label.role is Role.GUEST:
        return Voice.OFFICIAL if is_first or (named and named.role is Role.OFFICIAL) else Voice.GUEST
    by_office = is_first or (named is not None and named.role not in {Role.HONORIFIC, Role.BARE})
    if label.title in _LOCAL_TITLES and not setting.is_briefing:
        return Voice.OFFICIAL if by_office else Voice.GUEST
    if label.role is Role.OFFICIAL or by_office or _has_own_office(label, setting):
        return Voice.OFFICIAL
    briefs = label.role is not Role.BARE or label.last_name in setting.surnames
    is_guest = not briefs or _is_called_guest(label, setting, named)
    return Voice.OFFICIAL if setting.is_briefing and not is_guest else Voice.GUEST


def _by_role(label: Label, setting: Setting) -> Voice | None:
    """Return the voice of a label that names a role and no person; None for other labels."""
    if label.role is Role.REPORTER and label.printed.startswith("Q") and _TOWN_HALL.search(setting.title):
        return Voice.PUBLIC
    if label.role is Role.PARTICIPANT and not setting.is_briefing and _MEETING.search(setting.title):
        return Voice.GUEST
    if label.role in _IN_BRIEFING:
        return (_IN_BRIEFING if setting.is_briefing else _ELSEWHERE)[label.role]
    return _FIXED.get(label.role)


def _in_interview(label: Label, setting: Setting) -> Voice | None:
    """Return the voice of an interviewer, and of one without a title at a town hall; None for others."""
    if setting.is_host(label):
        return Voice.REPORTER
    untitled = label.role is Role.BARE and not setting.named(label)
    return Voice.PUBLIC if untitled and _TOWN_HALL.search(setting.title) else None


def _head_of_state(label: Label, setting: Setting, named: Named | None) -> Voice:
    """Return the voice of a president or vice president whom the title does not name first."""
    if not label.surname:
        return Voice.OFFICIAL
    if label.title in setting.articled:
        return Voice.GUEST
    if re.search(rf"\bPresident {re.escape(label.surname)} of (?:the )?[A-Z]", setting.text, re.IGNORECASE):
        return Voice.GUEST
    if label.title != "PRESIDENT":  # the archive's own vice president attends; another's is named as of another place
        return Voice.OFFICIAL
    # By protocol the archive's own president comes first.
    heads = [other for other in setting.byline if other.role is Role.HEAD_OF_STATE]
    return Voice.GUEST if heads and (named is None or heads[0] is setting.byline[0]) else Voice.OFFICIAL


def is_own_office(office: str) -> bool:
    """Say whether an office as printed is one of the government ('Press Secretary'), not of a company or another state."""
    if re.search(r"\bof (?:the )?[A-Z]", office) and not re.search(r"\b(?:Secretary|Director|Administrator)\b", office):
        return False
    return re.search(rf"\b{_OWN_OFFICE}\b", office) is not None


def _is_called_guest(label: Label, setting: Setting, named: Named | None) -> bool:
    """Say whether a briefing presents somebody as its guest: in so many words, or the title gives others alone an office."""
    if named:
        return not named.office and any(other.office for other in setting.byline)
    presented = rf"\bguests?\b[^\n]{{0,160}}?\b[A-Z]\w+ (?i:{re.escape(label.surname)})\b"
    return bool(label.surname) and re.search(presented, setting.text) is not None


def _has_own_office(label: Label, setting: Setting) -> bool:
    """Say whether the release calls the person by an office of the government ('Secretary Jane Doe')."""
    if not label.surname:
        return False
    surname = re.escape(label.surname.split()[-1])
    called = rf"\b{_OWN_OFFICE} (?:[A-Z][\w.’'-]+ ){{0,2}}(?i:{surname})\b"
    return re.search(called, setting.text) is not None
