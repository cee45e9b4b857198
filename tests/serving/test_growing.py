"""Answers that grow while a model words them, at every door that streams; and a client that goes away, which ends it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import httpx
import openai
import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from retrieval import Answer, Archive, Citation, ModelUse, Question, Statement, StatementKind
from serving.desk import Desk
from serving.gate import QuestionGate
from tests.serving.conftest import OpenDesk, get, post, wait_for
from tests.serving.test_api import events_in

pytestmark = pytest.mark.model
ASKED = "How many people did Operation Safe Harbour bring out?"
SENTENCES = ("Operation Safe Harbour brought out 6,214 people.", "Of these, 1,702 were citizens.")


class ScriptedWriter:
    """Words an answer in sentences written beforehand, each as soon as it likes."""

    name = "scripted:model"

    def __init__(self) -> None:
        self.sentences: Iterable[str] = SENTENCES
        self.pause = 0.0  # seconds after each
        self.asked: list[str] = []
        self.ended_early = threading.Event()

    def warm(self) -> None:
        """There is nothing to load."""

    def write(self, answer: Answer, evidence: tuple[Citation, ...]) -> Iterator[Answer]:
        """Yield the answer with one sentence more each time."""
        self.asked.append(answer.question)
        composed: tuple[Statement, ...] = ()
        use = ModelUse(name=self.name, prompt="1", finished=False)
        try:
            for number, sentence in enumerate(self.sentences, start=1):
                composed += (Statement(text=sentence, citations=(1,), kind=StatementKind.COMPOSED),)
                use = replace(use, kept=number, tokens_in=100, tokens_out=10 * number)
                yield replace(answer, statements=(*composed, *answer.statements), model=use)
                self.ended_early.wait(self.pause)
            yield replace(answer, statements=(*composed, *answer.statements), model=replace(use, finished=True))
        except GeneratorExit:
            self.ended_early.set()
            raise


@pytest.fixture
def writer() -> ScriptedWriter:
    """A writer of two sentences."""
    return ScriptedWriter()


@pytest.fixture
def writing_desk(sample_store: Path, embedder: SentenceEmbedder, writer: ScriptedWriter) -> Desk:
    """A desk whose archive has a writer."""
    archive = Archive(Store(sample_store), embedder, writer=writer)
    return OpenDesk(archive, gate=QuestionGate(at_once=1, queue=2))


def test_each_growing_answer_is_an_event(writing_desk: Desk, open_doors: Callable[..., str]) -> None:
    address = open_doors(writing_desk)
    said = post(f"{address}/api/ask", json={"question": ASKED, "stream": True}, timeout=150)
    answers = [data for name, data in events_in(said.text) if name == "answer"]
    composed = [[one["text"] for one in answer["statements"] if one["kind"] == "composed"] for answer in answers]
    assert composed == [[], [SENTENCES[0]], list(SENTENCES), list(SENTENCES)]
    assert [answer["model"] and answer["model"]["finished"] for answer in answers] == [None, False, False, True]
    figures = get(f"{address}/metrics").text
    assert 'otr_model_sentences_total{outcome="kept"} 2.0' in figures
    assert 'otr_model_tokens_total{direction="out"} 20.0' in figures


def test_a_chat_streams_a_sentence_a_chunk_and_counts_the_model_s_tokens(
    writing_desk: Desk, open_doors: Callable[..., str]
) -> None:
    client = openai.OpenAI(base_url=f"{open_doors(writing_desk)}/v1", api_key="x", timeout=150)
    messages: list[openai.types.chat.ChatCompletionMessageParam] = [{"role": "user", "content": ASKED}]
    chunks = list(
        client.chat.completions.create(
            model="on-the-record", messages=messages, stream=True, stream_options={"include_usage": True}
        )
    )
    said = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]
    assert said[:2] == [f"{SENTENCES[0]} [1]", f"\n\n{SENTENCES[1]} [1]"]
    assert said[2].startswith("\n\nHelena Marsh, Minister of Foreign Affairs, November 3, 2031: “In 47 days, ships")
    assert chunks[-1].usage
    assert (chunks[-1].usage.prompt_tokens, chunks[-1].usage.completion_tokens) == (100, 20)
    whole = client.chat.completions.create(model="on-the-record", messages=messages)
    assert whole.choices[0].message.content == "".join(said)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {"question": ASKED, "stream": True}),
        (
            "/v1/chat/completions",
            {"model": "on-the-record", "stream": True, "messages": [{"role": "user", "content": ASKED}]},
        ),
    ],
)
def test_a_client_that_goes_away_ends_its_stream(
    writing_desk: Desk, writer: ScriptedWriter, open_doors: Callable[..., str], path: str, body: dict[str, object]
) -> None:
    writer.sentences, writer.pause = (f"This is sentence {number}." for number in count(1)), 0.05
    with httpx.stream("POST", open_doors(writing_desk) + path, json=body, timeout=150) as said:
        lines = said.iter_lines()
        assert any("This is sentence 2." in line for line in lines)
        assert not writer.ended_early.is_set()
    wait_for(writer.ended_early.is_set)
    wait_for(lambda: writing_desk.gate.inside == 0)


def test_earlier_questions_are_not_worded_again(writing_desk: Desk, writer: ScriptedWriter) -> None:
    list(writing_desk.ask(Question(text=ASKED), before=[Question(text=ASKED)] * 3, door="test"))
    assert writer.asked == [ASKED]
