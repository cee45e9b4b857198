"""Replay: over an archive that changes, each thing that is other is told, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.errors import StoreError
from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from retrieval import Archive, Filters, Question, Receipt, ReplayKind, Status, make_receipt, read_receipt, wording
from tests.conftest import run_otr
from tests.papers import ingest_papers

pytestmark = pytest.mark.model

TOLL, MOLE, LAMP = "toll.txt", "mole.txt", "lamp.txt"
HEAD = "Paper: Briefing by Harbour Secretary Ida Vale on the {what}\nDate: 2031-05-{day:02d}\nKind: press briefing\n\n"
SAID = "The harbour toll of Quill Bay will be 12 crowns from June."
PAPERS = {
    TOLL: HEAD.format(what="Toll", day=4)
    + f"SECRETARY VALE:  {SAID}\n\nQ    Who pays?\n\nSECRETARY VALE:  Every ship pays it.\n",
    MOLE: HEAD.format(what="Mole", day=9)
    + "SECRETARY VALE:  The eastern mole was mended by forty masons before the winter.\n",
    LAMP: HEAD.format(what="Lamp", day=12) + "SECRETARY VALE:  The lamp at Marl Point burns whale oil no longer.\n",
}
START = len("SECRETARY VALE:  ")  # of what was said on the toll
ASKED = Question(text="How much will the harbour toll of Quill Bay be?")


@dataclass(frozen=True)
class Kept:
    """A store with its files, an answer's receipt, and what makes it anew from other files."""

    folder: Path
    embedder: SentenceEmbedder
    receipt: Receipt

    def after(self, papers: Mapping[str, str | None]) -> Archive:
        """Return the archive after files were put in place of others; None takes one away."""
        for name, text in papers.items():
            if text is None:
                (self.folder / "in" / name).unlink()
        store, _ = ingest_papers({name: text for name, text in papers.items() if text}, self.folder, self.embedder)
        return Archive(Store(store), self.embedder)


def make(folder: Path, embedder: SentenceEmbedder) -> Kept:
    """Return a new store, and the receipt of an answer from it."""
    store, _ = ingest_papers(PAPERS, folder, embedder)
    answer = Archive(Store(store), embedder).ask(ASKED)
    assert [one.quote for one in answer.citations] == [SAID]
    return Kept(folder, embedder, make_receipt(answer))


@pytest.fixture
def kept(tmp_path: Path, embedder: SentenceEmbedder) -> Kept:
    """A store that the test may change."""
    return make(tmp_path, embedder)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> tuple[Archive, Receipt]:
    """An archive that stays as it is, and the receipt of an answer from it."""
    made = make(tmp_path_factory.mktemp("harbour"), embedder)
    return Archive(Store(made.folder / "store"), embedder), made.receipt


def test_the_same_question_gives_the_same_answer(unchanged: tuple[Archive, Receipt]) -> None:
    archive, receipt = unchanged
    replay = archive.replay(receipt)
    assert (replay.same, replay.changes, replay.circumstances) == (True, (), ())


@pytest.mark.parametrize(
    ("papers", "status", "told"),
    [
        ({MOLE: PAPERS[MOLE].replace("forty", "fifty")}, Status.ANSWERED, None),
        ({TOLL: PAPERS[TOLL].replace("VALE:  The", "VALE:  Hello, all.  The")},
         Status.ANSWERED, wording.GONE_QUOTED_THERE.format(version=2, start=START + 13, end=START + 13 + len(SAID))),
        ({TOLL: PAPERS[TOLL].replace("12 crowns", "15 crowns")},
         Status.ANSWERED, wording.GONE_FROM_VERSION.format(version=2)),
        ({TOLL: None}, Status.NOT_IN_ARCHIVE, wording.GONE_WITHDRAWN),
    ],
    ids=["another-release", "moved", "reworded", "withdrawn"],
)  # fmt: skip
def test_why_a_quotation_is_gone_is_told(
    kept: Kept, papers: dict[str, str | None], status: Status, told: str | None
) -> None:
    replay = kept.after(papers).replay(kept.receipt)
    gone = [one.told for one in replay.changes if one.kind is ReplayKind.GONE]
    assert (replay.answer.status, replay.same) == (status, told is None)
    assert ([one.endswith(str(told)) for one in gone] == [True]) if told else gone == []
    assert (ReplayKind.STATUS in {one.kind for one in replay.changes}) is (status is not Status.ANSWERED)
    assert (ReplayKind.NEW in {one.kind for one in replay.changes}) is (told is not None and "no longer" in told)
    assert not [one for one in replay.changes if one.kind is ReplayKind.RECEIPT]
    assert wording.OTHER_CIRCUMSTANCE.format(name="generation", before=1, now=2) in replay.circumstances


