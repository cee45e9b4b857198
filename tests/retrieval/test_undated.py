"""Releases without a date, and releases with pages: found, cited, filtered, checked and shown as what they are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from retrieval import Archive, Filters, Status, wording
from retrieval.rendering import describe_answer, describe_check, describe_timeline
from tests.conftest import run_otr
from tests.papers import ingest_papers
from ui.timelines import timeline_values

pytestmark = pytest.mark.model

TOLL, LIGHTHOUSE, ANNUAL, STORM = "briefings/toll.txt", "briefings/light.txt", "papers/annual.txt", "papers/storm.txt"
PAPERS = {
    TOLL: """Paper: Briefing by Harbour Secretary Ida Vale on the Toll
Date: 2031-05-04
Kind: press briefing

SECRETARY VALE:  Good morning.  The harbour toll will be 12 crowns from June.

Q    Will the fishermen pay the toll?

SECRETARY VALE:  The fishermen of Quill Bay will not pay the toll this year.
""",
    LIGHTHOUSE: """Paper: Briefing by Harbour Secretary Ida Vale on the Lighthouse
Kind: press briefing
URL: https://harbour.example/lighthouse

SECRETARY VALE:  Thank you for coming.  The lighthouse at Quill Point will be repaired for 40,000 crowns.

Q    When will the lamp be lit again?

SECRETARY VALE:  The lamp of the lighthouse will be lit again before the winter.  The harbour toll pays for the repair.
""",
    ANNUAL: """Paper: Annual Report of the Harbour Office
Date: 2031-09-30
Kind: report
URL: https://harbour.example/annual.pdf

The Harbour Office counted 1,204 ships in the harbour of Quill Bay this year.

\fThe ferry to Marl Island carried 88,000 passengers this year, more than in any year before.

\fThe harbour toll brought in 310,000 crowns this year, of which the dredging of the quays took one half.
""",
    STORM: """Paper: Findings on the Great Storm
Kind: report
URL: https://harbour.example/storm.pdf

The storm broke the eastern mole of the harbour and sank two barges.

