"""Questions to go on with: made from what was found, each answered, each with something new."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from archive import CatalogueReader
from archive.releases import Voice
from retrieval import Archive, Status
from retrieval.answer import Answer, Retrieved
from retrieval.question import Filters
from retrieval.suggestions import ask_about, propose_next, read_topic

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Remarks by Minister Ada Quill on the Ferries of the Fjord", "the Ferries of the Fjord"),
        ("Report About Lighthouses", ""),  # one word names too much
        ("Statement on Herring Quotas, May 4, 2040", "Herring Quotas"),
        ("Message on the Occasion of the Feast", ""),
        ("Discurso del ministro sobre las cuotas del arenque", "las cuotas del arenque"),
        ("Discurso sobre las cuotas del arenque, 4 de mayo de 2040", "las cuotas del arenque"),
    ],
)
def test_what_a_title_says_that_its_release_is_about(title: str, topic: str) -> None:
    assert read_topic(title) == topic


def held_in(language: str) -> CatalogueReader:
    """A catalogue of which only the language is asked."""
    return cast("CatalogueReader", SimpleNamespace(languages=(language,)))


def test_questions_are_in_the_language_of_the_archive() -> None:
    assert (
        ask_about("Discurso sobre la cuota del arenque", "Ada Quill", held_in("es"))
        == "¿Qué dijo Ada Quill sobre la cuota del arenque?"
    )
    assert ask_about("Ata da reunião", None, held_in("pt")) == "What is “Ata da reunião” about?"  # no words for it yet
    assert ask_about("Statement on Herring Quotas", None, held_in("en")) == "What was said about Herring Quotas?"


def _passage(speaker: str | None, title: str = "Briefing", voice: Voice = Voice.OFFICIAL) -> Retrieved:
    return Retrieved(
        release_id=f"{title}.md", start=0, end=4, text="Good", score=1.0, title=title, date=None, voice=voice, speaker=speaker,
        label=None,
    )  # fmt: skip


def test_only_known_officials_who_were_not_heard_yet_are_proposed() -> None:
    found = (
        _passage("Ada Quill"), _passage("Senior Official"), _passage("A. Guest", voice=Voice.GUEST), _passage("Bo Renn"),
        _passage("Bo Renn", "Remarks on Herring Quotas"),
    )  # fmt: skip
    answer = Answer(
        question="What did Quill say?", resolved_question="What did Quill say?", status=Status.NOT_IN_ARCHIVE, text="",
        filters=Filters(), retrieved=found,
    )  # fmt: skip
    people = {"Ada Quill", "Bo Renn", "A. Guest"}
    assert list(propose_next(answer, found, people, held_in("en"))) == ["What did Bo Renn say about Herring Quotas?"]


@pytest.mark.parametrize(
    "question", ["How many people were carried out by Operation Safe Harbour?", "What will a ferry ticket cost?"]
)
def test_each_is_answered_with_something_new(sample_archive: Archive, question: str) -> None:
    first = sample_archive.ask(question)
    proposed = sample_archive.next_questions([first])
    assert proposed
    told = {(cited.release_id, cited.start) for cited in first.citations}
    for text in proposed:
        answer = sample_archive.converse(before=[first]).ask(text)
        assert answer.answered
        assert {(cited.release_id, cited.start) for cited in answer.citations} - told


def test_nothing_is_proposed_where_nothing_was_looked_up(sample_archive: Archive) -> None:
    greeted = sample_archive.ask("Hello")
    assert sample_archive.next_questions([greeted]) == ()
    assert sample_archive.next_questions([]) == ()
    asked = sample_archive.ask("How many people were carried out by Operation Safe Harbour?")
    assert sample_archive.next_questions([replace(asked, retrieved=())]) == ()
