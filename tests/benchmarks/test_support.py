"""The measure of the checker: its sentences are made from an archive, its table and its fit."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from archive.models.embedder import SentenceEmbedder
from benchmarks import support
from benchmarks.calibration import BORNE, LEANING, Calibration, Sample, retell, state_answer
from benchmarks.spoiling import SPOILS, Pool, Told, attribute
from benchmarks.support import KINDS, SIGNS, Word, draw_curve, fit, gather_words, measure, reading_once, tabulate
from benchmarks.weights_file import write_weights
from retrieval import Archive
from retrieval.weights import load_weights
from tests.benchmarks.conftest import SAMPLE_QUESTIONS

POOL = Pool(
    names=("Tolm", "Orla Quill"), numbers=("45", "7", "99"), words={"fenced": 3, "barked": 3, "stove": 2, "crown": 4},
    people=("Orla Quill", "Pell Arden"),
)  # fmt: skip
TOLD = Told(
    sentence="Fenn said the ferry to Osk, opened on 14 June, will carry up to 40 cows in 3 hours.",
    cited="We have opened the ferry to Osk on 14 June, and it will carry up to 40 cows in 3 hours.",
    speaker="Ida Fenn", others_in_office=("Bo Lund",),
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(sample_archive: Archive) -> Archive:
    return reading_once(sample_archive)


@pytest.fixture(scope="module")
def samples(archive: Archive) -> list[Sample]:
    made = Calibration(archive, 5).make(SAMPLE_QUESTIONS)
    answers, others = (sorted({one.base for one in made if one.kind == kind}) for kind in ("answer", "made"))
    chosen = {base for bases in (answers, others) for base in random.Random(5).sample(bases, 12)}
    return [one for one in made if one.base in chosen]


@pytest.mark.parametrize("kind", [kind for kind in SPOILS if kind != "one word"])
def test_a_spoiled_sentence_differs_by_its_kind(kind: str, embedder: SentenceEmbedder) -> None:
    spoiled = [SPOILS[kind](TOLD, POOL, random.Random(seed), embedder) for seed in range(4)]
    assert all(one and one != TOLD.sentence for one in spoiled)
    assert spoiled == [SPOILS[kind](TOLD, POOL, random.Random(seed), embedder) for seed in range(4)]


@pytest.mark.parametrize(
    ("kind", "gained"),
    [
        ("name", {"Tolm"}), ("speaker", {"Orla Quill", "Pell Arden"}), ("other holder", {"Bo Lund"}),
        ("modality", {"did"}), ("negation", {"not"}), ("hedge", {"more than 40"}), ("one word", {"fenced", "barked"}),
    ],
)  # fmt: skip
def test_what_is_put_in_is_the_archives(kind: str, gained: set[str], embedder: SentenceEmbedder) -> None:
    told = TOLD if kind != "one word" else Told(sentence="He opened it.", cited="I opened it.", speaker=None)
    spoiled = SPOILS[kind](told, POOL, random.Random(1), embedder)
    assert spoiled is not None
    assert any(one in spoiled for one in gained)


def test_a_sentence_without_a_number_has_none_to_spoil(embedder: SentenceEmbedder) -> None:
    plain = Told(sentence="The ferry runs.", cited="The ferry runs.", speaker=None)
    assert [
        SPOILS[kind](plain, POOL, random.Random(1), embedder) for kind in ("number", "unit", "hedge", "day", "name")
    ] == [None] * 5
    assert attribute(plain) is None
    assert attribute(TOLD) == "Ida Fenn said the ferry to Osk, opened on 14 June, will carry up to 40 cows in 3 hours."


@pytest.mark.parametrize(
    ("answer", "statements"),
    [
        ("Yes: the ferry has run again since May.", ["The ferry has run again since May."]),
        ("Because the big dyke was closed (on Monday).", ["The big dyke was closed."]),
        ("No. That the dyke has been closed since May.", ["The dyke has been closed since May."]),
        ("40 cows.", []),
    ],
)
def test_an_answer_is_stated(answer: str, statements: list[str]) -> None:
    assert state_answer(answer) == statements


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Well, we’ve opened the ferry to Osk (again) in the spring.",
            "They have opened the ferry to Osk in the spring.",
        ),
        ("Did we open the ferry to Osk in the spring?", ""),
        ("The ferry to Osk was opened in the spring of the year.", ""),
    ],
)
def test_officials_words_are_told_in_the_third_person(said: str, told: str) -> None:
    assert retell(said) == told


@pytest.mark.model
def test_the_samples_are_made_measured_and_told(samples: list[Sample], archive: Archive) -> None:
    kinds = {one.kind for one in samples}
    assert kinds >= {"answer", "made", "one word", "passage beside", "speaker"}
    assert kinds <= set(KINDS)
    assert all(bool(one.gold) is (one.kind in (*BORNE, LEANING)) for one in samples)
    words = gather_words(samples, archive.embedder)
    assert {word.borne for word in words} == {True, False}
    verified = measure(samples, archive, fit(words))
    rows = {row[0]: row[1:] for row in tabulate(["sample"], [verified])}
    made = [one.passes for one in verified if one.sample.kind == "made"]
    spoiled = [one.passes for one in verified if one.sample.kind not in (*BORNE, LEANING)]
    assert np.mean(made) > 0.9
    assert np.mean(spoiled) < 0.1
    assert rows["made"][0] == rows["made"][1]
    assert rows["one word"][0].endswith(f"of {sum(one.kind == 'one word' for one in samples)}")


def word(near: float, *, borne: bool) -> Word:
    return Word(features=np.array([near, 0.5, 0.0, 1.0, 1.0]), borne=borne, sentence=str(near), told="answer")


def test_the_bound_lets_one_in_ten_of_changed_words_pass(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    words = [
        *(word(0.05 * step, borne=False) for step in range(10)),
        *(word(0.4 + 0.05 * step, borne=True) for step in range(10)),
    ]
    bounds = fit(words)
    passes = [bounds.intercept + bounds.weights.vector @ one.features >= 0 for one in words]
    assert sum(passes[:10]) == 1
    assert sum(passes[10:]) >= 8
    assert draw_curve(words, bounds)[1] == ["0.10", "0.900 of 10", "none"]
    write_weights(
        tmp_path / "weights.toml", {"verification": bounds.model_dump()}, embedder=embedder, fitted_on=["x"],
        command="python -m x QUESTIONS",
    )  # fmt: skip
    written = load_weights(tmp_path / "weights.toml").fitted.verification
    assert written.intercept == pytest.approx(bounds.intercept, abs=0.001)
    assert written.weights.names() == tuple(SIGNS)


def test_a_set_without_its_store_is_wrong_use(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["support", "questions.jsonl"])
    assert support.main() == 2
    assert "store of its archive" in capsys.readouterr().err
