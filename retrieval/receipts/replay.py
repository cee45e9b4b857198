"""Replay: a receipt's question asked again, and in plain words what is other today."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from archive import CatalogueReader, NotFoundError, StoreError
from language import find_locale, speaking
from retrieval import wording
from retrieval.answer import QUOTING, Answer, Citation, Status
from retrieval.citations import name_source
from retrieval.question import Question
from retrieval.receipts.receipt import Receipt, ReceiptQuotation, quoted_by

REPLAY_SCHEMA = 1


class ReplayKind(StrEnum):
    """What is other than the receipt says."""

    RECEIPT = "receipt"  # it was changed since it was made, or is of another archive
    STATUS = "status"
    SAID = "said"  # what the product counted
    GONE = "quotation-gone"
    NEW = "quotation-new"
    ATTRIBUTION = "attribution"  # the same words, said to be another's, or of another release


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayChange:
    """One thing that is other; ``n`` is the quotation's number in the receipt, for a new one in today's answer, or None."""

    kind: ReplayKind
    told: str
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of asking again: today's answer, what is other, and the ``circumstances`` that are (models, generation).

    Other circumstances alone make no other answer.
    """

    receipt: Receipt
    answer: Answer
    changes: tuple[ReplayChange, ...]
    circumstances: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the same question gives the same answer today, and the receipt is what was made."""
        return not self.changes

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {
            "schema": REPLAY_SCHEMA,
            "same": self.same,
            "changes": [{"kind": one.kind.value, "n": one.n, "told": one.told} for one in self.changes],
            "circumstances": list(self.circumstances),
            "receipt": self.receipt.model_dump(mode="json"),
            "answer": self.answer.to_json(),
        }


def compare_again(receipt: Receipt, ask: Callable[[Question], Answer], catalogue: CatalogueReader) -> Replay:
    """Ask a receipt's question again and return what is other; raises StoreError where it cannot be answered now.

    No language model need be asked: what it words is other each time, and the quotations below are compared.
    """
    with speaking(
        find_locale(receipt.language, wording.LANGUAGES)
    ):  # what it said then is compared with what it says now
        answer = ask(receipt.asked)
    if answer.status in (Status.BUSY, Status.FAILED):
        raise StoreError(wording.NOT_REPLAYED.format(reason=answer.text))
    changes = (*_find_tampering(receipt, catalogue), *_compare(receipt, answer, catalogue))
    return Replay(
        receipt=receipt, answer=answer, changes=changes, circumstances=tuple(_tell_circumstances(receipt, answer))
    )


def _find_tampering(receipt: Receipt, catalogue: CatalogueReader) -> Iterator[ReplayChange]:
    """Yield what tells that a receipt is not what was made: its seal, and words that its versions do not hold."""
    if not receipt.sealed:
        yield ReplayChange(kind=ReplayKind.RECEIPT, told=wording.SEAL_BROKEN)
    for one in receipt.quotations:
        text = _kept_text(one, catalogue)
        if text is None:
            continue  # told where it is said why the quotation is gone
        if hashlib.sha256(text.encode()).hexdigest() != one.sha256:
            told = wording.OTHER_TEXT
        elif text[one.start : one.end] != one.words:
            told = wording.OTHER_WORDS
        else:
            continue
        told = told.format(n=one.n, version=one.version, release=one.release, start=one.start, end=one.end)
        yield ReplayChange(kind=ReplayKind.RECEIPT, n=one.n, told=told)


def _kept_text(one: ReceiptQuotation, catalogue: CatalogueReader) -> str | None:
    """Return the text of the version that is quoted, None where the archive does not keep it."""
    try:
        kept = catalogue.release(one.release, bare=True)
        return kept.release.text if kept.version == one.version else dict(_earlier(one, catalogue)).get(one.version)
    except NotFoundError:
        return None


def _earlier(one: ReceiptQuotation, catalogue: CatalogueReader) -> list[tuple[int, str]]:
    return [(version, text) for _, version, text in catalogue.earlier_texts(one.release)]


def _compare(receipt: Receipt, answer: Answer, catalogue: CatalogueReader) -> Iterator[ReplayChange]:
    if answer.status is not receipt.status:
        told = wording.OTHER_STATUS.format(before=receipt.status.value, now=answer.status.value)
        yield ReplayChange(kind=ReplayKind.STATUS, told=told)
    elif answer.status in QUOTING and answer.lead != receipt.said:
        told = wording.OTHER_SAID.format(before=receipt.said, now=answer.lead)
        yield ReplayChange(kind=ReplayKind.SAID, told=told)
    today = list(quoted_by(answer))
    for one in receipt.quotations:
        if not one.stated:
            continue
        again = next((citation for citation in today if _place(citation) == _place_in(one)), None)
        if again is not None:
            today.remove(again)
            yield from _compare_attribution(one, again)
            continue
        moved = next((other for other in today if (other.release_id, other.quote) == (one.release, one.words)), None)
        if moved is not None:
            today.remove(moved)
        yield ReplayChange(kind=ReplayKind.GONE, n=one.n, told=_tell_gone(one, answer, moved, catalogue))
    for new in today:
        told = wording.QUOTED_NOW.format(n=new.n, who=name_source(new), title=new.title, words=_short(new.quote))
        yield ReplayChange(kind=ReplayKind.NEW, n=new.n, told=told)


def _place(one: Citation) -> tuple[str, int, int, int, str]:
    return one.release_id, one.version, one.start, one.end, one.quote


def _place_in(one: ReceiptQuotation) -> tuple[str, int, int, int, str]:
    return one.release, one.version, one.start, one.end, one.words


def _compare_attribution(one: ReceiptQuotation, today: Citation) -> Iterator[ReplayChange]:
    """Yield what is told otherwise today of the same words: whose they are, the title, the day."""
    names = {"speaker": "speaker", "speaker_label": "label", "voice": "voice", "title": "title", "date": "date"}
    for field, name in names.items():
        before, now = getattr(one, field), getattr(today, field)
        if before != now:
            told = wording.OTHER_ATTRIBUTION.format(n=one.n, what=name, before=before or "-", now=now or "-")
            yield ReplayChange(kind=ReplayKind.ATTRIBUTION, n=one.n, told=told)


def _tell_gone(one: ReceiptQuotation, answer: Answer, moved: Citation | None, catalogue: CatalogueReader) -> str:
    """Return that a quotation is gone, and why."""
    gone = wording.QUOTATION_GONE.format(n=one.n, title=one.title, words=_short(one.words))
    return f"{gone} {_tell_why(one, answer, moved, catalogue)}"


def _tell_why(one: ReceiptQuotation, answer: Answer, moved: Citation | None, catalogue: CatalogueReader) -> str:
    try:
        kept = catalogue.release(one.release, bare=True)
    except NotFoundError:
        return wording.GONE_RELEASE
    if kept.withdrawn:
        return wording.GONE_WITHDRAWN
    if kept.version != one.version:
        at = moved.start if moved else kept.release.text.find(one.words)
        told = wording.GONE_FROM_VERSION if at < 0 else wording.GONE_QUOTED_THERE if moved else wording.GONE_MOVED
        return told.format(version=kept.version, start=at, end=at + len(one.words))
    if kept.release.text[one.start : one.end] != one.words:
        return wording.GONE_NEVER
    if answer.status not in QUOTING:
        return wording.GONE_NOTHING
    for citation in quoted_by(answer):
        if _overlaps(one, citation.release_id, citation.start, citation.end):
            return wording.GONE_RECUT.format(n=citation.n)
    places = [rank for rank, p in enumerate(answer.retrieved, 1) if _overlaps(one, p.release_id, p.start, p.end)]
    return wording.GONE_RANKED.format(rank=places[0]) if places else wording.GONE_UNRANKED


def _overlaps(one: ReceiptQuotation, release_id: str, start: int, end: int) -> bool:
    return one.release == release_id and one.start < end and start < one.end


def _tell_circumstances(receipt: Receipt, answer: Answer) -> Iterator[str]:
    """Yield in what else today is other: the archive's generation, the models, the learned numbers, the program."""
    before, made = receipt.origin, answer.made
    pairs: list[tuple[str, object, object]] = [("generation", before.generation, answer.generation)]
    if made is not None:
        pairs += [
            ("embedding model", before.embedding_model, answer.embedding_model),
            ("SHA-256 of the embedding model", before.embedding_digest, made.embedding_digest),
            ("SHA-256 of the learned numbers", before.weights_digest, made.weights_digest),
            ("caution", before.caution, made.caution),
            ("reranker", before.reranker or "-", made.reranker or "-"),
            ("version of the program", before.program, made.program),
        ]
    for name, was, now in pairs:
        if was != now:
            yield wording.OTHER_CIRCUMSTANCE.format(name=name, before=was, now=now)
    if receipt.composed and receipt.language_model is not None:
        yield wording.NOT_COMPOSED_AGAIN.format(model=receipt.language_model.name)


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return (
        one_line if len(one_line) <= wording.LONGEST_TOLD else one_line[: wording.LONGEST_TOLD].rsplit(" ", 1)[0] + " …"
    )
