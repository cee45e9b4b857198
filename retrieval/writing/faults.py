"""Faults: what is told where a model or its service fails. What lies behind goes to the log, and never into an answer."""

from __future__ import annotations

import httpx
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)

from archive import StoreError
from retrieval import wording
from retrieval.writing.stream import ModelTooLongError, ModelTooSlowError


class ModelFaultError(Exception):
    """The model cannot go on; the message is what is told of it."""


def tell_fault(error: Exception) -> str:
    """Return what is told of an error, in the product's own words.

    Servers say in words of their own that a prompt is too long for them; each has this one.
    """
    if isinstance(error, ModelInvalidRequestError) and "context" in str(error).lower():
        return wording.MODEL_OVERFLOW
    return next((told for kind, told in _list_told() if isinstance(error, kind)), wording.MODEL_FAILED)


def _list_told() -> tuple[tuple[type[Exception], str], ...]:
    """What is told of each kind of error: the first that fits. A provider's own errors are of these kinds too."""
    return (
        (ModelTooSlowError, wording.MODEL_SLOW),
        (ModelTooLongError, wording.MODEL_ENDLESS),
        (ModelTimeoutError, wording.MODEL_SLOW),
        (httpx.TimeoutException, wording.MODEL_SLOW),
        (TimeoutError, wording.MODEL_SLOW),
        (ContextOverflowError, wording.MODEL_OVERFLOW),
        (ModelRateLimitError, wording.MODEL_LIMITED),
        (ModelAuthenticationError, wording.MODEL_REFUSED),
        (ModelPermissionDeniedError, wording.MODEL_REFUSED),
        (ModelNotFoundError, wording.MODEL_UNKNOWN),
        (ModelConnectionError, wording.MODEL_UNREACHED),
        (httpx.ConnectError, wording.MODEL_UNREACHED),
        (ConnectionError, wording.MODEL_UNREACHED),
        (StoreError, wording.MODEL_LEDGER),
    )
