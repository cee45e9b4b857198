"""An answer as a stream: first in the archive's own words, then as a writer words it; and the evidence that a writer is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from archive import SentenceEmbedder, Store
from retrieval import Answer, Archive, Citation, ModelUse, Statement, StatementKind, Status
from retrieval.answering.numbered_evidence import MOST_CHARACTERS

pytestmark = pytest.mark.model

QUESTION = "How many people were carried out by Operation Safe Harbour?"
UNANSWERABLE = "What is the boiling point of tungsten hexafluoride in kelvin?"


class OneSentence:
    """A writer of one sentence, which rests on the first evidence."""

    name = "test:one-sentence"

    def __init__(self) -> None:
        self.given: list[tuple[Citation, ...]] = []

    def write(self, answer: Answer, evidence: tuple[Citation, ...]) -> Iterator[Answer]:
        self.given.append(evidence)
        use = ModelUse(name=self.name, prompt="1", finished=False)
        yield replace(answer, model=use)
        worded = Statement(text="It was counted.", citations=(1,), kind=StatementKind.COMPOSED)
        yield replace(answer, statements=(worded, *answer.statements), model=replace(use, kept=1, finished=True))


@pytest.fixture
def writer() -> OneSentence:
    return OneSentence()


@pytest.fixture
def archive(sample_archive: Archive, embedder: SentenceEmbedder, writer: OneSentence) -> Archive:
    return Archive(Store(sample_archive.store.folder), embedder, writer=writer)


def test_the_archives_own_words_come_first_and_never_change(archive: Archive, sample_archive: Archive) -> None:
    alone = sample_archive.ask(QUESTION)
    first, *later = list(archive.stream(QUESTION))
    assert first.model is None
    assert [one.text for one in first.statements] == [one.text for one in alone.statements]
    assert [form.model.finished for form in later if form.model] == [False, True]
    for form in later:
        assert form.statements[len(form.composed) :] == first.statements
    assert archive.ask(QUESTION).composed == later[-1].composed
    assert (archive.model, sample_archive.model) == ("test:one-sentence", "")


@pytest.mark.parametrize("question", [UNANSWERABLE, "Hello", "How many press briefings are there?"])
def test_a_writer_is_not_asked_where_nothing_is_quoted(archive: Archive, writer: OneSentence, question: str) -> None:
    assert len(list(archive.stream(question))) == 1
    assert writer.given == []


def test_a_conversation_goes_on_from_an_answer_that_still_grows(archive: Archive, writer: OneSentence) -> None:
    conversation = archive.converse()
    forms = conversation.stream(QUESTION)
    first = next(forms)
    follow_up = conversation.ask("And how many of them were citizens?")
    assert follow_up.opening == QUESTION
    assert first.status is Status.ANSWERED
    assert [form.composed != () for form in forms] == [False, True]


def test_only_the_answer_that_is_kept_is_written(archive: Archive, writer: OneSentence) -> None:
    conversation = archive.converse()
    conversation.ask(QUESTION)
    conversation.ask("And the citizens?")
    assert len(writer.given) <= 2


def test_evidence_is_verbatim_numbered_in_order_and_fits(archive: Archive, writer: OneSentence) -> None:
    answer = archive.ask(QUESTION)
    evidence = writer.given[0]
    assert [one.n for one in evidence] == list(range(1, len(evidence) + 1))
    assert evidence[: len(answer.citations)] == answer.citations
    assert len(evidence) > len(answer.citations)
    assert sum(len(one.quote) for one in evidence) <= MOST_CHARACTERS + max(len(one.quote) for one in evidence)
    for one in evidence:
        assert one.quote == archive.release(one.release_id).text[one.start : one.end]
    spans = [(one.release_id, one.start, one.end) for one in evidence]
    assert not [(a, b) for i, a in enumerate(spans) for b in spans[:i] if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]]
