"""Who holds an office: named as the archive names people, cited where it prints both, and nobody rather than a guess."""

from __future__ import annotations

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Answer, Archive, Question, Status
from retrieval.answering.answer_builder import NEAREST_SHOWN
from retrieval.answering.office_holders import prints_holder, read_office

HEADER = "---\ntitle: {title}\ndate: {date}\ntags: {kind}\n---\n\n"
RELEASES = [
    ("Readout of a Call", "2040-01-05",
     "Harbour Minister Ada Quill spoke today with President Ivo Lenz of Torvia about the ferries."),
    ("Readout of a Visit", "2040-02-11", "The guests were met by Harbour Minister Ada Quill and by the Mayor of Orlen, Bo Vint."),
    ("Statement on the Dam", "2040-05-20", "Harbour Minister Noor Haddad visits the dam at Orlen on Friday with the engineers."),
    ("Statement on the Gate", "2040-06-02", "The new gate was opened by Harbour Minister Noor Haddad before the whole valley."),
    ("Statement on the Tides Service", "2040-03-01",
     "Tides Service Director Jon Okoro presents the tables of the year on Monday morning."),
    ("Readout of Senators", "2040-03-02",
     "The bill was brought by Senator Mia Holt, Senator Rolf Berg and Senator Una Dale last week."),
    ("Statement on the Piers", "2040-04-03",
     "The Chair of the Tidewater Pier Board, Commodore Lea Aas, thanked the divers of the town for the winter."),
    ("Statement on the Harbour of Vesland", "2040-04-09",
     "The prime minister of Vesland asked for a loan of two tugs, and Mr. Per Tvedt of Orlen offered his own."),
    ("Readout of a Hearing", "2040-03-03",
     "Senator Pia Nord asked about the bill, and Senator Karl Moe about its cost to the towns."),
]  # fmt: skip
BRIEFING = "MS. BRANDT: Good afternoon to you all in this room. The lake will be lowered by two metres in April.\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    """Releases that name two ministers, one after the other, a director, a foreign president and five senators."""
    folder = tmp_path_factory.mktemp("holders")
    (folder / "releases").mkdir()
    briefing = [("Press Briefing by Spokesperson Ilse Brandt", "2040-03-04", BRIEFING)]
    for number, (title, date, text) in enumerate([*RELEASES, *briefing]):
        kind = "press-briefings" if text == BRIEFING else "statements-releases"
        (folder / "releases" / f"{number}.md").write_text(
            HEADER.format(title=title, date=date, kind=kind) + text, encoding="utf-8"
        )
    ingest([str(folder / "releases")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return Archive(Store(folder / "store"), embedder)


@pytest.mark.parametrize(
    ("question", "named", "quoted"),
    [
        ("Who is the director of the Tides Service?", ["Jon Okoro is named as Tides Service Director"], ["presents the tables"]),
        ("who's the head of the tides service", ["Jon Okoro"], ["presents the tables"]),
        ("Who is Jon Okoro?", ["Jon Okoro is named as Tides Service Director"], ["presents the tables"]),
        ("Who is the president of Torvia?", ["Ivo Lenz is named as President of Torvia"], ["about the ferries"]),
        ("Who is the Torvian president now?", ["Ivo Lenz"], ["about the ferries"]),
        ("Who was the Harbour Minister?", ["Ada Quill", "Noor Haddad"], ["Ada Quill", "Noor Haddad"]),
        ("Who was the Harbour Minister in February 2040?", ["Ada Quill"], ["The guests were met"]),
        ("Who is the spokesperson?", ["Ilse Brandt is named as Spokesperson"], ["Good afternoon to you all"]),
    ],
)  # fmt: skip
def test_who_holds_an_office_is_named_and_quoted(
    archive: Archive, question: str, named: list[str], quoted: list[str]
) -> None:
    answer: Answer = archive.ask(question)
    assert answer.status is Status.ANSWERED
    assert [name in answer.notice for name in named] == [True] * len(named)
    words = "\n".join(one.quote for one in answer.citations)
    assert [part in words for part in quoted] == [True] * len(quoted)
    for one in answer.citations:
        assert one.quote == archive.release(one.release_id).text[one.start : one.end]
        first = answer.retrieved[: len(answer.citations) + NEAREST_SHOWN]
        assert any(p.release_id == one.release_id and p.start <= one.start and one.end <= p.end for p in first)


def test_a_period_leaves_out_who_held_it_before(archive: Archive) -> None:
    assert "Noor Haddad" not in archive.ask("Who was the Harbour Minister in February 2040?").notice
    assert "Ada Quill" not in archive.ask("Who was the Harbour Minister in June 2040?").notice


@pytest.mark.parametrize(
    "question",
    [
        "Who is the deputy director of the Tides Service?",
        "Who is the Harbour Master?",
        "Who is the person that the Harbour Minister met first?",
        "Who was met by the Harbour Minister?",
        "Which Harbour Minister visits the dam?",
    ],
)
def test_nobody_is_named_where_several_share_the_office_or_nobody_has_it(archive: Archive, question: str) -> None:
    assert archive.ask(question).notice == ""


@pytest.mark.parametrize("question", ["Who is the Chair of Tidewater Pier?", "Who is Pier Board?", "Who is Per Tvedt?"])
def test_a_board_is_nobody_and_mr_is_no_office(archive: Archive, question: str) -> None:
    assert "is named as" not in archive.ask(question).notice


@pytest.mark.parametrize(
    "question",
    [
        "Who is the Prime Minister of Vesland?",
        "Who is the mayor of Vesland?",
        "And who is the Governor of the Tides Service?",
    ],
)
def test_who_holds_an_office_that_the_archive_names_nobody_for_is_not_answered_beside_the_point(
    archive: Archive, question: str
) -> None:
    for caution in (0.01, 1.01):
        answer = Archive(archive.store, archive.answerer.embedder, caution=caution).ask(question)
        assert (answer.status, answer.citations) == (Status.NOT_IN_ARCHIVE, ())
        assert answer.nearest


@pytest.mark.parametrize(
    ("text", "prints"),
    [
        ("Torvia’s ambassador to Vesland, Una Dale, came by boat.", True),
        ("Una Dale, who is Torvia’s ambassador to Vesland, came by boat.", True),
        ("The Torvian ambassador to Vesland Una Dale came by boat.", True),
        ("Torvia’s ambassador to Vesland came by boat to the new harbour, with the pilot Una Dale.", False),
        ("Una Dale came by boat.", False),
        ("Torvia’s ambassador to Skarrow, Una Dale, came by boat.", False),
    ],
)
def test_who_holds_an_office_is_told_by_a_name_beside_it(text: str, prints: bool) -> None:
    start = text.index("Una Dale")
    office = read_office(Question(text="Who is Torvia’s ambassador to Vesland?"))
    assert office == {"torvia", "ambassador", "vesland"}
    assert prints_holder(text, office, [(start, start + 8)]) is prints


@pytest.mark.parametrize(
    "question",
    [
        "Who was met by the minister?",
        "Who is the guest that the minister met?",
        "Who is Una Dale?",
        "Who were the three divers found in the harbour?",
        "Who was the coordinator for resettling the Torvians?",
    ],
)
def test_what_asks_for_no_office(question: str) -> None:
    assert read_office(Question(text=question)) == frozenset()


def test_an_office_that_many_share_is_asked_back(archive: Archive) -> None:
    answer = archive.ask("Who is the senator?")
    assert answer.status is Status.UNCLEAR
    assert "Many are named as Senator" in answer.text
    assert "‘Mia Holt’" in answer.text


def test_another_office_may_be_asked_for_by_its_name_alone(archive: Archive) -> None:
    conversation = archive.converse()
    conversation.ask("Who is the director of the Tides Service?")
    assert "Ivo Lenz is named as President of Torvia" in conversation.ask("And the president of Torvia?").notice
