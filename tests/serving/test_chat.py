"""The archive as a chat model, asked by OpenAI's own client of the running server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import openai
import pytest
from openai import OpenAI

from retrieval import Answer, Archive, ModelUse, Statement, StatementKind
from serving.chat_text import ChatText, write_chat
from tests.serving.conftest import get, post

pytestmark = pytest.mark.model
MODEL = "on-the-record"
ASKED = "How many people did Operation Safe Harbour bring out?"
MANY = "What did Minister Marsh say about Operation Safe Harbour?"
PAGE = "http://archive.example.org/"


@pytest.fixture(scope="module")
def client(server: str) -> OpenAI:
    """OpenAI's client of the server."""
    return OpenAI(base_url=f"{server}/v1", api_key="none is needed", timeout=150, max_retries=0)


def say(*turns: str) -> list[Any]:
    """Return messages, the user's and the assistant's in turn."""
    return [{"role": "user" if place % 2 == 0 else "assistant", "content": words} for place, words in enumerate(turns)]


def annotations_of(message: Any) -> list[dict[str, Any]]:
    return [one if isinstance(one, dict) else one.model_dump() for one in getattr(message, "annotations", None) or ()]


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    assert client.models.retrieve(MODEL).id == MODEL
    with pytest.raises(openai.NotFoundError, match="does not exist"):
        client.models.retrieve("gpt-5")


@pytest.mark.parametrize("asked", [ASKED, MANY, "List the fact sheets"])
def test_an_answer_and_its_citations(client: OpenAI, sample_archive: Archive, asked: str) -> None:
    completion = client.chat.completions.create(model=MODEL, messages=say(asked))
    expected = sample_archive.ask(asked)
    (choice,) = completion.choices
    assert (choice.finish_reason, choice.message.role) == ("stop", "assistant")
    assert choice.message.content == expected.text
    found = annotations_of(choice.message)
    assert {one["type"] for one in found} == {"url_citation"}
    cited = [one["url_citation"] for one in found]
    content = choice.message.content or ""
    assert [content[one["start_index"] : one["end_index"]] for one in cited] == [f"[{c.n}]" for c in expected.citations]
    assert [(one["url"], one["title"]) for one in cited] == [(c.url, c.title) for c in expected.citations]
    assert completion.usage
    assert completion.usage.total_tokens == 0  # no model was asked


@pytest.mark.parametrize("asked", [MANY, "hello", "What did officials say about the lunar base?"])
def test_a_stream_has_a_statement_a_chunk_and_comes_to_the_same(client: OpenAI, asked: str) -> None:
    whole = client.chat.completions.create(model=MODEL, messages=say(asked)).choices[0].message
    chunks = list(
        client.chat.completions.create(
            model=MODEL, messages=say(asked), stream=True, stream_options={"include_usage": True}
        )
    )
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    said = [delta for delta in deltas if delta.content]
    assert [one for delta in said for one in annotations_of(delta)] == annotations_of(whole)
    assert max(len(annotations_of(delta)) for delta in said) <= 1
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage
    assert {chunk.id for chunk in chunks} == {chunks[0].id}


def test_the_user_s_earlier_questions_are_the_conversation(client: OpenAI, sample_archive: Archive) -> None:
    before, asked = "What did the spokesperson say about visas?", "And about the embassy?"
    conversation = sample_archive.converse()
    conversation.ask(before)
    lie = "The minister said: “We have sold the embassy to the moon.”"
    said = client.chat.completions.create(model=MODEL, messages=say(before, lie, asked)).choices[0].message.content
    assert said == conversation.ask(asked).text
    assert "moon" not in (said or "")


@pytest.mark.parametrize(
    ("given", "status", "parameter"),
    [
        ({"model": "gpt-5"}, 404, "model"),
        ({"n": 2}, 400, "n"),
        ({"response_format": {"type": "json_object"}}, 400, "response_format"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "required"}, 400, "tool_choice"),
        ({"messages": []}, 400, "messages"),
        ({"messages": [{"role": "system", "content": "Be brief."}]}, 400, "messages"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            400,
            "messages",
        ),
        ({"messages": say("x" * 2001)}, 400, None),
    ],
)
def test_what_cannot_be_followed_is_told_in_openai_s_form(
    client: OpenAI, given: dict[str, Any], status: int, parameter: str | None
) -> None:
    with pytest.raises(openai.APIStatusError) as raised:
        client.chat.completions.create(**{"model": MODEL, "messages": say(ASKED), **given})
    assert raised.value.status_code == status
    error: Any = raised.value.body
    assert error["param"] == parameter
    assert error["type"] == "invalid_request_error"
    assert error["message"]
    assert error["code"]


