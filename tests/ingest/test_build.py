"""Ingest end to end on small folders: what is added, changed, gone, unreadable, and that the counts add up."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.catalogue.selection import Selection
from archive.errors import EmptyStoreError, ModelMismatchError, UsageError
from archive.generations.checks import CATALOGUE
from archive.generations.generations import current_generation
from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from archive.tokens import Tokens
from ingest.build import ingest
from ingest.progress import SilentProgress
from ingest.rebuilding import rebuild_index
from ingest.report import IngestReport

BRIEFING = """---
title: "Briefing on the Ferry"
date: '2031-05-0{day}'
tags: press-briefings
source_url: https://example.org/{day}
---

MS. VALE:  Good morning.  The ferry sails at {hour}
tomorrow.

Q    Did it sink?

MS. VALE:  It did not sink.
"""


def write(folder: Path, name: str, *, day: int = 1, hour: str = "dawn") -> Path:
    """Write a briefing."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BRIEFING.format(day=day, hour=hour), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two briefings."""
    write(tmp_path / "in", "briefings/one.md", day=1)
    write(tmp_path / "in", "briefings/two.md", day=2, hour="noon")
    return tmp_path / "in"


@pytest.fixture
def run(tmp_path: Path, embedder: SentenceEmbedder) -> object:
    """Ingest into one store."""

    def go(*paths: Path | str, rebuild: bool = False) -> IngestReport:
        given = [str(path) for path in paths]
        return ingest(given, store=tmp_path / "store", embedder=embedder, progress=SilentProgress(), rebuild=rebuild)

    return go


def counts(report: IngestReport) -> dict[str, int]:
    """Return the report's counts, and check that they add up."""
    assert report.read == report.added + report.updated + report.unchanged + len(report.quarantined)
    found = {
        "added": report.added, "updated": report.updated, "unchanged": report.unchanged, "removed": report.removed,
        "quarantined": len(report.quarantined),
    }  # fmt: skip
    return {name: number for name, number in found.items() if number}


def test_first_ingest_then_nothing_to_do(run, folder: Path, tmp_path: Path) -> None:
    assert counts(run(folder)) == {"added": 2}
    second = run(folder)
    assert counts(second) == {"unchanged": 2}
    assert (second.generation, current_generation(tmp_path / "store")) == (1, 1), (
        "an unchanged folder publishes nothing"
    )


