"""Console commands that evaluate, and that make question sets of feedback: ``otr evaluate``, ``otr feedback``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from archive import ConsoleProgress, JsonOption, ModelOption, Settings, StoreOption
from evaluation.evaluate import PAGE, evaluate, make_manifest
from evaluation.feedback import describe_feedback, make_line
from evaluation.gate import GateFailedError, check_fingerprints, find_breaches, raise_gate, read_gate
from evaluation.questions import json_schema
from evaluation.reading import read_questions
from evaluation.rendering import describe_run
from evaluation.report import Report
from retrieval import Archive, Feedback, InvalidReceiptError, KeptFeedback, UsageError, feedback_file


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("evaluate")(evaluate_command)
    feedback = typer.Typer(help="What those who asked thought of the answers.", no_args_is_help=True)
    feedback.command("list")(list_feedback_command)
    feedback.command("export")(export_feedback_command)
    app.add_typer(feedback, name="feedback")


def evaluate_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    questions: Annotated[Path | None, typer.Argument(help="Question set: JSON Lines, or CSV with a header.")] = None,
    store: StoreOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the run's files; a run that was cut off goes on.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only cases of this kind; may be given again.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many cases.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Cases asked at a time.")] = 1,
    model: ModelOption = None,
    compare: Annotated[Path | None, typer.Option(help="Folder of an earlier run to compare with.")] = None,
    gate: Annotated[Path | None, typer.Option(help="File of floors; a figure below its floor fails the run.")] = None,
    update_gate: Annotated[
        bool, typer.Option("--update-gate", help="Raise the floors of --gate to this run's figures.")
    ] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Let --update-gate lower a floor.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of a line of a question set.")
    ] = False,
) -> None:
    """Ask a question set and report what came back: figures, failed cases, and the stage to blame for each."""
    if schema:
        print(json.dumps(json_schema(), indent=1))
        return
    if questions is None or out is None:
        raise UsageError(
            "otr evaluate needs a question set and --out FOLDER: otr evaluate questions.jsonl --out runs/first"
        )
    if (update_gate or allow_lower) and gate is None:
        raise UsageError("--update-gate and --allow-lower need --gate FILE: the file of floors to write")
    chosen = read_questions(questions).narrowed(kinds=tuple(kind or ()), limit=limit)
    if chosen.to_do:
        print(f"{chosen.to_do} lines of {chosen.name} are still to do, and are not asked", file=sys.stderr)
    settings = Settings() if model is None else Settings(model=model)
    archive = Archive.open(store or settings.store, settings=settings)
    if gate and gate.exists():
        check_fingerprints(read_gate(gate), make_manifest(chosen, archive), gate)
    elif gate and not update_gate:
        read_gate(gate)
    with ConsoleProgress() as progress:
        progress.begin("cases", len(chosen.cases))
        report, comparison = evaluate(
            chosen, archive, out, jobs=jobs, compare_with=compare, told=lambda done, _: progress.reach(done)
        )
    print(describe_run(report, comparison))
    print(f"the report: {out / PAGE}", file=sys.stderr)
    if gate:
        _pass_gate(gate, report, update=update_gate, allow_lower=allow_lower)


def list_feedback_command(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List what was thought of answers, the earliest first."""
    given = _read_feedback(store)
    if as_json:
        print(json.dumps([_feedback_to_json(one) for one in given], ensure_ascii=False, indent=1))
        return
    for line in describe_feedback(given):
        print(line)


def export_feedback_command(
    store: StoreOption = None,
    out: Annotated[Path | None, typer.Option(help="File to write.", show_default="the terminal")] = None,
) -> None:
    """Make lines of a question set of it: what was useful is a case, all else is to be completed (kind 'to-do')."""
    lines = []
    for one in _read_feedback(store):
        try:
            lines.append(make_line(one))
        except InvalidReceiptError as error:
            print(f"left out: {error}", file=sys.stderr)
    written = "".join(f"{line.model_dump_json(exclude_defaults=True)}\n" for line in lines)
    if out is None:
        print(written, end="")
        return
    try:
        out.write_text(written, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(
            f"--out {out} cannot be written ({error.strerror}): name a file in a folder of yours"
        ) from error
    to_do = sum(line.kind == "to-do" for line in lines)
    print(f"{out}: {len(lines)} lines, {to_do} of them to do", file=sys.stderr)


def _read_feedback(store: Path | None) -> list[Feedback]:
    settings = Settings()
    path = feedback_file(store or settings.store, settings)
    if not path.exists():
        print(f"nobody gave feedback yet: there is no {path}", file=sys.stderr)
        return []
    return KeptFeedback(path).read_all()


def _feedback_to_json(one: Feedback) -> dict[str, object]:
    return {
        "id": one.id, "given": one.given.isoformat(), "useful": one.useful, "comment": one.comment,
        "reason": one.reason.value if one.reason else None, "receipt": json.loads(one.receipt),
    }  # fmt: skip


def _pass_gate(path: Path, report: Report, *, update: bool, allow_lower: bool) -> None:
    if update:
        raised = raise_gate(path, report, allow_lower=allow_lower)
        print(f"the gate {path} holds {len(raised.floors) + len(raised.ceilings)} bounds", file=sys.stderr)
        return
    breaches = find_breaches(read_gate(path), report)
    if breaches:
        raise GateFailedError(
            f"the gate {path} is not passed: {'; '.join(map(str, breaches))}. See what changed with --compare and the folder"
            " of an earlier run"
        )
    print(f"the gate {path} is passed", file=sys.stderr)
