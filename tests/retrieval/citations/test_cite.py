"""Spans: their order, merging, and quotations that are not torn from their opening; who is named beside them."""

from __future__ import annotations

from datetime import date

import pytest

from archive.catalogue.reader import ReleaseHead
from archive.releases import Passage, Quotation, Voice
from retrieval.answering.evidence import Sentence
from retrieval.answering.sentence_selection import LIST_WORDS, choose_spans
from retrieval.citations.cite import cite_span, describe
from retrieval.query.answer_type import is_said
from retrieval.spans import Span
from retrieval.weights import load_weights

TEXT = "The ferry sailed. It carried 40 people. “I am glad. I want a name on it,” the captain said. Nobody was hurt. All slept."

FIRST, SECOND = "Nobody on board was hurt that night.", "The ferry sailed early in the morning."


def passage(text: str = TEXT, *, release: str = "a.md", start: int = 100, **changes: object) -> Passage:
    values: dict[str, object] = {
        "release_id": release, "start": start, "end": start + len(text), "text": text, "context": "c", "voice": Voice.OFFICE,
        "date": date(2031, 5, 1), "kind": "speech",
    }  # fmt: skip
    return Passage(**{**values, **changes})  # type: ignore[arg-type]


def sentence(words: str, score: float, *, of: Passage) -> Sentence:
    start = of.start + of.text.index(words)
    return Sentence(passage=of, start=start, end=start + len(words), text=words, features=(), score=score)


def quotes(*sentences: Sentence) -> list[str]:
    return [
        span.quote
        for span in choose_spans(sorted(sentences, key=lambda one: -one.score), load_weights().fitted.selection)
    ]


def test_sentences_side_by_side_make_one_span_in_reading_order() -> None:
    here = passage()
    found = quotes(sentence("It carried 40 people.", 0.9, of=here), sentence("The ferry sailed.", 0.8, of=here))
    assert found == ["The ferry sailed. It carried 40 people."]


def test_the_best_sentences_release_comes_first() -> None:
    first, second = passage(FIRST), passage(SECOND, release="b.md")
    found = quotes(sentence(FIRST, 0.8, of=first), sentence(SECOND, 0.9, of=second))
    assert found == [SECOND, FIRST]


def test_a_quotation_keeps_its_opening() -> None:
    torn = sentence("I want a name on it,” the captain said.", 0.9, of=passage())
    assert quotes(torn) == ["“I am glad. I want a name on it,” the captain said."]


CONTEXT = (
    "Briefing. May 1, 2031. Ada Quill. Question: Thanks. The quay is old. Has a name been found? It has to be painted."
)


@pytest.mark.parametrize(
    ("context", "words", "in_reply_to"),
    [
        (CONTEXT, "The ferry sailed.", "The quay is old. Has a name been found? It has to be painted."),
        (
            CONTEXT.replace("found", "found for the ferry"),
            "The ferry sailed.",
            "Has a name been found for the ferry? It has to be painted.",
        ),
        (CONTEXT, "Nobody was hurt.", ""),  # further on the reply speaks for itself
        ("Briefing. May 1, 2031. Ada Quill. Question: The quay.", "The ferry sailed.", "The quay."),
        ("Briefing. May 1, 2031. Ada Quill.", "The ferry sailed.", ""),
    ],
)
def test_what_a_reporter_had_asked_stands_beside_what_begins_the_reply(
    context: str, words: str, in_reply_to: str
) -> None:
    here = passage(context=context)
    start = here.start + here.text.index(words)
    span = Span(passage=here, start=start, end=start + len(words))
    head = ReleaseHead(title="Briefing")
    assert cite_span(span, 1, head).in_reply_to == in_reply_to


def test_an_extended_span_does_not_repeat_the_one_before() -> None:
    here = passage()
    torn = sentence("I want a name on it,” the captain said.", 0.9, of=here)
    before = sentence("It carried 40 people.", 0.9, of=here)
    assert quotes(torn, before) == ["It carried 40 people. “I am glad. I want a name on it,” the captain said."]
    opening = sentence("“I am glad.", 0.9, of=here)
    assert quotes(torn, opening) == ["“I am glad. I want a name on it,” the captain said."]


