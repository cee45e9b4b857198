"""The report as one self-contained page: figures, charts, what changed, and every failed case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from evaluation.charts import draw_charts
from evaluation.comparison import RunComparison
from evaluation.figures import Figure
from evaluation.judging import Judgement, QuoteJudgement, Stage
from evaluation.predictions import Prediction
from evaluation.questions import Item, QuestionSet
from evaluation.ranking import is_gold
from evaluation.report import Report
from retrieval import WEIGHED_PASSAGES

_TEMPLATES = Path(__file__).with_name("templates")
_HEADLINES = ("right", "wrong", "hit@5", "refusal_recall", "cited", "speaker", "later_turn_hit@5", "quote_check")
_SHOWN_PASSAGES = 10
_MINUS = "\N{MINUS SIGN}"
_LONGEST_SHOWN = 420  # characters of a retrieved passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """A retrieved passage as the page shows it."""

    rank: int
    release_id: str
    text: str
    gold: bool
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCase:
    """A question that failed, with all that a reader needs to see why."""

    judgement: Judgement
    item: Item
    prediction: Prediction | None
    passages: list[ShownPassage]


def write_page(
    report: Report,
    questions: QuestionSet,
    predictions: Mapping[str, Prediction],
    path: Path,
    *,
    comparison: RunComparison | None = None,
    earlier: Mapping[str, Prediction] | None = None,
) -> None:
    """Write the page. ``earlier`` are the predictions of the run that this one is compared with."""
    path.write_text(
        render_page(report, questions, predictions, comparison=comparison, earlier=earlier), encoding="utf-8"
    )


def render_page(
    report: Report,
    questions: QuestionSet,
    predictions: Mapping[str, Prediction],
    *,
    comparison: RunComparison | None = None,
    earlier: Mapping[str, Prediction] | None = None,
) -> str:
    """Return the page as HTML. Whatever comes from a question set or an archive is escaped."""
    items = {item.id: item for item in questions.items}
    checks = {case.id: case for case in questions.quote_checks}
    failed = [
        _failed(judged, items[judged.id], predictions.get(judged.id)) for judged in report.judgements if judged.failed
    ]
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            run=report.run,
            headlines=[report.figures[name] for name in _HEADLINES if report.figures[name].value is not None],
            figures=[figure for figure in report.figures.values() if figure.value is not None],
            charts={name: Markup(svg) for name, svg in draw_charts(report).items()},  # noqa: S704 - drawn here, its texts escaped
            stages=[(stage.value, report.stages[stage.value]) for stage in Stage if stage.value in report.stages],
            failed=failed,
            failed_quotes=[
                (check, checks[check.id], predictions.get(check.id)) for check in report.quotes if not check.passed
            ],
            verdicts=_verdicts(report.quotes),
            comparison=comparison,
            predictions=predictions,
            earlier=earlier or {},
            items=items,
            read=WEIGHED_PASSAGES,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "share": _share,
        "number": _number,
        "points": _points,
        "p_value": _p_value,
        "marked": _marked,
        "clip": _clip,
    }
    return environment


def _failed(judgement: Judgement, item: Item, prediction: Prediction | None) -> FailedCase:
    retrieved = prediction.retrieved[:_SHOWN_PASSAGES] if prediction else ()
    passages = [
        ShownPassage(
            rank=rank,
            release_id=passage.release_id,
            text=passage.text,
            gold=item.answerable and is_gold(passage, item),
            read=rank <= WEIGHED_PASSAGES,
        )
        for rank, passage in enumerate(retrieved, 1)
    ]
    return FailedCase(judgement=judgement, item=item, prediction=prediction, passages=passages)


def _verdicts(quotes: Sequence[QuoteJudgement]) -> list[str]:
    order = ("verbatim", "altered", "misattributed", "not-found", "missing")
    present = {verdict for check in quotes for verdict in (check.expected, check.found)}
    return [verdict for verdict in order if verdict in present] + sorted(present - set(order))


def _share(figure: Figure) -> str:
    return "" if figure.value is None else _number(figure.value)


def _number(value: float, decimals: int = 3) -> str:
    return f"{value:.{decimals}f}".replace("-", _MINUS)


def _points(value: float) -> str:
    """Return a difference of two shares with its sign."""
    return f"{value:+.3f}".replace("-", _MINUS)


def _p_value(value: float) -> str:
    return "< .001" if value < 0.001 else f"{value:.3f}"


def _clip(text: str, length: int = _LONGEST_SHOWN) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]} …"


def _marked(text: str, wanted: Sequence[str]) -> Markup:
    """Return a text, escaped, with the words that a right answer holds marked."""
    words = [re.escape(word) for word in sorted(wanted, key=len, reverse=True) if word.strip()]
    if not words:
        return escape(text)
    parts = re.split(f"({'|'.join(words)})", text, flags=re.IGNORECASE)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    )
