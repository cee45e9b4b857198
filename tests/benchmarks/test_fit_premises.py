"""The fit of what contradicts a question: read from a set with places, measured on what was held back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import fit_premises
from benchmarks.fit_premises import FALSE, KINDS, Case, Found, fit, gather, measure
from retrieval import Archive

OWN = Path(fit_premises.__file__).with_name("premises")
SAMPLE = [
    (FALSE, "Why did Pelorra turn away the Verranian field hospital?"),
    (FALSE, "How was the five-million-crown payment for Corrado and Teller split between the ministries?"),
    (FALSE, "Who sold the moon to the fishermen of Tern Island?"),
    ("beside", "How many people were brought out by Operation Safe Harbour?"),
]


@pytest.mark.model
def test_a_set_is_read_fitted_and_measured(
    tmp_path: Path, sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Archive.open(sample_store)
    lines = []
    for number, (kind, question) in enumerate(SAMPLE):
        denials = archive.ask(question).denials
        places = [{"release": one.release_id, "start": one.start, "end": one.end} for one in denials]
        lines.append({"id": str(number), "kind": kind, "question": question, "evidence": places})
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    cases = gather(path, sample_store)
    assert [case.is_false for case in cases] == [True, True, False]  # a false premise without a place is left out
    assert [any(one.right for one in case.found) for case in cases] == [True, True, False]
    rows = measure("sample", cases, fit(cases), show=True)
    assert [row[1] for row in rows] == list(KINDS)
    assert sum(row[2] for row in rows) == 2  # type: ignore[misc]
    assert "field hospital" in capsys.readouterr().out


def case(*found: tuple[str, float, bool | None]) -> Case:
    """Return a question with what may be said against it: the kind, how much is the same, whether it is right."""
    said = tuple(Found(kind=kind, same=same, right=right, quote="No.") for kind, same, right in found)
    return Case(question="Why?", is_false=any(one.right is not False for one in said), found=said)


def test_the_least_bound_is_taken_at_which_nine_in_ten_are_right() -> None:
    own, reply = "in own words", "in reply"
    right = [case((own, 0.8, True)) for _ in range(9)]
    wrong = [case((own, 0.8, False)), case((own, 0.5, False)), case((reply, 0.3, False))]
    bounds = fit([*right, *wrong, case((reply, 0.6, True)), case((reply, 0.3, None))])
    assert bounds == {"held": 0.55, "covered": 0.35}
    kinds = {row[1]: row[2:5] for row in measure("set", [*right, *wrong], bounds, show=False)}
    assert (kinds[own], kinds[reply]) == ((9, 1, 0), (0, 0, 0))


@pytest.mark.parametrize("path", sorted(OWN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_our_own_sets_hold_questions_and_places_and_no_words_of_a_release(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        assert set(line) == {"id", "kind", "question", "evidence"}
        assert line["kind"] in (FALSE, "true-premise", "beside")
        assert line["question"].endswith("?")
        assert bool(line["evidence"]) is (line["kind"] != "beside")
        assert all(set(one) == {"release", "start", "end"} and one["start"] < one["end"] for one in line["evidence"])
