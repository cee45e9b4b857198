"""The quotations in a release's own prose, and whose words they are."""

from __future__ import annotations

import pytest

from archive.releases import Quotation, Turn, Voice
from ingest.quotations.quotations import read_quotations
from ingest.readers.release import read_release

FRONT = "---\ntitle: {title}\ndate: 2032-02-01\ntags: statements-releases\n---\n"


def read(text: str, title: str = "A Visit to the Harbour") -> tuple[Quotation, ...]:
    turns = (Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE),)
    return read_quotations(turns, title=title, kind="statement or release", text=text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We sail at dawn,” said Secretary Ida Vale.", [("We sail at dawn,", "Ida Vale")]),
        ("Secretary Ida Vale spoke. “We sail at dawn,” she said.", [("We sail at dawn,", "Ida Vale")]),
        (
            "“We sail,” said Secretary Ida Vale. “It is late, and dark.”",
            [("We sail,", "Ida Vale"), ("It is late, and dark.", "Ida Vale")],
        ),
        (
            "“We will,” Secretary Ida Vale said, “sail at dawn with you.”",
            [("We will,", "Ida Vale"), ("sail at dawn with you.", "Ida Vale")],
        ),
        (
            "Secretary Ida Vale made clear that it is “not simply a matter of rope.”",
            [("not simply a matter of rope.", "Ida Vale")],
        ),
        ("Secretary Ida Vale met Mayor Bo Orr. “We sail at dawn,” he said.", [("We sail at dawn,", None)]),
        (
            "The ports of Ida Vale, harbour pilot, closed. As Secretary Vale said, “we sail at dawn.”",
            [("we sail at dawn.", "Ida Vale")],
        ),
        ("Secretary Vale added that “we sail at dawn.”", [("we sail at dawn.", "Secretary Vale")]),
        ("Ida Vale and Una Vale came. Dr. Vale said, “We sail at dawn.”", [("We sail at dawn.", None)]),
        (
            "President Ida Vale opened the pier. As the President said, “we sail at dawn.”",
            [("we sail at dawn.", "Ida Vale")],
        ),
        (
            "“We sail at dawn, all of us.\n\n“And nobody stays,” said Secretary Ida Vale.",
            [("We sail at dawn, all of us.\n\n“And nobody stays,", "Ida Vale")],
        ),
        ("“We sail at dawn, all of us.”\n\nPresident Ida Vale", [("We sail at dawn, all of us.", "Ida Vale")]),
        ("“We sail at dawn.”\n\nPresident Ida Vale\nPremier Bo Orr", []),
        ("Una Ek – Toy Town CEO\n“We sail at dawn, all of us.”", [("We sail at dawn, all of us.", "Una Ek")]),
        ("“We sail at dawn, all of us.” – Ida Vale, harbour pilot", [("We sail at dawn, all of us.", "Ida Vale")]),
        ("Ida Vale, Executive Director, Open Hands: “We sail.”", [("We sail.", "Ida Vale")]),
        (
            "Open Hands Coalition: “We sail at dawn, and we sail together.”",
            [("We sail at dawn, and we sail together.", None)],
        ),
        ("Speaker of the Chamber, Senator Ida Vale: “We sail.”", [("We sail.", "Ida Vale")]),
        ("Senator Ida Vale: “We sail at dawn. [Letter, 1/2/32]", [("We sail at dawn.", "Ida Vale")]),
        ("Senator Ida Vale: “The “Safe Harbours” plan works.”", [("The “Safe Harbours” plan works.", "Ida Vale")]),
        ("Minister Ida Vale, Senator Bo Orr, and Mayor Una Ek said, “We sail at dawn.”", [("We sail at dawn.", None)]),
        ("Secretary Ida Vale noted that the Mayor’s warning that “we all sail at dawn” was heard.", []),
        ("The harbour spokesman said that “we all sail at dawn.”", [("we all sail at dawn.", None)]),
        ("Mayor Bo “Sails” Orr: “We sail.”", [("We sail.", "Bo Orr")]),
        ("Port Senator & Harbour Union Co-President Ida Vale: “We sail.”", [("We sail.", "Ida Vale")]),
        ("He met the crews, the NAACP, and Ida Vale, who said, “We sail at dawn.”", [("We sail at dawn.", "Ida Vale")]),
        (
            "President Tom Vale and First Lady Dr. Ida Vale came. Dr. Vale said, “We sail at dawn.”",
            [("We sail at dawn.", "Ida Vale")],
        ),
        (
            "Ida Vale, Director of the Harbour, announced the opening of the season of ships and of boats for the year 2032:"
            " “We sail at dawn, and all of us sail together.”",
            [("We sail at dawn, and all of us sail together.", "Ida Vale")],
        ),
        (
            "Port Emergency Manager Bo Orr said the tool is good. “We sail at dawn,” he said.",
            [("We sail at dawn,", "Bo Orr")],
        ),
        ("We left what Dr. King called “the sagging walls of it.”", [("the sagging walls of it.", "Dr. King")]),
        (
            "Senator Ida Vale wrote, “Protecting Mother Sea Starts Now.”",
            [("Protecting Mother Sea Starts Now.", "Ida Vale")],
        ),
        # No person's words.
        ("Secretary Ida Vale announced the “Safe Harbours” plan.", []),
        ("Secretary Ida Vale signed the “Safe Harbours for All Act of 2032,” which opens ports.", []),
        ("A so-called “ghost ship” was seen, Secretary Ida Vale said.", []),
        ("Section 1 is amended by inserting “and every boat of the harbour that sails at night” after it.", []),
    ],
)
def test_who_is_quoted(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(text[one.start : one.end], one.speaker) for one in read(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Another's words in what somebody signs.
        ("I was there. “We sail at dawn,” Minister Ida Vale said.", [("We sail at dawn,", "Ida Vale")]),
        ("My mother used to say, “Courage lies in every heart.”", [("Courage lies in every heart.", None)]),
        ("I think of the words of the poet Ida Vale, “we sail at dawn.”", [("we sail at dawn.", "Ida Vale")]),
        ("As the harbour pilot Ida Vale wrote, “we sail at dawn.”", [("we sail at dawn.", "Ida Vale")]),
        ("A writer and pilot, Ida Vale, wrote that “we sail at dawn.”", [("we sail at dawn.", "Ida Vale")]),
        ("As my old friend, the late Ida Vale, said, “We sail at dawn.”", [("We sail at dawn.", "Ida Vale")]),
        ("As Lady Una Vale said, “we sail at dawn.”", [("we sail at dawn.", "Lady Una Vale")]),
        ("As Scripture says: “let us all sail at dawn.”", [("let us all sail at dawn.", None)]),
        ("The memorial at Orr Point reminds us: “No day shall be lost.”", [("No day shall be lost.", None)]),
        ("Bo Orr raised his hand. “Dr. V,” he said, “we sail at dawn.”", [("we sail at dawn.", None)]),
        ("The charter holds that “every boat of the sea has a right to a harbour.”",
         [("every boat of the sea has a right to a harbour.", None)]),
        # The signer's own.
        ("As I told the crews last night, “we sail at dawn, all of us.”", []),
        ("Today, we are coming together to say, “We sail at dawn.”", []),
        ("That is the same thing I said that day: “We sail at dawn, and all of us sail together.”", []),
        ("The harbour will be guided by one rule: “Sail first.”", []),
        ("We must be a harbour “of the crews, by the crews, and for all of the crews” of the sea.", []),
        ("“Vessel of the harbour and of all its many docks” means any boat.", []),
        ("Rule 2 is amended to read:\n“The harbour shall list the boats that it takes in at night.”", []),
        ("Rule 2 is amended by substituting, in part 1, “the master of all the boats of the harbour” for “the pilot.”", []),
        ("The crews shall insert the following new sections:\n\n“(d) The harbour shall list the boats that it takes in.”", []),
    ],
)  # fmt: skip
def test_who_is_quoted_in_what_somebody_signs(text: str, found: list[tuple[str, str | None]]) -> None:
    turn = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICIAL, speaker="Tom Renn")
    quotations = read_quotations(
        (turn,), title="Statement by Minister Tom Renn", kind="statement or release", text=text
    )
    assert [(text[one.start : one.end], one.speaker) for one in quotations] == found


