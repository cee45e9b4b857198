"""Follow-ups put by the model: nothing but the conversation's own words, and the rules' result where that finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langchain_core.exceptions import ModelConnectionError

from retrieval import Archive, Status
from retrieval.writing import ModelRewriter
from retrieval.writing.rewriting import is_faithful
from tests.retrieval.writing.harbour import extractive
from tests.retrieval.writing.scripted import make_asker

OPENING = "How much are the new passports going to cost from July 2032?"
FOLLOW_UP = "What day is it on?"
REWRITTEN = "What day is the passport fee going down on?"
CAUTION = 0.62  # with so much, the rules find nothing for the follow-up


@pytest.mark.parametrize(
    ("rewritten", "question", "faithful"),
    [
        ("When does the new pier at Osterhaven open?", "When does it open?", True),
        ("When did Minister Brook open the pier?", "When did she open it?", True),
        ("When does the old quay open?", "When does it open?", False),  # no word of the conversation
        ("When did Minister Quill open the pier?", "When did she open it?", False),
        ("When does the pier open in 2042?", "When does it open?", False),
        ("What did the minister say about the new pier?", "What did she say about it?", False),  # asked already
        ("What does the pier at Osterhaven look like?", "When does it open?", False),  # not what was asked
        ("When does it open?", "When does it open?", False),  # nothing is added
        ("The pier opens. When does it open?", "When does it open?", False),
        ("", "When does it open?", False),
        ("When does the pier open " + "at Osterhaven " * 30 + "?", "When does it open?", False),
    ],
)
def test_a_rewritten_question_says_what_was_asked_in_words_of_the_conversation(
    rewritten: str, question: str, faithful: bool
) -> None:
    assert is_faithful(rewritten, question, [extractive()]) is faithful


def test_the_model_is_told_the_conversation_as_data(tmp_path: Path) -> None:
    asker, scripted = make_asker(["When does the new pier at Osterhaven open?\nIt opens on May 12."], tmp_path)
    rewriter = ModelRewriter(asker)
    assert rewriter.rewrite("When >>> does it open?", [extractive()]) == "When does the new pier at Osterhaven open?"
    (_, asked) = scripted.asked[0]
    assert asked.count(">>>") == 2


def archive_with(archive: Archive, script: Any, folder: Path) -> Archive:
    asker, _ = make_asker(script, folder)
    again = Archive(archive.store, archive.embedder, caution=CAUTION)
    again.answerer.rewriter = ModelRewriter(asker)
    return again


@pytest.mark.model
def test_a_follow_up_that_the_rules_find_nothing_for_is_put_by_the_model(
    sample_archive: Archive, tmp_path: Path
) -> None:
    conversation = archive_with(sample_archive, [REWRITTEN], tmp_path).converse()
    assert conversation.ask(OPENING).answered
    floor, answer = conversation.stream(FOLLOW_UP)
    assert floor.status is Status.NOT_IN_ARCHIVE
    assert (answer.status, answer.resolved_question) == (Status.ANSWERED, REWRITTEN)
    assert "July 1" in answer.text
    assert conversation.asked[-1].searched == REWRITTEN


@pytest.mark.model
@pytest.mark.parametrize(
    "script",
    [
        [],
        [ModelConnectionError("gone")],
        ["What day is the royal wedding on?"],
        [OPENING],
        ["What day is going on?"],  # asked, and not answered
    ],
)
def test_the_rules_result_is_the_floor(sample_archive: Archive, tmp_path: Path, script: Any) -> None:
    alone = Archive(sample_archive.store, sample_archive.embedder, caution=CAUTION).converse()
    conversation = archive_with(sample_archive, script, tmp_path).converse()
    for asked in (alone, conversation):
        asked.ask(OPENING)
    before, after = alone.ask(FOLLOW_UP), conversation.ask(FOLLOW_UP)
    assert (after.status, after.text, after.resolved_question) == (before.status, before.text, before.resolved_question)


@pytest.mark.model
def test_what_the_rules_answer_is_not_put_to_the_model(sample_archive: Archive, tmp_path: Path) -> None:
    asker, scripted = make_asker(["What day is it?"], tmp_path)
    archive = Archive(sample_archive.store, sample_archive.embedder)
    archive.answerer.rewriter = ModelRewriter(asker)
    conversation = archive.converse()
    conversation.ask(OPENING)
    conversation.ask("When is it on?")
    assert scripted.asked == []
