"""Growing: an answer that a thread of its own lets grow, while the page looks how far it is."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from dataclasses import replace
from threading import Thread

from retrieval import Answer
from ui import wording
from ui.languages import in_this_language

_log = logging.getLogger(__name__)


class GrowingAnswer:
    """The first form of an answer, and every later one as soon as it is there. The last is whole."""

    def __init__(self, forms: Iterator[Answer]) -> None:
        """Wait for the first form, and go on in a thread; raises what the first form raises."""
        self.latest = next(forms)
        self.done = False
        self._forms = forms
        Thread(target=in_this_language(self._grow), name="growing answer", daemon=True).start()

    def stop(self) -> None:
        """Leave it as it stands. What the thread still waits for is not taken."""
        self.done = True
        self._end_with(wording.STOPPED_BY_READER)

    def _grow(self) -> None:
        try:
            for form in self._forms:
                if self.done:
                    return
                self.latest = form
        except Exception:  # noqa: BLE001 - the thread's outermost edge: what was answered stands, and the log has the cause
            _log.exception("the answer to %r stopped growing", self.latest.question)
            self._end_with(wording.STOPPED_GROWING)
        finally:
            self.done = True
            if isinstance(self._forms, Generator):
                self._forms.close()

    def _end_with(self, why: str) -> None:
        if self.latest.model is not None:
            use = replace(self.latest.model, finished=True, fell_back=why)
            self.latest = replace(self.latest, model=use)
