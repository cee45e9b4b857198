"""The API: what it answers is what the archive answers, in the forms that its description says."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from filelock import FileLock

from archive.errors import StoreError
from retrieval import Archive, Filters
from serving.check_replies import ArticleReply, CheckReply
from serving.desk import Desk
from serving.gate import QuestionGate
from serving.replies import AnswerReply, HeldReply, PeopleReply, ReleaseReply, ReleasesReply
from serving.timeline_replies import TimelineReply
from tests.serving.conftest import get, post, wait_for

pytestmark = pytest.mark.model
ASKED = "How many people did Operation Safe Harbour bring out?"
FACT_SHEET = "statements-releases/2031-09/2031-09-22-fact-sheet-operation-safe-harbour.md"


@pytest.fixture
def api(desk: Desk, open_doors: Callable[..., str]) -> Iterator[httpx.Client]:
    """A client of the API over the sample archive."""
    with httpx.Client(base_url=open_doors(desk), timeout=150) as client:
        yield client


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer or a check without how long it took."""
    return {key: value for key, value in answer.items() if key != "timings_ms"}


def events_in(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return (name, data) of every server-sent event."""
    blocks = [dict(line.split(": ", 1) for line in block.split("\n")) for block in text.split("\n\n") if block]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        (ASKED, {}),
        ("hello", {}),
        ("What did the spokesperson say about the lunar base?", {}),
        ("What was said about visas?", {"speakers": ["Calloway"], "from": "2031-10-01", "to": "2031-12-31"}),
        ("Who is the governor?", {"kinds": ["press briefing"]}),
    ],
)
def test_an_answer_is_the_archive_s_own(
    api: httpx.Client, sample_archive: Archive, asked: str, filters: dict[str, Any]
) -> None:
    said = api.post("/api/ask", json={"question": asked, "filters": filters})
    expected = sample_archive.ask(asked, filters=Filters.from_json(filters)).to_json()
    assert said.status_code == 200
    assert without_times(said.json()) == without_times(expected)
    assert AnswerReply.model_validate(said.json()).model_dump(mode="json", by_alias=True) == said.json()


def test_quoted_words_stand_in_the_release_that_is_cited(api: httpx.Client) -> None:
    answer = api.post("/api/ask", json={"question": ASKED}).json()
    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        release = api.get(f"/api/releases/{citation['release_id']}").json()
        assert release["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_question_refers_to_the_ones_before(api: httpx.Client, sample_archive: Archive) -> None:
    before = [{"question": "What did the spokesperson say about visas?"}, {"question": "And about the embassy?"}]
    conversation = sample_archive.converse()
    for turn in before:
        conversation.ask(turn["question"])
    said = api.post("/api/ask", json={"question": "When was that?", "conversation": before}).json()
    assert without_times(said) == without_times(conversation.ask("When was that?").to_json())
    assert said["resolved_question"] != "When was that?"


@pytest.mark.parametrize(("body", "headers"), [({"stream": True}, {}), ({}, {"Accept": "text/event-stream"})])
def test_an_answer_comes_as_events(api: httpx.Client, body: dict[str, Any], headers: dict[str, str]) -> None:
    said = api.post("/api/ask", json={"question": ASKED, **body}, headers=headers)
    assert said.headers["content-type"].startswith("text/event-stream")
    events = events_in(said.text)
    assert {name for name, _ in events} == {"answer"}
    assert AnswerReply.model_validate(events[-1][1]).status == "answered"


def test_a_quotation_and_an_article_are_checked(api: httpx.Client, sample_archive: Archive) -> None:
    quote, said_by = "nobody came", "Helena Marsh"
    said = api.post("/api/check", json={"quote": quote, "said_by": said_by})
    assert without_times(said.json()) == without_times(sample_archive.check_quote(quote, said_by=said_by).to_json())
    CheckReply.model_validate(said.json())
    article = f"“{quote},” Minister Marsh said. Then she left."
    said = api.post("/api/check-article", json={"text": article})
    assert said.json()["counts"] == sample_archive.check_article(article).count()
    ArticleReply.model_validate(said.json())


def test_a_timeline_by_get_and_by_post_is_one(api: httpx.Client) -> None:
    asked = {"topic": "visas", "limit": 2, "speakers": ["Calloway"]}
    got, posted = api.get("/api/timeline", params=asked), api.post("/api/timeline", json=asked)
    assert without_times(got.json()) == without_times(posted.json())
    assert len(TimelineReply.model_validate(got.json()).statements) == 2


def test_people_and_offices(api: httpx.Client) -> None:
    people = PeopleReply.model_validate(api.get("/api/people").json()).people
    assert "Helena Marsh" in [person.name for person in people]
    by_id, by_name = api.get("/api/people/helena-marsh").json(), api.get("/api/people/helena marsh").json()
    assert by_id == by_name
    assert by_id["offices"][0] == {
        "name": "Minister of Foreign Affairs", "first": "2031-09-15", "last": "2032-01-09", "count": 29
    }  # fmt: skip
    held = HeldReply.model_validate(api.get("/api/offices", params={"office": "minister", "on": "2032-03-01"}).json())
    assert [(one.name, one.on_day) for one in held.held] == [("Tobias Renn", True)]
    assert all("Renn" in citation.quote for citation in held.held[0].citations)


def test_releases_are_listed_and_read(api: httpx.Client) -> None:
    listed = ReleasesReply.model_validate(api.get("/api/releases", params={"title": "fact sheet", "limit": 2}).json())
    assert (listed.total, len(listed.releases)) == (4, 2)
    release = ReleaseReply.model_validate(api.get(f"/api/releases/{FACT_SHEET}").json())
    assert release.title == "FACT SHEET: Operation Safe Harbour"
    assert release.turns


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "told"),
    [
        ("POST", "/api/ask", {"question": ""}, 422, "body.question"),
        ("POST", "/api/ask", {"question": "x" * 2001}, 422, "body.question"),
        ("POST", "/api/ask", {"question": "x", "colour": "red"}, 422, "body.colour"),
        ("POST", "/api/ask", {"question": "x", "filters": {"from": 0}}, 422, "body.filters.from"),
        (
            "POST",
            "/api/ask",
            {"question": "x", "filters": {"from": "2032-01-01", "to": "2031-01-01"}},
            400,
            "earlier date",
        ),
        ("POST", "/api/check", {"quote": "..."}, 400, "quotation"),
        ("POST", "/api/check-article", {"text": "Nothing quoted."}, 400, "no quotation"),
        ("GET", "/api/timeline?topic=visas&kinds=poem", None, 400, "poem"),
        ("GET", "/api/people/nobody", None, 404, "nobody"),
        ("GET", "/api/people/marsh", None, 409, "helena-marsh"),
        ("GET", "/api/releases/none.md", None, 404, "none.md"),
        ("GET", f"/api/releases/{FACT_SHEET}?version=7", None, 404, "version 7"),
        ("GET", "/api/nowhere", None, 404, "/api/nowhere"),
        ("GET", "/api/ask", None, 405, "/api/ask"),
    ],
)
def test_what_cannot_be_is_told_as_a_problem(
    api: httpx.Client, method: str, path: str, body: dict[str, Any] | None, status: int, told: str
) -> None:
    said = api.request(method, path, json=body)
    assert (said.status_code, said.headers["content-type"]) == (status, "application/problem+json")
    assert said.json()["status"] == status
    assert told in said.json()["detail"]


def test_the_allow_header_names_all_methods(api: httpx.Client) -> None:
    assert api.delete("/api/timeline").headers["allow"] == "GET, POST"


def test_the_pages_of_the_description_need_no_other_machine(api: httpx.Client) -> None:
    page = api.get("/api/docs").text
    assert re.findall(r"(?:src|href)=[\"'](?:https?:)?//[^\"']*", page) == []
    assert api.get("/api/static-offline-docs/swagger-ui-bundle.js").status_code == 200


def test_an_empty_store_is_told_without_its_path(tmp_path: Path, open_doors: Callable[..., str]) -> None:
    empty = Desk(tmp_path / "store", gate=QuestionGate(at_once=1, queue=1))
    address = open_doors(empty)
    for said in (
        get(f"{address}/healthz"),
        post(f"{address}/api/ask", json={"question": ASKED}),
        post(f"{address}/api/ask", json={"question": ASKED, "stream": True}),
        get(f"{address}/api/people"),
    ):
        assert said.status_code == 503
        assert "nothing has been put into this archive yet" in said.json()["detail"]
        assert str(tmp_path) not in said.text
        assert said.headers["retry-after"]
    assert get(f"{address}/healthz").json()["status"] == "empty"


def test_a_store_that_is_being_made_is_told(tmp_path: Path, open_doors: Callable[..., str]) -> None:
    address = open_doors(Desk(tmp_path, gate=QuestionGate(at_once=1, queue=1)))
    with FileLock(tmp_path / "writer.lock"):
        said = get(f"{address}/healthz")
    assert (said.status_code, said.json()["status"]) == (503, "ingesting")
    assert said.json()["ingest"] == {"stage": "", "done": 0, "total": 0}


def test_an_answer_that_failed_does_not_tell_why(
    desk: Desk, open_doors: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise StoreError("secret vectors are missing")

    monkeypatch.setattr(desk.archive().store.generation(), "check_model", lambda *_: fail())
    said = post(f"{open_doors(desk)}/api/ask", json={"question": ASKED})
    assert (said.status_code, said.json()["status"], "secret" in said.text) == (503, "failed", False)


def test_what_fails_inside_is_not_shown(
    desk: Desk, open_doors: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Archive:
        raise StoreError("/secret/path is damaged")

    monkeypatch.setattr(desk, "archive", fail)
    address = open_doors(desk)
    for said in (get(f"{address}/healthz"), get(f"{address}/api/people")):
        assert (said.status_code, "secret" in said.text) == (503, False)


def test_those_who_wait_are_told_their_place_and_then_answered(desk: Desk, open_doors: Callable[..., str]) -> None:
    address, ticket = open_doors(desk), desk.gate.take()
    body = {"question": ASKED, "stream": True}
    with httpx.stream("POST", f"{address}/api/ask", json=body, timeout=150) as said:
        lines = said.iter_lines()
        assert [next(lines), next(lines)] == ["event: queued", 'data: {"place": 1}']
        second = httpx.stream("POST", f"{address}/api/ask", json=body, timeout=150)
        with second as queued:
            waiting = queued.iter_lines()
            assert [next(waiting), next(waiting)] == ["event: queued", 'data: {"place": 2}']
            busy = post(f"{address}/api/ask", json={"question": ASKED})
            assert (busy.status_code, busy.json()["status"]) == (503, "busy")
            assert busy.headers["retry-after"]
            assert AnswerReply.model_validate(busy.json()).statements == []
            ticket.leave()
            assert "event: answer" in list(waiting)
        assert "event: answer" in list(lines)
    wait_for(lambda: desk.gate.inside == 0)
    figures = get(f"{address}/metrics").text
    assert 'otr_busy_total{door="api"} 1.0' in figures
    assert 'otr_questions_total{door="api",status="answered"} 2.0' in figures


@pytest.mark.parametrize("stream", [True, False])
def test_who_goes_away_while_waiting_leaves_the_queue(desk: Desk, open_doors: Callable[..., str], stream: bool) -> None:
    address, ticket = open_doors(desk), desk.gate.take()
    body = json.dumps({"question": ASKED, "stream": stream})
    url = httpx.URL(address)
    head = f"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.sendall(f"{head}\r\n\r\n{body}".encode())
        wait_for(lambda: desk.gate.waiting == 1)
    wait_for(lambda: desk.gate.waiting == 0)
    ticket.leave()


def test_many_questions_at_once_are_all_answered_or_told_to_wait(desk: Desk, open_doors: Callable[..., str]) -> None:
    address = open_doors(desk)

    def ask(number: int) -> tuple[int, str]:
        said = post(f"{address}/api/ask", json={"question": f"{ASKED} {number}"}, timeout=150)
        return said.status_code, said.json()["status"]

    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(ask, range(24)))
    assert {status for status, _ in said} <= {200, 503}
    assert {told for status, told in said if status == 503} <= {"busy"}
    assert sum(status == 200 for status, _ in said) >= 3
    assert (desk.gate.inside, desk.gate.waiting) == (0, 0)
