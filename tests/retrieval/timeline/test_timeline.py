"""The timeline of a topic: verbatim, dated, in order, on the topic; and the command that prints it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from retrieval import Archive, Filters, Timeline, UsageError, Voice, wording
from tests.conftest import run_otr

pytestmark = pytest.mark.model

TOPIC = "visas issued"
ABSENT = "boiling point of tungsten hexafluoride"


@pytest.fixture(scope="module")
def timeline(sample_archive: Archive) -> Timeline:
    return sample_archive.timeline(TOPIC)


def test_every_quote_stands_in_its_release(sample_archive: Archive, timeline: Timeline) -> None:
    numbers = [
        one for group in timeline.changing for number in group.numbers for one in (number.citation, number.sentence)
    ]
    assert len(timeline.entries) > 5
    assert len(numbers) > 5
    for one in [place for entry in timeline.entries for place in (entry.citation, *entry.also_in)] + numbers:
        assert one.quote == sample_archive.release(one.release_id).text[one.start : one.end]
        assert one.voice in (Voice.OFFICIAL, Voice.OFFICE)


def test_statements_are_in_order_and_numbered(timeline: Timeline) -> None:
    days = [entry.citation.date for entry in timeline.entries]
    assert days == sorted(days)
    assert [entry.citation.n for entry in timeline.entries] == list(range(1, timeline.found + 1))
    assert timeline.first is timeline.entries[0]
    assert timeline.latest is timeline.entries[-1]


def test_the_counts_are_of_all_statements(timeline: Timeline) -> None:
    assert sum(count for _, _, count in timeline.counts) == timeline.found
    assert timeline.period == "week"
    assert all(day.weekday() == 0 for day, _, _ in timeline.counts)


def test_a_number_that_changed_stands_beside_its_others(timeline: Timeline) -> None:
    entries = {entry.citation.n: entry.citation for entry in timeline.entries}
    visas = next(group for group in timeline.changing if "visas" in group.numbers[0].citation.quote)
    assert len({one.value for one in visas.numbers}) >= 5
    assert [one.citation.date for one in visas.numbers] == sorted(one.citation.date for one in visas.numbers)
    for one in visas.numbers:
        held = entries[one.n]
        assert held.start <= one.sentence.start <= one.citation.start < one.citation.end <= one.sentence.end <= held.end


def test_a_short_timeline_keeps_its_ends(timeline: Timeline) -> None:
    short = timeline.shorten(3)
    assert len(short.entries) == 3
    assert (short.first, short.latest, short.found) == (timeline.first, timeline.latest, timeline.found)
    assert timeline.shorten(0) is timeline


def test_filters_narrow(sample_archive: Archive) -> None:
    filters = Filters(since=date(2032, 1, 1), until=date(2032, 2, 28))
    found = sample_archive.timeline(TOPIC, filters=filters)
    assert found.entries
    assert all(date(2032, 1, 1) <= entry.citation.date <= date(2032, 2, 28) for entry in found.entries)


def test_a_topic_that_is_nowhere_has_an_empty_timeline(sample_archive: Archive) -> None:
    found = sample_archive.timeline(ABSENT)
    assert (found.entries, found.changing, found.found, found.first) == ((), (), 0, None)
    assert found.to_json()["statements"] == []


@pytest.mark.parametrize("topic", ["", " — ", "x " * 1001])
def test_no_topic_is_refused(sample_archive: Archive, topic: str) -> None:
    with pytest.raises(UsageError, match="topic"):
        sample_archive.timeline(topic)


def test_console_json(sample_store: Path) -> None:
    run = run_otr("timeline", TOPIC, "--json", "--limit", "2", "--from", "2031-09-01", store=sample_store)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert (said["schema"], said["topic"], len(said["statements"])) == (1, TOPIC, 2)
    assert said["filters"]["from"] == "2031-09-01"
    assert said["found"] > 5
    assert {"n", "quote", "start", "end", "release_id", "speaker", "voice", "date", "also_in"} <= set(
        said["statements"][0]
    )
    assert said["changing_numbers"][0]["numbers"][0]["quote"]


def test_console_csv_and_text(sample_store: Path) -> None:
    table = run_otr("timeline", TOPIC, "--csv", "--limit", "0", store=sample_store)
    rows = list(csv.DictReader(io.StringIO(table.stdout)))
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert all(row["number"] in row["quote"] for row in rows if row["changing_number"])
    text = run_otr("timeline", ABSENT, store=sample_store)
    assert (text.returncode, text.stdout.strip()) == (0, wording.NOTHING_ON_TOPIC.format(topic=ABSENT))


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["—"], 2),
        ([TOPIC, "--json", "--csv"], 2),
        ([TOPIC, "--from", "May"], 2),
        ([TOPIC, "--speaker", "Nobody At All"], 2),
    ],
)
def test_console_says_what_is_wrong(sample_store: Path, arguments: list[str], exit_code: int) -> None:
    run = run_otr("timeline", *arguments, store=sample_store)
    assert run.returncode == exit_code
    assert run.stderr.startswith("otr: ")


def test_console_without_a_store(tmp_path: Path) -> None:
    assert run_otr("timeline", TOPIC, store=tmp_path / "none").returncode == 3
