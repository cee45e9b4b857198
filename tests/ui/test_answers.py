"""The values that the components are given: what is quoted, grouped, linked and copied."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval import Answer, Citation, Filters, ReleasePage, Statement, Status, Turn, Voice
from ui import wording
from ui.answers import answer_values, as_text, filter_words
from ui.links import Span, followable, permalink, read_span
from ui.reader import reader_values
from ui.session import Exchange


def citation(n: int, quote: str, **changes: object) -> Citation:
    values: dict[str, object] = {
        "release_id": "a.md", "title": "A title", "date": date(2024, 3, 5), "url": "https://ministry.example/a",
        "kind": "press briefing", "voice": Voice.OFFICIAL, "speaker": "Ada Okafor", "speaker_label": "MS. OKAFOR",
        "quote": quote, "start": 10, "end": 10 + len(quote),
    }  # fmt: skip
    return Citation(n=n, **{**values, **changes})  # type: ignore[arg-type]


def answered(*pairs: tuple[str, Citation], **changes: object) -> Answer:
    values: dict[str, object] = {
        "question": "What?", "resolved_question": "What?", "status": Status.ANSWERED, "text": "", "filters": Filters(),
        "statements": tuple(Statement(text=text, citations=(cited.n,)) for text, cited in pairs),
        "citations": tuple(cited for _, cited in pairs),
    }  # fmt: skip
    return Answer(**{**values, **changes})  # type: ignore[arg-type]


def values_of(answer: Answer) -> dict[str, object]:
    class Nothing:
        releases, first, last = 2, date(2024, 1, 1), date(2024, 12, 31)

    return answer_values(Exchange(question="What?", filters=Filters()), answer, Nothing())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "quote", "verbatim", "marks"),
    [
        ("It will rise.", "It will rise.", True, True),
        ("It will rise.", "It will\nrise. We said so.", True, True),
        ("“It will rise.”", "“It will rise.”", True, False),
        ("It will fall.", "It will rise.", False, False),
    ],
    ids=["the span", "part of the span", "brings its own marks", "not the span"],
)
def test_quotation_marks_stand_only_around_a_cited_span(
    statement: str, quote: str, verbatim: bool, marks: bool
) -> None:
    quotations = values_of(answered((statement, citation(1, quote))))["quotations"]
    part = quotations[0]["parts"][0]  # type: ignore[index]
    assert (part["verbatim"], part["open"], part["close"]) == (verbatim, marks, marks)


def test_statements_of_one_person_in_one_release_share_an_attribution() -> None:
    other = citation(3, "Three.", release_id="b.md", speaker=None, speaker_label=None, voice=Voice.OFFICE)
    values = values_of(answered(("One.", citation(1, "One.")), ("Two.", citation(2, "Two.")), ("Three.", other)))
    quotations = values["quotations"]
    assert [len(q["parts"]) for q in quotations] == [2, 1]  # type: ignore[attr-defined]
    assert [q["name"] for q in quotations] == ["Ada Okafor", wording.OFFICE_TEXT]  # type: ignore[attr-defined]
    assert [len(card["marks"]) for card in values["sources"]] == [2, 1]  # type: ignore[attr-defined]


def test_words_that_are_not_an_officials_say_so() -> None:
    nearest = (citation(1, "Is it true?", voice=Voice.REPORTER, speaker=None, speaker_label="Q"),)
    values = values_of(answered(status=Status.NOT_IN_ARCHIVE, text="No.", nearest=nearest))
    assert values["note"] == "No."
    assert values["nearest"][0]["voice_note"] == wording.VOICE_NOTES[Voice.REPORTER]  # type: ignore[index]
    assert values["covers"] == "This archive holds 2 releases, 1 January to 31 December 2024."


def test_the_copied_answer_names_every_source() -> None:
    text = as_text(answered(("One.", citation(1, "One.")), ("Two.", citation(2, "Two.", url="javascript:alert(1)"))))
    assert "“One.” [1]" in text
    assert "— Ada Okafor, MS. OKAFOR, 5 March 2024" in text
    assert "[1] A title, 5 March 2024\n    https://ministry.example/a (characters 10-14)" in text
    assert "javascript" not in text


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(speakers=("Ada Okafor",), kinds=("speech",)), "Ada Okafor · speech"),
        (Filters(since=date(2024, 3, 5)), "from 5 March 2024"),
        (Filters(since=date(2024, 3, 5), until=date(2024, 4, 1)), "5 March to 1 April 2024"),
        (Filters(until=date(2024, 4, 1), voices=(Voice.REPORTER,)), "to 1 April 2024 · reporter"),
    ],
)
def test_filters_in_words(filters: Filters, words: str) -> None:
    assert filter_words(filters) == words


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ministry.example/a?b=c#d", True),
        ("http://ministry.example", True),
        (None, False),
        ("", False),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//ministry.example/a", False),
        ("https:///a", False),
        ("https://ministry.example@evil.example/", False),
        ("https://[broken", False),
        ("ftp://ministry.example/a", False),
        ("https://ministry.example/\u202egpj.exe", False),
    ],
)
def test_which_addresses_become_links(url: str | None, kept: bool) -> None:
    assert followable(url) == (url if kept else None)


@pytest.mark.parametrize(
    "span",
    [Span(release_id="a/b c&d.md", start=3, end=9), Span(release_id="ä<b>.md"), Span(release_id="x", start=0, end=1)],
)
def test_a_permalink_leads_back(span: Span) -> None:
    from urllib.parse import parse_qsl

    assert read_span(dict(parse_qsl(permalink(span).removeprefix("?")))) == span


def release(text: str, *turns: Turn) -> ReleasePage:
    return ReleasePage(
        id="a.md", title="A title", date=date(2024, 3, 5), kind="speech", url=None, office=None, byline=None,
        text=text, turns=turns, version=1, withdrawn=False,
    )  # fmt: skip


def test_the_reader_shows_every_word_and_marks_the_span() -> None:
    text = "MS. OKAFOR: One two.\n\nThree four.\n\nQ  Five?"
    turns = (
        Turn(start=0, said=12, end=35, voice=Voice.OFFICIAL, label="MS. OKAFOR", speaker="Ada Okafor"),
        Turn(start=35, said=38, end=43, voice=Voice.REPORTER, label="Q"),
    )
    start, end = text.index("two"), text.index(" four")
    values = reader_values(release(text, *turns), Span(release_id="a.md", start=start, end=end))
    runs = [run for turn in values["turns"] for paragraph in turn["paragraphs"] for run in paragraph]
    assert "".join(run["text"] for run in runs if run["mark"]) == "two.Three"
    assert [[r["text"] for r in p] for p in values["turns"][0]["paragraphs"]] == [["One ", "two."], ["Three", " four."]]
    assert values["turns"][1]["tag"] == wording.VOICE_LABELS[Voice.REPORTER]
    assert values["permalink"] == f"?release=a.md&start={start}&end={end}"
    assert values["notices"] == []


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 99), (None, 4)])
def test_the_reader_says_that_a_span_is_not_there(start: int | None, end: int | None) -> None:
    values = reader_values(release("One two."), Span(release_id="a.md", start=start, end=end))
    assert values["notices"] == [wording.NO_SUCH_SPAN]
    assert values["permalink"] == "?release=a.md"
    assert values["turns"][0]["paragraphs"] == [[{"text": "One two.", "mark": False}]]
