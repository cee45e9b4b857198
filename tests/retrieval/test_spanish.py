"""A small archive in Spanish of an invented ministry: turns, quotations, dates, answers and checks come out as in English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from language import split_sentences
from retrieval import Archive, Status, Verdict, Voice, wording
from tests.conftest import run_otr

pytestmark = pytest.mark.model

CONFERENCE = "conferencias/2041-03-04-conferencia.md"
COMMUNIQUE = "comunicados/2041-06-18-veda.md"
SHEET = "fichas/2041-04-10-ficha.md"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store that holds the archive."""
    store = tmp_path_factory.mktemp("aguas") / "store"
    ingest([str(Path(__file__).parent / "spanish")], store=store, embedder=embedder, progress=SilentProgress())
    return store


@pytest.fixture(scope="module")
def aguas(store: Path) -> Archive:
    """The archive, open."""
    return Archive.open(store)


def test_the_language_of_its_releases_is_known(aguas: Archive) -> None:
    catalogue = aguas.store.generation().catalogue
    assert catalogue.languages == ("es",)
    assert {catalogue.release(release).release.language for release in (CONFERENCE, COMMUNIQUE, SHEET)} == {"es"}


def test_a_press_conference_is_cut_into_its_turns(aguas: Archive) -> None:
    release = aguas.release(CONFERENCE)
    assert [turn.label for turn in release.turns][2] == "MODERADORA"
    told = [(turn.label, turn.voice, release.text[turn.said :].split()[0]) for turn in release.turns]
    assert [*told[:2], *told[3:]] == [
        ("MINISTRA IRENE SALVATIERRA", Voice.OFFICIAL, "Buenos"),
        ("LUIS FARO, DIRECTOR GENERAL DE PRESAS", Voice.OFFICIAL, "Gracias,"),
        ("PREGUNTA", Voice.REPORTER, "Buenos"),
        ("MINISTRA IRENE SALVATIERRA", Voice.OFFICIAL, "No,"),
        ("PREGUNTA", Voice.REPORTER, "¿Cuándo"),
        ("MINISTRA IRENE SALVATIERRA", Voice.OFFICIAL, "La"),
        ("PERIODISTA", Voice.REPORTER, "¿Y"),
        ("LUIS FARO, DIRECTOR GENERAL DE PRESAS", Voice.OFFICIAL, "No"),
        ("MINISTRA IRENE SALVATIERRA", Voice.OFFICIAL, "Muchas"),
    ]
    speakers = {turn.label: turn.speaker or "" for turn in release.turns}
    assert "Irene Salvatierra" in speakers["MINISTRA IRENE SALVATIERRA"]
    assert "Luis Faro" in speakers["LUIS FARO, DIRECTOR GENERAL DE PRESAS"]
    assert speakers["PREGUNTA"] == speakers["PERIODISTA"] == ""


def test_its_quotations_are_those_who_are_said_to_have_said_them(aguas: Archive) -> None:
    release = aguas.store.generation().catalogue.release(COMMUNIQUE).release
    told = [(release.text[one.start : one.end], one.speaker) for one in release.quotations]
    assert told == [
        ("Los pescadores del Oriel cumplieron su parte y el lago está lleno otra vez", "Irene Salvatierra"),
        ("las compuertas de Montejo no se tocarán durante el verano", "Luis Faro"),
    ]


def test_its_sentences_end_where_they_end(aguas: Archive) -> None:
    text = aguas.release(COMMUNIQUE).text
    last = [text[start:end] for start, end in split_sentences(text)][-2:]
    assert last == [
        "Según la Sra. Vera Luna, de la cooperativa de pescadores, la temporada empezará el lunes.",
        "Participarán EE. UU. y otros países como observadores.",
    ]


@pytest.mark.parametrize(
    ("question", "words", "release"),
    [
        ("¿Cuándo abrirá la presa de Montejo?", "La presa de Montejo abrirá el 2 de octubre de 2042", CONFERENCE),
        ("¿Cuánto costará la presa?", "treinta y cinco millones de coronas", CONFERENCE),
        ("¿Cuántas familias recibirán agua de la presa?", "12.500 familias", CONFERENCE),
        ("¿Cuándo terminará la veda de pesca en el lago Oriel?", "terminará en junio", CONFERENCE),
        ("cuando termina la veda en el lago oriel", "terminará en junio", CONFERENCE),
        ("¿Qué dijo la ministra sobre el canal viejo?", "El canal viejo no se vendió", CONFERENCE),
        ("¿Qué dijo Luis Faro sobre las compuertas?", "no se tocarán durante el verano", COMMUNIQUE),
        ("¿Cuántas hectáreas de riego tiene el valle de Montejo?", "1.234,5 hectáreas", SHEET),
        ("cuantas hectareas de riego tiene el valle", "1.234,5 hectáreas", SHEET),
        ("¿Cuántos kilómetros de acequias limpió el Ministerio en 2040?", "96 kilómetros", SHEET),
    ],
)
def test_a_question_is_answered_with_the_words_that_answer_it(
    aguas: Archive, question: str, words: str, release: str
) -> None:
    answer = aguas.ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.notice == ""
    assert any(words in citation.quote and citation.release_id == release for citation in answer.citations)


