"""Whose voice a label announces, as far as its release says.

Rules, in the order in which they are tried:

1. Reporters' labels are reporters, and so is whom the title names as holding the interview or town hall; there, those
   who ask are the public. A participant of a briefing or a call is a reporter, of a meeting a guest, else the public.
2. A moderator speaks for the office in a briefing or a call; elsewhere, a host is a guest, of an interview the reporter.
3. Who has no office, and asks as reporters do (see ``askers``), is one, unless reporters have labels of their own there,
   or it is a parliament that sits: there it is members who ask.
4. Whom the title names first, or by an office, as speaking is an official, unless it says where else that person is
   from. Such a one is a guest.
5. Titles that any government gives its officials are officials'; those that many bodies have ('governor', 'president',
   'colonel') say nothing of whose official that is: UNKNOWN, which the whole archive settles (``people.own``).
6. 'MR.' and 'MS.' are officials where the release gives them an office; in a briefing or call in which reporters have
   labels of their own also without, unless they are presented as guests; and so is a bare surname of the title's. One
   that a label with a title has too is that label's. Else UNKNOWN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive import Voice
from ingest.turns.askers import ASKS, likely_askers, read_turned
from ingest.turns.bylines import Named
from ingest.turns.labels import Label
from language import Role, fold_name, pattern, patterns, same_surname, word_set

_BRIEFING, _MEETING, _TOWN_HALL, _HELD_BY, _INTERVIEW, _SITTING = patterns(
    "speakers", "briefing", "meeting", "town_hall", "held_by", "interview", "sitting"
)
_HEAD = 500  # characters in which the record of a sitting says what it is
_OWN_OFFICE = pattern("titles.own_office").pattern
_LOCAL_TITLES = frozenset(map(str.upper, word_set("titles.local")))
_FIXED = {
    Role.REPORTER: Voice.REPORTER, Role.PUBLIC: Voice.PUBLIC, Role.STAFF: Voice.OFFICIAL,
    Role.CLAIM: Voice.QUESTION, Role.BACKGROUND_OFFICIAL: Voice.OFFICIAL,
    Role.INTERPRETER: Voice.GUEST, Role.OPERATOR: Voice.FURNITURE,
}  # fmt: skip
_IN_BRIEFING = {Role.PARTICIPANT: Voice.REPORTER, Role.HOST: Voice.OFFICIAL}
_ELSEWHERE = {Role.PARTICIPANT: Voice.PUBLIC, Role.HOST: Voice.GUEST}
_ASKS_IN_INTERVIEW = 0.5  # how likely an asker's a label must be, where the title says that one asks
_UNTITLED = frozenset({Role.BARE, Role.HONORIFIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a release when its labels are judged.

    ``answers_itself`` says that nobody but the release answers there ('Question: ... Answer: ...'), ``has_reporters``
    that reporters have labels of their own, ``titled`` are the labels with a title by surname, ``asking``
    is how likely each label is an asker's.
    """

    title: str
    text: str
    is_briefing: bool
    is_interview: bool
    answers_itself: bool
    has_reporters: bool
    byline: tuple[Named, ...]
    surnames: frozenset[str]
    titled: Mapping[str, Label] = field(default_factory=dict)
    asking: Mapping[str, float] = field(default_factory=dict)

    @staticmethod
    def of(title: str, kind: str, byline: Sequence[Named], labels: Sequence[Label], text: str) -> Setting:
        """Return the setting of a release."""
        filed = "briefing" in kind and not title.lower().startswith("remarks")  # remarks are filed there too
        briefing = filed or _BRIEFING.search(title) is not None
        surnames = {named.surname.split()[-1].upper() for named in byline if named.name}
        return Setting(
            title=title, text=text, is_briefing=briefing, byline=tuple(byline), surnames=frozenset(surnames),
            answers_itself={label.role for label in labels} <= {Role.REPORTER, Role.ANSWER, Role.CLAIM},
            has_reporters=any(label.role in {Role.REPORTER, Role.PARTICIPANT} for label in labels),
            is_interview=_INTERVIEW.search(f"{title} {kind}") is not None,
            titled={label.last_name: label for label in sorted(labels, key=_has_office) if label.title},
            asking=likely_askers(read_turned(labels, text)) if labels and not _is_sitting(title, kind, text) else {},
        )  # fmt: skip

    @property
    def only_speaker(self) -> Named | None:
        """Whom the title alone names as speaking: who answers where the labels name nobody."""
        named = [one for one in self.byline if one.name and not one.is_given]
        return named[0] if len(named) == 1 and named[0].role is not Role.BARE and not named[0].foreign else None

    @property
    def names_interviewee(self) -> bool:
        """Whether the title of an interview names who gives it: whoever else speaks there without an office asks."""
        first = self.byline[0] if self.byline else None
        return self.is_interview and first is not None and not (first.is_counterpart or first.is_given)

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