def test_of_a_family_whom_the_title_names_is_meant() -> None:
    text = "Ida Vale and Major Una Vale came. Dr. Vale said, “We sail at dawn.”"
    assert [one.speaker for one in read(text, title="First Lady Ida Vale Visits the Harbour")] == ["Ida Vale"]


def test_the_cue_is_what_attributes() -> None:
    one, other = read("“We sail,” said Secretary Ida Vale. “It is late, and dark.”")
    assert (one.cue, other.cue) == ("said Secretary Ida Vale", "")
    assert one.confidence > other.confidence


def test_entries_of_a_list_may_lack_marks() -> None:
    text = (
        "Here is what they say:\n\nSenator Ida Vale: “We sail.”\n\nSenator Bo Orr: “We do.”\n\nMayor Una Ek: “Me too.”\n\n"
        "Mayor Ada Lund: It is a good day for all of the harbour. [Letter, 1/2/32]\n\nNote: the list is not complete at all."
    )
    assert [one.speaker for one in read(text)] == ["Ida Vale", "Bo Orr", "Una Ek", "Ada Lund"]


def test_block_quotes_of_markdown() -> None:
    source = (
        FRONT.format(title="A Visit to the Harbour")
        + "Minister Ida Vale told the crews:\n\n> We sail at dawn.\n>\n> Nobody"
        " stays.\n\nThey cheered.\n\n> It was a long night for us.\n>\n> — Bo Orr, harbour pilot\n\nThey left.\n"
    )
    release = read_release(source.encode(), release_id="a.md")
    found = [(release.text[one.start : one.end], one.speaker) for one in release.quotations]
    assert found == [("We sail at dawn.\n\nNobody stays.", "Ida Vale"), ("It was a long night for us.", "Bo Orr")]


def test_what_officials_say_aloud_is_no_quotation() -> None:
    text = "SECRETARY VALE: She said, “We sail at dawn.”"
    turn = Turn(start=0, said=16, end=len(text), voice=Voice.OFFICIAL, label="SECRETARY VALE", speaker="Ida Vale")
    assert read_quotations((turn,), title="Remarks", kind="speech", text=text) == ()