ANNOUNCED = "The following crews were on board that night:"
ITEMS = ["- the crew of the Heron, of Skarrow", "- the crew of the Tern, of Verran"]


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ([ANNOUNCED, *ITEMS], 3),
        ([ANNOUNCED, *ITEMS, "Nobody was hurt."], 3),
        ([ANNOUNCED, "Nobody was hurt.", *ITEMS], 1),
        ([ANNOUNCED, f"- {'very ' * LIST_WORDS}old crews", *ITEMS], 1),
        (["Crews were on board that night.", *ITEMS], 1),
    ],
)
def test_a_list_that_is_announced_is_not_cut_off(lines: list[str], given: int) -> None:
    here = passage("\n".join(lines))
    assert quotes(sentence(lines[0], 0.9, of=here)) == ["\n".join(lines[:given])]


def test_an_item_chosen_beside_what_announces_it_is_given_once() -> None:
    here = passage("\n".join([ANNOUNCED, *ITEMS]))
    found = quotes(sentence(ANNOUNCED, 0.9, of=here), sentence(ITEMS[0], 0.8, of=here))
    assert found == ["\n".join([ANNOUNCED, *ITEMS])]


@pytest.mark.parametrize(("text", "said"), [("(Laughter.)", False), ("[applause]", False), ("Yes. (Laughter.)", True)])
def test_stage_directions_are_not_said(text: str, said: bool) -> None:
    assert is_said(text) is said


QUOTED = Quotation(start=140, end=147, speaker="Ida Vale", voice=Voice.OFFICIAL, cue="", confidence=0.9)
GUEST = Quotation(start=140, end=147, speaker="Rolf Mann", voice=Voice.GUEST, cue="", confidence=0.9)
SIGNED: dict[str, object] = {"speaker": "Tom Renn", "voice": Voice.OFFICIAL}
NOBODY = Quotation(start=140, end=147, speaker=None, voice=Voice.GUEST, cue="", confidence=0.3)


@pytest.mark.parametrize(
    ("said_by", "quotation", "office", "source"),
    [
        ({"speaker": "Ida Vale"}, None, "Press Secretary", "Ida Vale, Press Secretary, "),
        ({"speaker": "Ida Vale", "label": "MS. VALE"}, None, None, "Ida Vale, "),
        ({"speaker": "President Vale"}, None, "President", "President Vale, "),
        ({"speaker": "President Vale"}, None, "President of the Council", "President Vale, President of the Council, "),
        ({"speaker": None, "label": "A PILOT"}, None, None, "A PILOT, "),
        ({"speaker": None}, QUOTED, "Press Secretary", "Ida Vale, Press Secretary, quoted in the release, "),
        ({"speaker": None}, GUEST, None, "Rolf Mann (no official of this archive), quoted in the release, "),
        (
            {"speaker": None}, NOBODY, None,
            "Somebody without a name (not given as an official’s words), quoted in the release, ",
        ),
        (SIGNED, GUEST, None, "Rolf Mann (no official of this archive), quoted by Tom Renn, "),
        (SIGNED, NOBODY, None, "Somebody without a name (not given as an official’s words), quoted by Tom Renn, "),
        (
            {"speaker": "Rolf Mann", "voice": Voice.GUEST}, None, "Mayor",
            "Rolf Mann, Mayor (a guest’s words, not an official’s), ",
        ),
        ({"speaker": None, "voice": Voice.GUEST}, None, None, "Guest (a guest’s words, not an official’s), "),
        (
            {"speaker": None, "label": "Q", "voice": Voice.REPORTER}, None, None,
            "Q (a reporter’s words, not an official’s), ",
        ),
        ({"speaker": None}, None, None, "Speech, "),
    ],
)  # fmt: skip
def test_who_is_named_beside_the_words(
    said_by: dict[str, object], quotation: Quotation | None, office: str | None, source: str
) -> None:
    here = passage(**said_by)
    span = Span(passage=here, start=here.start, end=here.start + 17, quotation=quotation)
    assert (
        describe(cite_span(span, 1, ReleaseHead(title="T"), office=office))
        == f"{source}May 1, 2031: “The ferry sailed.” [1]"
    )
