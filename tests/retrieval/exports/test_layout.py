"""Layout: what an exported answer says of each quotation, and of itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from archive.releases import Relation, Voice
from language import Correction, Marking
from retrieval import wording
from retrieval.answer import Premise, RelatedRelease, Status
from retrieval.exports import ExportForm, export_answers
from retrieval.exports.layout import lay_out, write_address
from tests.retrieval.exports.hostile import PAGE, answer_with, cite, refused

SAID = cite(
    "It did not sink.",
    title="Briefing",
    speaker="Ida Vale",
    office="Harbour Master",
    kind="briefing",
    release_id="a.md",
    page=7,
)


@pytest.mark.parametrize(
    ("parts", "attribution"),
    [
        ({}, "Ida Vale, Harbour Master, May 1, 2031, p. 7"),
        ({"voice": Voice.REPORTER, "speaker": None, "speaker_label": "Q", "office": None},
         "Q (a reporter’s words, not an official’s), May 1, 2031, p. 7"),
        ({"voice": Voice.GUEST, "office": None}, "Ida Vale (a guest’s words, not an official’s), May 1, 2031, p. 7"),
        ({"voice": Voice.PUBLIC, "office": None},
         "Ida Vale (a member of the public, not the office’s words), May 1, 2031, p. 7"),
        ({"quoted": True, "quoted_by": "Otto Quay", "date": None},
         "Ida Vale, Harbour Master, quoted by Otto Quay, undated, p. 7"),
    ],
)  # fmt: skip
def test_every_quotation_says_whose_it_is_and_when(parts: dict[str, object], attribution: str) -> None:
    (quotation,) = lay_out(answer_with("?", replace(SAID, **parts))).quotations  # type: ignore[arg-type]
    assert quotation.attribution == attribution


def test_a_source_says_where_the_words_stand_in_which_version() -> None:
    other = RelatedRelease(
        release_id="b.md",
        title="Notice",
        date=date(2031, 5, 2),
        url=None,
        relation=Relation.AMENDED_BY,
        difference="more",
    )
    (source,) = lay_out(answer_with("?", replace(SAID, version=2, related=(other,))), page=PAGE).sources
    assert source.facts == "May 1, 2031, p. 7, briefing, a.md, version 2, characters 3–19"
    assert source.passage == f"{PAGE}?release=a.md&version=2&start=3&end=19"
    assert source.notes == ("Amended by “Notice” (May 2, 2031): more",)
    assert lay_out(answer_with("?", SAID)).sources[0].passage == ""


def test_words_bring_their_own_marks_and_struck_out_ones_are_told() -> None:
    own = cite("“Yes,” she said.")
    struck = cite(
        "In ~~May~~ June.",
        corrections=(
            Correction(start=6, end=13, marking=Marking.STRUCK_OUT, struck="May", replacement=None, note=None),
        ),
    )
    laid = [lay_out(answer_with("?", one)).quotations[0] for one in (own, struck)]
    assert [(one.before, one.words, one.after) for one in laid] == [
        ("", "“Yes,” she said.", ""), ("“", "In [struck out: May] June.", "”"),
    ]  # fmt: skip


def test_titles_are_nobodys_words() -> None:
    listed = answer_with("How many?", SAID, lead="There is 1.")
    listed = replace(listed, statements=(replace(listed.statements[0], text="Briefing"),))
    laid = lay_out(listed)
    assert (laid.said, laid.quotations[0].before, laid.quotations[0].attribution) == ("There is 1.", "", "")
    written = export_answers([listed], ExportForm.MARKDOWN)
    assert f"## {wording.EXPORT_TITLES}\n\n- Briefing \\[1\\]" in written
    assert wording.EXPORT_QUOTED not in written


@pytest.mark.parametrize(
    ("status", "parts", "said"),
    [
        (Status.ANSWERED, {}, ""),
        (Status.DECLINED, {}, wording.DECLINED),
        (Status.CONTRADICTED, {"premise": Premise(words="sank", contradicted_by=(1,))}, wording.CONTRADICTED),
    ],
)
def test_an_answer_says_what_it_comes_to(status: Status, parts: dict[str, object], said: str) -> None:
    assert lay_out(answer_with("?", SAID, status=status, **parts)).said == said
    assert lay_out(refused("why?")).said == "why?"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a b", ""),
        ("javascript:alert(1)", ""),
        (None, ""),
        ("https://example.org/<x>{y}\\z?q=ä&r=%20#p", "https://example.org/%3Cx%3E%7By%7D%5Cz?q=%C3%A4&r=%20#p"),
    ],
)
def test_an_address_ends_where_it_ends(url: str | None, written: str) -> None:
    assert write_address(url) == written


def test_json_is_the_machine_interfaces() -> None:
    one, other = answer_with("?", SAID), refused("why?")
    assert json.loads(export_answers([one], ExportForm.JSON)) == one.to_json()
    assert json.loads(export_answers([one, other], ExportForm.JSON)) == {
        "schema": 1,
        "answers": [one.to_json(), other.to_json()],
    }