\fThe Harbour Office found that the alarm bell at the eastern mole had not been rung. The keeper had been sent home.
""",
}
YEAR = Filters(since=date(2031, 1, 1), until=date(2031, 12, 31))


def undated(papers: Mapping[str, str]) -> dict[str, str]:
    """Return the papers without their dates."""
    return {
        name: "\n".join(line for line in text.split("\n") if not line.startswith("Date: "))
        for name, text in papers.items()
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """Two papers with a date and two without, two with pages and two without."""
    return ingest_papers(PAPERS, tmp_path_factory.mktemp("papers"), embedder)[0]


@pytest.fixture(scope="module")
def archive(store: Path, embedder: SentenceEmbedder) -> Archive:
    """The four papers."""
    return Archive(Store(store), embedder)


@pytest.fixture(scope="module")
def timeless(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    """The same papers, none with a date."""
    return Archive(Store(ingest_papers(undated(PAPERS), tmp_path_factory.mktemp("undated"), embedder)[0]), embedder)


@pytest.mark.parametrize(
    ("question", "release", "day", "page", "shown"),
    [
        ("When will the lamp of the lighthouse be lit again?", LIGHTHOUSE, None, None, "(undated, Ida Vale)"),
        ("Will the fishermen pay the toll?", TOLL, "2031-05-04", None, "(2031-05-04, Ida Vale, Harbour Secretary)"),
        ("How many ships were counted in the harbour?", ANNUAL, "2031-09-30", 1, "(2031-09-30, pp. 1–3, Report)"),
        ("What did the harbour toll bring in this year?", ANNUAL, "2031-09-30", 1, "(2031-09-30, pp. 1–3, Report)"),
        ("Had the alarm bell at the eastern mole been rung?", STORM, None, 2, "(undated, p. 2, Report)"),
    ],
)
def test_an_answer_says_that_a_release_is_undated_and_which_page_it_cites(
    archive: Archive, question: str, release: str, day: str | None, page: int | None, shown: str
) -> None:
    answer = archive.ask(question)
    said = answer.to_json()["citations"][0]
    assert (answer.status, said["release_id"], said["date"], said["page"]) == (Status.ANSWERED, release, day, page)
    told = describe_answer(answer)
    assert shown in told
    assert "None" not in told
    assert (f".pdf#page={page}" in told) is (page is not None)


def test_a_period_leaves_undated_releases_out_and_says_how_many(archive: Archive) -> None:
    answer = archive.ask("What was said about the harbour toll?", filters=YEAR)
    assert {one.release_id for one in answer.retrieved} == {TOLL, ANNUAL}
    assert answer.notice == wording.tell_undated(2)
    by_her = Filters(since=YEAR.since, speakers=("Ida Vale",))
    assert wording.tell_undated(1) in archive.ask("What was said about the harbour toll?", filters=by_her).notice
    assert archive.ask("What was said about the harbour toll?").notice == ""


@pytest.mark.parametrize(
    "question",
    ["What did Ida Vale say about the harbour toll last month?", "What will the harbour toll be in May 2031?"],
)
def test_where_no_release_has_a_date_no_period_is_read(timeless: Archive, question: str) -> None:
    answer = timeless.ask(question)
    assert (answer.status, answer.citations[0].release_id, answer.citations[0].date) == (Status.ANSWERED, TOLL, None)
    assert (answer.filters.since, answer.filters.until) == (None, None)


def test_where_no_release_has_a_date_a_period_leaves_all_out(timeless: Archive) -> None:
    answer = timeless.ask("What will the harbour toll be?", filters=YEAR)
    assert (answer.status, answer.text) == (Status.NOT_IN_ARCHIVE, wording.NOT_IN_SELECTION)
    assert answer.notice == wording.tell_undated(4)


def test_who_holds_an_office_is_said_of_known_days_alone(archive: Archive, timeless: Archive) -> None:
    question = "Who is the Harbour Secretary?"
    named = "In this archive Ida Vale is named as Harbour Secretary, in "
    assert archive.ask(question).notice == f"{named}a release of May 2031 and 1 release without a date."
    assert timeless.ask(question).notice == f"{named}2 releases without a date."


def test_a_timeline_lists_undated_statements_last(archive: Archive, timeless: Archive) -> None:
    timeline = archive.timeline("harbour toll")
    assert [str(one.citation.date) for one in timeline.entries] == ["2031-05-04", "2031-05-04", "2031-09-30", "None"]
    assert (timeline.first, timeline.latest) == (timeline.entries[0], timeline.entries[2])
    assert sum(count for _, _, count in timeline.counts) == 3
    told = describe_timeline(timeline)
    assert "4 statements, 2031-05-04 to 2031-09-30, 1 undated" in told
    assert "\n\nundated\n[4] Ida Vale: “The harbour toll pays for the repair.”" in told
    assert "Annual Report of the Harbour Office, p. 3  " in told
    assert timeline.shorten(2).entries == (timeline.first, timeline.latest)
    rows = list(csv.DictReader(io.StringIO(timeline.to_csv())))
    assert [(row["date"], row["page"]) for row in rows][2:] == [("2031-09-30", "3"), ("undated", "")]
    assert rows[2]["url"] == "https://harbour.example/annual.pdf#page=3"
    said = json.loads(json.dumps(timeline.to_json()))["statements"]
    assert [(one["date"], one["page"]) for one in said][2:] == [("2031-09-30", 3), (None, None)]
    nowhen = timeless.timeline("harbour toll")
    assert (nowhen.found, nowhen.first, nowhen.latest, nowhen.counts) == (4, None, None, ())
    assert len(nowhen.shorten(2).entries) == 2
    assert "4 statements, 4 undated" in describe_timeline(nowhen)


def test_a_timeline_of_a_period_says_how_many_undated_releases_it_leaves_out(archive: Archive) -> None:
    timeline = archive.timeline("harbour toll", filters=YEAR)
    assert (timeline.found, timeline.left_out) == (3, 2)
    assert wording.tell_undated(2) in describe_timeline(timeline)
    nothing = archive.timeline("harbour toll", filters=Filters(until=date(2030, 1, 1)))
    assert wording.tell_undated(2) in describe_timeline(nothing)


@pytest.mark.parametrize(
    ("quote", "verdict", "day", "page", "shown"),
    [
        (
            "The lamp of the lighthouse will be lit again before the winter",
            "verbatim",
            None,
            None,
            "\nundated  Ida Vale",
        ),
        ("the alarm bell at the eastern mole had not been rung", "verbatim", None, 2, "\nundated, p. 2  the release"),
        (
            "The lamp of the lighthouse will be lit again before the autumn",
            "altered",
            None,
            None,
            "\nundated  Ida Vale",
        ),
        (
            "carried 88,000 passengers this year, more than in any year",
            "verbatim",
            "2031-09-30",
            2,
            "\n2031-09-30, p. 2  ",
        ),
    ],
)
def test_a_quotation_is_found_in_an_undated_release(
    archive: Archive, quote: str, verdict: str, day: str | None, page: int | None, shown: str
) -> None:
    check = archive.check_quote(quote)
    match = check.to_json()["matches"][0]
    assert (check.verdict.value, match["date"], match["page"]) == (verdict, day, page)
    assert shown in describe_check(check)


def test_the_table_of_an_articles_quotations_has_page_and_undated(archive: Archive) -> None:
    article = archive.check_article(
        'The Office "found that the alarm bell at the eastern mole had not been rung", it said. "We swim at noon in May."'
    )
    first, second = csv.DictReader(io.StringIO(article.to_csv()))
    assert (first["date"], first["page"], first["url"]) == ("undated", "2", "https://harbour.example/storm.pdf#page=2")
    assert second["verdict"] == "not-found"


def test_documents_say_day_and_page(archive: Archive) -> None:
    found = {one.metadata["release_id"]: one.metadata for one in archive.retriever().invoke("alarm bell harbour toll")}
    assert {name: (data["date"], data["page"]) for name, data in found.items()} == {
        TOLL: ("2031-05-04", None), LIGHTHOUSE: (None, None), ANNUAL: ("2031-09-30", 1), STORM: (None, 1),
    }  # fmt: skip


def test_a_follow_up_to_words_of_no_known_day(archive: Archive) -> None:
    conversation = archive.converse()
    assert conversation.ask("When will the lamp of the lighthouse be lit again?").answered
    assert conversation.ask("And what did she say that day about the repair?").citations[0].release_id == LIGHTHOUSE


def test_the_page_shows_a_timeline_with_undated_statements(archive: Archive) -> None:
    values = timeline_values(archive.timeline("harbour toll"))
    assert [(day["day"], day["date"]) for day in values["days"]] == [
        ("2031-05-04", "May 4, 2031"), ("2031-09-30", "September 30, 2031"), ("", "undated"),
    ]  # fmt: skip
    report, lighthouse = (day["entries"][0] for day in values["days"][1:])
    assert (report["pages"], report["url"]) == ("p. 3", "https://harbour.example/annual.pdf#page=3")
    assert (lighthouse["date"], lighthouse["marks"], lighthouse["pages"]) == ("undated", [], "")
    assert [one["date"] for one in values["ends"]] == ["May 4, 2031", "September 30, 2031"]


def test_status_lists_the_undated(store: Path) -> None:
    told = run_otr("status", store=store).stdout
    assert "ready: 4 releases from 2031-05-04 to 2031-09-30" in told
    assert wording.UNDATED_RELEASES.format(count="2 releases") + f"\n  {LIGHTHOUSE}\n  {STORM}\n" in told
    assert json.loads(run_otr("status", "--json", store=store).stdout)["undated"] == [LIGHTHOUSE, STORM]


def test_status_of_an_archive_without_dates(timeless: Archive) -> None:
    told = run_otr("status", store=timeless.store.folder).stdout
    assert "ready: 4 releases, undated, 8 passages" in told
    said = json.loads(run_otr("status", "--json", store=timeless.store.folder).stdout)
    assert (said["from"], said["to"], len(said["undated"])) == (None, None, 4)
