"""The fit of what contradicts a question: read from a set with places, measured on what was held back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_premises
from benchmarks.fit_premises import FALSE, SIGNS, fit, gather, measure
from retrieval import Archive
from retrieval.weights import PremiseWeights

OWN = Path(fit_premises.__file__).with_name("premises")
SAMPLE = [
    (FALSE, "Why did the Ministry admit in the autumn of 2031 that Helena Marsh had read the surveyor's report?"),
    (FALSE, "How was the five-million-crown payment for Corrado and Teller split between the ministries?"),
    ("true-premise", "How many people were brought out by Operation Safe Harbour?"),
]


@pytest.mark.model
def test_a_set_is_read_fitted_and_measured(tmp_path: Path, sample_store: Path) -> None:
    archive = Archive.open(sample_store)
    lines = []
    for number, (kind, question) in enumerate(SAMPLE):
        denials = archive.ask(question).denials
        places = [{"release": one.release_id, "start": one.start, "end": one.end} for one in denials]
        lines.append({"id": str(number), "kind": kind, "question": question, "evidence": places})
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    cases = gather(path, sample_store)
    assert [case.is_false for case in cases] == [True, True, False]
    assert any(cases[0].right)
    assert not any(cases[2].right)
    _, weights = fit(cases)
    assert all(weight * SIGNS[name] >= 0 for name, weight in zip(PremiseWeights.names(), weights, strict=True))
    certain = (100.0, np.zeros(len(SIGNS)))
    assert measure(cases, certain, show=True)[0] == 2
    assert measure(cases, (-100.0, np.zeros(len(SIGNS))), show=False) == (0, 0, 2, 0, 0, 1)


def test_signs_are_those_of_the_module() -> None:
    assert tuple(SIGNS) == PremiseWeights.names()


@pytest.mark.parametrize("path", sorted(OWN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_our_own_sets_hold_questions_and_places_and_no_words_of_a_release(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        assert set(line) == {"id", "kind", "question", "evidence"}
        assert line["kind"] in (FALSE, "true-premise")
        assert line["question"].endswith("?")
        assert line["evidence"]
        assert all(set(one) == {"release", "start", "end"} and one["start"] < one["end"] for one in line["evidence"])
