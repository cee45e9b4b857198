"""Little archives made of the sample: what is in them, what they are asked, and how the figures count."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Store, UsageError
from benchmarks.small_archives import (
    ANOTHERS,
    LITTLES,
    NEAR,
    OWN,
    PLAN,
    Judged,
    Little,
    ask,
    draw_figures,
    make,
    plan,
    read_littles,
)
from benchmarks.training import gather_littles
from evaluation import Item, Outcome, QuestionSet
from evaluation.matching import same_release
from retrieval import Archive
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def littles(few_questions: QuestionSet, sample_archive: Archive) -> list[Little]:
    return plan(few_questions, sample_archive, SAMPLE, most=2, limit=2)


@pytest.mark.model
def test_a_little_archive_has_what_answers_its_own_question_and_not_the_others(
    few_questions: QuestionSet, littles: list[Little]
) -> None:
    items = {item.id: item for item in few_questions.items}
    kinds = [kind for little in littles for kind, _ in little.asked]
    assert kinds.count(OWN) == kinds.count(ANOTHERS) == kinds.count(NEAR) == 2
    for little in littles:
        assert len(set(little.releases)) == 2
        for kind, item_id in little.asked:
            gold = [one.release for one in items[item_id].evidence]
            held = [release for release in little.releases if any(same_release(release, one) for one in gold)]
            assert held == (list(little.releases[:1]) if kind == OWN else [])


@pytest.mark.model
def test_the_plan_is_the_same_each_time(
    few_questions: QuestionSet, littles: list[Little], sample_archive: Archive
) -> None:
    assert plan(few_questions, sample_archive, SAMPLE, most=2, limit=2) == littles


@pytest.mark.model
def test_a_larger_one_holds_the_smaller_and_what_is_made_is_learned_from(
    few_questions: QuestionSet, littles: list[Little], sample_archive: Archive, tmp_path: Path
) -> None:
    little, embedder = littles[0], sample_archive.embedder
    stores = [make(little, size, SAMPLE, tmp_path, embedder) for size in (1, 2)]
    releases = [set(Store(store).generation().catalogue.known_releases()) for store in stores]
    assert releases == [set(little.releases[:1]), set(little.releases)]
    items = {item.id: item for item in few_questions.items}
    judged = list(ask(little, items, 1, Archive(Store(stores[0]), embedder)))
    assert [one.kind for one in judged] == [OWN, ANOTHERS]
    assert judged[1].outcome is not Outcome.RIGHT

    (tmp_path / PLAN).write_bytes(LITTLES.dump_json([little]))
    assert [one for one, _ in read_littles(tmp_path, embedder)] == [little, little]
    examples = list(gather_littles(few_questions, tmp_path, embedder))
    assert [example.answerable for example in examples] == [True, False] * 2
    assert all(example.little for example in examples)


def test_without_a_plan_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"plan\.json cannot be read .*benchmarks\.small_archives"):
        next(read_littles(tmp_path, None))  # type: ignore[arg-type]


def test_the_figures_have_a_row_a_kind_and_a_size() -> None:
    item = Item(
        id="a", case_id="a", kind="fact", group="answerable", turn=0, question="Where?", answer="", must_include=(),
        evidence=(), speaker=None,
    )  # fmt: skip

    def judged(kind: str, releases: int, outcome: Outcome) -> Judged:
        return Judged(kind=kind, releases=releases, passages=7, item=item, outcome=outcome, told="")

    table = draw_figures(
        [
            judged(NEAR, 1, Outcome.REFUSED),
            judged(OWN, 1, Outcome.RIGHT),
            judged(OWN, 1, Outcome.WRONG),
            judged(ANOTHERS, 5, Outcome.REFUSED),
        ]
    )
    rows = table.splitlines()[2:]
    assert [row.strip().split("  ")[0] for row in rows] == [OWN, ANOTHERS, NEAR]
    assert rows[0].count("0.500") == 2
    assert all(row.endswith("1.000 [1.00, 1.00]") for row in rows[1:])
