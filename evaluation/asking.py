"""Asking: every case of a set is asked of the archive, and each answer is written to the run's folder at once.

A run's folder holds ``predictions.jsonl`` (the answers), ``probes.jsonl`` (questions asked a second time: a later turn of a
conversation alone, ``ID@alone``; a refused question without caution, ``ID@unguarded``), ``run.json`` (what was
asked of which archive) and ``questions.jsonl`` (the cases). An interrupted run continues where it stopped.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.predictions import write_lines
from evaluation.questions import Case, ConversationCase, Item, QuestionSet, QuoteCheckCase, items_of
from retrieval import Answer, Archive, ArchiveAnswerer, Question, UsageError

PREDICTIONS, PROBES, MANIFEST, QUESTIONS = "predictions.jsonl", "probes.jsonl", "run.json", "questions.jsonl"
ALONE, UNGUARDED = "@alone", "@unguarded"

Record: TypeAlias = dict[str, Any]
Told = Callable[[int, int], None]  # told (cases done, cases in all)


class RunMismatchError(UsageError):
    """The folder holds another run."""


class Manifest(BaseModel):
    """Which questions a run asked of which archive.

    Fingerprints are SHA-256 in hexadecimal; ``peak_memory`` is in bytes, of this process.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    questions_name: str
    questions: str
    archive: str
    program: str
    generation: int
    embedding_model: str
    reranker: str = ""
    model: str = ""
    releases: int
    passages: int
    caution: float
    jobs: int
    complete: bool = False
    peak_memory: int = 0

    def same_run(self, other: Manifest) -> bool:
        """Whether another run's answers may be in the same folder as this run's."""
        fields = ("questions", "archive", "program", "generation", "embedding_model", "reranker", "model", "caution")
        return all(getattr(self, name) == getattr(other, name) for name in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    predictions: list[Record]
    probes: list[Record]


def ask_all(
    questions: QuestionSet, archive: Archive, out: Path, *, manifest: Manifest, told: Told = lambda _done, _all: None
) -> Manifest:
    """Ask every case that the folder does not hold yet, ``manifest.jobs`` at a time; return the finished run's manifest.

    Raises RunMismatchError where the folder holds an unfinished run of other questions or another archive.
    """
    done = _begin(out, questions, manifest)
    waiting = [case for case in questions.cases if not expected_ids(case) <= done]
    writing = Lock()
    asker = _Asker(archive)

    def work(case: Case) -> None:
        try:
            lines = asker.ask(case)
        except UsageError as error:
            raise UsageError(
                f"case {case.id!r}: {error}; take it out of the set, or change it, and run again"
            ) from error
        with writing:
            _append(out / PROBES, lines.probes)
            _append(out / PREDICTIONS, lines.predictions)

    count = len(questions.cases)
    told(count - len(waiting), count)
    with ThreadPoolExecutor(max(1, manifest.jobs), thread_name_prefix="asking") as pool:
        futures = [pool.submit(work, case) for case in waiting]
        try:
            for finished, future in enumerate(as_completed(futures), count - len(waiting) + 1):
                future.result()
                told(finished, count)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return _finish(out, questions, manifest)


def expected_ids(case: Case) -> set[str]:
    """Return the ids of the predictions that a case gives."""
    return {item.id for item in items_of(case)} or {case.id}


def probed(record_id: str) -> str:
    """Return the id of the question that a prediction or a probe is about."""
    return record_id.removesuffix(ALONE).removesuffix(UNGUARDED)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder's run; raises UsageError where it holds none."""
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{folder} holds no run ({MANIFEST}: {error.strerror}): make one with 'otr evaluate QUESTIONS --out {folder}'"
        ) from error
    except ValidationError as error:
        raise UsageError(f"{path} is not a run's manifest: remove the folder {folder}, or name another") from error


def peak_memory() -> int:
    """Return the largest resident size that this process has had, in bytes (getrusage: kilobytes, on macOS bytes)."""
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(largest if sys.platform == "darwin" else largest * 1024)


def make_question(item: Item) -> Question:
    """Return an item of a set as a question to the archive."""
    return Question(text=item.question, asked_on=item.asked_on)


