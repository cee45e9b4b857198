"""What a question asks of the catalogue, and that an ordinary question asks it nothing."""

from __future__ import annotations

from datetime import date

import pytest

from archive.store import Store
from retrieval.listing.reading import RequestReader
from retrieval.listing.request import Act, CalledKind, Request
from retrieval.query import NamedSpeaker

BRIEFING = CalledKind(name="press briefing", kinds=("press briefing",))
SPEECH = CalledKind(name="speech or remarks", kinds=("speech or remarks",))
FACT_SHEET = CalledKind(name="fact sheets", titled=frozenset({"fact", "sheet"}))
CALLOWAY = NamedSpeaker(names=("Ruth Calloway",))
OCTOBER = {"since": date(2031, 10, 1), "until": date(2031, 10, 31)}


@pytest.fixture(scope="session")
def reader(sample_store: object) -> RequestReader:
    return RequestReader(catalogue=Store(sample_store).generation().catalogue)  # type: ignore[arg-type]


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many press briefings did Ruth Calloway give?", Request(act=Act.COUNT, kind=BRIEFING, speaker=CALLOWAY)),
        ("List all press briefings of Ruth Calloway", Request(act=Act.LIST, kind=BRIEFING, speaker=CALLOWAY)),
        ("please show me Calloway's briefings", Request(act=Act.LIST, kind=BRIEFING, speaker=CALLOWAY)),
        ("Which briefings did Calloway hold in October?", Request(act=Act.LIST, kind=BRIEFING, speaker=CALLOWAY, **OCTOBER)),
        ("How many briefings are there in this archive?", Request(act=Act.COUNT, kind=BRIEFING)),
        ("list all speeches in October 2031", Request(act=Act.LIST, kind=SPEECH, **OCTOBER)),
        ("How many October 2031 speeches are there?", Request(act=Act.COUNT, kind=SPEECH, **OCTOBER)),
        ("Which releases mention the canal?", Request(act=Act.LIST, words=("canal",))),
        ("List the briefings about the canal", Request(act=Act.LIST, kind=BRIEFING, words=("canal",))),
        ("In which briefings did Calloway mention the canal?", None),
        (
            "List the briefings in which Calloway mentioned the canal",
            Request(act=Act.LIST, kind=BRIEFING, speaker=CALLOWAY, words=("canal",)),
        ),
        ("How many times did Ruth Calloway mention the canal?", Request(act=Act.TIMES, speaker=CALLOWAY, words=("canal",))),
        ("How often was “Safe Harbour” mentioned?", Request(act=Act.TIMES, words=("Safe", "Harbour"))),
        ("How many times did Calloway say the word “canal”?", Request(act=Act.TIMES, speaker=CALLOWAY, words=("canal",))),
        ("When did Ruth Calloway first mention visas?", Request(act=Act.FIRST, speaker=CALLOWAY, words=("visas",))),
        ("When was the most recent press briefing?", Request(act=Act.LATEST, kind=BRIEFING)),
        ("what was Ruth Calloway's last briefing", Request(act=Act.LATEST, kind=BRIEFING, speaker=CALLOWAY)),
        ("How many fact sheets are there?", Request(act=Act.COUNT, kind=FACT_SHEET)),
        ("How many testimonies are there?", Request(act=Act.COUNT, kind=CalledKind(name="testimonies", known=False))),
        ("How many press briefings did Zora Quill give?", Request(act=Act.COUNT, kind=BRIEFING, stranger="Zora Quill")),
        # What stands in a text, or in no catalogue.
        ("How many visas were issued in February 2032?", None),
        ("How many people were brought home by Operation Safe Harbour?", None),
        ("How many speeches did it take to win the vote?", None),
        ("How many press briefings did she give?", None),
        ("How many statements did the survivors give?", None),
        ("How many times did Ruth Calloway visit Port Amity?", None),
        ("How many times did Calloway say that she would resign?", None),
        ("When did the Minister give his first speech on the cod that he had promised?", None),
        ("What statement did Calloway make about the canal?", None),
        ("What was the last press briefing about?", None),
        ("List the countries that signed the accord", None),
        ("What did Ruth Calloway say about visas?", None),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_catalogue(reader: RequestReader, question: str, expected: Request | None) -> None:
    assert reader.read(question) == expected


@pytest.mark.model
def test_a_pronoun_is_who_was_heard(reader: RequestReader) -> None:
    heard = RequestReader(catalogue=reader.catalogue, heard=CALLOWAY, follows=True)
    assert heard.read("And how many briefings did she give?") == Request(act=Act.COUNT, kind=BRIEFING, speaker=CALLOWAY)


@pytest.mark.model
def test_a_kind_alone_may_be_about_the_question_before(reader: RequestReader) -> None:
    assert reader.read("So how many posts?")
    assert RequestReader(catalogue=reader.catalogue, follows=True).read("So how many posts?") is None
