"""Invariants of an answer, its JSON, and the small parts around it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.errors import UsageError
from archive.releases import Voice
from language.words import content_words, stems
from retrieval.answer import (
    Answer,
    Citation,
    InvalidAnswerError,
    ModelUse,
    Premise,
    Statement,
    StatementKind,
    Status,
)
from retrieval.question import LONGEST_QUESTION, Filters, Question
from retrieval.search.queries import fuse_ranks

CITATION = Citation(
    n=1, release_id="a.md", title="A", date=date(2031, 5, 1), url=None, kind="speech", voice=Voice.OFFICIAL, speaker="Ida Vale",
    speaker_label=None, quote="It did not sink.", start=3, end=19,
)  # fmt: skip
STATEMENT = Statement(text="It did not sink.", citations=(1,))


def make(status: Status, **parts: Any) -> Answer:
    """Return an answer with the given parts."""
    return Answer(question="q", resolved_question="q", status=status, text="t", filters=Filters(), **parts)


OTHER = replace(CITATION, n=2, start=30, end=46)
COMPOSED: dict[str, Any] = {
    "statements": (Statement(text="It stayed afloat.", citations=(1,), kind=StatementKind.COMPOSED), STATEMENT),
    "citations": (CITATION,),
}
USED: dict[str, Any] = {"model": ModelUse(name="openai:small", prompt="1", kept=1)}
STATED: dict[str, Any] = {"statements": (STATEMENT,), "citations": (CITATION,)}


def premise(*numbers: int) -> Premise:
    """Return a premise that the citations of these numbers contradict."""
    return Premise(words="sank", contradicted_by=numbers)


@pytest.mark.parametrize(
    ("status", "parts"),
    [
        (Status.ANSWERED, {}),
        (Status.ANSWERED, {"statements": (STATEMENT,)}),
        (Status.ANSWERED, {"statements": (Statement(text="x", citations=()),), "citations": (CITATION,)}),
        (Status.ANSWERED, {"statements": (Statement(text="x", citations=(2,)),), "citations": (CITATION,)}),
        (Status.ANSWERED, {"statements": (STATEMENT,), "citations": (CITATION, OTHER)}),
        (Status.ANSWERED, COMPOSED),
        (Status.DECLINED, COMPOSED | USED),
        (Status.NOT_IN_ARCHIVE, STATED),
        (Status.FAILED, {"citations": (CITATION,)}),
        (Status.DECLINED, {}),
        (Status.DECLINED, {"statements": (STATEMENT,)}),
        (Status.DECLINED, STATED | {"premise": premise(1)}),
        (Status.CONTRADICTED, STATED),
        (Status.CONTRADICTED, {"nearest": (CITATION,), "premise": premise(1)}),
        (Status.CONTRADICTED, STATED | {"premise": premise()}),
        (Status.CONTRADICTED, {"statements": (STATEMENT,), "citations": (CITATION, OTHER), "premise": premise(1, 2)}),
        (Status.NOT_IN_ARCHIVE, {"premise": premise()}),
        (Status.NOT_IN_ARCHIVE, {"nearest": (CITATION,), "premise": premise(1)}),
        (Status.NOT_IN_ARCHIVE, {"citations": (CITATION,), "premise": premise(1)}),
        (Status.ANSWERED, STATED | {"premise": premise(1)}),
    ],
)
def test_answer_that_breaks_the_invariant_cannot_be_made(status: Status, parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidAnswerError):
        make(status, **parts)


def test_denials_are_citable() -> None:
    contradicted = make(Status.CONTRADICTED, **STATED, premise=premise(1), nearest=(OTHER,))
    assert not contradicted.answered
    assert contradicted.denials == (CITATION,)
    said = contradicted.to_json()
    assert (said["schema"], said["status"], said["answered"]) == (1, "contradicted", False)
    assert said["premise"] == {"words": "sank", "contradicted_by": [1]}
    assert ([one["n"] for one in said["citations"]], [one["n"] for one in said["nearest"]]) == ([1], [2])


def test_json_has_the_machine_interfaces_form() -> None:
    said = make(Status.ANSWERED, statements=(STATEMENT,), citations=(CITATION,), timings_ms={"total": 1.234}).to_json()
    assert json.loads(json.dumps(said)) == said
    assert said["schema"] == 1
    assert said["answered"] is True
    assert said["citations"][0] == {
        "n": 1, "release_id": "a.md", "title": "A", "date": "2031-05-01", "url": None, "kind": "speech", "voice": "official",
        "speaker": "Ida Vale", "speaker_label": None, "quote": "It did not sink.", "start": 3, "end": 19,
        "corrections": [], "values": [], "related": [], "office": None, "quoted": False, "quoted_by": None, "version": 1,
        "header": "", "in_reply_to": "", "page": None, "last_page": None, "text_sha256": "",
    }  # fmt: skip
    assert said["filters"] == {"speakers": [], "from": None, "to": None, "kinds": [], "voices": [], "inferred": False}
    assert {"question", "resolved_question", "status", "text", "statements", "retrieved", "timings_ms", "store"} <= set(
        said
    )


def test_fusion_adds_reciprocal_ranks() -> None:
    fused = dict(fuse_ranks([[(1, 9.0), (2, 8.0)], [(2, 5.0), (3, 4.0)]], limit=9))
    assert fused == {2: pytest.approx(1 / 62 + 1 / 61), 1: pytest.approx(1 / 61), 3: pytest.approx(1 / 62)}
    assert [one for one, _ in fuse_ranks([[(1, 9.0)], [(2, 9.0)]], weights=[1, 2], limit=1)] == [2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did Psaki's office say about $1.2 billion?", ["psaki", "office", "1.2", "billion"]),
        ("Who said 'Have at it' in the U.S.?", ["u.s"]),
        ("not down against", ["not", "down", "against"]),
        ("COVID-19 vaccines", ["covid", "19", "vaccines"]),
    ],
)
def test_content_words(text: str, words: list[str]) -> None:
    assert content_words(text) == words


def test_stems_meet() -> None:
    assert stems("evictions") & stems("The eviction moratorium.")
    assert stems("The President’s words") & stems("president")


def test_bad_questions_and_filters_are_refused() -> None:
    with pytest.raises(UsageError, match="2,000 is the limit"):
        Question(text="x" * (LONGEST_QUESTION + 1))
    with pytest.raises(UsageError, match="put the earlier date first"):
        Filters(since=date(2031, 5, 2), until=date(2031, 5, 1))


@pytest.mark.parametrize(
    ("url", "page", "link"),
    [
        (None, 7, None),
        ("https://ministry.example/a.pdf", None, "https://ministry.example/a.pdf"),
        ("https://ministry.example/a.pdf", 7, "https://ministry.example/a.pdf#page=7"),
        ("https://ministry.example/A.PDF?v=2", 7, "https://ministry.example/A.PDF?v=2#page=7"),
        ("https://ministry.example/a.pdf#annex", 7, "https://ministry.example/a.pdf#annex"),
        ("https://ministry.example/a.html", 7, "https://ministry.example/a.html"),
        ("https://ministry.example/?file=a.pdf", 7, "https://ministry.example/?file=a.pdf"),
    ],
)
def test_the_address_of_a_pdf_leads_to_the_page(url: str | None, page: int | None, link: str | None) -> None:
    assert replace(CITATION, url=url, page=page).link == link


def test_what_a_model_did_is_in_the_json_of_its_answer() -> None:
    said = make(Status.ANSWERED, **COMPOSED, **USED).to_json()
    assert [one["kind"] for one in said["statements"]] == ["composed", "quoted"]
    assert (said["schema"], said["model"]["name"], said["model"]["kept"]) == (1, "openai:small", 1)
    assert make(Status.ANSWERED, **STATED).to_json()["model"] is None
    json.dumps(said)