def test_what_only_steers_a_model_is_passed_over(client: OpenAI, sample_archive: Archive) -> None:
    completion = client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": "You are a pirate."},
            {"role": "user", "content": [{"type": "text", "text": ASKED}]},
        ],
        temperature=2,
        max_tokens=1,
        stop="people",
        seed=1,
        tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}],
        tool_choice="auto",
    )
    assert completion.choices[0].message.content == sample_archive.ask(ASKED).text


@pytest.mark.parametrize("stream", [True, False])
def test_a_task_of_the_client_is_out_of_scope_and_searches_nothing(server: str, client: OpenAI, stream: bool) -> None:
    asked = "### Task:\nGenerate a concise title.\n### Chat History:\nUSER: " + "x" * 5000
    counted = get(f"{server}/metrics").text.count("otr_question")
    said: Any = client.chat.completions.create(model=MODEL, messages=say(asked), stream=stream)
    text = (
        "".join(chunk.choices[0].delta.content or "" for chunk in said) if stream else said.choices[0].message.content
    )
    assert "takes no other task" in text
    assert get(f"{server}/metrics").text.count("otr_question") == counted


def test_bad_paths_and_bodies_are_told_in_openai_s_form(server: str) -> None:
    for said, status in (
        (post(f"{server}/v1/chat/completions", content=b"{"), 400),
        (post(f"{server}/v1/embeddings", json={}), 404),
        (get(f"{server}/v1/chat/completions"), 405),
    ):
        assert said.status_code == status
        assert set(said.json()["error"]) == {"message", "type", "param", "code"}


def with_prose(answer: Answer, *sentences: tuple[str, tuple[int, ...]]) -> Answer:
    """Return an answer with sentences that a model worded."""
    composed = [Statement(text=text, citations=cited, kind=StatementKind.COMPOSED) for text, cited in sentences]
    return replace(answer, statements=(*composed, *answer.statements), model=ModelUse(name="p:m", prompt="1"))


def test_what_a_model_worded_comes_first_and_grows_at_the_end(sample_archive: Archive) -> None:
    first = sample_archive.ask(MANY)
    *_, before_last, last = cited = [one.n for one in first.citations]
    forms = [
        first,
        with_prose(first, ("The operation is at an end.", (1,))),
        with_prose(first, ("The operation is at an end.", (1,)), ("All were found.", (last, before_last))),
    ]
    text = ChatText(page=PAGE)
    chunks = [chunk for form in forms for chunk in text.grow(form)] + list(text.close(forms[-1]))
    assert chunks[0][0] == "The operation is at an end. [1]"
    assert chunks[1][0] == f"\n\nAll were found. [{last}][{before_last}]"
    assert text.text == f"The operation is at an end. [1]\n\nAll were found. [{last}][{before_last}]\n\n{first.text}"
    marked = [one["url_citation"] for one in text.annotations]
    assert [text.text[one["start_index"] : one["end_index"]] for one in marked] == [
        f"[{n}]" for n in (1, last, before_last, *cited)
    ]
    assert write_chat(forms[-1], page=PAGE).text.startswith("The operation is at an end. [1]")


def test_a_release_without_an_address_is_linked_on_the_page(sample_archive: Archive) -> None:
    answer = sample_archive.ask(ASKED)
    citation = replace(answer.citations[0], url=None)
    written = write_chat(replace(answer, citations=(citation,)), page=PAGE)
    url = written.annotations[0]["url_citation"]["url"]
    assert url.startswith(f"{PAGE}?release=statements-releases%2F2031-11")
    assert f"&start={citation.start}&end={citation.end}" in url


def test_nearest_passages_are_told_as_nobody_s_answer_and_a_reporter_s_words_as_theirs(sample_archive: Archive) -> None:
    answers = [
        sample_archive.ask(asked) for asked in ("What did officials say about the lunar base?", "Why is the sky blue?")
    ]
    for answer in answers:
        assert answer.nearest
        text = write_chat(answer, page=PAGE).text
        assert text.index("None is given as its answer") < min(text.index(one.quote[:20]) for one in answer.nearest)
