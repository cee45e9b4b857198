"""Answer, Statement, Citation: what a question gets back, and its JSON (schema 1 of the machine interface)."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass, field
from enum import Enum, StrEnum
from typing import Any

from archive import OnTheRecordError, Relation, Voice
from language import Correction, fold_name, office_key
from retrieval.question import Chip, Filters, Question

ANSWER_SCHEMA = 1


class Status(StrEnum):
    """What became of a question. Those of QUOTING are answered with officials' own words."""

    ANSWERED = "answered"
    DECLINED = "declined"  # officials were asked, and did not say
    CONTRADICTED = "contradicted"  # officials denied what the question takes for granted
    NOT_IN_ARCHIVE = "not-in-archive"
    UNCLEAR = "unclear"
    OUT_OF_SCOPE = "out-of-scope"
    BUSY = "busy"
    FAILED = "failed"


QUOTING = frozenset({Status.ANSWERED, Status.DECLINED, Status.CONTRADICTED})


class StatementKind(StrEnum):
    """Whose wording a statement is: the release's own words, or what a language model made of them."""

    QUOTED = "quoted"
    COMPOSED = "composed"


class InvalidAnswerError(OnTheRecordError):
    """An answer breaks an invariant: it is not shown."""


def link_to_page(url: str | None, page: int | None) -> str | None:
    """Return the address of a PDF with the page to open it at (RFC 8118, 3); any other address as it is."""
    if url is None or page is None:
        return url
    address, mark, _ = url.partition("#")
    path = address.partition("?")[0]
    return url if mark or not path.lower().endswith(".pdf") else f"{url}#page={page}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRelease:
    """A release to be read beside a cited one: one that amends it, that it amends, or that is the same text.

    ``relation`` is what the cited release is to it ('amended-by': this one amends the cited one). ``difference`` says in
    a few words what differs, the releases' own words in quotation marks; where both have the cited words, it says that.
    ``version`` is the one that was compared.
    """

    release_id: str
    title: str
    date: dt.date | None
    url: str | None
    relation: Relation
    difference: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact span that a statement rests on: ``quote`` equals ``release.text[start:end]`` of that ``version``.

    ``office`` is the speaker's on that day, as the archive prints it, None where it does not. ``quoted`` is whether the words
    stand in written text that quotes the speaker: what introduces them ('she said') may be part of the quote. ``quoted_by``
    is who signs that text, None where it is the office's own.
    ``corrections`` are the places in the span that the release marks as wrong: a struck-out word stands in the quote and
    was not said. ``values`` are where in the release the numbers or times stand that the question asks for, (start, end)
    each. ``related`` are the releases to be read beside this one. ``header`` is that of the table whose row is quoted, '' for
    all else. ``page`` and ``last_page`` are the numbers of the pages on which the span begins and ends, None where the release
    has no pages; ``date`` is None where it has no date. ``in_reply_to`` is what a reporter had asked, where the span begins
    what was said to it, '' elsewhere: it is nobody's answer. ``text_sha256`` is the SHA-256 of the whole text of that version
    (UTF-8, in hexadecimal), '' for a nearest passage.
    """

    n: int
    release_id: str
    title: str
    date: dt.date | None
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
    header: str = ""
    in_reply_to: str = ""
    version: int = 1
    page: int | None = None
    last_page: int | None = None
    text_sha256: str = ""

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of the pages that the words stand on; () where the release has no pages."""
        return () if self.page is None else tuple(range(self.page, (self.last_page or self.page) + 1))

    @property
    def link(self) -> str | None:
        """The original's address, at the page that the words stand on."""
        return link_to_page(self.url, self.page)

    @property
    def office_beside_name(self) -> str:
        """The office as it stands beside the name: '' where there is none, or where the name holds it already."""
        held = set(fold_name(self.speaker or self.speaker_label or ""))
        return self.office if self.office and not office_key(self.office) <= held else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in that version of a release to be opened and read, whose words are not given as an answer."""

    release_id: str
    start: int
    end: int
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of an answer, with the numbers of the citations that it rests on (at least one).

    QUOTED, it is the release's own words, which stand in its citations. COMPOSED, a language model worded it, and every part of
    it was checked against the citations; it never stands in quotation marks.
    """

    text: str
    citations: tuple[int, ...]
    kind: StatementKind = StatementKind.QUOTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """What a language model did for an answer.

    ``name`` is as it was set (PROVIDER:NAME), ``prompt`` the version of the prompt. Of its sentences so many were ``kept`` with
    its own citations, ``recited`` with others that bear them, given as the words that they repeat (``quoted``), and ``dropped``,
    by reason. Tokens are those that the service counted, ``money`` what they cost in the currency of the prices that were set;
    None where that is not known. ``cached`` says that an earlier draft was checked again, and nobody asked. ``fell_back`` says
    why the answer stands without a model's words, '' where it has them or still grows; ``finished`` whether it is whole.
    """

    name: str
    prompt: str
    kept: int = 0
    recited: int = 0
    quoted: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float = 0.0
    money: float | None = None
    cached: bool = False
    fell_back: str = ""
    finished: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """What a question takes for granted and officials contradict: its words, and the numbers of the citations that do."""

    words: str
    contradicted_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """One ranked passage: where it stands, its words, its score (larger is nearer; comparable within one answer)."""

    release_id: str
    start: int
    end: int
    text: str
    score: float
    title: str
    date: dt.date | None
    voice: Voice
    speaker: str | None
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How an answer was made: the question exactly as it was asked of the archive, so that it can be asked again, and by what.

    ``at`` is when, UTC; ``program`` the version of this program. Digests are SHA-256 in hexadecimal: of the embedding model's
    files, and of the learned numbers. ``caution`` is how probable an answer had to be to be given. ``language`` is the tag of
    the language of the product's own words in it, '' for English.
    """

    question: Question
    at: dt.datetime
    program: str
    embedding_digest: str
    weights_digest: str
    caution: float
    reranker: str = ""
    language: str = ""

    @property
    def id(self) -> str:
        """What tells this answer from every other, also to the same question: 16 hexadecimal digits."""
        return hashlib.sha256(f"{self.at.isoformat()} {self.question.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question gets back.

    An answer of a QUOTING status has statements, each with a citation. Any other has none, and ``text`` says why in the
    product's own words. ``nearest`` are the passages that came closest, given as nobody's answer. ``citations`` are what the
    statements rest on. ``premise`` is what a CONTRADICTED answer contradicts, None for any other.

    ``resolved_question`` is what was searched, ``opening`` the earlier question that it begins with, '' where it stands alone.
    ``lead`` is what the product says itself above the statements: what it counted or listed.
    ``chips`` are the filters read from the question; ``notice`` says which of them were not followed, since nothing would
    have been left. ``retrieved`` are the ranked passages, best first. ``asked_at`` is where a reporter asks what the official
    did not say, or denied; for a refusal, much the same as what is asked. ``confidence`` is how probable it is that the archive
    answers, 0 to 1, by which it is refused or not; None where it did not come to that. ``timings_ms`` are milliseconds a stage.
    ``by_meaning`` is the share of the searched passages that could be found by meaning, below 1 while they are being embedded.
    ``made`` is how it was made, None where it never came to be (BUSY, FAILED).
    """

    question: str
    resolved_question: str
    status: Status
    text: str
    filters: Filters
    opening: str = ""
    lead: str = ""
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
    by_meaning: float = 1.0
    model: ModelUse | None = None
    made: Making | None = None

    def __post_init__(self) -> None:
        """Refuse an answer that breaks invariant 2: raises InvalidAnswerError."""
        if fault := self._find_fault():
            raise InvalidAnswerError(f"the answer to {self.question!r} is {self.status.value!r} and {fault}")

    def _find_fault(self) -> str:
        stated = {n for one in self.statements for n in one.citations}
        against = set(self.premise.contradicted_by) if self.premise else None
        cited = {one.n for one in self.citations}
        if bool(self.statements) != (self.status in QUOTING):
            return f"has {len(self.statements)} statements"
        if not all(one.citations for one in self.statements):
            return "has a statement without a citation"
        if self.composed and (self.status is not Status.ANSWERED or self.model is None):
            return "has a model's words"
        if cited != stated:
            return f"cites {sorted(cited)}: its statements rest on {sorted(stated)}"
        fits = against == (stated if self.status is Status.CONTRADICTED else None)
        return "" if fits else f"does not go with the premise {self.premise}"

    @property
    def answered(self) -> bool:
        """Whether the archive's own words answer the question."""
        return self.status is Status.ANSWERED

    @property
    def composed(self) -> tuple[Statement, ...]:
        """The statements that a language model worded, each checked against its citations; empty where there are none."""
        return tuple(one for one in self.statements if one.kind is StatementKind.COMPOSED)

    @property
    def lists_releases(self) -> bool:
        """Whether the statements are titles, which stand for their releases, and nobody's words."""
        titles = {citation.n: citation.title for citation in self.citations}
        return bool(self.lead) and all(one.text == titles[one.citations[0]] for one in self.statements)

    @property
    def denials(self) -> tuple[Citation, ...]:
        """The officials' words against what the question takes for granted; empty where there are none."""
        against = self.premise.contradicted_by if self.premise else ()
        return tuple(one for one in self.citations if one.n in against)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as JSON-ready values, in the form of the machine interface."""
        return {
            "schema": ANSWER_SCHEMA,
            "question": self.question,
            "resolved_question": self.resolved_question,
            "status": self.status.value,
            "answered": self.answered,
            "text": self.text,
            "lead": self.lead,
            "notice": self.notice,
            "statements": [
                {"text": s.text, "citations": list(s.citations), "kind": s.kind.value} for s in self.statements
            ],
            "citations": [_plain(asdict(citation)) for citation in self.citations],
            "nearest": [_plain(asdict(citation)) for citation in self.nearest],
            "asked_at": None if self.asked_at is None else asdict(self.asked_at),
            "premise": None if self.premise is None else _plain(asdict(self.premise)),
            "retrieved": [_plain(asdict(passage)) for passage in self.retrieved],
            "filters": self.filters.to_json(),
            "chips": [chip.to_json() for chip in self.chips],
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
            "store": {
                "generation": self.generation,
                "embedding_model": self.embedding_model,
                "by_meaning": round(self.by_meaning, 4),
            },
            "model": None if self.model is None else asdict(self.model),
        }


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: days in ISO form, enumerations by their value, tuples as lists."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