def test_what_is_asked_and_when_is_read_from_the_question(aguas: Archive) -> None:
    answer = aguas.ask("¿Qué dijo la ministra en junio de 2041?")
    assert [chip.words for chip in answer.chips] == ["en junio de 2041"]
    assert {str(passage.date) for passage in answer.retrieved} == {"2041-06-18"}
    asked = aguas.ask("¿Qué dijo la ministra sobre el canal viejo?")
    assert [chip.words for chip in asked.chips] == ["la ministra"]


def test_what_a_question_takes_for_granted_is_contradicted(aguas: Archive) -> None:
    answer = aguas.ask("¿El Ministerio regaló el canal viejo?")
    assert answer.status in {Status.CONTRADICTED, Status.ANSWERED}
    assert "no se vendió ni se regaló" in answer.text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Quand ouvrira le barrage de Montejo ?", "French"),
        ("Wann wird der Damm von Montejo geöffnet?", "German"),
        ("When does the dam of Montejo open?", "English"),
    ],
)
def test_a_question_in_another_language_is_told_so_and_gets_what_is_found(
    aguas: Archive, store: Path, question: str, asked: str
) -> None:
    said = wording.FOREIGN_LANGUAGE.format(asked=asked, held="Spanish")
    answer = aguas.ask(question)
    assert answer.notice == said
    assert any("La presa de Montejo abrirá" in passage.text for passage in answer.retrieved)
    printed = run_otr("ask", question, "--json", store=store)
    assert json.loads(printed.stdout)["notice"] == said


def test_an_english_archive_says_so_of_a_question_in_spanish(sample_archive: Archive) -> None:
    answer = sample_archive.ask("¿Qué dijo la ministra sobre los visados?")
    assert answer.notice == wording.FOREIGN_LANGUAGE.format(asked="Spanish", held="English")
    assert answer.retrieved
    assert sample_archive.ask("What did Minister Marsh say about visas?").notice == ""


def test_what_nobody_says_is_not_answered(aguas: Archive) -> None:
    assert not aguas.ask("¿Cuánto mide el puente de Zorblatt?").answered


@pytest.mark.parametrize(
    ("quote", "said_by", "verdict", "changes"),
    [
        ("La presa de Montejo abrirá el 2 de octubre de 2042", "Irene Salvatierra", Verdict.VERBATIM, set()),
        ("costará 35 millones de coronas", "Irene Salvatierra", Verdict.VERBATIM, set()),
        ("La presa de Montejo no abrirá el 2 de octubre de 2042", None, Verdict.ALTERED, {"negation"}),
        ("Siempre dijimos que subirían las tarifas del agua de riego", None, Verdict.ALTERED, {"negation"}),
        ("La presa de Montejo abrirá el 3 de octubre de 2042", None, Verdict.ALTERED, {"number"}),
        ("el Ministerio regaló el canal viejo a una empresa extranjera", "Irene Salvatierra", Verdict.MISATTRIBUTED, set()),
        ("las compuertas de Montejo no se tocarán durante el verano", "Luis Faro", Verdict.VERBATIM, set()),
        ("las compuertas de Montejo se tocarán durante el verano", None, Verdict.ALTERED, {"negation"}),
        ("las compuertas de Montejo ... se tocarán durante el verano", None, Verdict.ALTERED, {"negation"}),
        ("La presa de Montejo [quizá] abrirá el 2 de octubre de 2042", None, Verdict.ALTERED, {"qualifier"}),
        ("tiene 1.234,5 hectáreas de riego", None, Verdict.VERBATIM, set()),
        ("tiene 1.235,5 hectáreas de riego", None, Verdict.ALTERED, {"number"}),
        ("el lago esta lleno otra vez", "Irene Salvatierra", Verdict.VERBATIM, set()),
        ("Las acequias del norte se limpiaron en 2040", None, Verdict.ALTERED, {"negation"}),
    ],
)  # fmt: skip
def test_a_quotation_is_checked(
    aguas: Archive, quote: str, said_by: str | None, verdict: Verdict, changes: set[str]
) -> None:
    check = aguas.check_quote(quote, said_by=said_by)
    assert check.verdict is verdict
    assert changes <= {change.value for change in check.changes}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("¿Cuántas conferencias dio Irene Salvatierra?", "there is 1 release of the kind ‘conferencia’ with words of"),
        ("Enumera los comunicados", "there is 1 release of the kind ‘comunicado’."),
        ("¿Qué comunicados mencionan la veda?", "‘comunicado’ that mentions ‘veda’ (in any form)"),
        ("¿Cuántos documentos hay en este archivo?", "there are 3 releases."),
    ],
)
def test_the_catalogue_counts_and_lists(aguas: Archive, question: str, told: str) -> None:
    assert told in aguas.ask(question).lead
