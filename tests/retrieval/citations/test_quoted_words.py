"""Whose words the office's prose holds: guests it quotes are no evidence unless asked for, and are never given as its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.models.embedder import SentenceEmbedder
from archive.releases import OFFICIAL_VOICES, Passage, Quotation, Release, Turn, Voice
from archive.store import Store
from language.sentences import split_sentences
from retrieval import Answer, Archive, Filters
from retrieval.citations.quoted_words import keep_asked, mark_quoted, part_quoted
from retrieval.spans import Span

TEXT = (
    "The pier was opened in May. “It took nine years, and I would do it again,” said Minister Ida Vale. “The sea is patient.”"
    " Rolf Mann, a fisherman, was there early. “I came for the soup. I stayed for the pier,” he told us, as the band was"
    " packing up its many instruments. The pier is open to all."
)
OFFICIALS = tuple(sorted(OFFICIAL_VOICES))
TOLD = 5, "I stayed for the pier,” he told us"  # closes what a guest said, and is mostly the office's own


def quotation(words: str, speaker: str | None, voice: Voice) -> Quotation:
    start = TEXT.index(words)
    return Quotation(start=start, end=start + len(words), speaker=speaker, voice=voice, cue="", confidence=0.9)


QUOTATIONS = (
    quotation("It took nine years, and I would do it again,", "Ida Vale", Voice.OFFICIAL),
    quotation("The sea is patient.", "Ida Vale", Voice.OFFICIAL),
    quotation("I came for the soup. I stayed for the pier,", "Rolf Mann", Voice.GUEST),
)
PROSE = Passage(
    release_id="a.md", start=0, end=len(TEXT), text=TEXT, context="", voice=Voice.OFFICE, date=date(2031, 5, 1), kind="blog post"
)  # fmt: skip
SAID = Passage(
    release_id="b.md", start=0, end=9, text="I say so.", context="", voice=Voice.OFFICIAL, date=date(2031, 5, 1),
    kind="speech", speaker="Ida Vale",
)  # fmt: skip
SIGNED = replace(PROSE, release_id="c.md", voice=Voice.OFFICIAL, speaker="Tom Renn")
READ_OUT = replace(SIGNED, release_id="d.md", label="MINISTER RENN")


@dataclass(frozen=True)
class Sentence:
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


SENTENCES = [Sentence(PROSE, *place) for place in split_sentences(TEXT)]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> CatalogueReader:
    path = tmp_path_factory.mktemp("quoted") / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for passage, quoted in ((PROSE, QUOTATIONS), (SAID, ()), (SIGNED, QUOTATIONS), (READ_OUT, ())):
                turn = Turn(
                    start=0, said=0, end=passage.end, voice=passage.voice, label=passage.label, speaker=passage.speaker
                )
                release = Release(
                    id=passage.release_id, title="T", date=passage.date, kind=passage.kind, text=passage.text, digest="d",
                    turns=(turn,), quotations=quoted,
                )  # fmt: skip
                writer.put_release(release, [passage], root="/archive")
        writer.finish()
    return CatalogueReader(path)


@pytest.mark.parametrize(
    ("voices", "speakers", "kept"),
    [
        (OFFICIALS, (), [0, 1, 2, 3, 6]),
        (OFFICIALS, ("Ida Vale",), [1, 2]),
        (OFFICIALS, ("Rolf Mann",), [4]),
        ((Voice.GUEST,), (), [4]),
        ((*OFFICIALS, Voice.GUEST), (), [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_whose_sentences_are_weighed(
    catalogue: CatalogueReader, voices: tuple[Voice, ...], speakers: tuple[str, ...], kept: list[int]
) -> None:
    assert len(SENTENCES) == 7
    assert SENTENCES[TOLD[0]].text.startswith(TOLD[1])
    found = keep_asked(SENTENCES, Selection(voices=voices, speakers=speakers), catalogue)
    assert found == [SENTENCES[index] for index in kept]


@pytest.mark.parametrize(
    ("voices", "speakers", "kept"),
    [
        (OFFICIALS, (), [0, 1, 2, 3, 6]),
        (OFFICIALS, ("Tom Renn",), [0, 3, 6]),
        (OFFICIALS, ("Ida Vale",), [1, 2]),
        (OFFICIALS, ("Ida Vale", "Tom Renn"), [0, 1, 2, 3, 6]),
        (OFFICIALS, ("Rolf Mann",), [4]),
        ((Voice.GUEST,), (), [4]),
        ((Voice.OFFICE,), (), []),
    ],
)
def test_whose_sentences_of_a_signed_text_are_weighed(
    catalogue: CatalogueReader, voices: tuple[Voice, ...], speakers: tuple[str, ...], kept: list[int]
) -> None:
    signed = [replace(one, passage=SIGNED) for one in SENTENCES]
    found = keep_asked(signed, Selection(voices=voices, speakers=speakers), catalogue)
    assert found == [signed[index] for index in kept]


def test_what_is_read_out_in_a_transcript_is_the_readers(catalogue: CatalogueReader) -> None:
    read_out = [replace(one, passage=READ_OUT) for one in SENTENCES]
    assert keep_asked(read_out, Selection(voices=OFFICIALS, speakers=("Tom Renn",)), catalogue) == read_out


def test_what_an_official_says_is_weighed_whomever_the_prose_quotes(catalogue: CatalogueReader) -> None:
    said = [Sentence(SAID, 0, 9)]
    assert keep_asked(said, Selection(voices=OFFICIALS, speakers=("Ida Vale",)), catalogue) == said


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(speakers=("Ida Vale",)), ["a.md", "b.md", "c.md"]),
        (Selection(speakers=("Ida Vale",), voices=OFFICIALS), ["a.md", "b.md", "c.md"]),
        (Selection(speakers=("Tom Renn",), voices=OFFICIALS), ["c.md", "d.md"]),
        (Selection(speakers=("Ida Vale",), voices=(Voice.REPORTER,)), []),
        (Selection(speakers=("Ida Vale",), kinds=("speech",)), ["b.md"]),
        (Selection(speakers=("Rolf Mann",), voices=(Voice.GUEST,), until=date(2031, 5, 1)), ["a.md", "c.md"]),
        (Selection(speakers=("Rolf Mann",), since=date(2031, 5, 2)), []),
        (Selection(speakers=("Nobody",)), []),
        (Selection(voices=(Voice.OFFICE,)), ["a.md"]),
        (Selection(voices=(Voice.GUEST,)), ["a.md", "c.md"]),
        (Selection(voices=(Voice.GUEST, Voice.REPORTER), kinds=("speech",)), []),
        (Selection(voices=(Voice.REPORTER,)), []),
    ],
)
def test_a_speaker_is_found_where_the_office_quotes_them(
    catalogue: CatalogueReader, selection: Selection, found: list[str]
) -> None:
    ids = [int(one) for one in catalogue.select(selection)]
    assert sorted(one.release_id for one in catalogue.passages(ids)) == found
    held = [one for name in ("a.md", "b.md", "c.md", "d.md") for one in catalogue.passages_of(name, selection)]
    assert [one.release_id for one in held] == found


def test_a_span_is_parted_where_another_speaks(catalogue: CatalogueReader) -> None:
    parts = part_quoted([Span(passage=PROSE, start=0, end=len(TEXT))], catalogue)
    assert [(part.quote.split()[0], part.speaker, part.quotation and part.quotation.voice) for part in parts] == [
        ("The", None, None), ("“It", "Ida Vale", Voice.OFFICIAL), ("Rolf", None, None), ("“I", "Rolf Mann", Voice.GUEST),
        ("I", None, None),
    ]  # fmt: skip
    assert all(part.quote == TEXT[part.start : part.end] for part in parts)
    signed = part_quoted([Span(passage=SIGNED, start=0, end=len(TEXT))], catalogue)
    assert [part.speaker for part in signed] == ["Tom Renn", "Ida Vale", "Tom Renn", "Rolf Mann", "Tom Renn"]


@pytest.mark.parametrize(
    ("start", "quote"),
    [
        ("nine years", "nine years, and I would do it again,"),  # begins inside the words: ends with them
        ("“It took", "“It took nine years, and I would do it again,” said Minister Ida Vale."),
    ],
)
def test_the_second_half_of_a_quotation_ends_where_the_words_end(
    catalogue: CatalogueReader, start: str, quote: str
) -> None:
    span = Span(passage=PROSE, start=TEXT.index(start), end=TEXT.index(" “The sea"))
    assert [one.quote for one in mark_quoted([span], catalogue)] == [quote]


def test_a_span_without_quotations_stays_whole(catalogue: CatalogueReader) -> None:
    spans = [Span(passage=SAID, start=0, end=9), Span(passage=PROSE, start=0, end=27)]
    assert part_quoted(spans, catalogue) == spans


def test_a_whole_passage_is_the_quoted_persons_where_most_of_it_is(catalogue: CatalogueReader) -> None:
    start = TEXT.index("“It took")
    mostly = Span(passage=PROSE, start=start, end=TEXT.index("Rolf"))
    whole = Span(passage=PROSE, start=0, end=len(TEXT))
    assert [one.speaker for one in mark_quoted([mostly, whole], catalogue)] == ["Ida Vale", None]


@pytest.fixture(scope="module")
def eager_archive(sample_store: Path, embedder: SentenceEmbedder) -> Archive:
    """The sample archive, which answers all: whose words are given does not hang on how the decision is tuned."""
    return Archive(Store(sample_store), embedder, caution=0.0)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "filters", "said_by"),
    [
        ("What did Samuel Oakes say about passengers applauding baggage handlers?", Filters(),
         ("Samuel Oakes", "Consular Director", Voice.OFFICIAL)),
        ("What is it like to be generous?", Filters(speakers=("Wilma Strand",)), ("Wilma Strand", None, Voice.GUEST)),
    ],
)  # fmt: skip
def test_who_is_quoted_answers(
    eager_archive: Archive, question: str, filters: Filters, said_by: tuple[str, str | None, Voice]
) -> None:
    answer = eager_archive.ask(question, filters=filters)
    assert answer.citations
    for one in answer.citations:
        assert (one.speaker, one.office, one.voice) == said_by
        assert one.quoted
        assert one.quote == eager_archive.release(one.release_id).text[one.start : one.end]
    assert f"{said_by[0]}" in answer.text
    assert "quoted in the release, " in answer.text


@pytest.mark.model
def test_who_is_only_quoted_is_read_from_the_question(eager_archive: Archive) -> None:
    answer = eager_archive.ask("What did Wilma Strand say about being generous?")
    assert answer.filters.speakers == ("Wilma Strand",)
    assert answer.citations
    assert {(one.speaker, one.voice, one.quoted) for one in answer.citations} == {("Wilma Strand", Voice.GUEST, True)}


@pytest.mark.model
def test_a_guest_in_prose_is_no_answer_unasked(eager_archive: Archive) -> None:
    question = "Why come at all, and why say yes? Four floors of library?"
    unasked: Answer = eager_archive.ask(question)
    assert not any("four floors" in one.quote for one in unasked.citations)
    asked = eager_archive.ask(question, filters=Filters(speakers=("Amara Dell",)))
    assert any("four floors" in one.quote and one.voice is Voice.GUEST for one in asked.citations)


@pytest.mark.model
def test_a_timeline_of_one_person_holds_their_words_only(sample_archive: Archive) -> None:
    timeline = sample_archive.timeline("aircraft passengers", filters=Filters(speakers=("Samuel Oakes",)))
    catalogue = sample_archive.store.generation().catalogue
    for one in (entry.citation for entry in timeline.entries):
        quoted = catalogue.quotations_within(one.release_id, one.start, one.end)
        assert one.speaker == "Samuel Oakes" or {q.speaker for q in quoted} == {"Samuel Oakes"}


@pytest.mark.model
def test_what_a_signed_statement_quotes_is_not_the_signers(eager_archive: Archive) -> None:
    question = "Who spoke at the ceremony, and who came when it was dark?"
    unasked = eager_archive.ask(question)
    assert not any("You came when it was dark" in one.quote for one in unasked.citations)
    asked = eager_archive.ask(question, filters=Filters(speakers=("Josen Avai",)))
    (one,) = (one for one in asked.citations if "You came when it was dark" in one.quote)
    assert (one.speaker, one.quoted, one.quoted_by, one.voice) == ("Josen Avai", True, "Tobias Renn", Voice.GUEST)


@pytest.mark.model
def test_a_timeline_names_whom_a_text_quotes(sample_archive: Archive) -> None:
    catalogue = sample_archive.store.generation().catalogue
    timeline = sample_archive.timeline("aircraft passengers baggage handlers")
    for one in (entry.citation for entry in timeline.entries):
        quoted = catalogue.quotations_within(one.release_id, one.start, one.end)
        inside = [q for q in quoted if q.start <= one.start + 1 and one.end - 1 <= q.end]
        assert not inside or (one.quoted and one.speaker == inside[0].speaker and one.voice == inside[0].voice)
    assert any(entry.citation.quoted for entry in timeline.entries)
