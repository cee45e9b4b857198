"""Shared by the tests of faults: a small store made without a model."""

from __future__ import annotations

from tests.archive.conftest import store

__all__ = ["store"]
