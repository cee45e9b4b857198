"""Captions: rolling lines once, changes of speaker, voices, times gone, title and date from the name or a note."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest

from archive.errors import UnreadableError
from archive.releases import Release
from ingest.readers.release import read_release

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:03.030 align:start position:0%
 
The bridge

00:00:03.030 --> 00:00:03.040 align:start position:0%
The bridge
 

00:00:03.040 --> 00:00:04.710 align:start position:0%
The bridge
is<00:00:03.840><c> open.</c>

00:00:04.710 --> 00:00:04.720 align:start position:0%
is open.
 

00:00:04.720 --> 00:00:06.150 align:start position:0%
is open.
&gt;&gt; Since<00:00:04.960><c> when?</c>

00:00:06.150 --> 00:00:06.160 align:start position:0%
&gt;&gt; Since when?
 

00:00:06.160 --> 00:00:08.549 align:start position:0%
&gt;&gt; Since when?
&gt;&gt; Since<00:00:07.120><c> noon.</c>
"""  # noqa: W293  such files have lines of one space


def read(source: str, name: str = "a.vtt") -> Release:
    return read_release(source.encode(), release_id=name)


def cue(number: int, words: str) -> str:
    return f"{number}\n00:00:{number:02},000 --> 00:00:{number + 1:02},000\n{words}\n\n"


def test_captions_that_roll() -> None:
    release = read(ROLLING, "Minister Orr Opens the Bridge, Mar. 4, 2031.en.vtt")
    assert (release.title, release.date) == ("Minister Orr Opens the Bridge, Mar. 4, 2031", date(2031, 3, 4))
    assert release.text == "The bridge is open.\n\nSince when?\n\nSince noon."
    assert [release.text[turn.said : turn.end].strip() for turn in release.turns] == release.text.split("\n\n")


def test_what_is_said_twice_stays() -> None:
    release = read(
        cue(1, "Is it open?")
        + cue(2, "Yes.")
        + cue(3, "Yes.")
        + cue(4, "It is &amp; <i>stays</i> so,")
        + cue(5, "{\\an8}he said.")
    )
    assert release.text == "Is it open? Yes. Yes. It is & stays so, he said."


@pytest.mark.parametrize(
    "source",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ruth Orr>It is open.\n\n00:02.000 --> 00:03.000\n<v.loud Ada Vale>Since when?</v>\n<v Ruth Orr>Since noon.</v>\n",
        cue(1, "RUTH ORR: It is") + cue(2, "open.") + cue(3, "ADA VALE: Since when?") + cue(4, "RUTH ORR: Since noon."),
        cue(1, ">> RUTH ORR: It is open.") + cue(2, ">> ADA VALE: Since when?\n>> RUTH ORR: Since noon."),
    ],
)  # fmt: skip
def test_voices_that_are_named(source: str) -> None:
    release = read(source)
    assert release.text.upper() == "RUTH ORR: IT IS OPEN.\n\nADA VALE: SINCE WHEN?\n\nRUTH ORR: SINCE NOON."
    assert [(turn.label or "").upper() for turn in release.turns] == ["RUTH ORR", "ADA VALE", "RUTH ORR"]


def test_paragraphs_end_where_a_pause_is() -> None:
    late = "9\n00:01:00,000 --> 00:01:02,000\nLater it rained.\n"
    assert (
        read(cue(1, "It is open.") + cue(2, "It stays so.") + late).text
        == "It is open. It stays so.\n\nLater it rained."
    )
    assert read(cue(1, "It is") + late.lower()).text == "It is later it rained."


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("the-bridge_20310304.srt", "the bridge 20310304", date(2031, 3, 4)),
        ("2031-03-04-the-bridge.en-US.vtt", "the bridge", date(2031, 3, 4)),
        ("The Bridge [dQw4w9WgXcQ].en.vtt", "The Bridge", None),
        ("captions.vtt", "captions", None),
    ],
)
def test_titles_of_names(name: str, title: str, day: date | None) -> None:
    release = read(cue(1, "It is open."), name)
    assert (release.title, release.date) == (title, day)


def test_a_note_gives_title_and_date() -> None:
    release = read(
        f"WEBVTT\n\nNOTE\nTitle: The Bridge\nDate: 4 March 2031\n\n{cue(1, 'It is open.').replace(',', '.')}"
    )
    assert (release.title, release.date) == ("The Bridge", date(2031, 3, 4))


@pytest.mark.parametrize("source", ["WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", cue(1, ">>")])
def test_no_words(source: str) -> None:
    with pytest.raises(UnreadableError, match="no words"):
        read(source)
