"""The archive that all visitors of this process share, and its starter questions, found while nobody waits for them."""

from __future__ import annotations

import gc
import logging
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import streamlit as st

from retrieval import Archive, OnTheRecordError
from serving import shared_desk

_log = logging.getLogger(__name__)


def open_archive(store: Path) -> Archive:
    """Return the open archive of a store; raises EmptyStoreError or StoreError where it cannot be opened."""
    return shared_desk(store).archive()


def find_starters(archive: Archive, store: Path) -> tuple[str, ...] | None:
    """Return the archive's starter questions, None while they are being found.

    The archive tries its questions before it offers them, and loads its embedding model for the first: seconds.
    """
    finding = _start_finding(archive, str(store), archive.coverage().generation)
    return finding.result() if finding.done() else None


def forget(store: Path) -> None:
    """Close what was opened: the store under it is gone."""
    shared_desk(store).forget()
    _start_finding.clear()


@st.cache_resource(show_spinner=False, max_entries=4)
def _start_finding(_archive: Archive, store: str, generation: int) -> Future[tuple[str, ...]]:
    found: Future[tuple[str, ...]] = Future()
    Thread(target=_find, args=(_archive, found), name=f"starters of {store} {generation}", daemon=True).start()
    return found


def _find(archive: Archive, found: Future[tuple[str, ...]]) -> None:
    questions: tuple[str, ...] = ()
    try:
        archive.warm()
        # What was loaded stays: Streamlit collects garbage after every run of the page, and need not look through it again.
        gc.collect()
        gc.freeze()
        questions = archive.starters()
    except OnTheRecordError:
        _log.exception("no starter questions could be found; the first question will try the archive again")
    finally:
        found.set_result(questions)
