"""A place as a verdict shows it: its words, its speaker, and the sentences around them."""

from __future__ import annotations

import pytest

from retrieval import Archive, QuoteMatch, Voice
from retrieval.quote_check.matches import widen_to_sentences
from tests.retrieval.quote_check.conftest import make_stretch


def only_match(archive: Archive, quote: str) -> QuoteMatch:
    (match,) = archive.check_quote(quote).matches
    return match


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        (
            "It carries thirteen thousand crates of herring",
            "The ferry sails at dawn on 13 May.",
            ", and no passengers at all.",
        ),
        (
            "thirteen thousand crates of herring, and no passengers at all.",
            "It carries",
            "We have conf- — full confidence in the harbour master, (inaudible) and in his crew.",
        ),
        (
            "The ferry sails at dawn on 13 May",
            "",
            "It carries thirteen thousand crates of herring, and no passengers at all.",
        ),
    ],
)
def test_the_sentence_before_and_after(harbour: Archive, quote: str, before: str, after: str) -> None:
    match = only_match(harbour, quote)
    assert (match.before, match.after) == (before, after)


@pytest.mark.parametrize(
    ("quote", "speaker", "label", "voice", "quoted", "quoted_by", "read_out_by"),
    [
        ("It carries thirteen thousand crates", "Ida Vale", "MS. VALE", Voice.OFFICIAL, False, None, None),
        ("the old ferry sank off the northern pier", None, "Q", Voice.REPORTER, False, None, None),
        ("the second lighthouse will be dark", None, "MS. VALE", Voice.OFFICIAL, True, "Ida Vale", "Ida Vale"),
        ("we will light every lamp", "Ida Vale", None, Voice.OFFICIAL, True, "Ida Vale", None),
        ("the channel will be marked before the first", "Bo Lund", None, Voice.OFFICE, True, None, "the release’s own text"),
    ],
)  # fmt: skip
def test_whose_words_they_are(
    harbour: Archive, quote: str, speaker: str | None, label: str | None, voice: Voice, quoted: bool,
    quoted_by: str | None, read_out_by: str | None,
) -> None:  # fmt: skip
    match = only_match(harbour, quote)
    place = match.citation
    assert (place.speaker, place.speaker_label, place.voice) == (speaker, label, voice)
    assert (place.quoted, place.quoted_by, match.read_out_by) == (quoted, quoted_by, read_out_by)
    release = harbour.release(place.release_id)
    assert place.quote == release.text[place.start : place.end]
    assert (place.title, place.date, match.institution) == (release.title, release.date, release.office)


def test_words_of_somebody_without_a_name_are_said_to_be(harbour: Archive) -> None:
    assert "somebody else" in only_match(harbour, "the second lighthouse will be dark for a month").speaker_name


def test_a_span_is_widened_to_whole_sentences() -> None:
    text = "We sail at dawn. The pier is closed. Nobody waits."
    start, end = text.index("dawn"), text.index("closed")
    assert slice(*widen_to_sentences(make_stretch(text), start, end)) == slice(0, text.index(" Nobody"))
