"""Whose words a question asks for: phrases of our own, about invented people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from archive.people import Alias, Directory, Office, Person
from archive.releases import Voice
from retrieval.query.speakers import find_speakers, find_voices, keeps_speaker

FIRST, CHANGED, LAST = date(2031, 1, 1), date(2031, 6, 30), date(2031, 12, 31)


def person(
    name: str,
    *offices: str,
    official: int = 40,
    guest: int = 0,
    label: str = "",
    first: date = FIRST,
    last: date = LAST,
) -> Person:
    held = tuple(Office(name=office, first=first, last=last, count=20) for office in offices)
    aliases = (Alias(name=label, count=9),) if label else ()
    return Person(
        id=name, name=name, offices=held, aliases=aliases, official=official, guest=guest, first=first, last=last
    )


class People:
    """A directory of invented people, as the catalogue has one."""

    def __init__(self, *people: Person, quoted: Sequence[Person] = ()) -> None:
        self._directory = Directory(people)
        self._quoted = Directory(quoted)

    def people(self) -> list[Person]:
        return list(self._directory.people)

    def people_named(self, words: str) -> list[Person]:
        return self._directory.named(words)

    def quoted_named(self, words: str) -> list[Person]:
        return self._quoted.named(words)

    def holders(self, office: str, on: date | None = None) -> list[Person]:
        return self._directory.holders(office, on)


PEOPLE = People(
    person("Helena Marsh", "President", official=900, label="THE PRESIDENT"),
    person("Edmund Marsh", "Crisis Centre Director", official=20),
    person("Ruth Orr", "Press Secretary", official=400, last=date(2031, 5, 1), label="MS. ORR"),
    person("Jonas Idris", "Press Secretary", official=300, first=date(2031, 9, 1)),
    person("Sanna Pell", "Principal Deputy Press Secretary", official=50),
    person("Tom Hale", "Deputy Press Secretary"),
    person("Ana Costa", "Transport Secretary", label="SECRETARY COSTA"),
    person("Noor Halloran", "Treasury Secretary", "Secretary of the Treasury"),
    person("Kofi Brandt", "Energy Secretary"),
    person("Mae Lund", "Labor Secretary"),
    person("Josen Avai", "Prime Minister of Pelorra", official=0, guest=30, label="PRIME MINISTER AVAI"),
    person("Calla Winthrop", "Governor", official=0, guest=12, label="GOVERNOR WINTHROP"),
    quoted=[
        person("Wilma Strand", official=0, guest=2),
        person("Samuel Oakes", official=3),
        person("Orr Lindqvist", official=0, guest=1),
    ],
)
ORR, MARSH, COSTA, IDRIS = ("Ruth Orr",), ("Helena Marsh",), ("Ana Costa",), ("Jonas Idris",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Orr say about the port?", [ORR]),
        ("what did orr say about the port", [ORR]),
        ("What has Ruth Orr ever said about the port?", [ORR]),
        ("What does Orr say?", [ORR]),
        ("Why did Ms. Orr say the port shut?", [ORR]),
        ("How did Orr explain the delay?", [ORR]),
        ("How did Orr react when a reporter shouted?", [ORR]),
        ("What did Orr shoot back?", [ORR]),
        ("When did Orr confirm that the port was shut?", [ORR]),
        ("Did Secretary Costa concede that the road was late?", [COSTA]),
        ("What explanation did Orr give for the delay?", [ORR]),
        ("What reason for it did the Transport Secretary offer?", [COSTA]),
        ("Was the port shut, according to Orr?", [ORR]),
        ("According to Secretary Costa, was the road late?", [COSTA]),
        ("How many ships sailed, per Orr after she corrected herself?", [ORR]),
        ("How many ships sailed, per Marsh's speech on the fleet?", [MARSH]),
        ("How many ships sailed, going by what Orr said in May?", [ORR]),
        ("Which slogan was it, as Orr recalled in her eulogy?", [ORR]),
        ("What was Orr's answer on the port?", [ORR]),
        ("Orr's comeback on the port?", [ORR]),
        ("Which ship is named in Marsh's speech to the fleet?", [MARSH]),
        ("What did the President say about the fleet?", [MARSH]),
        ("What did the Secretary of the Treasury say?", [("Noor Halloran",)]),
        ("What did the deputy press secretary say?", [("Sanna Pell", "Tom Hale")]),
        ("What did the press secretary say?", [("Ruth Orr", "Jonas Idris")]),
        ("What did Orr and Costa say about the road?", [ORR, COSTA]),
        ("What did Orr say, and what did Costa disclose?", [ORR, COSTA]),
        ("Orr on ferry prices", [ORR]),
        ("Has Orr ever denied that the port was shut?", [ORR]),
        # One who is heard far more than a namesake is who is meant.
        ("What did Marsh say?", [MARSH]),
        ("What did Edmund Marsh say?", [("Edmund Marsh",)]),
        # The person is the topic, or what they did is: others may tell.
        ("How many people has Marsh nominated?", []),
        ("Who did Marsh pick for the bank?", []),
        ("How many judges had Marsh announced by June?", []),
        ("Until when did Marsh order the flags lowered?", []),
        ("Where did Orr go to school?", []),
        ("What did people say about Orr?", []),
        ("Who asked Orr about the port?", []),
        ("How did the province respond to Orr?", []),
        ("How did Marsh respond to the storm?", []),
        ("What does Marsh think of the treaty?", []),
        ("What did Marsh promise the farmers?", []),
        # Others tell what is said to one.
        ("What did Marsh tell Avai?", []),
        ("What did Orr tell Bram Vale about fish?", []),
        ("What did Marsh say to Prime Minister Avai about fish?", []),
        ("What did Marsh say on the phone call with the king?", []),
        # No one person: institutions, officials, somebody of theirs.
        ("What did the White House say?", []),
        ("What has the administration said about it?", []),
        ("What did officials say about it?", []),
        ("According to the ministry, was it shut?", []),
        ("What did a senior official say?", []),
        ("What did Orr's deputy say?", []),
        ("According to Orr's brother, who won?", []),
        ("What did the President's office say?", []),
        ("According to Marsh administration officials, who won?", []),
        ("According to a poll that Orr mentioned, who won?", []),
        ("What did the president of the bank say?", []),
        ("According to the president of the bank, who won?", []),
        ("What did Bram Vale say about it?", []),
        # An adverb changes nothing about who is meant.
        ("What has Orr already said about the port?", [ORR]),
        ("What has the Treasury Secretary already publicly said?", [("Noor Halloran",)]),
        ("What did Costa quietly and repeatedly say?", [("Ana Costa",)]),
        ("What had Kofi Brandt, reluctantly, admitted?", [("Kofi Brandt",)]),
        # One secretary among many; one of two is not known; the question asks what another did as well.
        ("What did the secretary say about it?", []),
        ("What did Orr and Vale say?", []),
        ("What did Orr say, and how did Costa vote?", []),
        # Told on the way to the question.
        ("Orr told reporters that the lamp was lit - who lit it?", []),
        ("Marsh says a knock changed her life. Who knocked?", []),
    ],
)
def test_speakers(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [one.names for one in find_speakers(text, PEOPLE, on=None)] == expected


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2031, 3, 1), ORR), (date(2031, 10, 1), IDRIS), (None, (*ORR, *IDRIS))]
)
def test_an_office_is_who_held_it_that_day(on: date | None, expected: tuple[str, ...]) -> None:
    assert [one.names for one in find_speakers("What did the press secretary say?", PEOPLE, on=on)] == [expected]


def test_a_named_guest_is_asked_for_as_a_guest() -> None:
    (found,) = find_speakers("What did Prime Minister Avai say about fish?", PEOPLE, on=None)
    assert (found.names, found.voices) == (("Josen Avai",), (Voice.GUEST,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What did Wilma Strand say about it?", [(("Wilma Strand",), (Voice.GUEST,))]),
        ("What did Strand say about it?", [(("Wilma Strand",), (Voice.GUEST,))]),
        ("What did Samuel Oakes say about it?", [(("Samuel Oakes",), ())]),
        ("According to Samuel Oakes, was it so?", [(("Samuel Oakes",), ())]),
        ("What did Wilma say about it?", []),
        ("Where did Wilma Strand live?", []),
        ("What did Orr say about it?", [(ORR, ())]),
    ],
)
def test_who_is_only_quoted_is_a_speaker_too(text: str, found: list[tuple[tuple[str, ...], tuple[Voice, ...]]]) -> None:
    assert [(one.names, one.voices) for one in find_speakers(text, PEOPLE, on=None)] == found


def test_a_guest_who_speaks_to_one_person_may_be_told_by_others() -> None:
    (found,) = find_speakers("What did Avai tell Marsh about fish?", PEOPLE, on=None)
    assert (found.names, found.voices) == ((), (Voice.GUEST,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did reporters ask about the port?", Voice.REPORTER),
        ("Which questions did the reporters ask?", Voice.REPORTER),
        ("Which reporter asked about the lamp?", Voice.REPORTER),
        ("What did a reporter claim about the lamp?", Voice.REPORTER),
        ("What was Orr asked about the lamp?", Voice.REPORTER),
        ("What did the governor say about the roof?", Voice.GUEST),
        ("How did the mayor describe the flood?", Voice.GUEST),
        ("What did foreign ministers say?", Voice.GUEST),
        ("What did Orr say after a reporter told her it was 75?", None),
        ("What did Orr tell reporters?", None),
        ("How many governors came?", None),
    ],
)
def test_voices(text: str, expected: Voice | None) -> None:
    found = find_voices(text, PEOPLE)
    assert (found and found[2]) == ((expected,) if expected else None)


def test_the_archives_own_minister_is_no_guest() -> None:
    ours = People(person("Ida Vale", "Minister of Ferries"), person("Juan Roth", "Governor", official=0, guest=9))
    assert find_voices("What has the minister never quite managed to say?", ours) is None
    found = find_voices("What has the governor never quite managed to say?", ours)
    assert found is not None
    assert found[2] == (Voice.GUEST,)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Who told the harbour pilots that the quay was closed?", "Who"),
        ("In Skarrow after the storm, who reported that forty men were out?", "who"),
        ("Who, sitting beside the Minister, recalled the old ferry?", "Who"),
        ("Who at the fishing talks contrasted the two quotas?", "Who"),
        ("Which island mayor described the flood as a gift?", "Which island mayor"),
        ("Who asked that wages go on?", "Who"),
        ("Which member of the harbour board said the quay was shut?", "Which member of the harbour board"),
        ("Which official said the wait would be cut?", None),
        ("Who closed the quay?", None),
        ("Who is said to have closed it?", None),
        ("What did Orr say to those who told her?", None),
    ],
)
def test_whoever_said_it_may_be_a_guest(text: str, who: str | None) -> None:
    found = find_voices(text, PEOPLE)
    assert (found and (text[found[0] : found[1]], found[2])) == (
        (who, (Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST)) if who else None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("And in May?", True),
        ("And the island's numbers?", True),
        ("What about the ferry?", True),
        ("How did she explain it?", True),
        ("Did he say when?", True),
        ("And her boss, when he got off the boat?", False),
        ("What became of the ferry?", False),
        ("Had he watched it?", False),
        ("And in Port Ansel, whom was he meeting?", False),
        ("Who came for the first of those?", False),
    ],
)
def test_a_follow_up_that_only_goes_on_keeps_the_speaker(text: str, expected: bool) -> None:
    assert keeps_speaker(text) is expected
