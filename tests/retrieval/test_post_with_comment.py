"""A scraped post alone in a store: its reader's comment, caption and teaser are never given as the department's words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.releases import OFFICIAL_VOICES
from ingest.build import ingest
from ingest.progress import SilentProgress
from language.sentences import split_sentences
from retrieval import Archive, Citation, Filters, Question, Verdict, Voice

OTHERS = frozenset({Voice.PUBLIC, Voice.CAPTION, Voice.FURNITURE})
QUESTIONS = [
    "Why is the department doing nothing about trafficking at home?",
    "What does the State Department say about child trafficking in the United States?",
    "Are courts trafficking children away from their mothers?",
    "What happens to children in foster care?",
    "Did the State Department admit that foster children disappear and get lost in the system?",
    "Has the State Department helped in its own country?",
    "Has the media covered up or mocked human trafficking?",
    "What did the department say about northern Virginia and Washington?",
    "Is the State Department disingenuous about trafficking?",
    "What did Secretary Kerry say about foster care?",
    "What did Ambassador Coppedge say about child trafficking?",
    "Who works in the agency and has a question for Secretary Kerry?",
    "What happened in December 2016?",
    "Who chaired the meeting at the White House?",
    "Is there a photo of the meeting?",
    "Where was the annual meeting of the task force held?",
    "What did the department get right?",
    "What will the new administration inherit?",
    "What was said in January 2017 about the new administration taking office?",
    "What are the latest stories?",
    "What did the Department say about trafficking?",
    "How many victims are there?",
]
# These ask for the reader's words: they may be shown, but as the reader's.
ASKING_FOR_THE_READER = [
    "What did the reader comment?",
    "What did Monika say?",
    "What does the public say about the State Department?",
    "Quote the comment below the post.",
]


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory, shared: Path, embedder: SentenceEmbedder) -> Archive:
    """A store that holds the post alone."""
    store = tmp_path_factory.mktemp("post") / "store"
    ingest([str(shared / "archives" / "dipnote")], store=store, embedder=embedder, progress=SilentProgress())
    return Archive.open(store)


@pytest.fixture(scope="module")
def foreign(post: Archive) -> list[tuple[int, int, str]]:
    """The spans of the post that are not the department's, and the text of each sentence in them."""
    page = post.release(next(iter({one.release_id for one in post.ask("trafficking").retrieved})))
    spans = [(turn.start, turn.end) for turn in page.turns if turn.voice in OTHERS]
    text = page.text
    assert all(
        marker in "".join(text[a:b] for a, b in spans) for marker in ("foster", "[State Department photo]", "more")
    )
    return [(a + s, a + e, text[a + s : a + e]) for a, b in spans for s, e in split_sentences(text[a:b])]


def taken(cited: Sequence[Citation], foreign: list[tuple[int, int, str]]) -> list[str]:
    """Return the quotes that hold any of the foreign spans."""
    return [one.quote for one in cited if any(one.start < end and one.end > start for start, end, _words in foreign)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_holds_them(question: str, post: Archive, foreign: list[tuple[int, int, str]]) -> None:
    answer = post.ask(question)
    assert not taken(answer.citations, foreign)
    assert not taken(answer.nearest, foreign)


def test_no_answer_to_their_own_words_holds_them(post: Archive, foreign: list[tuple[int, int, str]]) -> None:
    for _start, _end, words in foreign:
        for question in (words, f"Did the State Department say that {words}"):
            answer = post.ask(question)
            assert not taken(answer.citations, foreign), question
            assert not taken(answer.nearest, foreign), question


@pytest.mark.parametrize("question", ASKING_FOR_THE_READER)
def test_the_readers_words_are_never_the_departments(
    question: str, post: Archive, foreign: list[tuple[int, int, str]]
) -> None:
    every_voice = Question(text=question, filters=Filters(voices=tuple(Voice)))
    for asked in (question, every_voice):
        answer = post.ask(asked)
        said = [one for one in (*answer.citations, *answer.nearest) if one.voice in OFFICIAL_VOICES]
        assert not taken(said, foreign)


@pytest.mark.parametrize("said_by", [None, "John Kerry", "State Department"])
def test_a_check_never_credits_the_department_with_them(
    said_by: str | None, post: Archive, foreign: list[tuple[int, int, str]]
) -> None:
    long = [words for _start, _end, words in foreign if len(words.split()) > 8]
    assert len(long) >= 6
    for words in long:
        check = post.check_quote(words, said_by=said_by)
        cited = [match.citation for match in check.matches]
        assert not taken([one for one in cited if one.voice in OFFICIAL_VOICES], foreign), words
        assert check.speaker is None or "Kerry" not in check.speaker, words
        if said_by:
            assert check.verdict is not Verdict.VERBATIM, words
