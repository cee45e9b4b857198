"""Receipt: an answer as a record, with all that is needed to check its quotations and to ask its question again."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any, Literal

import pydantic_core
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from archive import UsageError, Voice
from retrieval import wording
from retrieval.answer import Answer, Citation, ModelUse, Statement, StatementKind, Status
from retrieval.question import Chip, Filters, Question

_SHA256 = r"^[0-9a-f]{64}$"
_FAULTS_SHOWN = 5


class InvalidReceiptError(UsageError):
    """A file is no receipt; the message names the field."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReceiptQuotation(_Record):
    """Quoted words: ``words`` are ``text[start:end]`` of that version of the release, whose whole text has this SHA-256.

    ``stated`` is whether they stand in the answer; else only a sentence that a language model composed rests on them.
    """

    n: int
    release: str
    version: int
    title: str
    date: date | None
    kind: str
    url: str | None
    voice: Voice
    speaker: str | None
    speaker_label: str | None
    office: str | None
    quoted: bool
    quoted_by: str | None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    page: int | None
    words: str
    sha256: str = Field(pattern=_SHA256)
    stated: bool


class _Understood(_Record):
    """What the question was understood as: what was searched, within which filters, and which of them it was read from."""

    question: str
    filters: Filters
    chips: tuple[Chip, ...]
    notice: str


class _Composed(_Record):
    """A sentence that a language model worded, and the quotations that it rests on."""

    text: str
    citations: tuple[int, ...]


class _Origin(_Record):
    """What the answer came from."""

    generation: int
    embedding_model: str
    embedding_digest: str
    weights_digest: str
    caution: float
    reranker: str
    program: str


class Receipt(_Record):
    """An answer, written down. ``asked`` is the question exactly as it was asked of the archive.

    ``said`` is what the product said itself, in ``language`` ('' is English): what it counted, or why it did not answer.
    ``seal`` is the SHA-256 of all the rest: it tells that a receipt was changed by mistake or in haste; who changes it with
    care can make a new one, but not make an archive hold the words.
    """

    receipt: Literal[1] = 1
    at: datetime
    asked: Question
    understood: _Understood
    status: Status
    said: str
    quotations: tuple[ReceiptQuotation, ...]
    composed: tuple[_Composed, ...]
    origin: _Origin
    language_model: ModelUse | None
    language: str = Field(default="", exclude_if=lambda tag: not tag)
    seal: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")

    def write(self) -> str:
        """Return the receipt as JSON, as ``read_receipt`` reads it."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"

    @property
    def sealed(self) -> bool:
        """Whether nothing was changed since it was made, as far as the seal tells."""
        return self.seal == _seal(self.model_dump(mode="json"))


def make_receipt(answer: Answer) -> Receipt:
    """Return the receipt of an answer; raises UsageError for one that never came to be (busy, failed)."""
    made = answer.made
    if made is None:
        raise UsageError(wording.NO_RECEIPT.format(status=answer.status.value))
    receipt = Receipt(
        at=made.at,
        asked=made.question,
        understood=_Understood(
            question=answer.resolved_question, filters=answer.filters, chips=answer.chips, notice=answer.notice
        ),
        status=answer.status,
        said=answer.lead if answer.citations else answer.text,
        quotations=tuple(_quotation(one, stated=one in quoted_by(answer)) for one in answer.citations),
        composed=tuple(_Composed(text=one.text, citations=one.citations) for one in answer.composed),
        origin=_Origin(
            generation=answer.generation, embedding_model=answer.embedding_model, embedding_digest=made.embedding_digest,
            weights_digest=made.weights_digest, caution=made.caution, reranker=made.reranker, program=made.program,
        ),
        language_model=answer.model, language=made.language,
    )  # fmt: skip
    return receipt.model_copy(update={"seal": _seal(receipt.model_dump(mode="json"))})


def quoted_by(answer: Answer) -> tuple[Citation, ...]:
    """Return the citations whose words stand in an answer, without those that only composed sentences rest on."""
    quoting: list[Statement] = [one for one in answer.statements if one.kind is StatementKind.QUOTED]
    numbers = {n for statement in quoting for n in statement.citations}
    return tuple(citation for citation in answer.citations if citation.n in numbers)


def read_receipt(data: bytes, *, name: str) -> Receipt:
    """Return the receipt in a file's bytes; raises InvalidReceiptError, which names the fields that are amiss."""
    try:
        read = pydantic_core.from_json(data)
    except ValueError as error:
        raise InvalidReceiptError(wording.NO_RECEIPT_JSON.format(name=name, error=error)) from error
    if not isinstance(read, dict) or "receipt" not in read:
        raise InvalidReceiptError(wording.NO_RECEIPT_FIELD.format(name=name))
    try:
        return Receipt.model_validate(read)
    except ValidationError as error:
        faults = "; ".join(map(_describe, error.errors()[:_FAULTS_SHOWN]))
        raise InvalidReceiptError(wording.BAD_RECEIPT.format(name=name, faults=faults)) from error
    except UsageError as error:  # a question or filters that cannot be
        raise InvalidReceiptError(wording.BAD_RECEIPT.format(name=name, faults=f"field asked: {error}")) from error


def _quotation(one: Citation, *, stated: bool) -> ReceiptQuotation:
    return ReceiptQuotation(
        n=one.n, release=one.release_id, version=one.version, title=one.title, date=one.date, kind=one.kind, url=one.url,
        voice=one.voice, speaker=one.speaker, speaker_label=one.speaker_label, office=one.office, quoted=one.quoted,
        quoted_by=one.quoted_by, start=one.start, end=one.end, page=one.page, words=one.quote, sha256=one.text_sha256,
        stated=stated,
    )  # fmt: skip


def _seal(values: dict[str, Any]) -> str:
    rest = {name: value for name, value in values.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _describe(fault: Any) -> str:
    """Return a fault as 'field NAME: what is wrong (what was given)'."""
    came = fault["input"]
    shown = "" if isinstance(came, dict | list) or fault["type"] == "missing" else f" (it is {str(came)[:60]!r})"
    return f"field {'.'.join(map(str, fault['loc']))}: {fault['msg']}{shown}"
