"""The API: ask, check, timeline, people and releases, with OpenAPI at /api/openapi.json and its pages at /api/docs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from retrieval import Answer, OnTheRecordError, Person, Status
from serving import wording
from serving.check_replies import ArticleReply, CheckReply
from serving.desk import RETRY_AFTER, Desk, Queued, busy_answer
from serving.events import EVENT_SCHEMA, EVENTS, STREAMED, last_of, with_first, write_event
from serving.forms import (
    ArticleForm,
    AskForm,
    CheckForm,
    HeldForm,
    ReleasesForm,
    TimelineForm,
    VersionForm,
)
from serving.gate import BusyError
from serving.refusals import PROBLEM, Problem, Refusal, as_problem, refusal_of, unreadable
from serving.replies import (
    AnswerReply,
    HeldReply,
    PeopleReply,
    ReleaseReply,
    ReleasesReply,
    as_json,
    held_as_json,
    people_as_json,
    releases_as_json,
)
from serving.timeline_replies import TimelineReply
from serving.workers import Workers

DOOR = "api"
_NOT_NOW = frozenset({Status.BUSY, Status.FAILED})  # the same question may be answered later
_Reply = TypeVar("_Reply")
_ABOUT = (
    "Ask an archive of official releases; get the officials' own words back, each cited to its exact span, or be told that the"
    " archive does not say. `citations[].quote` is `text[start:end]` of its release. Where `status` is not answered, declined or"
    " contradicted, there are no statements, and `text` says why."
)


def _may_be(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the refusals that an operation may answer with, for its description."""
    schema = Problem.model_json_schema()
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {PROBLEM: {"schema": schema}}}
        for status in (401, 413, 422, 429, 500, 503, *statuses)
    }


def make_api(desk: Desk, workers: Workers) -> FastAPI:
    """Return the API over a desk, to be mounted at /api."""
    api: FastAPI = FastAPIOffline(redoc_url=None, title="On the Record", version="1", description=_ABOUT)
    api.include_router(_asking(desk, workers))
    api.include_router(_reading(desk, workers))
    api.add_exception_handler(RequestValidationError, _tell_unreadable)
    api.add_exception_handler(HTTPException, _tell_http)
    api.add_exception_handler(OnTheRecordError, _tell)
    api.add_exception_handler(Exception, _tell)
    return api


def _asking(desk: Desk, workers: Workers) -> APIRouter:
    """Return what passes through the gate."""
    routes = APIRouter(tags=["asking"])

    async def wait_for(request: Request, make: Any) -> _Reply | None:
        """Return what some work comes to once it was let in, None where whoever asked has gone."""
        found: Any = await last_of(request, workers.iterate(lambda gone: desk.admit(make, door=DOOR, gone=gone)))
        return None if isinstance(found, Queued) else found

    events = {
        "description": "The answer, or with `stream` the answer as it grows",
        "content": {EVENTS: {"schema": EVENT_SCHEMA}},
    }
    not_now = {
        "description": "Not now",
        "content": {PROBLEM: {"schema": Problem.model_json_schema()}},
        "model": AnswerReply,
    }

    @routes.post("/ask", response_model=AnswerReply, responses=_may_be(400) | {200: events, 503: not_now})
    async def ask(form: AskForm, request: Request, accept: Annotated[str, Header()] = "") -> Response:
        """Ask a question.

        With `stream`, or `Accept: text/event-stream`, the answer comes as server-sent events: `queued` with the place in the
        queue while it waits, then `answer` each time it has grown. The last one is whole.
        """
        question = form.read()
        before = [turn.read() for turn in form.conversation]
        steps = workers.iterate(lambda gone: desk.ask(question, before=before, door=DOOR, gone=gone))
        try:
            if not (form.stream or EVENTS in accept):
                return _reply(await last_of(request, steps))
            first = await anext(steps)
        except BusyError:
            return _reply(busy_answer(question.text, question.filters))
        return StreamingResponse(_write_events(with_first(first, steps)), media_type=EVENTS, headers=STREAMED)

    @routes.post("/check", response_model=CheckReply, responses=_may_be(400))
    async def check(form: CheckForm, request: Request) -> Response:
        """Check a quotation: whether these words were said, and by whom."""
        return _json(
            await wait_for(
                request, lambda: iter([desk.archive().check_quote(form.quote, said_by=form.said_by).to_json()])
            )
        )

    @routes.post("/check-article", response_model=ArticleReply, responses=_may_be(400))
    async def check_article(form: ArticleForm, request: Request) -> Response:
        """Check every quotation of a text."""
        return _json(await wait_for(request, lambda: iter([desk.archive().check_article(form.text).to_json()])))

    async def show_timeline(form: TimelineForm, request: Request) -> Response:
        filters = form.read()
        return _json(
            await wait_for(
                request,
                lambda: iter([desk.archive().timeline(form.topic, filters=filters, limit=form.limit).to_json()]),
            )
        )

    @routes.get("/timeline", response_model=TimelineReply, responses=_may_be(400))
    async def get_timeline(form: Annotated[TimelineForm, Query()], request: Request) -> Response:
        """Show what officials said on a topic, in order of date, and the numbers that changed."""
        return await show_timeline(form, request)

    @routes.post("/timeline", response_model=TimelineReply, responses=_may_be(400))
    async def post_timeline(form: TimelineForm, request: Request) -> Response:
        """Show what officials said on a topic, as GET does."""
        return await show_timeline(form, request)

    return routes


