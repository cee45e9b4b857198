"""RIS and BibTeX: independent readers find one entry a release, with every value as it was."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy

from archive.releases import Voice
from retrieval.answer import Answer
from retrieval.exports import ExportForm, export_answers
from tests.retrieval.exports.hostile import HOSTILE, PAGE, answer_with, cite, squeezed


def ris(*answers: Answer) -> list[dict[str, Any]]:
    """Return the entries that a reader of RIS finds."""
    read: list[dict[str, Any]] = rispy.loads(export_answers(answers, ExportForm.RIS, page=PAGE))
    return read


COMMANDS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
    "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip
COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)\{\}|(?P<mark>[$&%#_]))")


def bibtex(*answers: Answer) -> list[dict[str, str]]:
    """Return the entries that a reader of BibTeX finds, with TeX's commands (LaTeX2e, encguide 4.1) as what they stand for."""
    library = bibtexparser.parse_string(export_answers(answers, ExportForm.BIBTEX, page=PAGE))
    assert library.failed_blocks == []
    return [
        {name: COMMAND.sub(lambda found: found["mark"] or COMMANDS[found["name"]], str(field.value))
         for name, field in entry.fields_dict.items()}
        for entry in library.entries
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_release_ends_a_value(text: str) -> None:
    (entry,) = ris(answer_with(text))
    assert (entry["title"], entry["authors"], entry["accession_number"]) == (
        squeezed(f"x {text}"), [squeezed(f"x {text}")], squeezed(f"a/{text}.md")
    )  # fmt: skip
    assert squeezed(text) in entry["notes"][0]
    assert entry["type_of_reference"] == "GOVDOC"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_release_is_a_command_of_tex(text: str) -> None:
    written = export_answers([answer_with(text)], ExportForm.BIBTEX)
    bare = COMMAND.sub("", re.sub(r"  url = .*|^@misc.*", "", written, flags=re.MULTILINE))
    assert not set(bare) & set("\\$&#%_~^<>|")
    (entry,) = bibtex(answer_with(text))
    assert entry["title"] == f"{{{squeezed(f'x {text}')}}}"
    assert squeezed(text) in entry["note"]


def test_a_release_stands_once_with_all_that_is_quoted_of_it_and_officials_as_its_authors() -> None:
    told = cite("It did not sink.", release_id="a.md", title="Briefing", speaker="Ida Vale")
    asked = cite("Did it sink?", 2, release_id="a.md", voice=Voice.REPORTER, speaker="A. Reporter", start=50, end=62)
    other = cite("Also here.", 3, release_id="b.md", title="Notice", quoted=True, voice=Voice.GUEST, speaker="A. Guest",
                 quoted_by="Otto Quay", url=None, date=None)  # fmt: skip
    again = answer_with("again?", told)
    first, second = ris(answer_with("x", told, asked, other), again)
    assert (first["authors"], first["date"], first["edition"]) == (["Ida Vale"], "2031/05/01/", "version 1")
    assert len(first["notes"]) == 2
    assert "characters 3–19: “It did not sink.”" in first["notes"][0]
    assert "a reporter’s words, not an official’s" in first["notes"][1]
    assert second["authors"] == ["Otto Quay"]
    assert second["urls"] == [f"{PAGE}?release=b.md&version=1&start=3&end=" + str(3 + len("Also here."))]
    assert "date" not in second
    keys = re.findall(
        r"^@misc\{(.*),$", export_answers([answer_with("x", told, other)], ExportForm.BIBTEX), re.MULTILINE
    )
    assert len(set(keys)) == 2
    assert keys[0].startswith(f"briefing-{date(2031, 5, 1)}-")


def test_what_a_model_worded_is_in_no_reference() -> None:
    answer = answer_with("Did it sink?", cite("It did not sink."), composed="It stayed afloat.")
    for form in (ExportForm.RIS, ExportForm.BIBTEX):
        assert "afloat" not in export_answers([answer], form)
