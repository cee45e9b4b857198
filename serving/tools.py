"""The archive for language models and agents: MCP's tools, at /mcp and on stdio. Each says in words what it returns as data."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from retrieval import (
    LONGEST_QUESTION,
    Answer,
    Filters,
    LinkedSpan,
    OnTheRecordError,
    Question,
    ReleasePage,
    describe_check,
    describe_timeline,
    followable,
    permalink,
)
from serving import wording
from serving.check_replies import CheckReply
from serving.desk import Desk, Queued
from serving.refusals import refusal_of
from serving.replies import HeldReply, ReadReply, SpokenReply, ToolAnswerReply, held_as_json
from serving.timeline_replies import TimelineReply
from serving.tool_text import VOICES_TOLD, tell_answer, tell_held, tell_read
from serving.workers import Workers

DOOR = "mcp"
_MOST_READ = 20_000  # characters of a release at a time
_Result = TypeVar("_Result")
_Names = Annotated[list[str], Field(max_length=20)]
_Speakers = Annotated[_Names, Field(description="only these people's words: full names, or words of them")]
_Since = Annotated[date | None, Field(description="only from this day on, YYYY-MM-DD")]
_Until = Annotated[date | None, Field(description="only up to this day, YYYY-MM-DD")]
_Kinds = Annotated[_Names, Field(description="only these kinds of release, for example 'press briefing'")]


class ArchiveTools:
    """The tools over a desk. ``public_url`` is the page's address for links, '' for that under which it was asked."""

    def __init__(self, desk: Desk, workers: Workers, *, public_url: str = "") -> None:
        """Answer from a desk."""
        self._desk = desk
        self._workers = workers
        self._public_url = public_url

    def serve(self) -> MCPServer[Any]:
        """Return MCP's server with the tools."""
        server: MCPServer[Any] = MCPServer(
            "on-the-record", title="On the Record", instructions=wording.MCP_INSTRUCTIONS, log_level="WARNING"
        )
        reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
        for tool in (self.ask, self.check_quotation, self.timeline, self.read_release, self.who_held):
            server.add_tool(tool, annotations=reads)
        return server

    async def ask(
        self,
        question: Annotated[str, Field(max_length=LONGEST_QUESTION)],
        ctx: Context,
        speakers: _Speakers = [],  # noqa: B006 - never changed
        since: _Since = None,
        until: _Until = None,
        kinds: _Kinds = [],  # noqa: B006
        earlier_questions: Annotated[_Names, Field(description="the conversation so far, oldest first")] = [],  # noqa: B006
    ) -> Annotated[CallToolResult, ToolAnswerReply]:
        """Ask the archive what officials said; get their own words back, each with who, when and a link.

        Where the status is not 'answered', 'declined' or 'contradicted', the archive does not say, and `text` tells why.
        """
        filters = _filters(speakers, since, until, kinds)
        before = [_told(partial(Question, text=text)) for text in earlier_questions]
        asked = Question(text=question, filters=filters)
        answer: Answer = await self._admit(lambda: self._desk.converse(asked, before), ctx)
        fields = answer.to_json()
        reply = ToolAnswerReply.model_validate({name: fields[name] for name in ToolAnswerReply.model_fields})
        return _result(tell_answer(answer, page=self._page(ctx)), reply)

    async def check_quotation(
        self,
        quote: Annotated[str, Field(max_length=5000, description="the words that are said to have been said")],
        ctx: Context,
        said_by: Annotated[str | None, Field(max_length=200, description="who is said to have said them")] = None,
    ) -> Annotated[CallToolResult, CheckReply]:
        """Check a quotation word for word: whether it is verbatim, altered, somebody else's, or not in the archive."""
        check = await self._admit(lambda: iter([self._desk.archive().check_quote(quote, said_by=said_by)]), ctx)
        return _result(describe_check(check), CheckReply.model_validate(check.to_json()))

    async def timeline(
        self,
        topic: Annotated[str, Field(max_length=LONGEST_QUESTION, description="what was spoken about, in a few words")],
        ctx: Context,
        speakers: _Speakers = [],  # noqa: B006
        since: _Since = None,
        until: _Until = None,
        kinds: _Kinds = [],  # noqa: B006
        limit: Annotated[int, Field(ge=1, le=200, description="only so many statements, the strongest")] = 20,
    ) -> Annotated[CallToolResult, TimelineReply]:
        """Show what officials said on a topic in order of date, and the numbers that changed."""
        filters = _filters(speakers, since, until, kinds)
        found = await self._admit(
            lambda: iter([self._desk.archive().timeline(topic, filters=filters, limit=limit)]), ctx
        )
        return _result(describe_timeline(found), TimelineReply.model_validate(found.to_json()))

    async def read_release(
        self,
        release_id: Annotated[str, Field(max_length=2000, description="as a citation names it")],
        ctx: Context,
        version: Annotated[int | None, Field(ge=1, description="an earlier version's number")] = None,
        start: Annotated[int, Field(ge=0, description="from this character on")] = 0,
    ) -> Annotated[CallToolResult, ReadReply]:
        """Read a release, with who speaks; a long one in parts."""
        release = await self._call(lambda: self._desk.archive().release(release_id, version=version))
        read = _cut(release, start, page=self._page(ctx))
        return _result(tell_read(read), read)

    async def who_held(
        self,
        office: Annotated[str, Field(max_length=200)],
        ctx: Context,
        on: Annotated[date | None, Field(description="on this day, YYYY-MM-DD; without it, ever")] = None,
    ) -> Annotated[CallToolResult, HeldReply]:
        """Tell who held an office on a day, as the archive prints names with offices; nobody rather than a guess."""
        held = await self._call(lambda: self._desk.archive().who_held(office, on))
        reply = HeldReply.model_validate(held_as_json(office, on, held))
        return _result(tell_held(office, on, held, page=self._page(ctx)), reply)

    async def _admit(self, make: Callable[[], Any], ctx: Context) -> Any:
        """Return what some work comes to once it was let in; its place in the queue is told while it waits."""
        found = None
        try:
            async with aclosing(
                self._workers.iterate(lambda gone: self._desk.admit(make, door=DOOR, gone=gone))
            ) as steps:
                async for step in steps:
                    found = step
                    if isinstance(step, Queued):
                        await ctx.report_progress(0.0, None, wording.PLACE_IN_QUEUE.format(place=step.place))
        except OnTheRecordError as error:
            raise ToolError(refusal_of(error).detail) from error
        return found

    async def _call(self, work: Callable[[], _Result]) -> _Result:
        try:
            return await self._workers.call(work)
        except OnTheRecordError as error:
            raise ToolError(refusal_of(error).detail) from error

    def _page(self, ctx: Context) -> str:
        request = ctx.request_context.request
        url = getattr(request, "url", None)
        return self._public_url or (f"{url.scheme}://{url.netloc}/" if url is not None else "")


