"""Scraped posts: body, comments, captions, footer and teasers told apart."""

from __future__ import annotations

from datetime import date

import pytest

from archive.releases import Release, Voice
from ingest.readers.release import read_release
from ingest.readers.text.file_name import FIRST_WORDS

BODY = "The Lamp Is Lit\n\nThe lighthouse at Orr was lit on March 3, 2031.\n\n“It works,” said the keeper.\n\n"
MORE = "For more information:\n\n\n\n"
ADA = "Ada P.\nOrr, Verrane\nMarch 9, 2031\nI saw no light at all.\n\n"
BEN = "ben_77\nMarch 8, 2031\nLovely. Who paid?\n\nI did.\n"
CAPTION = "The lamp at night, March 2, 2031. [Harbour Office photo]\n"
FOOTER = "Posted by Harbour Editors\nMarch 4, 2031\n\n\nLatest Stories\n\nMay 1, 2031\n\nA New Bell\n\nIt rings… more"


def read(source: str, name: str = "posts/a.txt") -> Release:
    return read_release(source.encode(), release_id=name)


def parts(release: Release) -> list[tuple[str, str, str | None]]:
    return [(t.voice.value, release.text[t.said : t.end].strip().split("\n")[0], t.label) for t in release.turns]


def test_all_the_parts() -> None:
    release = read(BODY + MORE + ADA + BEN + CAPTION + FOOTER)
    assert (release.title, release.date, release.byline) == ("The Lamp Is Lit", date(2031, 3, 4), "Harbour Editors")
    assert release.kind == "post"
    assert parts(release) == [
        ("furniture", "The Lamp Is Lit", None),
        ("office", "The lighthouse at Orr was lit on March 3, 2031.", None),
        ("furniture", "For more information:", None),
        ("public", "I saw no light at all.", "Ada P."),
        ("public", "Lovely. Who paid?", "ben_77"),
        ("caption", CAPTION.strip(), None),
        ("furniture", "Posted by Harbour Editors", None),
    ]
    assert [turn.speaker for turn in release.turns if turn.voice is Voice.PUBLIC] == ["Ada P.", "ben_77"]


@pytest.mark.parametrize(
    ("source", "voices"),
    [
        (BODY + FOOTER, ["furniture", "office", "furniture"]),
        (BODY + MORE + FOOTER, ["furniture", "office", "furniture"]),
        (BODY + MORE + "Read the plan\n\n" + FOOTER, ["furniture", "office", "furniture"]),
        (BODY + MORE + CAPTION + FOOTER, ["furniture", "office", "furniture", "caption", "furniture"]),
        (BODY + CAPTION + FOOTER, ["furniture", "office", "caption", "furniture"]),
        (BODY + MORE + "The lamp at night.\n" + FOOTER, ["furniture", "office", "furniture", "caption", "furniture"]),
        (BODY + ADA + CAPTION + FOOTER, ["furniture", "office", "public", "caption", "furniture"]),
        (BODY + "Comments\n\n" + ADA + FOOTER, ["furniture", "office", "furniture", "public", "furniture"]),
        (BODY + MORE + ADA + FOOTER, ["furniture", "office", "furniture", "public", "furniture"]),
        (
            BODY + MORE + ADA.rstrip() + "\n" + BEN + FOOTER,
            ["furniture", "office", "furniture", "public", "public", "caption", "furniture"],
        ),
        ("T\n\n" + CAPTION + "\nBody text here.\n\n" + FOOTER, ["furniture", "caption", "office", "furniture"]),
    ],
)
def test_parts_that_may_be_missing(source: str, voices: list[str]) -> None:
    release = read(source)
    assert [turn.voice.value for turn in release.turns] == voices
    assert release.date == date(2031, 3, 4)


@pytest.mark.parametrize(
    ("footer", "byline"),
    [
        ("Posted by Harbour Editors on March 4, 2031", "Harbour Editors"),
        ("Posted by Harbour Editors | 4 March 2031", "Harbour Editors"),
        ("Posted by: Ada Orr, March 4, 2031", "Ada Orr"),
        ("POSTED BY Ada Orr\n\nTuesday, March 4, 2031", "Ada Orr"),
    ],
)
def test_bylines(footer: str, byline: str) -> None:
    release = read(BODY + footer + "\n\nRelated stories\n\nJune 5, 2031\n\nBells")
    assert (release.byline, release.date) == (byline, date(2031, 3, 4))


def test_a_date_without_posted_by() -> None:
    assert read("The Lamp\n\nMarch 4, 2031\n\nIt is lit.").date == date(2031, 3, 4)
    assert read("The Lamp\n\nIt is lit.", "posts/2031-03-05-the-lamp.txt").date == date(2031, 3, 5)


