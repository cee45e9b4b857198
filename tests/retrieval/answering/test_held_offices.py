"""Who held an office on a day: those who are printed with it on both sides of the day, each with where a release prints both."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval import AmbiguousNameError, Archive, NotFoundError

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("office", "on", "held"),
    [
        ("Minister of Foreign Affairs", date(2031, 10, 1), [("Helena Marsh", True)]),
        ("the Minister of Foreign Affairs", None, [("Helena Marsh", True)]),
        ("minister", date(2032, 3, 1), [("Tobias Renn", True)]),
        ("Minister of Foreign Affairs", date(2032, 1, 20), [("Helena Marsh", False), ("Tobias Renn", False)]),
        ("High Commissioner of the Coastal League", None, [("Helena Marsh", True)]),
        ("spokesperson", None, [("Jonas Idris", True), ("Ruth Calloway", True)]),
        ("spokesperson", date(2032, 2, 1), [("Jonas Idris", True)]),
        ("spokesperson", date(1999, 1, 1), []),
        ("lighthouse keeper", None, []),
        ("", None, []),
    ],
)
def test_who_held_an_office(
    sample_archive: Archive, office: str, on: date | None, held: list[tuple[str, bool]]
) -> None:
    assert [(one.name, one.on_day) for one in sample_archive.who_held(office, on)] == held


def test_each_is_told_with_sentences_that_name_them_and_the_releases_nearest_to_the_day(
    sample_archive: Archive,
) -> None:
    (held,) = sample_archive.who_held("Minister of Foreign Affairs", date(2031, 10, 1))
    assert held.citations
    for citation in held.citations:
        text = sample_archive.release(citation.release_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert "Helena Marsh" in citation.quote
    assert all(one.date and abs((one.date - date(2031, 10, 1)).days) < 20 for one in held.printed_in)


def test_a_person_is_found_by_id_and_by_name(sample_archive: Archive) -> None:
    people = sample_archive.people()
    assert sample_archive.person("helena-marsh") == sample_archive.person("Helena Marsh") in people
    with pytest.raises(AmbiguousNameError, match=r"helena-marsh.*edmund-marsh"):
        sample_archive.person("marsh")
    with pytest.raises(NotFoundError, match="nobody called 'Quill'"):
        sample_archive.person("Quill")


def test_a_list_of_releases_takes_a_kind_in_any_spelling(sample_archive: Archive) -> None:
    listed = sample_archive.releases(kinds=["Press-Briefings"], limit=3)
    assert {one.kind for one in listed.releases} == {"press briefing"}
    assert (len(listed.releases), listed.total) == (3, sample_archive.coverage().kinds["press briefing"])
