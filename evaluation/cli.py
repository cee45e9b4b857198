"""Console command that evaluates: ``otr evaluate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from archive import Settings
from evaluation.asking import Told
from evaluation.comparison import Comparison
from evaluation.evaluate import PAGE, evaluate, make_manifest
from evaluation.gate import GateFailedError, check_fingerprints, find_breaches, raise_gate, read_gate
from evaluation.questions import json_schema
from evaluation.reading import read_questions
from evaluation.report import Report
from retrieval import Archive, UsageError

SHOWN = ("right", "wrong", "refused_answerable", "hit@1", "hit@5", "hit@10", "mrr", "ndcg@10", "release_hit@5", "cited",
         "citation_precision", "speaker", "verbatim", "refusal_recall", "refusal_precision", "refusal_auroc", "reliability",
         "first_turn_hit@5", "later_turn_hit@5", "alone_hit@5", "follow_up_loss", "later_turn_right", "quote_check")  # fmt: skip
QUIET_SECONDS = 10  # between two lines of progress where nobody watches


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands to the console."""
    app.command("evaluate")(evaluate_command)


def evaluate_command(  # noqa: PLR0913, PLR0917 - each is a flag of the console
    questions: Annotated[Path | None, typer.Argument(help="Question set: JSON Lines, or CSV with a header.")] = None,
    store: Annotated[
        Path | None, typer.Option("--store", help="Folder of the store.", show_default="data/store")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the run's files; a run that was cut off goes on.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only cases of this kind; may be given again.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many cases.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Cases asked at a time.")] = 1,
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
    archive = Archive.open(store or Settings().store)
    if gate and gate.exists():
        check_fingerprints(read_gate(gate), make_manifest(chosen, archive), gate)
    elif gate and not update_gate:
        read_gate(gate)
    with _shown_progress() as told:
        report, comparison = evaluate(chosen, archive, out, jobs=jobs, compare_with=compare, told=told)
    print(describe(report, comparison))
    print(f"the report: {out / PAGE}", file=sys.stderr)
    if gate:
        _pass_gate(gate, report, update=update_gate, allow_lower=allow_lower)


def describe(report: Report, comparison: Comparison | None = None) -> str:
    """Return the figures of a run for the terminal, and what changed since the run that it is compared with."""
    lines = [f"{len(report.judgements)} questions, {len(report.quotes)} quote checks; {report.run.releases:,} releases"]
    shown = [figure for name in SHOWN if (figure := report.figures[name]).value is not None]
    lines += [f"{one.label:24s} {one.value:.3f}  [{one.low:.3f}, {one.high:.3f}]  n={one.count}" for one in shown]
    if report.latency:
        whole = report.latency[0]
        lines.append(f"{'milliseconds an answer':24s} p50 {whole.p50:.0f}, p95 {whole.p95:.0f}")
    lines += [f"failed, {stage}: {count}" for stage, count in report.stages.items()]
    if comparison:
        lines.append(
            f"against the earlier run: {len(comparison.won)} won, {len(comparison.lost)} lost,"
            f" McNemar p {comparison.mcnemar_p:.3f}"
        )
        lines += [f"{name}: {then} -> {now}" for name, then, now in comparison.settings]
        lines += [
            f"{one.label:24s} {one.before:.3f} -> {one.after:.3f}  [{one.low:+.3f}, {one.high:+.3f}]  p={one.p:.3f}"
            for one in comparison.changes
            if one.before != one.after
        ]
        lines += [f"lost {pair.id}: {pair.before} -> {pair.after}: {pair.question}" for pair in comparison.lost]
        lines += [f"won {pair.id}: {pair.before} -> {pair.after}: {pair.question}" for pair in comparison.won]
    return "\n".join(lines)


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


@contextmanager
def _shown_progress() -> Iterator[Told]:
    """A bar on a terminal; elsewhere a line now and then."""
    interval = 0.1 if sys.stderr.isatty() else QUIET_SECONDS
    with tqdm(unit=" cases", file=sys.stderr, mininterval=interval, dynamic_ncols=True) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
