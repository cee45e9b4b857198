"""The archive that all visitors of this process share, and the questions that it proposes, found while nobody waits."""

from __future__ import annotations

import gc
import logging
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import streamlit as st

from retrieval import Answer, Archive, OnTheRecordError
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


def start_finding_next(archive: Archive, store: Path, answers: Sequence[Answer]) -> Future[tuple[str, ...]]:
    """Begin to find what to ask after these answers; nothing is looked for where somebody waits for an answer."""
    found: Future[tuple[str, ...]] = Future()
    gate = shared_desk(store).gate
    if gate.waiting or gate.inside >= gate.at_once:
        found.set_result(())
    else:
        Thread(target=_find_next, args=(archive, answers, found), name="next questions", daemon=True).start()
    return found


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


def _find_next(archive: Archive, answers: Sequence[Answer], found: Future[tuple[str, ...]]) -> None:
    questions: tuple[str, ...] = ()
    try:
        questions = archive.next_questions(answers)
    except OnTheRecordError:
        _log.exception("no questions to ask next could be found")
    finally:
        found.set_result(questions)
