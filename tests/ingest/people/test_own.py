"""Whose archive it is: the same title is the archive's own in one, and a guest's in the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive.people import Appearance, DatedMention
from archive.releases import Release, Voice
from ingest.people.curation import Curation, read_curation
from ingest.people.own import OwnOffices, hear, learn_own_offices, people_by_name
from ingest.people.register import resolve_people
from ingest.turns.speakers import name_speakers
from ingest.turns.turns import find_turns
from tests.ingest.resolved import resolve_turns

START = date(2041, 1, 10)


def read(
    *releases: tuple[str, str], curation: Curation | None = None
) -> list[dict[str | None, tuple[str, str | None]]]:
    """Return of each release, given as (title, text), the voice and speaker of each label, as in an archive of them all.

    '|' stands between paragraphs.
    """
    made = {}
    for i, (title, words) in enumerate(releases):
        text = words.replace("|", "\n\n")
        turns = name_speakers(find_turns(text, title=title, kind="transcript"), title=title, text=text)
        made[f"r{i}"] = Release(
            id=f"r{i}", title=title, date=START + timedelta(days=7 * i), kind="transcript", text=text, digest="", turns=turns
        )  # fmt: skip
    return [
        {turn.label: (turn.voice.value, turn.speaker) for turn in turns}
        for turns in resolve_turns(made, curation).values()
    ]


@pytest.mark.parametrize(
    ("printed", "on", "holder"), [(START, START, "Ruth Orr"), (None, START, None), (START, None, None)]
)
def test_who_holds_an_office_is_known_of_days_alone(printed: date | None, on: date | None, holder: str | None) -> None:
    mention = DatedMention(
        release_id="a.md", date=printed, name="Ruth Orr", office="Press Secretary", place="text", count=9
    )
    assert OwnOffices(mentions=[mention]).holder("PRESS SECRETARY", on) == holder


@pytest.mark.parametrize(
    ("printed", "holder"),
    [
        ([("Ruth Orr", 200, 3)], "Ruth Orr"),
        ([("Ruth Orr", -200, 3)], "Ruth Orr"),
        ([("Ruth Orr", 201, 3)], None),
        ([("Ruth Orr", 0, 2)], None),  # printed too seldom
        ([("Ruth Orr", 9, 1), ("Ruth Orr", -9, 1), ("Ruth Orr", 9, 1)], "Ruth Orr"),  # on several days, in any order
        ([("Ruth Orr", 0, 5), ("Ruth M. Orr", 1, 6)], "Ruth M. Orr"),  # one person: the name that is printed most
        ([("Ruth M. Orr", 1, 5), ("Ruth Orr", 0, 5)], "Ruth M. Orr"),  # as often: the one that comes first
        ([("Ruth Orr", 0, 9), ("Ida Vale", 0, 2)], None),  # not clearly more
        ([("Ruth Orr", 0, 10), ("Ida Vale", 0, 2)], "Ruth Orr"),
        ([("Ruth Orr", 0, 9), ("Ida Vale", 300, 9)], "Ruth Orr"),
        ([("Orr", 0, 9)], None),  # no full name
        ([], None),
    ],
)
def test_the_holder_of_an_office_is_whom_the_archive_prints_with_it_then(
    printed: list[tuple[str, int, int]], holder: str | None
) -> None:
    mentions = [
        DatedMention(
            release_id=f"{number}.md", date=START + timedelta(days=days), name=name, office="Press Secretary", place="text",
            count=count,
        )
        for number, (name, days, count) in enumerate(printed)
    ]  # fmt: skip
    assert OwnOffices(mentions=mentions).holder("PRESS SECRETARY", START) == holder


@pytest.mark.parametrize(
    "title",
    ["GOVERNOR", "PRIME MINISTER", "CHANCELLOR", "MAYOR", "PREMIER", "PRESIDENT", "SENATOR", "CHIEF", "SPEAKER"],
)
def test_who_answers_the_press_alone_is_the_archives_own(title: str) -> None:
    (conference,) = read(
        (
            "Press Conference on the Locks",
            f"{title} VALE: It rains.|Q Why?|{title} VALE: Clouds.|Q And?|{title} VALE: Wind.",
        )
    )
    assert conference[f"{title} VALE"][0] == "official"


@pytest.mark.parametrize("title", ["GOVERNOR", "PRIME MINISTER", "CHANCELLOR", "MAYOR", "PRESIDENT", "SENATOR"])
def test_who_speaks_beside_a_host_is_a_guest(title: str) -> None:
    host = "CHANCELLOR" if title != "CHANCELLOR" else "PREMIER"
    alone = ("Press Conference", f"{host} LUND: It rains.|Q Why?|{host} LUND: Clouds.")
    both = (
        "Joint Press Conference",
        f"{host} LUND: Welcome.|{title} VALE: Thank you.|Q Why?|{title} VALE: Wind.|{host} LUND: Yes.",
    )
    found = read(alone, alone, alone, both)
    assert found[3][f"{title} VALE"][0] == "guest"
    assert found[3][f"{host} LUND"][0] == "official"


def test_another_holder_of_the_own_title_is_a_guest() -> None:
    alone = (
        "Press Conference",
        "PRIME MINISTER: It rains.|Q Why?|PRIME MINISTER: Clouds, says Prime Minister Ida Lund’s office.",
    )
    visit = (
        "Joint Press Conference",
        "PRIME MINISTER LUND: Welcome.|PRIME MINISTER KEEL: Thank you.|Q Why?|PRIME MINISTER LUND: Wind.",
    )
    found = read(alone, alone, alone, visit)
    assert found[3]["PRIME MINISTER LUND"] == ("official", "Ida Lund")
    assert found[3]["PRIME MINISTER KEEL"][0] == "guest"


def test_a_label_without_a_name_is_whom_the_archive_prints_with_the_office() -> None:
    release = ("Interview", "PM: It rains.|HOST: Why?|PM: Clouds.|HOST: Thank you.")
    named = ("A New Lock", "Prime Minister Ida Lund opened the lock. Prime Minister Ida Lund said that it is safe.")
    found = read(release, named, named)
    assert found[0]["PM"] == ("official", "Ida Lund")
    assert found[0]["HOST"][0] == "reporter"


def test_a_leader_of_other_days_whom_one_release_names_is_not_its_speaker() -> None:
    release = (
        "Interview",
        "PM: Prime Minister Jon Keel built it.|HOST: Why?|PM: Prime Minister Jon Keel liked locks.|HOST: Thank you.",
    )
    named = ("A New Lock", "Prime Minister Ida Lund opened the lock. Prime Minister Ida Lund said that it is safe.")
    found = read(release, *[named] * 6)
    assert found[0]["PM"] == ("official", "Ida Lund")
    (alone,) = read(release)
    assert alone["PM"][1] != "Jon Keel"


def test_nobody_is_named_where_two_are_printed_with_the_office() -> None:
    release = ("Interview", "PM: It rains.|HOST: Why?|PM: Clouds.|HOST: Thank you.")
    two = (
        "A New Lock",
        "Prime Minister Ida Lund met Prime Minister Jon Keel. Prime Minister Jon Keel thanked Prime Minister Ida Lund.",
    )
    found = read(release, two, two)
    assert found[0]["PM"][1] != "Jon Keel"
    assert found[0]["PM"][1] != "Ida Lund"


def test_many_may_hold_one_own_title_at_once() -> None:
    """Members of a board speak for it one by one, and all of them together."""
    alone = [
        ("Speech at the Quay", f"GOVERNOR {name}: It rains.|GOVERNOR {name}: Good day.")
        for name in ("LUND", "VALE", "KEEL")
    ]
    (*_, together) = read(
        *alone, *alone, ("Round Table", "GOVERNOR LUND: Welcome.|GOVERNOR ORR: Thank you.|GOVERNOR VALE: Yes.")
    )
    assert {voice for voice, _speaker in together.values()} == {"official"}


def test_a_deputy_of_the_own_leader_is_the_archives_own() -> None:
    alone = ("Press Conference", "PREMIER LUND: It rains.|Q Why?|PREMIER LUND: Clouds.")
    both = (
        "Press Conference",
        "PREMIER LUND: Welcome.|DEPUTY PREMIER VALE: Thank you.|Q Why?|DEPUTY PREMIER VALE: Wind.",
    )
    assert read(alone, alone, both)[2]["DEPUTY PREMIER VALE"][0] == "official"


SIDES = """
[own]
offices = ["Governor"]
people = ["Ada Orr"]

