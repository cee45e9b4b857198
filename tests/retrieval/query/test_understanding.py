"""Questions as they are meant: misspelt, in capitals, as orders, with a city for a government; and guests that they are about."""

from __future__ import annotations

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.models.embedder import SentenceEmbedder
from archive.releases import Voice
from archive.store import Store
from ingest.build import ingest
from ingest.progress import SilentProgress
from retrieval import Archive, Status
from retrieval.query.filters import read_question
from retrieval.query.understanding import understand
from retrieval.query.unknown_names import unknown_names
from retrieval.question import ChipField

pytestmark = pytest.mark.model

HEADER = "---\ntitle: {title}\ndate: {date}\ntags: {kind}\n---\n\n"
FILLING = (
    " The Ministry of Orchards counts the apple harvest of each valley. The blossom is early. Norway buys the apples."
)
RELEASES = [
    ("Press Briefing by Orchard Minister Hedda Quennell", "press-briefings", f"""MINISTER QUENNELL: Good morning.{FILLING}

Q: Will the grafting shears be sold?

MINISTER QUENNELL: The grafting school opens in Ostervale in May.{FILLING}

Q: And the frost?

MINISTER QUENNELL: The frost took a tenth of the blossom in Ostervale.{FILLING}
"""),
    ("Remarks by Orchard Minister Hedda Quennell and Governor Piet Strandvik", "speeches-remarks",
     f"""MINISTER QUENNELL: We stand in Ostervale, and Governor Strandvik is with us.{FILLING}

GOVERNOR STRANDVIK: The valley planted four thousand pear trees by hand, and the old mill presses them now.

MINISTER QUENNELL: Thank you, Governor.{FILLING}
"""),
    ("Statement on the Grafting School in Ostervale", "statements-releases",
     f"Orchard Minister Hedda Quennell opened the grafting school in Ostervale.{FILLING}"),
    ("Statement on Grafting", "statements-releases",
     f"Minister Quennell thanked the grafting masters at their headquarters.{FILLING}"),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    folder = tmp_path_factory.mktemp("orchards")
    (folder / "releases").mkdir()
    for number, (title, kind, text) in enumerate(RELEASES):
        (folder / "releases" / f"{number}.md").write_text(
            HEADER.format(title=title, date=f"2041-03-1{number}", kind=kind) + text, encoding="utf-8"
        )
    ingest([str(folder / "releases")], store=folder / "store", embedder=embedder, progress=SilentProgress())
    return Archive(Store(folder / "store"), embedder)


@pytest.fixture(scope="module")
def catalogue(archive: Archive) -> CatalogueReader:
    return archive.store.generation().catalogue


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        # Misspelt: a name, a word, two letters of a long one; written as the archive does.
        ("What did Quenell say about the frost?", "What did Quennell say about the frost?"),
        ("When does the graftting school open in Ostervail?", "When does the graftting school open in Ostervale?"),
        ("When does the grafting school open in Ostrevale?", "When does the grafting school open in Ostervale?"),
        ("Who opened the school in Ostervael?", "Who opened the school in Ostervale?"),
        ("How much blosom did the frost take?", "How much blossom did the frost take?"),
        # A question without capitals stays without: with one, 'strandvik' would be taken for no name.
        ("what did strandvik say in ostrevale", "what did strandvik say in ostervale"),
        # A word or a name that exists is never changed, nor what is short, a number or letters.
        ("What did Quentin say?", None),
        ("What did the governess reckon?", None),
        ("Which valleys grew pears in 2041?", None),
        ("What did the OSTV say?", None),
        ("What did Zorblatt say?", None),
        # A name of several words becomes none that the archive does not have.
        ("Who is Gerda Ostervail?", None),
        # In capitals.
        ("HOW MANY PEAR TREES WERE PLANTED?", "how many pear trees were planted?"),
        ("Who runs the Graffting School?", "Who runs the Grafting School?"),
        ("WHAT DID QUENELL SAY?", "what did Quennell say?"),
        ("OSTV?", None),
        # Orders.
        ("Tell me about the grafting school", "the grafting school"),
        ("Please tell me what Quennell said about frost", "what Quennell said about frost"),
        ("I want to know how many trees were planted.", "how many trees were planted."),
        ("I'd like to know how many trees were planted.", "how many trees were planted."),
        ("Summarise the briefing of March 10, 2041", "the briefing of March 10, 2041"),
        ("Could you please give me the price of apples?", "the price of apples?"),
        ("Tell me", None),
        ("Give me more", None),
        # Written short, in an archive that writes it out.
        ("Where is the HQ of the masters?", "Where is the headquarters of the masters?"),
        ("What did the UN say?", None),
        # Who governs there, and not the place.
        ("What did Oslo pay for the apples?", "What did Norway pay for the apples?"),
        ("Did the minister fly to Oslo?", None),
        ("What is the Oslo Agreement?", None),
        ("What did Beijing pay for the apples?", None),  # the archive does not speak of China either
    ],
)
def test_understood(catalogue: CatalogueReader, embedder: SentenceEmbedder, asked: str, understood: str | None) -> None:
    assert understand(asked, catalogue, embedder) == (understood or asked)


def test_the_answer_says_how_a_question_was_understood(archive: Archive) -> None:
    answer = archive.ask("What did Quenell say about the frost?")
    assert answer.question == "What did Quenell say about the frost?"
    assert answer.resolved_question == "What did Quennell say about the frost?"
    assert [chip.words for chip in answer.chips] == ["Quennell"]
    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("How many pear trees did Strandvik see planted?", "Strandvik"),
        ("how many pear trees did strandvik see planted", "strandvik"),
        ("How many pear trees does the governor count?", "governor"),
        ("What does the valley's mayor make of the mill?", "mayor"),
        ("What did the boss of the pear growers say?", "the boss of the pear growers"),
        ("What was the actor's account of the mill?", "the actor"),
        ("What did the minister say about the mill?", ""),
        ("How many trees were planted?", ""),
        ("What was said about the mill?", ""),
        ("What did the ministry say about the mill?", ""),
        ("What did they say about the mill?", ""),
        ("What did officials say about the mill?", ""),
        ("What did Quennell tell Oskar about the mill?", ""),
        ("What did the orchards ministry say about the mill?", ""),
        ("How much was paid per head, and who is fit as leader?", ""),
        ("How much did Ostervale's boss pay?", "boss"),
        ("How much did the head of the mill pay?", "head"),
    ],
)
def test_the_words_of_guests_are_searched_where_one_is_asked_about(
    catalogue: CatalogueReader, question: str, opens: str
) -> None:
    voices = [chip for chip in read_question(question, catalogue).chips if chip.field is ChipField.VOICES]
    assert [chip.words for chip in voices] == ([opens] if opens else [])
    assert all({Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST} == set(chip.filters.voices) for chip in voices)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What did the minister say in Q1 2041?", []),
        ("What happened in Q3?", []),
        ("How Many Pear Trees Were Planted?", []),
        ("List Ostervale’s schools", []),
        ("Explain the frost", []),
        ("What did Gerda Zorblatt say in Q1 2041?", ["Gerda Zorblatt"]),
    ],
)
def test_orders_capitals_and_quarters_are_no_names(
    catalogue: CatalogueReader, question: str, unknown: list[str]
) -> None:
    assert unknown_names(question, catalogue) == unknown
