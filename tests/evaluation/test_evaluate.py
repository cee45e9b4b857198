"""A whole run over the sample archive: its files, what they hold, and that they agree."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import ir_measures
import pytest
from junitparser import JUnitXml

from evaluation import PREDICTIONS, Stage, evaluate, read_predictions, read_report
from evaluation.asking import MANIFEST, PROBES, QUESTIONS, RunMismatchError, ask_all, read_manifest
from evaluation.blame import GoldFinder, blame
from evaluation.cases import write_cases
from evaluation.evaluate import make_manifest
from evaluation.judging import judge_item
from evaluation.predictions import Prediction
from evaluation.questions import QuestionSet
from evaluation.reading import parse_questions, read_questions
from evaluation.runs import choose_folder, list_runs
from retrieval import WEIGHED_PASSAGES, Archive, UsageError
from tests.evaluation.conftest import Run

FILES = {"predictions.jsonl", "probes.jsonl", "questions.jsonl", "run.json", "report.json", "cases.csv", "junit.xml",
         "report.html", "trec"}  # fmt: skip


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_writes_all_its_files(run: Run) -> None:
    assert {path.name for path in run.folder.iterdir()} == FILES
    assert read_manifest(run.folder).complete
    assert read_manifest(run.folder).peak_memory > 1e8
    assert read_report(run.folder) == run.report
    assert read_questions(run.folder / QUESTIONS).fingerprint == run.questions.fingerprint


def test_predictions_are_answers_of_the_machine_interface_in_the_order_of_the_set(run: Run) -> None:
    made = records(run.folder / PREDICTIONS)
    expected = [item.id for case in run.questions.cases for item in run.questions.items if item.case_id == case.id]
    assert [one["id"] for one in made] == expected + [case.id for case in run.questions.quote_checks]
    for one in made:
        wanted = (
            {"verdict", "matches"}
            if "verdict" in one
            else {"status", "answered", "citations", "retrieved", "timings_ms"}
        )
        assert wanted <= set(one)


def test_later_turns_are_asked_alone_too_and_refusals_without_caution(run: Run) -> None:
    probes = {str(one["id"]): one for one in records(run.folder / PROBES)}
    later = [one for one in run.report.judgements if one.group == "later-turn"]
    assert later
    assert all(f"{one.id}@alone" in probes and one.alone_hit is not None for one in later)
    refused = [one for one in run.report.judgements if one.outcome.value == "refused" and one.confidence is not None]
    assert all(f"{one.id}@unguarded" in probes and one.withheld_right is not None for one in refused)


def test_every_failed_case_has_a_stage_to_blame(run: Run) -> None:
    failed = [one for one in run.report.judgements if one.failed]
    assert "hopeless" in {one.id for one in failed}
    assert all(one.stage and one.detail for one in failed)
    assert sum(run.report.stages.values()) == len(failed)


def test_the_figures_are_those_of_the_trec_files(run: Run) -> None:
    for name, measured in (("passages", "hit@5"), ("releases", "release_hit@5")):
        qrels = list(ir_measures.read_trec_qrels(str(run.folder / "trec" / f"{name}.qrels")))
        ranked = list(ir_measures.read_trec_run(str(run.folder / "trec" / f"{name}.run")))
        found = {one.query_id: one.value for one in ir_measures.iter_calc([ir_measures.Success @ 5], qrels, ranked)}
        for one in run.report.judgements:
            if one.ranking and one.id in found:
                assert found[one.id] == one.ranking[measured], one.id


def test_the_cases_are_there_as_csv_and_as_junit(run: Run) -> None:
    with (run.folder / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(run.report.judgements) + len(run.report.quotes)
    xml = JUnitXml.fromfile(str(run.folder / "junit.xml"))
    failed = sum(one.failed for one in run.report.judgements) + sum(not one.passed for one in run.report.quotes)
    assert (xml.tests, xml.failures) == (len(rows), failed)


def test_a_spreadsheet_takes_no_cell_for_a_formula(run: Run, tmp_path: Path) -> None:
    predictions = read_predictions(run.folder / PREDICTIONS)
    first = run.report.judgements[0].id
    predictions[first] = predictions[first].model_copy(update={"text": '=HYPERLINK("http://x")'})
    write_cases(run.report, run.questions, predictions, tmp_path / "cases.csv")
    with (tmp_path / "cases.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["answer"] == '\'=HYPERLINK("http://x")'


def test_a_run_that_was_cut_off_goes_on(run: Run, sample_archive: Archive, tmp_path: Path) -> None:
    """What was answered is not asked again; a line that was not written whole is."""
    folder = tmp_path / "cut"
    folder.mkdir()
    lines = (run.folder / PREDICTIONS).read_bytes().splitlines(keepends=True)
    (folder / PREDICTIONS).write_bytes(b"".join(lines[:4]) + lines[4][:50])
    (folder / PROBES).write_bytes(b"")
    manifest = make_manifest(run.questions, sample_archive)
    (folder / MANIFEST).write_text(manifest.model_dump_json(), encoding="utf-8")
    told: list[tuple[int, int]] = []
    ask_all(
        run.questions, sample_archive, folder, manifest=manifest, told=lambda done, total: told.append((done, total))
    )
    assert told[0] == (4, len(run.questions.cases))
    assert told[-1] == (len(run.questions.cases), len(run.questions.cases))
    kept = [json.loads(line) for line in lines[:4]]
    again = records(folder / PREDICTIONS)
    assert again[:4] == kept  # timings and all: they were not asked again
    assert [one["id"] for one in again] == [json.loads(line)["id"] for line in lines]


def test_several_cases_are_asked_at_a_time_with_the_same_answers(
    run: Run, sample_archive: Archive, tmp_path: Path
) -> None:
    questions = QuestionSet(name="few.jsonl", cases=run.questions.cases[:6])
    ask_all(questions, sample_archive, tmp_path / "jobs", manifest=make_manifest(questions, sample_archive, jobs=3))
    before = read_predictions(run.folder / PREDICTIONS)
    for item_id, prediction in read_predictions(tmp_path / "jobs" / PREDICTIONS).items():
        assert (prediction.status, prediction.text) == (before[item_id].status, before[item_id].text)


def test_a_folder_with_something_else_in_it_is_left_alone(
    few_questions: QuestionSet, sample_archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        evaluate(few_questions, sample_archive, tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        evaluate(few_questions, sample_archive, tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_unfinished_run_of_another_set_is_not_gone_on_with(
    run: Run, sample_archive: Archive, tmp_path: Path
) -> None:
    manifest = make_manifest(run.questions, sample_archive)
    (tmp_path / MANIFEST).write_text(
        manifest.model_copy(update={"questions": "0" * 64}).model_dump_json(), encoding="utf-8"
    )
    with pytest.raises(RunMismatchError, match="another set, archive, program or setting"):
        ask_all(run.questions, sample_archive, tmp_path, manifest=manifest)


def test_runs_are_listed_and_an_unfinished_one_is_chosen_again(
    run: Run, sample_archive: Archive, tmp_path: Path
) -> None:
    manifest = make_manifest(run.questions, sample_archive)
    assert choose_folder(tmp_path, manifest) == tmp_path / "few-001"
    for name, complete in (("few-001", True), ("few-002", False)):
        (tmp_path / name).mkdir()
        (tmp_path / name / MANIFEST).write_text(manifest.model_copy(update={"complete": complete}).model_dump_json())
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / MANIFEST).write_text("{}")
    assert {kept.folder.name for kept in list_runs(tmp_path)} == {"few-001", "few-002"}
    assert choose_folder(tmp_path, manifest) == tmp_path / "few-002"
    assert choose_folder(tmp_path, manifest.model_copy(update={"caution": 0.9})) == tmp_path / "few-003"


RELEASE = (
    "press-briefings/2031-09/2031-09-16-press-briefing-by-spokesperson-ruth-calloway-and-crisis-centre-director"
    "-dr-edmund-marsh-september-16-2031.md"
)


@pytest.fixture(scope="module")
def finder(sample_archive: Archive) -> GoldFinder:
    return GoldFinder(sample_archive)


def by_voice(archive: Archive, voice: str) -> tuple[str, int, int]:
    """Return the longest passage of a release in a voice."""
    passages = [one for one in archive.passages(RELEASE) if one.voice.value == voice]
    longest = max(passages, key=lambda one: len(one.text))
    return longest.text, longest.start, longest.end


@pytest.mark.parametrize(
    ("voice", "release", "values", "stage"),
    [
        ("official", "none/such.md", {}, Stage.NOT_IN_STORE),
        ("reporter", RELEASE, {}, Stage.FILTERED_OUT),
        ("official", RELEASE, {"filters": {"from": "2040-01-01"}}, Stage.FILTERED_OUT),
        ("official", RELEASE, {"retrieved": []}, Stage.NOT_RETRIEVED),
        ("official", RELEASE, {"retrieved": WEIGHED_PASSAGES}, Stage.BELOW_CUT),
        ("official", RELEASE, {"retrieved": 0, "answered": False, "status": "not-in-archive"}, Stage.REFUSED),
        ("official", RELEASE, {"retrieved": 0}, Stage.NOT_CHOSEN),
        ("official", RELEASE, {"retrieved": 0, "citations": True}, Stage.NOT_IN_ANSWER),
        ("official", RELEASE, {"retrieved": 0, "citations": True, "text": "the words wanted"}, Stage.WRONG_SPEAKER),
    ],
)
def test_the_stage_that_lost_a_case(
    sample_archive: Archive, finder: GoldFinder, voice: str, release: str, values: dict[str, object], stage: Stage
) -> None:
    text, start, end = by_voice(sample_archive, voice)
    case = {"id": "q", "kind": "fact", "question": "What?", "must_include": ["the words wanted"], "speaker": "Nobody Else",
            "evidence": [{"release": release, "quote": text}]}  # fmt: skip
    item = parse_questions(json.dumps(case).encode(), name="set.jsonl").items[0]
    gold = {"release_id": RELEASE, "text": text, "start": start, "end": end}
    made: dict[str, object] = {"id": "q", "answered": True, "status": "answered", "text": "other words", **values}
    before = made.get("retrieved")
    if isinstance(before, int):
        made["retrieved"] = [{"release_id": "x.md", "text": "y"}] * before + [gold]
    if made.get("citations") is True:
        made["citations"] = [{"release_id": RELEASE, "quote": text, "speaker": "Ruth Calloway"}]
    prediction = Prediction.model_validate(made)
    judged = blame(judge_item(item, prediction), item, prediction, finder)
    assert judged.stage is stage
    assert judged.detail


def test_what_passed_has_nothing_to_blame(run: Run) -> None:
    assert all(one.stage is None for one in run.report.judgements if not one.failed)


def test_the_figures_equal_the_independent_scorers(run: Run, shared: Path) -> None:
    """Its summary, of the same questions, predictions and files."""
    questions = run.folder / QUESTIONS
    command = [sys.executable, str(shared / "tools" / "score.py"), str(questions), str(run.folder / PREDICTIONS),
               str(Path(__file__).parents[2] / "data" / "sample"), "--json"]  # fmt: skip
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["summary"]
    ours = {name: figure.value for name, figure in run.report.figures.items()}
    pairs = {"hit@1": "hit@1", "hit@5": "hit@5", "hit@10": "hit@10", "hit@20": "hit@20", "mrr": "mrr", "release_hit@1": "rel@1",
             "release_hit@5": "rel@5", "right": "right", "wrong": "wrong", "cited": "cited"}  # fmt: skip
    for name, theirs_name in pairs.items():
        assert ours[name] == pytest.approx(theirs["answerable"][theirs_name], abs=6e-4), name
    assert ours["reliability"] == pytest.approx(theirs["reliability"], abs=6e-4)
    assert ours["first_turn_hit@5"] == pytest.approx(theirs["turn1"]["hit@5"], abs=6e-4)
    assert ours["later_turn_hit@5"] == pytest.approx(theirs["followup"]["hit@5"], abs=6e-4)
    assert ours["quote_check"] == pytest.approx(theirs["quote-check"]["right"], abs=6e-4)
