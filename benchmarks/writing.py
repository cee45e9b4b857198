"""The same questions with a language model and without: what it added, and that nothing of it is unverified.

    python -m benchmarks.writing QUESTIONS.jsonl --store DIR --out DIR [--model PROVIDER:NAME] [--limit N]

Both runs are those of ``otr evaluate``, in --out/without and --out/with. Without --model a small one (SmolLM2-135M) is served
from this machine. Exits 1 where a composed sentence does not verify again, a quotation is not word for word in its release, the
answer in the archive's own words is not there unchanged, or more questions are answered wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from archive import Settings
from benchmarks.small_model import MODEL, serving_small_model
from benchmarks.table import draw
from evaluation import PREDICTIONS, Report, evaluate, read_questions
from retrieval import Archive, OnTheRecordError

_FIGURES = ("right", "wrong", "refused_answerable", "cited", "citation_precision", "composed", "unverified")
Records = dict[str, dict[str, Any]]


def main() -> int:
    """Run both, print the table; return the exit code."""
    given = _parse()
    try:
        with nullcontext() if given.model else serving_small_model() as address:
            if address:
                os.environ["OPENAI_BASE_URL"] = address
            return _run(given, Settings(model=given.model or MODEL, model_ledger=given.out / "model.sqlite"))
    except OnTheRecordError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.writing", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, help="question set")
    parser.add_argument("--store", type=Path, required=True, help="folder of the store, only read")
    parser.add_argument("--out", type=Path, required=True, help="folder for both runs")
    parser.add_argument("--model", default="", help="PROVIDER:NAME; without it SmolLM2 is served from here")
    parser.add_argument("--limit", type=int, help="only the first so many cases")
    return parser.parse_args()


def _run(given: argparse.Namespace, settings: Settings) -> int:
    questions = read_questions(given.questions).narrowed(kinds=(), limit=given.limit)
    plain = Archive.open(given.store, settings=settings.model_copy(update={"model": ""}))
    without, _ = evaluate(questions, plain, given.out / "without")
    written, _ = evaluate(questions, Archive.open(given.store, settings=settings), given.out / "with")
    before, after = (_read(given.out / name / PREDICTIONS) for name in ("without", "with"))
    print(draw([["", "without", "with"], *_compare(without, written)]))
    print("\n" + draw([["what the model did", ""], *_count(after)]))
    faults = [
        *(f"{key}: {record['unverified']} unverified" for key, record in after.items() if record.get("unverified")),
        *(f"{key}: a quotation is not word for word" for key in after if not _is_verbatim(after[key], plain)),
        *(
            f"{key}: the extractive answer is not there unchanged"
            for key in after
            if not _is_kept(before[key], after[key])
        ),
    ]
    wrong = [report.figures["wrong"].value or 0.0 for report in (without, written)]
    faults += [f"wrong rose from {wrong[0]} to {wrong[1]}"] if wrong[1] > wrong[0] else []
    print(
        "\n"
        + ("\n".join(faults) or "every composed sentence verified again, every quotation word for word, nothing lost")
    )
    return int(bool(faults))


def _compare(without: Report, written: Report) -> Iterator[list[str]]:
    for name in _FIGURES:
        figures = [report.figures[name] for report in (without, written)]
        yield [figures[0].label, *("none" if one.value is None else f"{one.value:.3f}" for one in figures)]


def _count(records: Records) -> Iterator[list[str]]:
    used = [record["model"] for record in records.values() if record.get("model")]
    yield ["answers it was asked for", str(len(used))]
    for name in ("kept", "recited", "quoted"):
        yield [f"sentences {name}", str(sum(use[name] for use in used))]
    dropped = sum((Counter(use["dropped"]) for use in used), Counter[str]())
    yield from ([f"dropped for {reason}", str(count)] for reason, count in dropped.most_common())
    for why, count in Counter(use["fell_back"] for use in used if use["fell_back"]).most_common():
        yield [f"told: {why}", str(count)]
    if used:
        yield ["seconds, median", f"{median(use['seconds'] for use in used):.1f}"]


def _is_verbatim(record: dict[str, Any], archive: Archive) -> bool:
    """Whether every citation's words stand in its release, and every quoted statement's in one of its citations."""
    quotes = {one["n"]: one["quote"] for one in record.get("citations", ())}
    stand = (
        archive.release(one["release_id"]).text[one["start"] : one["end"]] == one["quote"]
        for one in record.get("citations", ())
    )
    titled = bool(record.get("lead"))  # what is listed are titles
    quoted = (one for one in record.get("statements", ()) if one["kind"] == "quoted" and not titled)
    return all(stand) and all(any(one["text"] == quotes[n] for n in one["citations"]) for one in quoted)


def _is_kept(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether an answer without a model stands unchanged in the one with it."""
    if not before.get("answered"):
        return True
    quoted = [one for one in after["statements"] if one["kind"] == "quoted"]
    return (
        before["text"] in after["text"]
        and quoted[: len(before["statements"])] == before["statements"]
        and after["citations"][: len(before["citations"])] == before["citations"]
    )


def _read(path: Path) -> Records:
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["id"]: record for record in records}


if __name__ == "__main__":
    sys.exit(main())