def _told(make: Callable[[], _Result]) -> _Result:
    try:
        return make()
    except OnTheRecordError as error:
        raise ToolError(refusal_of(error).detail) from error


def _filters(speakers: list[str], since: date | None, until: date | None, kinds: list[str]) -> Filters:
    return _told(lambda: Filters(speakers=tuple(speakers), since=since, until=until, kinds=tuple(kinds)))


def _cut(release: ReleasePage, start: int, *, page: str) -> ReadReply:
    """Return a part of a release: its turns from a character on, without what stands around the release on its page."""
    end = min(len(release.text), start + _MOST_READ)
    turns = [
        SpokenReply(
            speaker=turn.speaker, label=turn.label, voice=turn.voice, start=max(turn.said, start), end=min(turn.end, end),
            text=release.text[max(turn.said, start) : min(turn.end, end)],
        )
        for turn in release.turns
        if turn.voice in VOICES_TOLD and max(turn.said, start) < min(turn.end, end)
    ]  # fmt: skip
    own = f"{page}{permalink(LinkedSpan(release_id=release.id))}"
    return ReadReply(
        id=release.id, title=release.title, date=release.date, kind=release.kind, url=followable(release.url) or own,
        version=release.version, current_version=release.current_version, withdrawn=release.withdrawn,
        start=start, end=max(start, end), length=max(len(release.text), start), turns=turns,
    )  # fmt: skip


def _result(text: str, reply: Any) -> CallToolResult:
    content = reply.model_dump(mode="json", by_alias=True)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=content)
