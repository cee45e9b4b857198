"""MCP's tools, called by a real client over HTTP and on stdio."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from mcp import Client, StdioServerParameters

from retrieval import Archive
from serving.check_replies import CheckReply
from serving.desk import Desk
from serving.replies import HeldReply, ReadReply, ToolAnswerReply
from serving.timeline_replies import TimelineReply
from tests.conftest import PROJECT
from tests.serving.conftest import post
from tests.serving.loops import run_apart

pytestmark = pytest.mark.model
ASKED = "How many people did Operation Safe Harbour bring out?"
FACT_SHEET = "statements-releases/2031-09/2031-09-22-fact-sheet-operation-safe-harbour.md"
BRIEFING = "press-briefings/2032-01/2032-01-07-press-briefing-by-spokesperson-jonas-idris-january-7-2032.md"
_Found = TypeVar("_Found")


def use(server: Any, work: Callable[[Client], Awaitable[_Found]]) -> _Found:
    """Return what comes of some work with a client that is connected to a server."""

    async def connected() -> _Found:
        async with Client(server) as client:
            return await work(client)

    return run_apart(connected())


def call(server: str, tool: str, **arguments: Any) -> tuple[str, Any]:
    """Return (text, data) of a tool's result."""
    result = use(f"{server}/mcp", lambda client: client.call_tool(tool, arguments))
    text = "".join(block.text for block in result.content)
    return text, "error" if result.is_error else result.structured_content


def test_the_tools_say_what_they_return(server: str) -> None:
    tools = {tool.name: tool for tool in use(f"{server}/mcp", lambda client: client.list_tools()).tools}
    assert set(tools) == {"ask", "check_quotation", "timeline", "read_release", "who_held"}
    for tool in tools.values():
        assert tool.description
        assert tool.output_schema
        assert tool.annotations
        assert tool.annotations.read_only_hint
    assert "ctx" not in tools["ask"].input_schema["properties"]


def test_an_answer_with_its_citations(server: str, sample_archive: Archive) -> None:
    text, data = call(server, "ask", question=ASKED)
    expected = sample_archive.ask(ASKED)
    answer = ToolAnswerReply.model_validate(data)
    assert [citation.quote for citation in answer.citations] == [citation.quote for citation in expected.citations]
    assert text.startswith(expected.text)
    for citation in expected.citations:
        assert f"[{citation.n}] {citation.title} (November 3, 2031, Helena Marsh" in text
        assert (citation.url or "no address") in text


def test_a_conversation_and_filters(server: str, sample_archive: Archive) -> None:
    before = "What did the spokesperson say about visas?"
    conversation = sample_archive.converse()
    conversation.ask(before)
    text, data = call(server, "ask", question="And about the embassy?", earlier_questions=[before])
    assert text.startswith(conversation.ask("And about the embassy?").text)
    _, data = call(server, "ask", question="What was said about visas?", speakers=["Calloway"], since="2031-10-01")
    assert (data["filters"]["speakers"], data["filters"]["from"]) == (["Calloway"], "2031-10-01")


def test_where_the_archive_is_silent_it_says_so(server: str) -> None:
    text, data = call(server, "ask", question="What did officials say about the lunar base?")
    assert data["status"] == "not-in-archive"
    assert data["statements"] == []
    assert "The archive does not say" in text


def test_a_quotation_is_checked(server: str) -> None:
    text, data = call(server, "check_quotation", quote="nobody came", said_by="Helena Marsh")
    check = CheckReply.model_validate(data)
    assert (check.verdict, check.speaker) == ("verbatim", "Helena Marsh")
    assert "[[nobody came]]" in text
    assert check.matches[0].url in text


def test_a_timeline(server: str) -> None:
    text, data = call(server, "timeline", topic="visas", limit=3)
    timeline = TimelineReply.model_validate(data)
    assert len(timeline.statements) == 3
    for statement in timeline.statements:
        assert statement.quote in text
        assert statement.release_id in text


def test_a_release_is_read_with_who_speaks(server: str, sample_archive: Archive) -> None:
    text, data = call(server, "read_release", release_id=BRIEFING)
    read, release = ReadReply.model_validate(data), sample_archive.release(BRIEFING)
    assert all(release.text[turn.start : turn.end] == turn.text for turn in read.turns)
    assert "[Jonas Idris]" in text
    assert "a reporter’s words, not an official’s]" in text
    assert read.url in text
    _, data = call(server, "read_release", release_id=FACT_SHEET, start=100)
    rest = ReadReply.model_validate(data)
    assert (rest.start, rest.end) == (100, rest.length)