TOLD = "The lighthouse at Orr was lit again by its keeper, who had waited for a year."


@pytest.mark.parametrize(
    ("source", "title", "day"),
    [
        (f"Skip to main content\nMenu\nThe Lamp\n\nMarch 4, 2031\n\n{TOLD}", "The Lamp", date(2031, 3, 4)),
        (f"FOR IMMEDIATE RELEASE\nMarch 4, 2031\nContact: Ada Orr\n\nThe Lamp\n\n{TOLD}", "The Lamp", date(2031, 3, 4)),
        (f"Embargoed until noon\n\nThe Lamp\n\nOrr, 4 March 2031 - {TOLD}", "The Lamp", date(2031, 3, 4)),
        (f"COMUNICADO DE PRENSA\n\nThe Lamp\n\n4 de marzo de 2031\n\n{TOLD}", "The Lamp", date(2031, 3, 4)),
        (f"https://example.org/lamp\nThe Lamp\n\n{TOLD}", "The Lamp", None),
        (f"For Immediate Release: The Lamp Is Lit Again\n{TOLD}\n{TOLD}", "The Lamp Is Lit Again", None),
        (
            f"The Lamp - Ministry of Tides\nHome\nThe Lamp\nPublished\nMay 8, 2031\nThe Lamp\n{TOLD}",
            "The Lamp",
            date(2031, 5, 8),
        ),
        (f"The Lamp\n\nTuesday, 4 March 2031\n\n{TOLD}", "The Lamp", date(2031, 3, 4)),
        (f"The Lamp\n\n{TOLD} It was on 4 March 2031.", "The Lamp", None),
        (f"The Lamp: A History\n\n{TOLD}", "The Lamp: A History", None),
        (f"{TOLD} {TOLD * 4}\n\n{TOLD}", "posts a", None),
        (f"{TOLD}", "posts a", None),
        (f"Members of the Board:\n\n{TOLD}", "posts a", None),
        (f"KEEPER: {TOLD[:-1]}\n\nMAYOR: Since when?\n\nKEEPER: Since March.", "posts a", None),
    ],
)
def test_titles_and_dates(source: str, title: str, day: date | None) -> None:
    release = read(source, "posts_a.txt")
    assert (release.title, release.date) == (title, day)
    said = [release.text[turn.said : turn.end] for turn in release.turns if turn.voice is not Voice.FURNITURE]
    assert TOLD[:-1] in " ".join(said)


def test_a_name_of_one_word_is_no_title() -> None:
    release = read(f"{TOLD}\n\n{TOLD}", "a.txt")
    assert TOLD.startswith(release.title.removesuffix(" …"))
    assert release.notes == (FIRST_WORDS,)


def test_a_date_in_two_ways_is_told() -> None:
    release = read("The Lamp\n\n03/04/2031\n\nIt is lit.")
    assert release.date is None
    assert "two ways: 03/04/2031" in release.notes[0]


def test_a_comments_date_is_not_the_posts() -> None:
    assert read(BODY + MORE + ADA).date is None


def test_a_date_in_the_body_begins_no_comment() -> None:
    release = read("The Lamp\n\nThe plan.\n\nWhere we meet\nMarch 9, 2031\nAt the quay.\n\nBring a lamp.\n\n" + FOOTER)
    assert Voice.OFFICE in {turn.voice for turn in release.turns}


def test_a_comment_that_mentions_posted_by_is_no_footer() -> None:
    release = read(BODY + MORE + "Ada\nMarch 9, 2031\nPosted by mistake.\n\n" + FOOTER)
    assert release.byline == "Harbour Editors"


def test_the_kind() -> None:
    assert read(BODY + FOOTER, "a.txt").kind == "blog post"


def test_an_interview_is_cut_into_questions_and_answers() -> None:
    talk = "Keeper: Is it lit?\n\nDirector Vale: It is.\n\nKeeper: Since when?\n\nDirector Vale: Since March.\n\nIt was hard.\n\n"
    release = read("Questions for Director Ana Vale\n\nWe asked.\n\n" + talk + MORE + FOOTER)
    spoken = [(t.voice.value, t.label, t.speaker, release.text[t.said : t.end].strip()) for t in release.turns][1:-1]
    assert spoken == [
        ("office", None, None, "We asked."),
        ("reporter", "Keeper", None, "Is it lit?"),
        ("official", "Director Vale", "Ana Vale", "It is."),
        ("reporter", "Keeper", None, "Since when?"),
        ("official", "Director Vale", "Ana Vale", "Since March.\n\nIt was hard."),
    ]