[guests]
offices = ["Prime Minister"]
people = ["Jon Keel"]
"""


def test_the_curated_file_says_whose_archive_it_is() -> None:
    curation = read_curation(SIDES, "people.toml")
    alone = ("Press Conference", "PRIME MINISTER LUND: It rains.|Q Why?|PRIME MINISTER LUND: Clouds.")
    other = ("Meeting", "MINISTER JON KEEL: Welcome.|GOVERNOR VALE: Thank you.|ADA ORR: Yes.|MINISTER JON KEEL: Good.")
    first, second = read(alone, other, curation=curation)
    assert first["PRIME MINISTER LUND"][0] == "guest"
    assert second["GOVERNOR VALE"][0] == "official"
    assert second["ADA ORR"][0] == "official"


def test_what_the_data_says_of_the_speaker_is_used_first() -> None:
    text = "LUND: It rains.\n\nQ Why?\n\nLUND: Clouds."
    given = "Ida Lund, Harbour Minister"
    turns = name_speakers(
        find_turns(text, title="Remarks", kind="remarks", given=given), title="Remarks", text=text, given=given
    )
    assert [(turn.voice.value, turn.speaker) for turn in turns] == [
        ("official", "Ida Lund"), ("reporter", None), ("official", "Ida Lund")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("I am glad to open this lock. I thank you all.", "official", "Ida Lund"),
        ("Minister Lund opened the lock. “I am glad. I thank you,” she said.", "office", None),
        ("The lock is open to all boats. Fares are as before.", "office", None),
    ],
)  # fmt: skip
def test_whose_a_text_is_whose_data_names_an_author(text: str, voice: str, speaker: str | None) -> None:
    (turn,) = find_turns(text, title="The New Lock", kind="release", given="Ida Lund, Harbour Minister")
    assert (turn.voice.value, turn.speaker) == (voice, speaker)


def test_a_printed_byline_is_nobodys_words() -> None:
    text = "Ida Lund, Minister of Harbours\n\nThe ministry congratulates the people of Quay Town."
    byline, body = find_turns(text, title="Quay Day", kind="press statement")
    assert (byline.voice.value, text[byline.said : byline.end].strip()) == (
        "furniture",
        "Ida Lund, Minister of Harbours",
    )
    assert body.voice.value == "office"


@pytest.mark.parametrize(
    ("speaker", "voice"),
    [
        ("Ida Lund", Voice.OFFICIAL),
        ("Prime Minister Lund", Voice.OFFICIAL),
        ("Jon Keel", Voice.GUEST),
        ("Prime Minister Keel", Voice.GUEST),
        ("President Orr", Voice.GUEST),
    ],
)
def test_whose_official_is_quoted(speaker: str, voice: Voice) -> None:
    """Of two prime ministers who are quoted the archive's own is whom it prints with the office, or who leads there."""
    alone = Appearance(
        release_id="a", date=START, label="PRIME MINISTER LUND", speaker="Ida Lund", voice=Voice.UNKNOWN, turns=3
    )
    heard = hear([alone], {"a": "Press Conference"})
    own = learn_own_offices(heard, {"a": "Press Conference"}, [])
    people, _speakers = resolve_people([alone], [], {"a": "Press Conference"})
    assert own.settle_quoted(speaker, START, people_by_name(people).get(speaker, ())) is voice
