"""Refusals: what is said when something cannot be done, in the form that each door's callers read.

``/api`` and ``/mcp`` answer with problem details (RFC 9457), ``/v1`` with OpenAI's error object. What lies inside (paths,
traces) is for the log.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from retrieval import AmbiguousNameError, EmptyStoreError, NotFoundError, OnTheRecordError, StoreError, UsageError
from retrieval import wording as shared
from serving import wording
from serving.desk import RETRY_AFTER
from serving.gate import BusyError

PROBLEM = "application/problem+json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why something is not done: the HTTP status, a code for programs, what to do next, and where in the request it lies."""

    status: int
    code: str
    detail: str
    faults: tuple[Mapping[str, str], ...] = ()
    parameter: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Refuse: TypeAlias = Callable[[Refusal], Response]


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="about:blank: the title says what kind of problem it is")
    title: str
    status: int
    detail: str = Field(description="what it is about, and what to do next")
    code: str = Field(description="the kind of problem, for programs")
    faults: list[dict[str, str]] = Field(
        default=[], description="in a request that cannot be read: where, and what is wrong"
    )


def as_problem(refusal: Refusal) -> Response:
    """Return a refusal as problem details."""
    content: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(refusal.status).phrase, "status": refusal.status,
        "detail": refusal.detail, "code": refusal.code, "faults": [dict(fault) for fault in refusal.faults],
    }  # fmt: skip
    return JSONResponse(content, refusal.status, headers=dict(refusal.headers), media_type=PROBLEM)


def error_object(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as OpenAI's error object."""
    kind = "invalid_request_error" if refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error"
    return {
        "error": {"message": refusal.detail, "type": kind, "param": refusal.parameter, "code": refusal.code},
    }


def as_error_object(refusal: Refusal) -> Response:
    """Return a refusal in OpenAI's form."""
    return JSONResponse(error_object(refusal), refusal.status, headers=dict(refusal.headers))


def refusal_of(error: Exception) -> Refusal:
    """Return why an error of the program's tree keeps something from being done; any other is our fault, and logged."""
    if isinstance(error, BusyError):
        text = shared.TOO_MANY_ASK.format(seconds=RETRY_AFTER)
        return Refusal(status=503, code="busy", detail=text, headers={"Retry-After": str(RETRY_AFTER)})
    for kind, status, code in (
        (NotFoundError, 404, "not-found"),
        (AmbiguousNameError, 409, "ambiguous"),
        (UsageError, 400, "wrong-use"),
    ):
        if isinstance(error, kind):
            return Refusal(status=status, code=code, detail=str(error))
    if isinstance(error, StoreError):
        _log.warning("the archive cannot serve: %s", error)
        return not_serving("empty" if isinstance(error, EmptyStoreError) else "failed")
    if not isinstance(error, OnTheRecordError):
        _log.error("a request failed", exc_info=error)
    return Refusal(status=500, code="failed", detail=wording.OUR_FAULT)


def not_serving(state: str) -> Refusal:
    """Return that the archive cannot be asked in this state of its store."""
    headers = {"Retry-After": str(RETRY_AFTER)}
    return Refusal(status=503, code=state, detail=wording.NOT_SERVING[state], headers=headers)


def unreadable(faults: Sequence[Mapping[str, Any]], *, status: int = 422) -> Refusal:
    """Return that a request is not of the form that is asked for; ``faults`` are pydantic's errors."""
    told = tuple({"where": ".".join(map(str, fault["loc"])), "what": str(fault["msg"])} for fault in faults)
    detail = wording.NOT_READ.format(faults="; ".join(f"{one['where']}: {one['what']}" for one in told))
    parameter = told[0]["where"].removeprefix("body.") if told else None
    return Refusal(status=status, code="unreadable", detail=detail, faults=told, parameter=parameter)
