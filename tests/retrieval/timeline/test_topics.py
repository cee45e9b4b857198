"""Which sentences are on a topic, and which read as statements by themselves."""

from __future__ import annotations

import pytest

from archive.releases import Voice
from retrieval import Archive, Filters
from retrieval.timeline.topics import find_topic_sentences, is_statement
from retrieval.weights import load_weights


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sails at dawn with thirteen crates.", True),
        ("Does the ferry sail at dawn with thirteen crates?", False),
        ("(Laughter.) Yes.", False),
        ("(Laughter) — the ferry that sails at dawn, thanks to you.", False),
        ("HARBOURS OF THE OUTER ISLANDS AND THEIR LAMPS", False),
        ("Good morning, and welcome to the ferry that sails at dawn.", False),
        ("and the ferry that sails at dawn with thirteen crates.", False),
        ("The ferry that sails at dawn with thirteen", False),
        ("The ferry sails at dawn.", False),
    ],
)
def test_what_reads_as_a_statement(text: str, expected: bool) -> None:
    assert is_statement(text) is expected


@pytest.mark.parametrize(("voice", "expected"), [(Voice.OFFICIAL, False), (Voice.OFFICE, True)])
def test_an_offices_own_list_does_without_full_stops(voice: Voice, expected: bool) -> None:
    assert is_statement("Forty new buoys in the outer channel before the winter", voice) is expected


@pytest.mark.model
@pytest.mark.parametrize("topic", ["visas issued", "the visas that were issued, in numbers", "numbers of visas issued"])
def test_sentences_on_a_topic(sample_archive: Archive, topic: str) -> None:
    generation = sample_archive.store.generation()
    found = find_topic_sentences(generation, sample_archive.embedder, topic, Filters(), load_weights().fitted)
    assert found
    assert [one.strength for one in found] == sorted((one.strength for one in found), reverse=True)
    assert len({(one.passage.release_id, one.start) for one in found}) == len(found)
    for one in found:
        text = sample_archive.release(one.passage.release_id).text
        assert one.text == text[one.start : one.end]
        assert is_statement(one.text, one.passage.voice)
        assert not one.by_words or "visa" in f"{one.passage.context} {one.passage.text}".casefold()
