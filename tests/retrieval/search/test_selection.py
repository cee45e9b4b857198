"""Which passages filters allow: names and kinds as the archive has them, and errors that say what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.releases import Voice
from archive.store import Store
from retrieval import Filters
from retrieval.search.selection import NothingSelectedError, select
from tests.archive.conftest import make_release, write_generation


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> CatalogueReader:
    store: Path = tmp_path_factory.mktemp("selection") / "store"
    write_generation(store, [make_release()])
    return Store(store).generation().catalogue


@pytest.mark.parametrize("name", ["Ida Vale", "ida vale", "Vale", "VALE ida"])
def test_a_speaker_is_found_by_any_words_of_the_name(catalogue: CatalogueReader, name: str) -> None:
    assert select(catalogue, Filters(speakers=(name,))).speakers == ("Ida Vale",)


@pytest.mark.parametrize("kind", ["press briefing", "Press Briefings", "press-briefings"])
def test_a_kind_is_found_however_it_is_written(catalogue: CatalogueReader, kind: str) -> None:
    assert select(catalogue, Filters(kinds=(kind,))).kinds == ("press briefing",)


def test_officials_and_their_office_speak_unless_voices_are_set(catalogue: CatalogueReader) -> None:
    assert select(catalogue, Filters()).voices == (Voice.OFFICE, Voice.OFFICIAL, Voice.UNKNOWN)
    assert select(catalogue, Filters(voices=(Voice.REPORTER,))).voices == (Voice.REPORTER,)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(speakers=("Ida Vole",)), "Ida Vale"),
        (Filters(speakers=("Nobody At All",)), "Ida Vale"),
        (Filters(kinds=("speech",)), "press briefing"),
    ],
)
def test_what_the_archive_does_not_have_is_told_with_what_it_has(
    catalogue: CatalogueReader, filters: Filters, message: str
) -> None:
    with pytest.raises(NothingSelectedError, match=message):
        select(catalogue, filters)
