"""The evaluation that this process is busy with: one at a time, in a thread of its own, whoever looks at the page."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

import streamlit as st

from evaluation import QuestionSet, choose_folder, evaluate, make_manifest
from retrieval import Archive, OnTheRecordError
from ui import wording

_log = logging.getLogger(__name__)


class _StoppedError(Exception):
    """Someone pressed stop."""


@dataclass(slots=True, kw_only=True)
class ActiveRun:
    """A run and how far it is: ``done`` of ``total`` cases since ``began`` (seconds of the monotonic clock)."""

    folder: Path
    name: str
    total: int
    began: float
    done: int = 0
    ended: bool = False
    trouble: str = ""
    stopping: Event = field(default_factory=Event)

    @property
    def seconds_left(self) -> float | None:
        """About how long it will go on, in seconds; None before the first case is done."""
        return (time.monotonic() - self.began) / self.done * (self.total - self.done) if self.done else None


class Runs:
    """Starts runs, and remembers the last one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._starting = Lock()
        self.last: ActiveRun | None = None

    @property
    def busy(self) -> ActiveRun | None:
        """The run that is going on, or None."""
        return self.last if self.last and not self.last.ended else None

    def start(self, archive: Archive, questions: QuestionSet, root: Path, *, compare_with: Path | None) -> ActiveRun:
        """Start a run below ``root`` and return it; where one is going on, return that one and start nothing."""
        with self._starting:
            if self.busy:
                return self.busy
            folder = choose_folder(root, make_manifest(questions, archive))
            run = ActiveRun(folder=folder, name=questions.name, total=len(questions.cases), began=time.monotonic())
            self.last = run
            work = Thread(
                target=_work, args=(run, archive, questions, compare_with), name=f"evaluating {folder}", daemon=True
            )
            work.start()
            return run


@st.cache_resource(show_spinner=False)
def all_runs() -> Runs:
    """Return the runs of this process."""
    return Runs()


def _work(run: ActiveRun, archive: Archive, questions: QuestionSet, compare_with: Path | None) -> None:
    def tell(done: int, total: int) -> None:
        run.done, run.total = done, total
        if run.stopping.is_set():
            raise _StoppedError

    try:
        evaluate(questions, archive, run.folder, compare_with=compare_with, told=tell)
    except _StoppedError:
        run.trouble = wording.RUN_STOPPED
    except OnTheRecordError as error:
        run.trouble = wording.sentence(str(error))
    except Exception:  # noqa: BLE001 - a thread's outermost edge: the page says that it failed, the log has the cause
        _log.exception("the evaluation in %s failed", run.folder)
        run.trouble = wording.RUN_FAILED
    finally:
        run.ended = True
