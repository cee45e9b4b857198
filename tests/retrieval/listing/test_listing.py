"""What the catalogue answers: the count, exactly, each place cited; or that it cannot be counted."""

from __future__ import annotations

import pytest

from archive import Embedder
from archive.store import Store
from retrieval import Answer, Archive, Question, Status
from tests.papers import ingest_papers

HEAD = "Paper: {title}\nDate: {date}\nKind: {kind}\n\n"
BULLETIN = (
    HEAD + "The Board of Wells has drilled {count} wells. A well is {count} ells deep.\n\nNothing else was drilled."
)


def papers(count: int) -> dict[str, str]:
    dated = {
        f"{n:02}.paper": BULLETIN.format(title=f"Bulletin No. {n}", date=f"2040-03-{n:02}", kind="bulletin", count=n)
        for n in range(1, count + 1)
    }
    letter = HEAD.format(title="A letter on pumps", date="2040-04-02", kind="letter") + "The pumps are mended."
    undated = "Paper: Bulletin without a day\nKind: bulletin\n\nThe wells were counted."
    return {**dated, "letter.paper": letter, "undated.paper": undated}


@pytest.fixture(scope="module")
def wells(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Archive:
    store, _ = ingest_papers(papers(12), tmp_path_factory.mktemp("wells"), embedder)
    return Archive(Store(store), embedder)


def check(answer: Answer, archive: Archive) -> None:
    """Every citation's words stand where it says."""
    for citation in answer.citations:
        assert archive.release(citation.release_id).text[citation.start : citation.end] == citation.quote


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "told", "titles"),
    [
        ("How many bulletins are there?", "there are 13 releases of the kind ‘bulletin’. These are the first 10 of them", 10),
        ("List all bulletins from March 3, 2040 to March 5, 2040", "from March 3, 2040 to March 5, 2040. 1 release without", 3),
        ("Which bulletins mention the well?", "that mention ‘well’ (in any form), in the words of officials", 10),
        ("How many times was the well mentioned?", "there are 25 sentences, in 13 releases, that mention ‘well’", 10),
        ("When was the latest bulletin?", "The latest is of March 12, 2040.", 1),
        ("What is the first release?", "there are 13 releases. The first is of March 1, 2040.", 1),
        ("List the letters", "there is 1 release of the kind ‘letter’.", 1),
    ],
)  # fmt: skip
def test_what_is_counted(wells: Archive, question: str, told: str, titles: int) -> None:
    answer = wells.ask(question)
    assert told in answer.lead
    assert answer.text.startswith(answer.lead)
    assert len(answer.citations) == len(answer.statements) == titles
    check(answer, wells)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many bulletins mention the moon?", "there is no release of the kind ‘bulletin’ that mentions ‘moon’"),
        ("How many interviews are there?", "of a kind called ‘interviews’, so these cannot be counted"),
        ("How many letters did Zora Quill write?", "Nobody called ‘Zora Quill’ speaks in this archive"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted(wells: Archive, question: str, told: str) -> None:
    answer = wells.ask(question)
    assert (answer.status, answer.statements) == (Status.NOT_IN_ARCHIVE, ())
    assert told in answer.text


@pytest.mark.model
def test_titles_stand_for_their_releases_and_words_for_themselves(wells: Archive) -> None:
    listed = wells.ask("List all letters")
    assert listed.lists_releases
    assert [one.text for one in listed.statements] == ["A letter on pumps"]
    mentioned = wells.ask("How often are the pumps mentioned?")
    assert not mentioned.lists_releases
    assert [one.text for one in mentioned.statements] == ["The pumps are mended."]


@pytest.mark.model
def test_a_question_taken_as_asked_is_searched(wells: Archive) -> None:
    assert not wells.ask(Question(text="How many bulletins are there?", as_asked=True)).lead


@pytest.mark.model
def test_quoted_words_that_mention_something_are_the_quoted_persons(sample_archive: Archive) -> None:
    answer = sample_archive.ask("How often was the roof mentioned?")
    assert [one.speaker for one in answer.citations if one.quoted] == ["Odile Farrow"]