def test_changed_file_is_a_new_version(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    write(folder, "briefings/one.md", hour="dusk")
    assert counts(run(folder)) == {"updated": 1, "unchanged": 1}
    catalogue = Store(tmp_path / "store").generation().catalogue
    assert catalogue.release("briefings/one.md").version == 2
    assert catalogue.search_words(["dusk"], Selection(), limit=1)


def test_removed_file_is_withdrawn_and_comes_back(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    (folder / "briefings/one.md").unlink()
    assert counts(run(folder)) == {"unchanged": 1, "removed": 1}
    catalogue = Store(tmp_path / "store").generation().catalogue
    assert catalogue.release("briefings/one.md").withdrawn
    assert not catalogue.search_words(["dawn"], Selection(), limit=1)
    assert counts(run(folder)) == {"unchanged": 1}
    write(folder, "briefings/one.md")
    assert counts(run(folder)) == {"updated": 1, "unchanged": 1}
    assert not Store(tmp_path / "store").generation().catalogue.release("briefings/one.md").withdrawn


def test_one_file_does_not_withdraw_its_neighbours(run, folder: Path) -> None:
    run(folder)
    assert counts(run(folder / "briefings" / "one.md")) == {"unchanged": 1}
    write(folder, "briefings/one.md", hour="dusk")
    assert counts(run(folder / "briefings" / "one.md")) == {"updated": 1}
    assert counts(run(folder)) == {"unchanged": 2}


UNREADABLE = {
    "empty.md": (b"", "empty"),
    "binary.md": (bytes(range(256)) * 20, "binary"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
    "page.html": (b"<!doctype html><html><body></body></html>", "page"),
    "bad.md": (b"---\ntitle: A title\ndate: 2031-05-01\n\nText.\n", "front matter"),
    "untitled.md": (b"---\ndate: 2031-05-01\n---\n\nText.\n", "title"),
}


def test_unreadable_files_are_quarantined_and_the_rest_goes_on(run, folder: Path) -> None:
    for name, (data, _) in UNREADABLE.items():
        (folder / name).write_bytes(data)
    first = run(folder)
    assert counts(first) == {"added": 2, "quarantined": len(UNREADABLE)}
    assert {name: UNREADABLE[name][1] in reason.lower() for name, reason in first.quarantined} == dict.fromkeys(
        UNREADABLE, True
    )
    again = run(folder)
    assert counts(again) == {"unchanged": 2, "quarantined": len(UNREADABLE)}
    assert again.generation == first.generation
    for name in UNREADABLE:
        (folder / name).unlink()
    assert counts(run(folder)) == {"unchanged": 2}


def test_file_that_becomes_unreadable_keeps_its_last_good_version(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    (folder / "briefings/one.md").write_bytes(b"")
    assert counts(run(folder)) == {"unchanged": 1, "quarantined": 1}
    assert not Store(tmp_path / "store").generation().catalogue.release("briefings/one.md").withdrawn


def test_hidden_files_are_excluded_by_rule(run, folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"\0\1")
    report = run(folder)
    assert counts(report) == {"added": 2}
    assert report.excluded == (".DS_Store",)


def test_moved_folder_is_the_same_archive(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    shutil.move(folder, tmp_path / "elsewhere")
    assert counts(run(tmp_path / "elsewhere")) == {"unchanged": 2}
    (tmp_path / "elsewhere" / "briefings/two.md").unlink()
    assert counts(run(tmp_path / "elsewhere")) == {"unchanged": 1, "removed": 1}


def test_two_folders_with_one_path_do_not_overwrite_each_other(run, folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", "briefings/one.md", hour="midnight")
    run(folder)
    report = run(tmp_path / "other")
    assert counts(report) == {"quarantined": 1}
    assert str(folder) in report.quarantined[0][1]


def test_rebuild_of_paths_starts_from_nothing(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    write(tmp_path / "other", "briefings/three.md", day=3)
    assert counts(run(tmp_path / "other", rebuild=True)) == {"added": 1}
    assert Store(tmp_path / "store").generation().catalogue.count("releases") == 1


EVENT = """---
title: "{title}"
date: '2031-05-{day}'
tags: speeches-remarks
---

THE PRESIDENT:  Good morning.  Press Secretary Ida Vale is here.

MS. VALE:  It sails at {hour}.

THE PRESIDENT:  Thank you, Press Secretary Ida Vale.
"""


def people_of(store: Path) -> object:
    """Return all that a store says of people: who they are, and who speaks in which turn and passage."""
    catalogue = Store(store).generation().catalogue
    ids = sorted(catalogue.known_files())
    turns = [[(turn.label, turn.speaker, turn.voice) for turn in catalogue.release(i).release.turns] for i in ids]
    passages = [[(p.start, p.speaker, p.voice) for p in catalogue.passages_of(i)] for i in ids]
    return catalogue.people(), turns, passages


def test_people_of_all_releases_come_out_the_same_in_any_order(run, folder: Path, tmp_path: Path) -> None:
    (folder / "event.md").write_text(
        EVENT.format(title="Remarks by President Ada Adeyemi on Bread", day=10, hour="noon")
    )
    (folder / "town.md").write_text(
        EVENT.format(title="Remarks in a Town Hall", day=11, hour="dusk").replace("Ida ", "")
    )
    later = [folder / "event.md", folder / "briefings" / "two.md"]
    for path in later:
        path.rename(path.with_suffix(".later"))
    hidden = folder / ".hidden"
    hidden.mkdir()
    moved = [(path, shutil.move(path.with_suffix(".later"), hidden / path.name)) for path in later]
    run(folder)
    catalogue = Store(tmp_path / "store").generation().catalogue
    assert {one.name for one in catalogue.people()} == {"Ms. Vale"}
    for path, place in moved:
        shutil.move(place, path)
        run(folder)
    catalogue = Store(tmp_path / "store").generation().catalogue
    assert {one.name: [o.name for o in one.offices] for one in catalogue.people()} == {
        "Ada Adeyemi": ["President"], "Ida Vale": ["Press Secretary"]
    }  # fmt: skip
    town = catalogue.release("town.md").release
    assert [(turn.speaker, turn.voice.value) for turn in town.turns if turn.label == "MS. VALE"] == [
        ("Ida Vale", "official")
    ]
    assert {p.speaker for p in catalogue.passages_of("town.md")} == {"Ada Adeyemi", "Ida Vale"}
    assert "Ms. Vale" in catalogue.passages_of("town.md")[1].context, (
        "the context stays, so that nothing is embedded again"
    )
    step_by_step = people_of(tmp_path / "store")
    run(folder, rebuild=True)
    assert people_of(tmp_path / "store") == step_by_step


def test_people_file_is_no_release_and_its_change_is_carried_out(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    (folder / "people.toml").write_text('[[people]]\nname = "Ida Vale"\nalso = ["Ms. Vale"]\n')
    report = run(folder)
    assert (counts(report), report.excluded, report.generation) == ({"unchanged": 2}, ("people.toml",), 2)
    catalogue = Store(tmp_path / "store").generation().catalogue
    assert [one.name for one in catalogue.people()] == ["Ida Vale"]
    assert catalogue.count_speakers() == {"Ida Vale": 4}
    assert run(folder).generation == 2
    (folder / "people.toml").write_text("[[people]]\nnmae = 'Ida'\n")
    with pytest.raises(UsageError, match="nmae"):
        run(folder)
    (folder / "people.toml").unlink()
    assert run(folder).generation == 3
    assert [one.name for one in Store(tmp_path / "store").generation().catalogue.people()] == ["Ms. Vale"]


class CountingEmbedder(SentenceEmbedder):
    """The bundled model, counting what it embeds."""

    embedded = 0

    def read(self, texts: Sequence[str], *, asked: bool = False) -> tuple[NDArray[np.float32], list[Tokens]]:
        """Read, and count."""
        self.embedded += len(texts)
        return super().read(texts, asked=asked)


class OtherEmbedder(SentenceEmbedder):
    """Another model than the bundled one, by its digest."""

    digest = "0" * 64


def test_another_model_is_told_where_no_file_has_changed(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    with pytest.raises(ModelMismatchError, match="--rebuild"):
        ingest([str(folder)], store=tmp_path / "store", embedder=OtherEmbedder(), progress=SilentProgress())
    assert counts(run(folder)) == {"unchanged": 2}, "what the store holds stays"


def test_rebuild_of_an_intact_store_embeds_only_what_is_new(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    write(folder, "briefings/three.md", day=3)
    counting = CountingEmbedder()
    report = ingest([str(folder)], store=tmp_path / "store", embedder=counting, progress=SilentProgress(), rebuild=True)
    assert 0 < counting.embedded < report.passages


def test_rebuild_of_a_damaged_store_embeds_all(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    with (tmp_path / "store" / "generation-000001" / CATALOGUE).open("ab") as file:
        file.write(b"damage")
    counting = CountingEmbedder()
    report = ingest([str(folder)], store=tmp_path / "store", embedder=counting, progress=SilentProgress(), rebuild=True)
    assert counting.embedded >= report.passages > 0


def test_rebuild_of_the_index_embeds_nothing(run, folder: Path, tmp_path: Path) -> None:
    run(folder)
    before = Store(tmp_path / "store").generation()
    assert rebuild_index(store=tmp_path / "store", progress=SilentProgress()) == 2
    after = Store(tmp_path / "store").generation()
    assert (before.vectors[1] == after.vectors[1]).all()


def test_rebuild_of_the_index_of_an_empty_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyStoreError, match="otr ingest PATH"):
        rebuild_index(store=tmp_path / "store", progress=SilentProgress())


def test_related_releases_follow_every_ingest(run, folder: Path, tmp_path: Path) -> None:
    def related() -> dict[tuple[str, str], str]:
        catalogue = Store(tmp_path / "store").generation().catalogue
        found = catalogue.related_among(catalogue.known_files())
        return {(one.release_id, one.other_id): one.relation.value for one in found}

    run(folder)
    siblings = ("briefings/one.md", "briefings/two.md")
    alike = {siblings: "near-identical", siblings[::-1]: "near-identical"}
    assert related() == alike
    write(folder, "statements/one.md", day=1)
    run(folder)
    twins = ("briefings/one.md", "statements/one.md")
    assert {pair for pair, relation in related().items() if relation == "same-text"} == {twins, twins[::-1]}
    (folder / "statements/one.md").unlink()
    run(folder)
    assert related() == alike
