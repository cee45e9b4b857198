"""The report of a run: all its figures and judgements, made from its folder's files and the archive that was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evaluation.asking import ALONE, PREDICTIONS, PROBES, UNGUARDED, Manifest
from evaluation.blame import GoldFinder, blame
from evaluation.figures import Figure, by_kind, measure_figures
from evaluation.judging import Judgement, QuoteJudgement, is_right, judge, judge_quotes
from evaluation.latency import StageTime, measure_latency
from evaluation.predictions import Prediction, read_predictions
from evaluation.questions import Item, QuestionSet
from evaluation.ranking import Rankings, first_gold_rank
from evaluation.refusal import Risk, risk_coverage
from evaluation.resampling import SEED
from retrieval import Archive, UsageError

REPORT = "report.json"
_REPORT_SCHEMA = 1
_DEEPEST = 20  # the hit@k curve's last k
_HIT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of a run.

    ``hit_curve`` is hit@1 to hit@20 over the answerable questions; ``stages`` counts the failed cases by the stage to blame;
    ``confusion`` counts quote checks by [expected][found]; ``verbatim`` is (citations, those whose words are the release's own
    from start to end).
    """

    schema: int
    run: Manifest
    seed: int
    figures: dict[str, Figure]
    kinds: dict[str, dict[str, float | None]]
    hit_curve: list[float]
    risk_curve: list[Risk]
    latency: list[StageTime]
    stages: dict[str, int]
    statuses: dict[str, int]
    confusion: dict[str, dict[str, int]]
    judgements: list[Judgement]
    quotes: list[QuoteJudgement]


_REPORT = TypeAdapter(Report)


def make_report(
    questions: QuestionSet, archive: Archive, folder: Path, *, manifest: Manifest
) -> tuple[Report, Rankings]:
    """Return the report of the run in a folder, with its runs and qrels."""
    predictions = read_predictions(folder / PREDICTIONS)
    probes = read_predictions(folder / PROBES)
    finder = GoldFinder(archive)
    bare, rankings = judge(questions, predictions, gold_passages=finder)
    items = {item.id: item for item in questions.items}
    judgements = [
        blame(_with_probes(judged, items[judged.id], probes), items[judged.id], predictions.get(judged.id), finder)
        for judged in bare
    ]
    quotes = judge_quotes(questions.quote_checks, predictions)
    figures = measure_figures(judgements, quotes)
    figures["verbatim"] = _verbatim(archive, predictions)
    return Report(
        schema=_REPORT_SCHEMA,
        run=manifest,
        seed=SEED,
        figures=figures,
        kinds=by_kind(judgements),
        hit_curve=_hit_curve(judgements),
        risk_curve=risk_coverage(judgements),
        latency=measure_latency([judged.timings_ms for judged in judgements]),
        stages=dict(Counter(judged.stage.value for judged in judgements if judged.stage).most_common()),
        statuses=dict(
            Counter(predictions[judged.id].status for judged in judgements if judged.id in predictions).most_common()
        ),
        confusion=_confusion(quotes),
        judgements=judgements,
        quotes=quotes,
    ), rankings


def write_report(report: Report, path: Path) -> None:
    """Write a report as JSON."""
    path.write_bytes(_REPORT.dump_json(report, indent=1) + b"\n")


def read_report(folder: Path) -> Report:
    """Return the report of a folder; raises UsageError where it holds none that this program can read."""
    path = folder / REPORT
    try:
        return _REPORT.validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{folder} holds no report ({REPORT}: {error.strerror}): make one with 'otr evaluate QUESTIONS --out {folder}'"
        ) from error
    except ValidationError as error:
        raise UsageError(f"{path} was written by another version: run that evaluation again") from error


def _with_probes(judgement: Judgement, item: Item, probes: Mapping[str, Prediction]) -> Judgement:
    alone, unguarded = probes.get(f"{item.id}{ALONE}"), probes.get(f"{item.id}{UNGUARDED}")
    return replace(
        judgement,
        alone_hit=0 < first_gold_rank(alone, item) <= _HIT if alone and item.evidence else None,
        withheld_right=is_right(item, unguarded) if unguarded else None,
    )


def _verbatim(archive: Archive, predictions: Mapping[str, Prediction]) -> Figure:
    """Return the share of citations that are, character for character, their release's text from start to end."""
    cited = [citation for prediction in predictions.values() for citation in prediction.citations]
    texts = {release_id: archive.release(release_id).text for release_id in {citation.release_id for citation in cited}}
    same = sum(texts[citation.release_id][citation.start : citation.end] == citation.quote for citation in cited)
    value = same / len(cited) if cited else None
    return Figure(
        name="verbatim", label="verbatim", value=value, low=value, high=value, count=len(cited),
        about="Share of the citations whose words are the release's own, letter for letter, from start to end. An invariant: 1.",
    )  # fmt: skip


def _hit_curve(judgements: Sequence[Judgement]) -> list[float]:
    ranks = [judged.rank for judged in judgements if judged.group == "answerable" and judged.ranking]
    return (
        [round(sum(0 < rank <= k for rank in ranks) / len(ranks), 4) for k in range(1, _DEEPEST + 1)] if ranks else []
    )


def _confusion(quotes: Sequence[QuoteJudgement]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for check in quotes:
        row = table.setdefault(check.expected, {})
        row[check.found] = row.get(check.found, 0) + 1
    return table