def _is_sitting(title: str, kind: str, text: str) -> bool:
    """Say whether a release is the record of a parliament's sitting, where it is members who ask."""
    return _SITTING.search(f"{title} {kind}") is not None or _SITTING.search(text, 0, _HEAD) is not None


def _has_office(label: Label) -> int:
    """Return how much a label says of an office: 0 for a bare name, 1 for an honorific, 2 for a title."""
    return 2 if label.role not in _UNTITLED else int(label.role is Role.HONORIFIC)


def decide_voice(label: Label, setting: Setting) -> Voice:
    """Return the voice that a label announces; the module's docstring has the rules."""
    if (voice := _by_role(label, setting)) or (voice := _in_interview(label, setting)):
        return voice
    titled = setting.titled.get(label.last_name)
    if (
        titled
        and label.role in _UNTITLED
        and titled.printed != label.printed
        and _has_office(titled) >= _has_office(label)
    ):
        return decide_voice(titled, setting)
    named = setting.named(label)
    if voice := _by_title_of_release(label, named, setting):
        return voice
    return _by_title(label, setting) if label.role not in _UNTITLED else _untitled(label, named, setting)


def _by_title_of_release(label: Label, named: Named | None, setting: Setting) -> Voice | None:
    """Return the voice of one whom the release's title, or its data, names; of one who asks; None for others."""
    is_first = named is not None and named is setting.byline[0] and not (named.is_counterpart or named.is_given)
    may_report = label.role in _UNTITLED and not is_first and not setting.has_reporters
    if may_report and setting.asking.get(label.printed, 0) >= (_ASKS_IN_INTERVIEW if setting.is_interview else ASKS):
        return Voice.REPORTER
    if named is None:
        return Voice.REPORTER if may_report and setting.names_interviewee else None
    if named.is_given:
        return Voice.OFFICIAL
    if named.foreign or (named.role is Role.GUEST and not is_first):
        return Voice.GUEST
    learned = label.role in {Role.HEAD_OF_STATE, Role.GUEST}
    by_office = named.role is Role.OFFICIAL and not named.is_counterpart if learned else named.role not in _UNTITLED
    return Voice.OFFICIAL if by_office or (is_first and not learned) else None


def _by_title(label: Label, setting: Setting) -> Voice:
    """Return the voice of one with a title: an official's, or one that the whole archive settles."""
    local = label.title in _LOCAL_TITLES and not setting.is_briefing
    return Voice.OFFICIAL if label.role is Role.OFFICIAL and not local else Voice.UNKNOWN


def _untitled(label: Label, named: Named | None, setting: Setting) -> Voice:
    """Return the voice of one called by name alone."""
    if _has_own_office(label, setting):
        return Voice.OFFICIAL
    if _is_called_guest(label, setting, named):
        return Voice.GUEST
    briefs = label.last_name in setting.surnames or (label.role is not Role.BARE and setting.has_reporters)
    return Voice.OFFICIAL if setting.is_briefing and briefs else Voice.UNKNOWN


def _by_role(label: Label, setting: Setting) -> Voice | None:
    """Return the voice of a label that names a role and no person; None for other labels."""
    if label.role is Role.ANSWER:
        return Voice.OFFICIAL if setting.only_speaker else Voice.OFFICE
    if label.role is Role.REPORTER and setting.answers_itself and not setting.only_speaker:
        return Voice.QUESTION
    if label.role is Role.REPORTER and label.printed.startswith("Q") and _TOWN_HALL.search(setting.title):
        return Voice.PUBLIC
    if label.role is Role.PARTICIPANT and not setting.is_briefing and _MEETING.search(setting.title):
        return Voice.GUEST
    if label.role is Role.HOST and setting.is_interview:
        return Voice.REPORTER
    if label.role in _IN_BRIEFING:
        return (_IN_BRIEFING if setting.is_briefing else _ELSEWHERE)[label.role]
    return _FIXED.get(label.role)


def _in_interview(label: Label, setting: Setting) -> Voice | None:
    """Return the voice of an interviewer, and of one without a title at a town hall; None for others."""
    if setting.is_host(label):
        return Voice.REPORTER
    untitled = label.role is Role.BARE and not setting.named(label)
    return Voice.PUBLIC if untitled and _TOWN_HALL.search(setting.title) else None


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
