"""Answer, Statement, Citation: what a question gets back, and its JSON (schema 1 of the machine interface)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from archive import OnTheRecordError, Relation, Voice
from language import Correction, fold_name, office_key
from retrieval.question import Chip, Filters

ANSWER_SCHEMA = 1


class Status(StrEnum):
    """What became of a question. Only ANSWERED and DECLINED are the archive's own words on it."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NOT_IN_ARCHIVE = "not-in-archive"
    UNCLEAR = "unclear"
    OUT_OF_SCOPE = "out-of-scope"
    BUSY = "busy"
    FAILED = "failed"


class InvalidAnswerError(OnTheRecordError):
    """An answer breaks an invariant: it is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRelease:
    """A release to be read beside a cited one: one that amends it, that it amends, or that is the same text.

    ``relation`` is what the cited release is to it ('amended-by': this one amends the cited one). ``difference`` says in
    a few words what differs, the releases' own words in quotation marks; where both have the cited words, it says that.
    """

    release_id: str
    title: str
    date: date
    url: str | None
    relation: Relation
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact span that a statement rests on: ``quote`` equals ``release.text[start:end]``.

    ``office`` is the speaker's on that day, as the archive prints it, None where it does not. ``quoted`` is whether the words
    stand in written text that quotes the speaker: what introduces them ('she said') may be part of the quote. ``quoted_by``
    is who signs that text, None where it is the office's own.
    ``corrections`` are the places in the span that the release marks as wrong: a struck-out word stands in the quote and
    was not said. ``values`` are where in the release the numbers or times stand that the question asks for, (start, end)
    each. ``related`` are the releases to be read beside this one.
    """

    n: int
    release_id: str
    title: str
    date: date
    url: str | None
    kind: str
    voice: Voice
    speaker: str | None
    speaker_label: str | None
    quote: str
    start: int
    end: int
    corrections: tuple[Correction, ...] = ()
    values: tuple[tuple[int, int], ...] = ()
    related: tuple[RelatedRelease, ...] = ()
    office: str | None = None
    quoted: bool = False
    quoted_by: str | None = None

    @property
    def office_beside_name(self) -> str:
        """The office as it stands beside the name: '' where there is none, or where the name holds it already."""
        held = set(fold_name(self.speaker or self.speaker_label or ""))
        return self.office if self.office and not office_key(self.office) <= held else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a release to be opened and read, whose words are not given as an answer."""

    release_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of an answer: an official's own words, with the numbers of the citations that they stand in (at least one)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """What a question takes for granted and officials contradict: its words, and the numbers of the citations that do.

    ``certain`` is whether that takes the place of an answer. If not, what they deny is close to it, and may be another thing:
    an answer may stand beside it, and quote it itself.
    """

    words: str
    contradicted_by: tuple[int, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """One ranked passage: where it stands, its words, its score (larger is nearer; comparable within one answer)."""

    release_id: str
    start: int
    end: int
    text: str
    score: float
    title: str
    date: date
    voice: Voice
    speaker: str | None
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question gets back.

    An answer that is ``answered`` has statements, each with a citation; one that is not has none, and ``text`` then says
    so in the product's own words, with ``nearest`` as the passages that came closest. ``timings_ms`` are milliseconds a
    stage, ``retrieved`` the ranked passages, best first. ``confidence`` is how probable it is that the archive answers,
    0 to 1, which the refusal is decided on; None where it did not come to that. ``chips`` are the filters that were read
    from the question, each with its words; ``notice`` says what of them was not followed, as nothing would have been left.
    ``asked_at`` is where the reporter asks what the official of a ``declined`` answer did not say, or denied.
    ``premise`` is what of the question officials contradict, None where nothing that is known does; their words then come
    first in ``nearest``, or are all of it beside an answer, where it does not quote them itself.
    """

    question: str
    resolved_question: str
    status: Status
    text: str
    filters: Filters
    notice: str = ""
    chips: tuple[Chip, ...] = ()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    nearest: tuple[Citation, ...] = ()
    asked_at: Place | None = None
    premise: Premise | None = None
    confidence: float | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    generation: int = 0
    embedding_model: str = ""

    def __post_init__(self) -> None:
        """Refuse an answer that breaks invariant 2: raises InvalidAnswerError."""
        if self.premise:
            against, status = self.premise.contradicted_by, self.status
            fits = status is Status.NOT_IN_ARCHIVE or (status is Status.ANSWERED and not self.premise.certain)
            if not fits or not against or {one.n for one in self.denials} != set(against):
                raise InvalidAnswerError(
                    f"answer to {self.question!r} is {self.status.value!r} and contradicted by {against}: what is certain has"
                    f" to be {Status.NOT_IN_ARCHIVE.value!r}, and these have to be cited"
                )
        numbers = {citation.n for citation in self.citations}
        quoting = self.status in (Status.ANSWERED, Status.DECLINED)
        if quoting and not self.statements:
            raise InvalidAnswerError(f"answer to {self.question!r} is {self.status.value!r} without a statement")
        if not quoting and (self.statements or self.citations):
            raise InvalidAnswerError(f"answer to {self.question!r} is {self.status.value!r} and yet cites")
        for statement in self.statements:
            if not statement.citations or not set(statement.citations) <= numbers:
                raise InvalidAnswerError(
                    f"statement {statement.text!r} cites {statement.citations}, of {sorted(numbers)}"
                )

    @property
    def answered(self) -> bool:
        """Whether the archive's own words answer the question."""
        return self.status is Status.ANSWERED

    @property
    def contradicted(self) -> bool:
        """Whether it is refused, and officials' words against what the question takes for granted are shown in its place."""
        return self.premise is not None and not self.answered

    @property
    def doubted(self) -> bool:
        """Whether it answers, and officials' words against what the question takes for granted stand beside it."""
        return self.premise is not None and self.answered

    @property
    def denials(self) -> tuple[Citation, ...]:
        """The officials' words against what the question takes for granted; empty where there are none."""
        against = self.premise.contradicted_by if self.premise else ()
        return tuple(one for one in (*self.citations, *self.nearest) if one.n in against)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as JSON-ready values, in the form of the machine interface."""
        return {
            "schema": ANSWER_SCHEMA,
            "question": self.question,
            "resolved_question": self.resolved_question,
            "status": self.status.value,
            "answered": self.answered,
            "text": self.text,
            "notice": self.notice,
            "statements": [{"text": s.text, "citations": list(s.citations)} for s in self.statements],
            "citations": [_plain(asdict(citation)) for citation in self.citations],
            "nearest": [_plain(asdict(citation)) for citation in self.nearest],
            "asked_at": None if self.asked_at is None else asdict(self.asked_at),
            "premise": None if self.premise is None else _plain(asdict(self.premise)),
            "retrieved": [_plain(asdict(passage)) for passage in self.retrieved],
            "filters": self.filters.to_json(),
            "chips": [chip.to_json() for chip in self.chips],
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
            "store": {"generation": self.generation, "embedding_model": self.embedding_model},
        }


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: days in ISO form, enumerations by their value, tuples as lists."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