def test_what_ranks_no_more_is_told(kept: Kept) -> None:
    better = HEAD.format(what="Toll", day=20) + "SECRETARY VALE:  The harbour toll of Quill Bay will be 14 crowns.\n"
    others = {f"other{n}.txt": better.replace("14", str(n)).replace("-20", f"-{n}") for n in range(20, 26)}
    replay = kept.after(others).replay(kept.receipt)
    (gone,) = [one for one in replay.changes if one.kind is ReplayKind.GONE]
    assert "as before; today other words answer better, and theirs are found in place" in gone.told
    assert [one.n for one in replay.changes if one.kind is ReplayKind.NEW] == [one.n for one in replay.answer.citations]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("words", SAID.replace("12", "120"), "The receipt was changed since"),
        ("words", SAID.replace("12", "120"), "[1] These words do not stand at"),
        ("sha256", "0" * 64, "[1] The archive's version 1 of toll.txt has another text"),
        ("speaker", "Otto Quay", "[1] The speaker was ‘Otto Quay’, and is ‘Ida Vale’ today."),
        ("date", "2031-05-05", "[1] The date was ‘2031-05-05’, and is ‘2031-05-04’ today."),
        ("release", "none.txt", "The archive holds no such release any more."),
        ("end", 9, "[1] These words do not stand at"),
    ],
)
def test_a_receipt_that_was_changed_is_told(
    unchanged: tuple[Archive, Receipt], field: str, value: Any, told: str
) -> None:
    archive, receipt = unchanged
    written = json.loads(receipt.write())
    written["quotations"][0][field] = value
    replay = archive.replay(read_receipt(json.dumps(written).encode(), name="r.json"))
    assert not replay.same
    assert ReplayKind.RECEIPT in {one.kind for one in replay.changes}
    assert [one.told for one in replay.changes if told in one.told]


def test_a_question_is_asked_again_just_as_it_was(unchanged: tuple[Archive, Receipt]) -> None:
    archive, _ = unchanged
    conversation = archive.converse()
    conversation.ask(ASKED)
    follow_up = conversation.ask("Who pays it?")
    narrowed = archive.ask(
        Question(text="What did Ida Vale say about the mole?", filters=Filters(until=date(2031, 5, 10)))
    )
    without = archive.ask(Question(text=narrowed.question, taken_off=tuple(one.key for one in narrowed.chips)))
    for answer in (follow_up, narrowed, without):
        receipt = read_receipt(make_receipt(answer).write().encode(), name="r.json")
        replay = archive.replay(receipt)
        assert replay.same, replay.changes
        assert replay.answer.resolved_question == answer.resolved_question
        assert replay.answer.filters == answer.filters
    assert narrowed.chips
    assert not without.chips
    assert follow_up.opening


def test_where_it_cannot_be_asked_nothing_is_said_to_differ(
    unchanged: tuple[Archive, Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, receipt = unchanged
    monkeypatch.setattr(archive.store.generation(), "embedding_digest", "another")
    with pytest.raises(StoreError, match="cannot be asked again now"):
        archive.replay(receipt)


def test_the_console_writes_and_replays(kept: Kept, tmp_path: Path) -> None:
    store, receipt = kept.folder / "store", tmp_path / "r.json"
    asked = run_otr("ask", ASKED.text, "--receipt", receipt, "--as", "ris", store=store)
    assert (asked.returncode, asked.stdout.count("TY  - GOVDOC")) == (0, 1)
    same = run_otr("replay", receipt, store=store)
    assert (same.returncode, wording.SAME_AGAIN in same.stdout, wording.QUOTATIONS_HOLD in same.stdout) == (
        0,
        True,
        True,
    )
    kept.after({TOLL: PAPERS[TOLL].replace("12 crowns", "15 crowns")})
    other = run_otr("replay", receipt, "--json", store=store)
    told = json.loads(other.stdout)
    assert (other.returncode, told["same"]) == (1, False)
    assert [one["kind"] for one in told["changes"]] == ["quotation-gone", "quotation-new"]
    for data, named in (("{}", "field receipt"), (receipt.read_text().replace('"answered"', '"glad"'), "field status")):
        (tmp_path / "bad.json").write_text(data)
        refused = run_otr("replay", tmp_path / "bad.json", store=store)
        assert (refused.returncode, named in refused.stderr) == (2, True)
    assert run_otr("replay", tmp_path / "none.json", store=store).returncode == 2
    assert run_otr("ask", ASKED.text, "--json", "--as", "ris", store=store).returncode == 2
    assert run_otr("ask", ASKED.text, "--receipt", tmp_path / "none" / "r.json", store=store).returncode == 2
