"""The file of weights that a fit writes: new numbers in the old places, comments kept, and the card brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from benchmarks.weights_file import write_weights
from retrieval import UsageError
from retrieval.weights import SHIPPED, load_weights

COMMAND = "python -m benchmarks.fit QUESTIONS.jsonl STORE --write FILE"
LEARNED = {"sentences": {"match": 1.23456}, "answerability": {"intercept": -1, "weights": {"share": 2}}}


def write(path: Path, learned: dict[str, object], *, command: str = COMMAND) -> None:
    """Write, as a fit does."""
    write_weights(path, learned, embedder=SentenceEmbedder(), fitted_on=["a set: 3 questions"], command=command)


def test_numbers_are_put_in_their_place_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "new" / "weights.toml"
    write(path, LEARNED)
    shipped, written = load_weights(), load_weights(path)
    assert written.fitted.sentences.match == 1.235
    assert written.fitted.answerability.weights.share == 2
    assert written.fitted.answerability.weights.topic == shipped.fitted.answerability.weights.topic
    assert written.fitted.selection == shipped.fitted.selection
    before, after = (one.read_text(encoding="utf-8").splitlines() for one in (SHIPPED, path))
    assert [line for line in after if line.startswith("#")] == [line for line in before if line.startswith("#")]
    card = written.card
    assert (card.fitted, card.fitted_on[-1]) == (datetime.now(UTC).date(), "a set: 3 questions")


def test_a_program_that_fits_again_takes_the_place_of_its_own_command(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    write(path, LEARNED)
    others = [one for one in load_weights(path).card.commands if one != COMMAND]
    write(path, {"sentences": {"match": 2}}, command=f"{COMMAND} --without x")
    card = load_weights(path).card
    assert card.commands == (*others, f"{COMMAND} --without x")
    assert card.fitted_on.count("a set: 3 questions") == 1
    assert load_weights(path).fitted.answerability.weights.share == 2, "what was written before is gone on from"


def test_the_shipped_commands_name_each_program_once() -> None:
    programs = [one.split(" QUESTIONS")[0].split(" SET")[0] for one in load_weights().card.commands]
    assert len(programs) == len(set(programs)) > 1


def test_what_could_not_be_read_again_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fitted"):
        write(tmp_path / "weights.toml", {"sentences": {"no such feature": 1}})
