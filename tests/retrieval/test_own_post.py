"""A scraped post of our own: what it reports that somebody said, and a reader's comment, are found where they are asked for."""

from __future__ import annotations

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive, Voice

POST = """Minister Vale Opens the Meeting of the River Council

Today, Minister of Waterways Ada Vale opened the meeting of the River Council at the old mill in Arden. \
Minister Vale spoke of the work on the locks.

Minister Vale said that clean rivers are “not a gift but a duty” to the towns on the bank.

Minister Vale also highlighted a new promise of the millers to spend more on ladders for salmon at every weir. \
She pointed to the school boats, which bring children to the marshes in spring.

For more information:



Petra K.
Arden, Verrane
May 14, 2031
I have a question to Minister Vale. Why does the Ministry let the tannery pour its dye into the Osk behind our houses? \
The fish are gone and nobody at the Ministry answers our letters.
Minister of Waterways Ada Vale opens the meeting of the River Council in Arden on May 4, 2031. [Ministry photo]
Posted by River Bloggers
May 4, 2031
"""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    folder = tmp_path_factory.mktemp("own-post")
    (folder / "files").mkdir()
    (folder / "files" / "2031-05-04-river-council.txt").write_text(POST, encoding="utf-8")
    ingest([str(folder / "files")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return Archive(Store(folder / "store"), embedder, caution=0.0)  # what is given, whatever is refused


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Vale say about ladders for salmon?", "ladders for salmon"),
        ("What did Vale say about the school boats?", "school boats"),
    ],
)
def test_what_a_release_reports_of_somebody_is_given_as_the_releases_words(
    question: str, words: str, post: Archive
) -> None:
    first = post.ask(question).citations[0]
    assert words in first.quote
    assert (first.voice, first.speaker, first.quoted) == (Voice.OFFICE, None, False)


@pytest.mark.parametrize(
    "question",
    [
        "What does Petra K. accuse the Ministry of?",
        "What did Petra say about the tannery?",
        "What did the reader ask the Minister?",
    ],
)
def test_a_readers_comment_is_given_as_theirs_where_it_is_asked_for(question: str, post: Archive) -> None:
    answer = post.ask(question)
    assert answer.citations
    assert {one.voice for one in answer.citations} == {Voice.PUBLIC}
    assert {one.speaker for one in answer.citations} == {"Petra K."}


@pytest.mark.parametrize("question", ["What did Vale say about the tannery?", "Who lets the tannery pour dye?"])
def test_it_is_nobody_elses(question: str, post: Archive) -> None:
    assert all(one.voice is not Voice.PUBLIC for one in post.ask(question).citations)
