"""Asking the sample archive: the invariants over its whole question set, filters, LangChain's interfaces, the console."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from archive.models.embedder import SentenceEmbedder
from archive.releases import OFFICIAL_VOICES
from archive.store import Store
from evaluation import read_questions
from evaluation.judging import Outcome, judge_item
from evaluation.predictions import Prediction
from language import outer_marks
from language.folding import fold
from retrieval import Answer, Archive, Filters, Question, Status, UsageError, Voice, spell_out, wording
from retrieval.answer import QUOTING
from retrieval.answering.pipeline import STAGES
from retrieval.query.sub_questions import MOST_PARTS
from retrieval.rendering import describe_answer
from retrieval.weights import load_weights
from tests.conftest import PROJECT, SAMPLE, run_otr

QUOTATION_MARKS = frozenset('“”„"«»')
QUESTIONS = PROJECT / "data" / "sample-questions.jsonl"
# Asked nearly in the reporters' own words, so that it hangs on no bound whether officials were asked just this.
EVADED = ("Did Judge Lowe interview the Minister?",)


@pytest.fixture(scope="module")
def careful_archive(sample_store: Path, embedder: SentenceEmbedder) -> Archive:
    """The sample archive, which refuses all: what a refusal says does not hang on how the decision is tuned."""
    return Archive(Store(sample_store), embedder, caution=1.01)


@pytest.fixture(scope="module")
def answers(sample_archive: Archive) -> dict[str, Answer]:
    """The answer to every question of the sample's set, by the case's id."""
    return {item.id: sample_archive.ask(item.question) for item in read_questions(QUESTIONS).items}


def test_every_citation_is_the_releases_own_words(answers: dict[str, Answer], sample_archive: Archive) -> None:
    cited = [one for answer in answers.values() for one in (*answer.citations, *answer.nearest)]
    assert len(cited) > 100
    for citation in cited:
        assert citation.quote == sample_archive.release(citation.release_id).text[citation.start : citation.end]
        assert citation.quote.strip()


def test_officials_answer_and_nobody_else(answers: dict[str, Answer], sample_archive: Archive) -> None:
    unasked = [answer for answer in answers.values() if not answer.filters.voices]
    voices = {one.voice for answer in unasked for one in answer.retrieved}
    voices |= {one.voice for answer in unasked if not answer.filters.speakers for one in answer.citations}
    assert voices <= OFFICIAL_VOICES
    catalogue = sample_archive.store.generation().catalogue
    for answer in unasked:
        for one in answer.citations:
            quoted = catalogue.quotations_within(one.release_id, one.start, one.end)
            guests = [q for q in quoted if q.voice is Voice.GUEST and q.start <= one.start + 1 and one.end - 1 <= q.end]
            assert not guests or (one.voice is Voice.GUEST and one.quoted and one.speaker in answer.filters.speakers)


def test_every_speaker_is_named_with_the_office_of_that_day(
    answers: dict[str, Answer], sample_archive: Archive
) -> None:
    catalogue = sample_archive.store.generation().catalogue
    cited = [one for answer in answers.values() for one in answer.citations if one.speaker]
    assert len({one.office for one in cited}) > 2
    for one in cited:
        assert one.office == catalogue.office_on(one.speaker or "", one.date)


def test_the_very_same_words_are_not_ranked_twice(sample_archive: Archive) -> None:
    answer = sample_archive.ask("What did Verrane and Kharadel declare together on the Tamsin waters?")
    twins = {one.release_id for one in answer.retrieved if one.title.endswith("on the Tamsin Waters")}
    words = [fold(one.text) for one in answer.retrieved if one.release_id in twins]
    assert len(words) == len(set(words)) > 0
    assert [one.score for one in answer.retrieved] == sorted((one.score for one in answer.retrieved), reverse=True)


def test_words_stand_in_quotation_marks_only_as_cited(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        rest = answer.text
        for citation in answer.citations:
            words = spell_out(citation.quote, citation.start, citation.corrections)
            before, after = outer_marks(words)
            shown = f"{before}{words}{after} [{citation.n}]"
            assert shown in rest
            rest = rest.replace(shown, "", 1)
            for related in citation.related:
                rest = rest.replace(f"“{related.title}”", "")
        assert not QUOTATION_MARKS & set(rest)


def test_every_statement_is_a_citation_and_only_an_answer_has_any(answers: dict[str, Answer]) -> None:
    places = max(load_weights().fitted.selection.places, MOST_PARTS)
    assert {answer.status for answer in answers.values()} >= {Status.ANSWERED, Status.NOT_IN_ARCHIVE}
    for answer in answers.values():
        assert [statement.text for statement in answer.statements] == [one.quote for one in answer.citations]
        # Few places, each with sentences beside it that may be another's words.
        most = 3 * places if answer.status in QUOTING else 0
        assert min(most, 1) <= len(answer.statements) <= most


def test_citations_are_numbered_in_order_and_do_not_overlap(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert [one.n for one in answer.citations] == list(range(1, len(answer.citations) + 1))
        for one, other in combinations(answer.citations, 2):
            assert one.release_id != other.release_id or one.end <= other.start or other.end <= one.start


def test_at_least_twenty_ranked_passages(answers: dict[str, Answer]) -> None:
    looked_up = [one for one in answers.values() if one.status not in (Status.UNCLEAR, Status.OUT_OF_SCOPE)]
    assert len(looked_up) > 60
    for answer in looked_up:
        assert len(answer.retrieved) >= 20 or answer.filters.narrows
        scores = [one.score for one in answer.retrieved]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (Filters(speakers=("Marsh",)), lambda one: "Marsh" in (one.speaker or one.text)),
        (Filters(since=date(2032, 1, 1)), lambda one: one.date >= date(2032, 1, 1)),
        (Filters(until=date(2031, 10, 31)), lambda one: one.date <= date(2031, 10, 31)),
        (Filters(voices=(Voice.REPORTER,)), lambda one: one.voice is Voice.REPORTER),
        (Filters(voices=(Voice.PUBLIC,)), lambda one: one.voice is Voice.PUBLIC),
    ],
)
def test_filters_narrow(sample_archive: Archive, filters: Filters, holds: Any) -> None:
    answer = sample_archive.ask("How many people were evacuated?", filters=filters)
    assert answer.retrieved
    assert all(holds(one) for one in answer.retrieved)
    assert answer.filters == filters


def test_kind_is_matched_as_people_write_it(sample_archive: Archive) -> None:
    answer = sample_archive.ask("visa applications", filters=Filters(kinds=("Press-Briefings",)))
    kinds = {sample_archive.release(one.release_id).kind for one in answer.retrieved}
    assert kinds == {"press briefing"}


@pytest.mark.parametrize("filters", [Filters(speakers=("Nobody Whatever",)), Filters(kinds=("opera",))])
def test_filter_that_names_nothing_says_so(sample_archive: Archive, filters: Filters) -> None:
    answer = sample_archive.ask("How many people were evacuated?", filters=filters)
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert (*filters.speakers, *filters.kinds)[0] in answer.text


def test_empty_period_says_so(sample_archive: Archive) -> None:
    answer = sample_archive.ask("How many people were evacuated?", filters=Filters(since=date(2040, 1, 1)))
    assert (answer.status, answer.retrieved) == (Status.NOT_IN_ARCHIVE, ())


def test_question_about_something_else_is_refused_with_the_nearest_passages(sample_archive: Archive) -> None:
    answer = sample_archive.ask("What is the boiling point of tungsten hexafluoride?")
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert 1 <= len(answer.nearest) <= 3
    assert not answer.citations


def test_a_name_that_the_archive_never_mentions_is_said_so(careful_archive: Archive) -> None:
    answer = careful_archive.ask("What did Zebulon Quark say about the Tamsin treaty?")
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert answer.text == wording.NEVER_MENTIONED.format(names="‘Zebulon Quark’")
    assert answer.nearest


def test_what_could_not_be_followed_is_said(sample_archive: Archive) -> None:
    answer = sample_archive.ask("What did Jonas Idris say in a fact sheet in September 2031 about the umbrella?")
    assert answer.notice.startswith("Nothing in the archive matches ‘")
    assert "fact sheet" in answer.notice
    assert answer.to_json()["notice"] == answer.notice
    assert all(chip.words != "fact sheet" for chip in answer.chips)


def test_officials_who_did_not_say_are_cited_with_the_way_to_the_question(careful_archive: Archive) -> None:
    asked = [(one, careful_archive.ask(one)) for one in EVADED]
    for question, answer in asked:
        assert answer.status is Status.DECLINED, question
        assert answer.text.startswith(wording.DECLINED)
        (citation,) = answer.citations
        assert citation.voice is Voice.OFFICIAL
        assert not answer.answered
        assert answer.asked_at
        release = careful_archive.release(answer.asked_at.release_id)
        turn = next(one for one in release.turns if one.said <= answer.asked_at.start < one.end)
        assert (turn.voice, release.id) == (Voice.REPORTER, citation.release_id)
        assert release.text[answer.asked_at.start : answer.asked_at.end] not in answer.text
        shown = describe_answer(answer)
        assert f"{release.id}:{answer.asked_at.start}-{answer.asked_at.end}" in shown
        assert answer.to_json()["asked_at"]["start"] == answer.asked_at.start


def test_a_declined_question_counts_as_not_answered(careful_archive: Archive) -> None:
    answer = careful_archive.ask(EVADED[0])
    prediction = Prediction.model_validate({"id": "q", **answer.to_json()})
    item = next(one for one in read_questions(QUESTIONS).items if one.group == "unanswerable")
    assert len(prediction.citations) == 1
    assert judge_item(item, prediction).outcome is Outcome.REFUSED


def test_starters_are_answered(sample_archive: Archive) -> None:
    starters = sample_archive.starters(4)
    assert len(set(starters)) == 4
    assert all(sample_archive.ask(question).answered for question in starters)


def test_coverage_counts_the_sample(sample_archive: Archive) -> None:
    coverage = sample_archive.coverage()
    assert coverage.releases == len([path for path in SAMPLE.rglob("*") if path.is_file()])
    assert sum(coverage.kinds.values()) == coverage.releases
    assert (coverage.first, coverage.last) == (date(2031, 9, 15), date(2032, 5, 20))


def test_question_too_long(sample_archive: Archive) -> None:
    with pytest.raises(UsageError, match="limit"):
        sample_archive.ask("x" * 5000)


def test_retriever_is_a_langchain_retriever(sample_archive: Archive) -> None:
    retriever = sample_archive.retriever(k=3)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("How many visas were issued?")
    assert len(documents) == 3
    for document in documents:
        release = sample_archive.release(document.metadata["release_id"])
        assert document.page_content == release.text[document.metadata["start"] : document.metadata["end"]]


def test_retriever_goes_into_a_chain(sample_archive: Archive) -> None:
    prompt = ChatPromptTemplate.from_template("Answer from this: {context}\nQuestion: {question}")
    shown = sample_archive.retriever(k=1) | (lambda documents: documents[0].page_content)
    echo = RunnableLambda(lambda messages: messages.to_string())
    chain = {"context": shown, "question": lambda question: question} | prompt | echo | StrOutputParser()
    question = "How many visas were issued?"
    assert sample_archive.retriever(k=1).invoke(question)[0].page_content in chain.invoke(question)


class Recorder(BaseCallbackHandler):
    """Notes the stages that begin."""

    def __init__(self) -> None:
        self.began: list[str] = []

    def on_custom_event(self, name: str, data: Any, **kwargs: Any) -> None:
        """Note one."""
        if name == "stage":
            self.began.append(data["name"])


def test_answerer_is_a_runnable_with_callbacks(sample_archive: Archive) -> None:
    answerer = sample_archive.answerer
    assert isinstance(answerer, Runnable)
    recorder = Recorder()
    question = "How many visas were issued in November?"
    invoked = answerer.invoke(question, {"callbacks": [recorder]})
    assert recorder.began == [stage.__name__ for stage in STAGES]
    batched = answerer.batch([question, Question(text=question)])
    streamed = list(answerer.stream(question))
    assert [one.citations for one in (*batched, *streamed)] == [invoked.citations] * 3
    assert (answerer | RunnableLambda(lambda answer: answer.status)).invoke(question) is invoked.status


def test_console_asks_as_on_a_day(sample_store: Path) -> None:
    question = "What was said about visas last month?"
    said = run_otr("ask", question, "--json", "--asked-on", "2031-11-20", store=sample_store)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["filters"]["from"].startswith("2031-09")
    wrong = run_otr("ask", question, "--asked-on", "December", store=sample_store)
    assert wrong.returncode == 2
    assert "--asked-on is 'December': give a day as YYYY-MM-DD" in wrong.stderr


def test_console_asks_in_json(sample_store: Path) -> None:
    said = run_otr(
        "ask", "How many visas were issued in November?", "--json", "--from", "2031-09-01", store=sample_store
    )
    assert said.returncode == 0, said.stderr
    answer = json.loads(said.stdout)
    assert (answer["schema"], answer["filters"]["from"], len(answer["retrieved"]) >= 20) == (1, "2031-09-01", True)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "visas", "--from", "yesterday"), 2, "YYYY-MM-DD"),
        (("ask", "visas", "--from", "2032-02-01", "--to", "2032-01-01"), 2, "earlier date first"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_console_names_what_is_wrong(sample_store: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    said = run_otr(*arguments, store=sample_store)
    assert said.returncode == code
    assert message in said.stderr
    assert not said.stdout


def test_console_on_an_empty_store(tmp_path: Path) -> None:
    said = run_otr("ask", "visas", store=tmp_path / "none")
    assert (said.returncode, "otr ingest" in said.stderr) == (3, True)
    assert run_otr("status", store=tmp_path / "none").returncode == 3


def test_console_status(sample_store: Path) -> None:
    said = json.loads(run_otr("status", "--json", store=sample_store).stdout)
    assert (said["state"], said["from"], said["to"]) == ("ready", "2031-09-15", "2032-05-20")
