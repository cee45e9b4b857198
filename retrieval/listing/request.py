"""Request: what a question asks of the catalogue: how many releases, which, or the first or latest of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retrieval.query import NamedSpeaker


class Act(StrEnum):
    """What is done with the releases that fit: counted or listed, or the one at an end of them told."""

    COUNT = "count"
    TIMES = "times"  # how often something is mentioned: sentences are counted
    LIST = "list"
    FIRST = "first"
    LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledKind:
    """The releases that a question's words for a kind mean: all, where nothing more is said of them.

    They are those of ``kinds``, or those whose titles have all the stems of ``titled``. ``name`` is the kind, or the words for
    it, as told. ``known`` is False where the archive has no such kind.
    """

    name: str = ""
    kinds: tuple[str, ...] = ()
    titled: frozenset[str] = frozenset()
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of the catalogue.

    ``speaker`` is whose words the releases are to have, ``words`` are what they are to mention, ``since`` and ``until`` when
    they are of, as the question says it. ``stranger`` is a name in it that is nobody's whose words the archive has.
    """

    act: Act
    kind: CalledKind = field(default_factory=CalledKind)
    speaker: NamedSpeaker | None = None
    stranger: str = ""
    words: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def limited(self) -> bool:
        """Whether it says more of the releases than their kind."""
        return bool(self.speaker or self.stranger or self.words or self.since or self.until)