class _Asker:
    """Asks the cases of one archive; may be used from several threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._unguarded = ArchiveAnswerer(
            archive.store, archive.embedder, caution=0.0, reranker=archive.answerer.reranker
        )

    def ask(self, case: Case) -> _Lines:
        if isinstance(case, QuoteCheckCase):
            return _Lines(predictions=[self._check(case)], probes=[])
        items = items_of(case)
        in_conversation = isinstance(case, ConversationCase)
        conversation = self._archive.converse()
        answers = [conversation.ask(make_question(item)) for item in items]
        probes: list[Record] = []
        for item, question, answer in zip(items, conversation.asked, answers, strict=True):
            if in_conversation and item.turn > 1:
                alone = self._archive.answerer.look_up(make_question(item)).done  # what is found; no model words it
                probes += [{"id": f"{item.id}{ALONE}", **alone.to_json()}] if alone else []
            if not answer.answered and answer.confidence is not None:
                probes.append({"id": f"{item.id}{UNGUARDED}", **self._unguarded.invoke(question).to_json()})
        return _Lines(
            predictions=[self._record(item, answer) for item, answer in zip(items, answers, strict=True)],
            probes=probes,
        )

    def _record(self, item: Item, answer: Answer) -> Record:
        """Return an answer as it is written; where a model worded some of it, with how much does not verify once more."""
        record = {"id": item.id, **answer.to_json()}
        if answer.composed:
            record["unverified"] = sum(not one.citations for one in self._archive.verify_composed(answer))
        return record

    def _check(self, case: QuoteCheckCase) -> Record:
        return {"id": case.id, **self._archive.check_quote(case.quote, said_by=case.claimed_speaker).to_json()}


def _begin(out: Path, questions: QuestionSet, manifest: Manifest) -> set[str]:
    """Make the folder ready; return the ids that an interrupted run has answered already."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out {out} is a file: give a folder")
    out.mkdir(parents=True, exist_ok=True)
    if (out / MANIFEST).exists():
        earlier = read_manifest(out)
        if not earlier.complete and earlier.same_run(manifest):
            return {str(record["id"]) for record in _whole_lines(out / PREDICTIONS)}
        if not earlier.complete:
            raise RunMismatchError(
                f"{out} holds an unfinished run of {earlier.questions_name} (another set, archive, program or setting than"
                f" now): name another folder, or remove this one"
            )
    elif any(out.iterdir()):
        raise UsageError(f"--out {out} is not empty and holds no run: name another folder, so that nothing is lost")
    _write_manifest(out, manifest)
    write_lines(out / QUESTIONS, [case.model_dump(mode="json", exclude_defaults=True) for case in questions.cases])
    for name in (PREDICTIONS, PROBES):
        (out / name).write_text("", encoding="utf-8")
    return set()


def _finish(out: Path, questions: QuestionSet, manifest: Manifest) -> Manifest:
    """Write the lines in the set's order, each id once, and the manifest of the complete run."""
    order = {item_id: place for place, item_id in enumerate(_all_ids(questions))}
    for name in (PREDICTIONS, PROBES):
        records = {str(record["id"]): record for record in _whole_lines(out / name)}
        ordered = sorted(records, key=lambda record_id: (order[probed(record_id)], record_id))
        write_lines(out / name, [records[record_id] for record_id in ordered])
    largest = max(peak_memory(), read_manifest(out).peak_memory)
    finished = manifest.model_copy(update={"complete": True, "peak_memory": largest})
    _write_manifest(out, finished)
    return finished


def _all_ids(questions: QuestionSet) -> Iterator[str]:
    for case in questions.cases:
        yield from [item.id for item in items_of(case)] or [case.id]


def _whole_lines(path: Path) -> list[Record]:
    """Return the records of a file, and remove a last line that was not written whole."""
    data = path.read_bytes() if path.exists() else b""
    whole, newline, torn = data.rpartition(b"\n")
    if torn:
        path.write_bytes(whole + newline)
    return [json.loads(line) for line in whole.split(b"\n") if line]


def _append(path: Path, records: Sequence[Record]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def _write_manifest(out: Path, manifest: Manifest) -> None:
    fresh = out / f"{MANIFEST}.next"
    fresh.write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
    fresh.replace(out / MANIFEST)
