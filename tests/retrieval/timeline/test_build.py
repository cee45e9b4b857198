"""How sentences become the entries of a timeline: what they lean on, neighbours, repetitions, weeks and months."""

from __future__ import annotations

from datetime import date

import pytest

from archive.catalogue.reader import CatalogueReader, ReleaseHead
from archive.catalogue.writer import CatalogueWriter
from archive.releases import Passage, Voice
from retrieval.spans import Span
from retrieval.timeline.build import _count, _each_once, _join_neighbours, _mark, _number_entries
from retrieval.timeline.topics import TopicSentence

HEADS = {"a.md": ReleaseHead(title="A title"), "b.md": ReleaseHead(title="Another title")}
TEXT = "We built a pier. And it will last for ages. It cost nine crowns.\nThat is all."


def passage_of(
    text: str, *, start: int = 0, release_id: str = "a.md", day: date = date(2031, 5, 1), speaker: str = "Ida Vale"
) -> Passage:
    return Passage(
        release_id=release_id, start=start, end=start + len(text), text=text, context="", voice=Voice.OFFICIAL, date=day,
        kind="speech", label="A LABEL", speaker=speaker,
    )  # fmt: skip


def sentence_of(words: str) -> TopicSentence:
    start = 100 + TEXT.index(words)
    return TopicSentence(
        passage=passage_of(TEXT, start=100), start=start, end=start + len(words), text=words, overlap=1.0, around=1.0,
        by_words=True, strength=1.0,
    )  # fmt: skip


def whole(passage: Passage) -> Span:
    return Span(passage=passage, start=passage.start, end=passage.end)


def span_of(sentence: TopicSentence) -> Span:
    return Span(passage=sentence.passage, start=sentence.start, end=sentence.end)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> CatalogueReader:
    """A catalogue without releases: nothing in it is quoted."""
    path = tmp_path_factory.mktemp("empty") / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        writer.finish()
    return CatalogueReader(path)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("We built a pier.", "We built a pier."),
        ("And it will last for ages.", "We built a pier. And it will last for ages."),
        ("That is all.", "That is all."),
    ],
)
def test_a_statement_brings_the_sentence_that_it_leans_on(nothing: CatalogueReader, words: str, shown: str) -> None:
    ((_, span),) = _mark([sentence_of(words)], nothing)
    assert span.quote == shown


@pytest.mark.parametrize(
    ("words", "with_number", "quotes"),
    [
        (["We built a pier.", "And it will last for ages."], None, ["We built a pier. And it will last for ages."]),
        (["We built a pier.", "It cost nine crowns."], None, ["We built a pier.", "It cost nine crowns."]),
        (["It cost nine crowns.", "That is all."], None, ["It cost nine crowns.", "That is all."]),
        (["We built a pier.", "That is all.", "It cost nine crowns."], None, ["We built a pier.", "That is all."]),
        (["We built a pier.", "That is all.", "It cost nine crowns."], 2,
         ["We built a pier.", "It cost nine crowns.", "That is all."]),
    ],
)  # fmt: skip
def test_the_best_sentences_of_a_passage(words: list[str], with_number: int | None, quotes: list[str]) -> None:
    sentences = [sentence_of(one) for one in words]
    kept = {id(sentences[with_number])} if with_number is not None else set()
    found = _join_neighbours([(one, span_of(one)) for one in sentences], kept)
    assert [span.quote for span, _ in found] == quotes


def test_the_same_words_are_one_entry_with_the_other_places() -> None:
    first = whole(passage_of("We built a pier."))
    again = whole(passage_of("WE built a pier!", release_id="b.md", day=date(2031, 6, 1)))
    other = whole(passage_of("We sail at dawn.", release_id="b.md", day=date(2031, 5, 2)))
    entries = _number_entries(_each_once([(again, 0.9), (other, 0.5), (first, 0.4)], HEADS))
    assert [(one.citation.n, one.citation.quote, one.strength) for one in entries] == [
        (1, "We built a pier.", 0.9), (2, "We sail at dawn.", 0.5),
    ]  # fmt: skip
    assert [(one.n, one.release_id) for one in entries[0].also_in] == [(1, "b.md")]


@pytest.mark.parametrize(
    ("last", "period", "days"),
    [
        (date(2031, 5, 14), "week", [date(2031, 4, 28), date(2031, 5, 12)]),
        (date(2032, 5, 14), "month", [date(2031, 5, 1), date(2032, 5, 1)]),
    ],
)
def test_short_timelines_count_weeks_and_long_ones_months(last: date, period: str, days: list[date]) -> None:
    said = (("We built a pier.", date(2031, 5, 1)), ("We sail at dawn.", last))
    spans = [(whole(passage_of(text, day=day)), 1.0) for text, day in said]
    assert _count(_each_once(spans, HEADS)) == (period, tuple((day, "Ida Vale", 1) for day in days))


def test_speakers_with_few_statements_count_as_others() -> None:
    speakers = ["Ida Vale"] * 3 + [f"Person {letter}" for letter in "ABCDEFGH"]
    spans = [(whole(passage_of(f"We built pier {n}.", speaker=name)), 1.0) for n, name in enumerate(speakers)]
    _, counts = _count(_each_once(spans, HEADS))
    assert {name: count for _, name, count in counts} == {
        "Ida Vale": 3, "Others": 3, **{f"Person {letter}": 1 for letter in "ABCDE"},
    }  # fmt: skip
