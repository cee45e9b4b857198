"""The values that the components are given: what is quoted, grouped, linked and copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from retrieval import (
    Answer,
    Citation,
    Correction,
    Filters,
    Marking,
    ModelUse,
    Place,
    Premise,
    QuoteMatch,
    RelatedRelease,
    Relation,
    ReleasePage,
    Statement,
    StatementKind,
    Status,
    Turn,
    Voice,
)
from retrieval import wording as shared
from ui import wording
from ui.browse import reader_values
from ui.chat import ChatTurn, answer_values, as_text, filter_words
from ui.links import LinkedSpan, followable, permalink, read_span
from ui.verdicts import match_values


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

    return answer_values(ChatTurn(question="What?", filters=Filters()), answer, Nothing())  # type: ignore[arg-type]


def summed_up(**changes: object) -> Answer:
    """An answer whose quotation a language model summed up in one sentence, on that and on another passage."""
    said = [citation(1, "It will rise."), citation(2, "By a third, we expect.", release_id="b.md")]
    statements = (
        Statement(text="Fees will go up by about a third.", citations=(1, 2), kind=StatementKind.COMPOSED),
        Statement(text="It will rise.", citations=(1,)),
    )
    use = ModelUse(name="openai:small", prompt="1", kept=1, dropped={"number": 2})
    return answered(**{"statements": statements, "citations": tuple(said), "model": use, **changes})


def test_what_a_model_worded_stands_apart_from_the_quotations() -> None:
    values = values_of(summed_up())
    assert [(one["text"], [mark["n"] for mark in one["marks"]]) for one in values["prose"]] == [
        ("Fees will go up by about a third.", [1, 2])
    ]
    assert [part["text"] for quoted in values["quotations"] for part in quoted["parts"]] == ["It will rise."]
    assert [len(source["marks"]) for source in values["sources"]] == [1, 1]
    assert "openai:small" in values["by"][0]
    assert any("2" in line and shared.DROPPED_FOR["number"] in line for line in values["by"])
    assert values["writing"] == ""


def test_without_a_model_nothing_is_said_of_one() -> None:
    values = values_of(answered(("It will rise.", citation(1, "It will rise."))))
    assert (values["prose"], values["by"], values["writing"]) == ([], [], "")


def test_a_model_that_failed_is_told_under_the_question_and_the_quotations_stay() -> None:
    use = ModelUse(name="openai:small", prompt="1", fell_back="It gave no answer in time.")
    values = values_of(answered(("It will rise.", citation(1, "It will rise.")), model=use))
    assert values["by"] == ["It gave no answer in time."]
    assert len(values["quotations"]) == 1


def test_the_copied_answer_says_what_a_model_worded() -> None:
    text = as_text(summed_up())
    assert "Fees will go up by about a third. [1] [2]" in text
    assert "“Fees" not in text
    assert shared.COMPOSED_BY.format(model="openai:small") in text


@pytest.mark.parametrize(
    ("statement", "quote", "verbatim", "marks"),
    [
        ("It will rise.", "It will rise.", True, True),
        ("It will rise.", "It will\nrise. We said so.", True, True),
        ("“It will rise.”", "“It will rise.”", True, False),
        ("- It will rise.", "- It will rise.", True, True),
        ("It will fall.", "It will rise.", False, False),
    ],
    ids=["the span", "part of the span", "brings its own marks", "an item of a list", "not the span"],
)
def test_quotation_marks_stand_only_around_a_cited_span(
    statement: str, quote: str, verbatim: bool, marks: bool
) -> None:
    quotations = values_of(answered((statement, citation(1, quote))))["quotations"]
    part = quotations[0]["parts"][0]  # type: ignore[index]
    assert (part["verbatim"], part["open"], part["close"]) == (verbatim, "“" * marks, "”" * marks)


def test_statements_of_one_person_in_one_release_share_an_attribution() -> None:
    other = citation(3, "Three.", release_id="b.md", speaker=None, speaker_label=None, voice=Voice.OFFICE)
    values = values_of(answered(("One.", citation(1, "One.")), ("Two.", citation(2, "Two.")), ("Three.", other)))
    quotations = values["quotations"]
    assert [len(q["parts"]) for q in quotations] == [2, 1]  # type: ignore[attr-defined]
    assert [q["name"] for q in quotations] == ["Ada Okafor", shared.OFFICE_TEXT]  # type: ignore[attr-defined]
    assert [len(card["marks"]) for card in values["sources"]] == [2, 1]  # type: ignore[attr-defined]


def test_words_that_are_not_an_officials_say_so() -> None:
    nearest = (citation(1, "Is it true?", voice=Voice.REPORTER, speaker=None, speaker_label="Q"),)
    values = values_of(answered(status=Status.NOT_IN_ARCHIVE, text="No.", nearest=nearest))
    assert values["note"] == "No."
    assert values["nearest"][0]["voice_note"] == shared.VOICE_NOTES[Voice.REPORTER]  # type: ignore[index]
    assert values["covers"] == "This archive holds 2 releases, January 1 to December 31, 2024."


def test_a_citation_names_person_office_and_day() -> None:
    cited = [
        citation(1, "One.", office="Press Secretary"),
        citation(2, "Two.", speaker="President Okafor", speaker_label="THE PRESIDENT", office="President"),
        citation(3, "Three.", speaker_label="PRESS SECRETARY OKAFOR", office="Press Secretary"),
    ]
    quotations = values_of(answered(*((one.quote, one) for one in cited)))["quotations"]
    assert [(q["name"], q["office"], q["printed"]) for q in quotations] == [  # type: ignore[attr-defined]
        ("Ada Okafor", "Press Secretary", "MS. OKAFOR"),
        ("President Okafor", "", ""),
        ("Ada Okafor", "Press Secretary", ""),
    ]


def test_whom_the_release_quotes_is_told_apart_from_its_own_text() -> None:
    own = citation(1, "One.", voice=Voice.OFFICE, speaker=None, speaker_label=None)
    official = citation(2, "“Two,” she said.", speaker_label=None, quoted=True, office="Minister")
    guest = citation(3, "“Three.”", voice=Voice.GUEST, speaker="Rolf Mann", speaker_label=None, quoted=True)
    nobody = citation(4, "“Four.”", voice=Voice.GUEST, speaker=None, speaker_label=None, quoted=True)
    signed = replace(guest, n=5, quote="“Five.”", quoted_by="Tom Renn")
    answer = answered(*((one.quote, one) for one in (own, official, guest, nobody, signed)))
    quotations = values_of(answer)["quotations"]
    assert [(q["name"], q["quoted"], q["voice_note"]) for q in quotations] == [  # type: ignore[attr-defined]
        (shared.OFFICE_TEXT, "", ""),
        ("Ada Okafor", shared.QUOTED, ""),
        ("Rolf Mann", shared.QUOTED, shared.QUOTED_GUEST),
        (shared.UNNAMED, shared.QUOTED, shared.QUOTED_NOBODY),
        ("Rolf Mann", "quoted by Tom Renn", shared.QUOTED_GUEST),
    ]
    copied = as_text(answer)
    assert "— Ada Okafor, Minister, quoted in the release, March 5, 2024" in copied
    assert f"— Rolf Mann, quoted in the release, March 5, 2024, {shared.QUOTED_GUEST}" in copied


def test_officials_who_did_not_say_lead_to_the_reporters_question() -> None:
    cited = citation(1, "I have nothing on that.")
    answer = answered(
        ("I have nothing on that.", cited),
        status=Status.DECLINED,
        text="…",
        asked_at=Place(release_id="a.md", start=2, end=8),
    )
    values = values_of(answer)
    assert (values["status"], values["note"], values["told"]) == ("declined", shared.DECLINED, shared.DECLINED)
    assert values["exchange"] == {"release": "a.md", "start": 2, "end": 8, "version": 1}
    assert len(values["quotations"]) == len(values["sources"]) == 1  # type: ignore[arg-type]
    assert shared.DECLINED in as_text(answer)
    assert values_of(answered(("One.", citation(1, "One."))))["exchange"] is None


def test_officials_who_said_otherwise_stand_before_the_nearest() -> None:
    denial, near = citation(1, "There is no annex."), citation(2, "The treaty has 19 articles.", start=90, end=117)
    answer = answered(
        ("There is no annex.", denial),
        status=Status.CONTRADICTED,
        text="…",
        nearest=(near,),
        premise=Premise(words="secret annex", contradicted_by=(1,)),
        asked_at=Place(release_id="a.md", start=2, end=8),
    )
    values = values_of(answer)
    assert (values["status"], values["note"], values["covers"]) == ("contradicted", shared.CONTRADICTED, "")
    shown = [[one["parts"][0]["text"] for one in values[part]] for part in ("quotations", "nearest")]  # type: ignore[attr-defined]
    assert shown == [["There is no annex."], ["The treaty has 19 articles."]]
    assert [mark["n"] for card in values["sources"] for mark in card["marks"]] == [1]  # type: ignore[attr-defined]
    assert values["exchange"] == {"release": "a.md", "start": 2, "end": 8, "version": 1}
    copied = as_text(answer)
    assert shared.CONTRADICTED in copied
    assert "“There is no annex.” [1]" in copied
    assert "19 articles" not in copied


def test_a_refusal_leads_to_what_a_reporter_asked() -> None:
    near = citation(1, "I have nothing on that.")
    asked = Place(release_id="a.md", start=2, end=8)
    values = values_of(answered(status=Status.NOT_IN_ARCHIVE, text="No.", nearest=(near,), asked_at=asked))
    assert (values["status"], values["note"], values["quotations"]) == ("not-in-archive", "No.", [])
    assert [one["parts"][0]["text"] for one in values["nearest"]] == ["I have nothing on that."]  # type: ignore[attr-defined]
    assert values["exchange"] == {"release": "a.md", "start": 2, "end": 8, "version": 1}


def test_what_was_not_followed_is_told() -> None:
    cited = citation(1, "One.")
    assert values_of(answered(("One.", cited), notice="Not followed."))["notice"] == "Not followed."
    assert values_of(answered(("One.", cited)))["notice"] == ""


def test_the_copied_answer_names_every_source() -> None:
    text = as_text(answered(("One.", citation(1, "One.")), ("Two.", citation(2, "Two.", url="javascript:alert(1)"))))
    assert "“One.” [1]" in text
    assert "— Ada Okafor, MS. OKAFOR, March 5, 2024" in text
    assert "[1] A title, March 5, 2024\n    https://ministry.example/a (characters 10-14)" in text
    assert "javascript" not in text


PDF = "https://ministry.example/a.pdf"


@pytest.mark.parametrize(
    ("changes", "when", "pages", "url", "copied"),
    [
        ({}, ("2024-03-05", "March 5, 2024"), "", "https://ministry.example/a", "A title, March 5, 2024\n"),
        ({"date": None}, ("", "undated"), "", "https://ministry.example/a", "A title, undated\n"),
        ({"page": 7}, ("2024-03-05", "March 5, 2024"), "p. 7", "https://ministry.example/a", "A title, March 5, 2024, p. 7\n"),
        ({"date": None, "url": PDF, "page": 7}, ("", "undated"), "p. 7", f"{PDF}#page=7", "A title, undated, p. 7\n"),
        (
            {"url": PDF, "page": 7, "last_page": 9}, ("2024-03-05", "March 5, 2024"), "pp. 7–9", f"{PDF}#page=7",
            f"A title, March 5, 2024, pp. 7–9\n    {PDF}#page=7 ",
        ),
    ],
)  # fmt: skip
def test_an_answer_says_when_and_on_which_page(
    changes: dict[str, object], when: tuple[str, str], pages: str, url: str, copied: str
) -> None:
    answer = answered(("One.", cited := citation(1, "One.", **changes)))
    values = values_of(answer)
    for shown in (values["quotations"][0], values["sources"][0]):  # type: ignore[index]
        assert ((shown["day"], shown["date"]), shown["pages"]) == (when, pages)
    assert values["sources"][0]["url"] == url  # type: ignore[index]
    assert values["quotations"][0]["parts"][0]["marks"][0]["label"].startswith(  # type: ignore[index]
        ", ".join(filter(None, ("Source 1: Ada Okafor", when[1], pages)))
    )
    assert copied in as_text(answer)
    match = QuoteMatch(citation=cited, speaker_name="Ada Okafor", institution=None, similarity=1, credited=True)
    place = match_values(match, whole=True)
    assert ((place["day"], place["date"]), place["pages"], place["url"]) == (when, pages, url)


def test_pages_of_words_that_stand_together_are_told_together() -> None:
    cited = [citation(1, "One.", page=2, last_page=3), citation(2, "Two.", page=9), citation(3, "Three.", page=4)]
    values = values_of(answered(*((one.quote, one) for one in cited)))
    assert values["quotations"][0]["pages"] == "pp. 2–4, 9"  # type: ignore[index]
    assert values["sources"][0]["url"] == "https://ministry.example/a"  # type: ignore[index]


def test_a_related_release_may_be_undated() -> None:
    cited = citation(1, "One.", related=(replace(AMENDING, date=None),))
    related = values_of(answered(("One.", cited)))["sources"][0]["related"][0]  # type: ignore[index]
    assert (related["day"], related["date"]) == ("", "undated")
    assert f"{AMENDING.title}, undated (" in as_text(answered(("One.", cited)))


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(speakers=("Ada Okafor",), kinds=("speech",)), "Ada Okafor · speech"),
        (Filters(since=date(2024, 3, 5)), "from March 5, 2024"),
        (Filters(since=date(2024, 3, 5), until=date(2024, 4, 1)), "March 5 to April 1, 2024"),
        (Filters(until=date(2024, 4, 1), voices=(Voice.REPORTER,)), "to April 1, 2024 · reporter"),
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
    [
        LinkedSpan(release_id="a/b c&d.md", start=3, end=9),
        LinkedSpan(release_id="ä<b>.md"),
        LinkedSpan(release_id="x", start=0, end=1),
        LinkedSpan(release_id="x", version=2),
    ],
)
def test_a_permalink_leads_back(span: LinkedSpan) -> None:
    from urllib.parse import parse_qsl

    assert read_span(dict(parse_qsl(permalink(span).removeprefix("?")))) == span


def release(text: str, *turns: Turn, **changes: object) -> ReleasePage:
    values: dict[str, object] = {
        "id": "a.md", "title": "A title", "date": date(2024, 3, 5), "kind": "speech", "url": None, "office": None,
        "byline": None, "text": text, "turns": turns, "version": 1, "withdrawn": False, "current_version": 1,
    }  # fmt: skip
    return ReleasePage(**{**values, **changes})  # type: ignore[arg-type]


def test_the_reader_shows_every_word_and_marks_the_span() -> None:
    text = "MS. OKAFOR: One two.\n\nThree four.\n\nQ  Five?"
    turns = (
        Turn(start=0, said=12, end=35, voice=Voice.OFFICIAL, label="MS. OKAFOR", speaker="Ada Okafor"),
        Turn(start=35, said=38, end=43, voice=Voice.REPORTER, label="Q"),
    )
    start, end = text.index("two"), text.index(" four")
    values = reader_values(release(text, *turns), LinkedSpan(release_id="a.md", start=start, end=end))
    runs = [run for turn in values["turns"] for paragraph in turn["paragraphs"] for run in paragraph]
    assert "".join(run["text"] for run in runs if run["mark"]) == "two.Three"
    assert [[r["text"] for r in p] for p in values["turns"][0]["paragraphs"]] == [["One ", "two."], ["Three", " four."]]
    assert values["turns"][1]["tag"] == shared.VOICE_LABELS[Voice.REPORTER]
    assert values["permalink"] == f"?release=a.md&version=1&start={start}&end={end}"
    assert values["notices"] == []


PAGED = "MS. OKAFOR: One two.\n\nThree four.\n\nFive six."


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        ((), []),
        ((0,), [("p. 1", "One two.")]),
        ((0, PAGED.index("Three")), [("p. 1", "One two."), ("p. 2", "Three four.")]),
        ((0, PAGED.index("Three") - 1), [("p. 1", "One two."), ("p. 2", "Three four.")]),  # between two paragraphs
        ((0, PAGED.index("four"), PAGED.index("six")), [("p. 1", "One two."), ("p. 2", "four."), ("p. 3", "six.")]),
        ((0, 0, PAGED.index("Five")), [("p. 2", "One two."), ("p. 3", "Five six.")]),  # the first page is empty
    ],
)
def test_the_reader_tells_where_each_page_begins(pages: tuple[int, ...], shown: list[tuple[str, str]]) -> None:
    turns = (Turn(start=0, said=12, end=len(PAGED), voice=Voice.OFFICIAL, label="MS. OKAFOR"),)
    values = reader_values(release(PAGED, *turns, pages=pages, url=PDF), LinkedSpan(release_id="a.md"))
    runs = [run for paragraph in values["turns"][0]["paragraphs"] for run in paragraph]
    assert [(run["page"], after["text"]) for run, after in pairwise(runs) if "page" in run] == shown
    assert "".join(run["text"] for run in runs) == PAGED[12:].replace("\n\n", "")
    assert values["url"] == PDF


@pytest.mark.parametrize(
    ("url", "link"),
    [(PDF, f"{PDF}#page=2"), ("https://ministry.example/a", "https://ministry.example/a#:~:text=four")],
)
def test_the_reader_links_to_the_page_of_the_passage(url: str, link: str) -> None:
    paged = release(PAGED, pages=(0, PAGED.index("Three")), url=url)
    start = PAGED.index("four")
    assert reader_values(paged, LinkedSpan(release_id="a.md", start=start, end=start + 4))["url"] == link


def test_the_reader_says_that_a_release_is_undated() -> None:
    values = reader_values(release("One two.", date=None), LinkedSpan(release_id="a.md"))
    assert (values["day"], values["date"]) == ("", "undated")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 99), (None, 4)])
def test_the_reader_says_that_a_span_is_not_there(start: int | None, end: int | None) -> None:
    values = reader_values(release("One two."), LinkedSpan(release_id="a.md", start=start, end=end))
    assert [notice["text"] for notice in values["notices"]] == [wording.NO_SUCH_SPAN]
    assert values["permalink"] == "?release=a.md&version=1"
    assert values["turns"][0]["paragraphs"] == [[{"text": "One two.", "mark": False}]]


AMENDING = RelatedRelease(
    release_id="b.md", title="UPDATED: A title", date=date(2024, 3, 9), url=None, relation=Relation.AMENDED_BY,
    difference="“at noon” → “at dusk”",
)  # fmt: skip
TWIN = RelatedRelease(
    release_id="c.md", title="A title", date=date(2024, 3, 5), url=None, relation=Relation.SAME_TEXT,
    difference="the same words",
)  # fmt: skip
STRUCK = Correction(start=15, end=23, marking=Marking.STRUCK_OUT, struck="noon", replacement="dusk")


def pieces_of(pieces: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(piece["text"], piece.get("struck", False), piece["mark"]) for piece in pieces]


def test_a_struck_out_word_is_drawn_as_such_in_an_answer_and_labelled_where_it_is_copied() -> None:
    quote = "Sail ~~noon~~ [dusk]."
    cited = citation(1, quote, corrections=(STRUCK,), related=(AMENDING, TWIN))
    answer = answered((quote, cited))
    part = values_of(answer)["quotations"][0]["parts"][0]  # type: ignore[index]
    assert pieces_of(part["pieces"]) == [("Sail ", False, False), ("noon", True, False), (" [dusk].", False, False)]
    assert part["notes"] == ["Corrected in the release."]
    copied = as_text(answer)
    assert "“Sail [struck out: noon] [dusk].”" in copied
    assert "    Amended by: UPDATED: A title, March 9, 2024 (“at noon” → “at dusk”)" in copied


def test_a_source_lists_its_related_releases_once() -> None:
    cited = [citation(n, "One.", related=(AMENDING, TWIN)) for n in (1, 2)]
    card = values_of(answered(*(("One.", one) for one in cited)))["sources"][0]  # type: ignore[index]
    assert sorted((one["relation"], one["open"]["release"], one["amended"]) for one in card["related"]) == [
        ("Also published as", "c.md", False), ("Amended by", "b.md", True),
    ]  # fmt: skip


def test_the_reader_draws_struck_out_words_without_their_marks() -> None:
    text = "We all do Sail ~~noon~~ [dusk]."
    values = reader_values(release(text, corrections=(STRUCK,)), LinkedSpan(release_id="a.md", start=10, end=23))
    assert pieces_of(values["turns"][0]["paragraphs"][0]) == [
        ("We all do ", False, False), ("Sail ", False, True), ("noon", True, True), (" [dusk].", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "texts", "links"),
    [
        ({}, [], []),
        ({"withdrawn": True}, [wording.WITHDRAWN], []),
        (
            {"version": 3, "current_version": 3, "earlier_versions": (1, 2)},
            [wording.CHANGED.format(version=3)],
            ["./?release=a.md&version=1", "./?release=a.md&version=2"],
        ),
        (
            {"version": 1, "current_version": 3},
            [wording.EARLIER_VERSION.format(version=1, current=3)],
            ["./?release=a.md&version=3"],
        ),
        (
            {"related": (AMENDING, TWIN)},
            ["Amended by:", "Also published as:"],
            ["./?release=b.md&version=1", "./?release=c.md&version=1"],
        ),
    ],
)
def test_the_readers_banners(changes: dict[str, object], texts: list[str], links: list[str]) -> None:
    notices = reader_values(release("One two.", **changes), LinkedSpan(release_id="a.md"))["notices"]
    assert [notice["text"] for notice in notices] == texts
    assert [link["href"] for notice in notices for link in notice["links"]] == links
