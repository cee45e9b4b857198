"""Selection: prose that may report what somebody said is searched for an answer, and is not among their own words."""

from __future__ import annotations

from archive.releases import Voice
from retrieval import Archive, Filters
from retrieval.search.selection import add_reports, select


def test_prose_that_names_a_speaker_is_searched_beside_their_words(sample_archive: Archive) -> None:
    catalogue = sample_archive.store.generation().catalogue
    own = select(catalogue, Filters(speakers=("Ruth Calloway",)))
    both = set(catalogue.select(add_reports(own)).tolist())
    added = catalogue.passages(sorted(both - set(catalogue.select(own).tolist())))
    assert set(catalogue.select(own).tolist()) < both
    assert {passage.voice for passage in added} == {Voice.OFFICE}
    assert all("Calloway" in f"{passage.context} {passage.text}" for passage in added)


def test_without_a_speaker_nothing_is_added(sample_archive: Archive) -> None:
    selection = select(sample_archive.store.generation().catalogue, Filters())
    assert add_reports(selection) == selection