def _reading(desk: Desk, workers: Workers) -> APIRouter:
    """Return what only reads the catalogue."""
    routes = APIRouter(tags=["reading"])

    @routes.get("/people", response_model=PeopleReply, responses=_may_be())
    async def list_all_people() -> Response:
        """List the people who speak in the archive, with the offices that it prints with them and the days."""
        return _json(await workers.call(lambda: people_as_json(desk.archive().people())))

    @routes.get("/people/{named}", response_model=Person, responses=_may_be(404, 409))
    async def show_person(named: str) -> Response:
        """Show a person, by id or by name."""
        return _json(await workers.call(lambda: as_json(desk.archive().person(named))))

    @routes.get("/offices", response_model=HeldReply, responses=_may_be())
    async def show_office(form: Annotated[HeldForm, Query()]) -> Response:
        """Tell who held an office on a day, or ever, as the archive prints it."""
        return _json(
            await workers.call(
                lambda: held_as_json(form.office, form.on, desk.archive().who_held(form.office, form.on))
            )
        )

    @routes.get("/releases", response_model=ReleasesReply, responses=_may_be(400))
    async def list_some_releases(form: Annotated[ReleasesForm, Query()]) -> Response:
        """List releases, the latest first: of some kinds, of a period, with some words in the title."""

        def read() -> dict[str, Any]:
            archive = desk.archive()
            found = archive.releases(
                kinds=form.kinds,
                since=form.since,
                until=form.until,
                title=form.title,
                offset=form.offset,
                limit=form.limit,
            )
            return releases_as_json(found, archive.coverage(), offset=form.offset)

        return _json(await workers.call(read))

    @routes.get("/releases/{release_id:path}", response_model=ReleaseReply, responses=_may_be(404))
    async def show_release(release_id: str, form: Annotated[VersionForm, Query()]) -> Response:
        """Show a release with its turns: who speaks from where to where in its text."""
        return _json(await workers.call(lambda: as_json(desk.archive().release(release_id, version=form.version))))

    return routes


_PARAMETER = re.compile(r"\{[^}]*\}")


def _json(content: Any) -> Response:
    return JSONResponse(content)


def _reply(answer: Answer | Queued | None) -> Response:
    """Return an answer as JSON; nobody reads it where whoever asked has gone."""
    if not isinstance(answer, Answer):
        return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
    later = answer.status in _NOT_NOW
    headers = {"Retry-After": str(RETRY_AFTER)} if later else {}
    return JSONResponse(answer.to_json(), 503 if later else 200, headers=headers)


async def _write_events(steps: AsyncIterator[Queued | Answer]) -> AsyncIterator[str]:
    try:
        async for step in steps:
            if isinstance(step, Queued):
                yield write_event("queued", {"place": step.place})
            else:
                yield write_event("answer", step.to_json())
    except OnTheRecordError as error:
        refusal = refusal_of(error)
        yield write_event("problem", {"status": refusal.status, "code": refusal.code, "detail": refusal.detail})


async def _tell(_: Request, error: Exception) -> Response:
    return as_problem(refusal_of(error))


async def _tell_unreadable(_: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    return as_problem(unreadable(faults))


async def _tell_http(request: Request, error: Exception) -> Response:
    """Say that there is no such path, or no such way to ask it."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    path = request.url.path
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods_at(request))
    told = {404: wording.NO_SUCH_PATH.format(path=path), 405: wording.NOT_SO.format(method=request.method, path=path)}
    detail = told.get(status, wording.OUR_FAULT)
    return as_problem(
        Refusal(status=status, code="no-such-path" if status == 404 else "refused", detail=detail, headers=headers)
    )


def _methods_at(request: Request) -> list[str]:
    """Return all the ways to ask a path: each is a route of its own, and the one that was tried tells only its own."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    described: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    ways = (way for named, ways in described.items() if re.fullmatch(_PARAMETER.sub(".+", named), path) for way in ways)
    return sorted({way.upper() for way in ways})
