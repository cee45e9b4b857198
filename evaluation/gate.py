"""The gate: floors below which a run's figures must not fall, kept in a file beside the question set."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluation.asking import Manifest
from evaluation.report import Report
from retrieval import OnTheRecordError, UsageError

_SCALE = 10_000  # bounds are kept to four decimals
_GATED = (
    "hit@5", "hit@10", "mrr", "ndcg@10", "release_hit@5", "right", "wrong", "refused_answerable", "cited", "citation_precision",
    "speaker", "verbatim", "refusal_recall", "refusal_precision", "refusal_auroc", "first_turn_hit@5", "later_turn_hit@5",
    "quote_check",
)  # fmt: skip


class Gate(BaseModel):
    """What a run must reach. ``floors`` bound figures where higher is better, ``ceilings`` those where lower is.

    ``questions`` and ``archive`` are the fingerprints of the set and of the releases that the bounds were measured on.
    """

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal[1] = Field(default=1, alias="schema")
    questions: str
    archive: str
    floors: dict[str, float]
    ceilings: dict[str, float] = Field(default_factory=dict)


class GateFailedError(OnTheRecordError):
    """A figure fell below its floor: exit 1."""


class LoweringRefusedError(OnTheRecordError):
    """An update would lower a floor: exit 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A figure on the wrong side of its bound; ``value`` is None where the run does not have it."""

    name: str
    bound: float
    value: float | None
    floor: bool

    def __str__(self) -> str:
        """Return the breach as a line."""
        value = "missing" if self.value is None else f"{self.value:.4f}"
        return f"{self.name} is {value}, and its {'floor' if self.floor else 'ceiling'} is {self.bound:.4f}"


def read_gate(path: Path) -> Gate:
    """Return the gate in a file; raises UsageError where there is none, or it cannot be read as one."""
    try:
        return Gate.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"the gate {path} cannot be read ({error.strerror}): make it with --gate {path} --update-gate"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(
            f"the gate {path}, {'.'.join(map(str, first['loc'])) or 'the whole file'}: {first['msg']}"
        ) from error


def check_fingerprints(gate: Gate, run: Manifest, path: Path) -> None:
    """Raise UsageError where the gate was measured on other questions or releases than this run."""
    for name, expected, found in (
        ("question set", gate.questions, run.questions),
        ("archive", gate.archive, run.archive),
    ):
        if expected != found:
            raise UsageError(
                f"the gate {path} is for another {name} ({expected[:12]}) than this run's ({found[:12]}): take the one that it"
                " was measured on, or remove the file and make it anew with --update-gate"
            )


def find_breaches(gate: Gate, report: Report) -> list[Breach]:
    """Return the figures on the wrong side of their bounds; a figure that the run does not have is one."""
    found = [_breach(name, bound, report, floor=True) for name, bound in gate.floors.items()]
    found += [_breach(name, bound, report, floor=False) for name, bound in gate.ceilings.items()]
    return [breach for breach in found if breach]


def raise_gate(path: Path, report: Report, *, allow_lower: bool = False) -> Gate:
    """Write the run's figures as the new bounds; return them.

    Raises LoweringRefusedError, and leaves the file as it is, where a bound would become easier and that is not allowed.
    """
    before = read_gate(path) if path.exists() else None
    if before:
        check_fingerprints(before, report.run, path)
        easier = find_breaches(before, report)
        if easier and not allow_lower:
            raise LoweringRefusedError(
                f"the gate {path} stays as it is, because it would be lowered: {'; '.join(map(str, easier))}."
                " Say --allow-lower where that is meant"
            )
    fresh = _gate_of(report, [*_GATED, *(before.floors if before else ()), *(before.ceilings if before else ())])
    path.write_text(fresh.model_dump_json(indent=1, by_alias=True) + "\n", encoding="utf-8")
    return fresh


def _gate_of(report: Report, names: Iterable[str]) -> Gate:
    figures = {name: report.figures[name] for name in dict.fromkeys(names) if name in report.figures}
    floors = {
        name: _down(figure.value)
        for name, figure in figures.items()
        if figure.value is not None and figure.better == "higher"
    }
    ceilings = {
        name: -_down(-figure.value)
        for name, figure in figures.items()
        if figure.value is not None and figure.better == "lower"
    }
    return Gate(questions=report.run.questions, archive=report.run.archive, floors=floors, ceilings=ceilings)


def _breach(name: str, bound: float, report: Report, *, floor: bool) -> Breach | None:
    figure = report.figures.get(name)
    value = figure.value if figure else None
    holds = value is not None and (value >= bound if floor else value <= bound)
    return None if holds else Breach(name=name, bound=bound, value=value, floor=floor)


def _down(value: float) -> float:
    """Return a figure rounded to four decimals, never up: the run that made a gate passes it."""
    return math.floor(value * _SCALE) / _SCALE