def test_who_held_an_office(server: str) -> None:
    text, data = call(server, "who_held", office="minister", on="2032-03-01")
    held = HeldReply.model_validate(data)
    assert [one.name for one in held.held] == ["Tobias Renn"]
    assert "Tobias Renn is printed as Minister from January 16, 2032 to May 18, 2032" in text
    assert held.held[0].citations[0].quote in text
    assert "https://www.example.org/" in text
    text, _ = call(server, "who_held", office="Minister of Foreign Affairs", on="2032-02-01")
    assert "On February 1, 2032 nobody is printed as Minister of Foreign Affairs" in text
    text, data = call(server, "who_held", office="lighthouse keeper")
    assert (data["held"], text) == ([], "The archive prints nobody as lighthouse keeper.")


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("read_release", {"release_id": "none.md"}, "no release 'none.md'"),
        ("ask", {"question": "x" * 2001}, "2000"),
        ("ask", {"question": "x", "since": "2032-01-01", "until": "2031-01-01"}, "earlier date"),
        ("check_quotation", {"quote": "..."}, "quotation"),
        ("timeline", {"topic": "visas", "kinds": ["poem"]}, "poem"),
        ("sing", {}, "sing"),
    ],
)
def test_what_cannot_be_is_told(server: str, tool: str, arguments: dict[str, Any], told: str) -> None:
    try:
        text, data = call(server, tool, **arguments)
    except Exception as error:  # noqa: BLE001 - the client raises what the protocol calls an error
        text, data = str(error), "error"
    assert data == "error"
    assert told in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example.com"}, 421),
        ({"Origin": "https://evil.example.com"}, 403),
        ({"Host": "archive.example.org"}, 200),
        ({"Origin": "https://archive.example.org"}, 200),
        ({}, 200),
    ],
)
def test_no_other_name_than_the_server_s_is_answered_to(
    desk: Desk, open_doors: Callable[..., str], headers: dict[str, str], status: int
) -> None:
    address = open_doors(desk, hosts="archive.example.org")
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepts = {"Accept": "application/json, text/event-stream"}
    assert post(f"{address}/mcp", json=body, headers={**accepts, **headers}).status_code == status


def test_the_key_is_wanted_here_too(desk: Desk, open_doors: Callable[..., str]) -> None:
    said = post(f"{open_doors(desk, api_keys='one')}/mcp", json={})
    assert (said.status_code, said.headers["content-type"]) == (401, "application/problem+json")


def test_the_same_tools_on_stdio(sample_store: Path, sample_archive: Archive) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "otr", "mcp", "--store", str(sample_store), "--public-url", "http://archive.example.org/"],
        env=dict(os.environ),
        cwd=PROJECT,
    )

    async def work(client: Client) -> Any:
        return await client.list_tools(), await client.call_tool("ask", {"question": ASKED})

    tools, answer = use(command, work)
    assert len(tools.tools) == 5
    assert answer.content[0].text.startswith(sample_archive.ask(ASKED).text)


def test_an_empty_store_is_told_on_stdio(tmp_path: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "otr", "mcp", "--store", str(tmp_path)],
        env=dict(os.environ),
        cwd=PROJECT,
    )
    result = use(command, lambda client: client.call_tool("ask", {"question": ASKED}))
    assert result.is_error
    assert "nothing has been put into this archive yet" in result.content[0].text


def test_streamlit_s_own_agent_interface_is_off(server: str) -> None:
    said = post(f"{server}/_stcore/agent/mcp", json={})
    assert "not_available" in said.text


def test_who_calls_too_many_tools_at_once_is_told_to_wait(desk: Desk, open_doors: Callable[..., str]) -> None:
    address = open_doors(desk)
    tickets = [desk.gate.take() for _ in range(3)]
    text, data = call(address, "ask", question=ASKED)
    assert (data, "Ask again in" in text) == ("error", True)
    for ticket in tickets:
        ticket.leave()
    assert call(address, "ask", question=ASKED)[1]["status"] == "answered"
