"""The table: every program's figures side by side. They are the evaluation's own, made from the predictions alone."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluation import Figure, Prediction, QuestionSet, judge, measure_figures

# The evaluation's name of a figure, the table's, and whether it is a share that a 95% interval is shown with.
COLUMNS = (
    ("hit@1", "hit@1"), ("hit@5", "hit@5"), ("hit@10", "hit@10"), ("hit@20", "hit@20"), ("mrr", "MRR"),
    ("release_hit@5", "right release in 5"), ("release_ndcg@10", "release nDCG@10"),
    ("first_turn_hit@5", "hit@5, first turns"), ("later_turn_hit@5", "hit@5, later turns"),
    ("right", "right"), ("wrong", "wrong"), ("refused_answerable", "refused though answerable"),
    ("cited", "gold words cited"), ("speaker", "right speaker"), ("refusal_recall", "refused, of those without an answer"),
)  # fmt: skip
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One program's line: its evaluation figures by name, and what the evaluation does not measure.

    ``words`` and ``characters`` are the medians of what an answer hands on; ``verbatim`` the share of its citations that
    stand in their release, None where it cites nothing; ``p50`` the median time of a question in milliseconds.
    """

    name: str
    title: str
    set_up: str
    figures: Mapping[str, Figure]
    words: float
    characters: float
    verbatim: float | None
    p50: float

    def to_json(self) -> dict[str, Any]:
        """Return the line as JSON-ready values."""
        return {
            "name": self.name,
            "title": self.title,
            "set_up": self.set_up,
            "figures": {
                name: {"value": one.value, "low": one.low, "high": one.high, "count": one.count}
                for name, one in self.figures.items()
            },
            "words_an_answer": self.words,
            "characters_an_answer": self.characters,
            "verbatim": self.verbatim,
            "query_p50_ms": self.p50,
        }


def make_row(
    predictions: Mapping[str, Prediction],
    questions: QuestionSet,
    texts: Mapping[str, str],
    *,
    name: str,
    title: str,
    set_up: str,
    verbatim: float | None = None,
) -> Row:
    """Return the line of one program's predictions; ``verbatim`` is looked up in the releases' texts where it is not given."""
    judgements, _ = judge(questions, predictions)
    asked = [predictions[item.id] for item in questions.items if item.id in predictions]
    answers = [one.text for one in asked if one.answered]
    figures = measure_figures(judgements)
    names_speakers = any(citation.speaker for one in asked for citation in one.citations)
    return Row(
        name=name,
        title=title,
        set_up=set_up,
        figures=figures if names_speakers else {**figures, "speaker": replace(figures["speaker"], value=None)},
        words=_median(len(text.split()) for text in answers),
        characters=_median(len(text) for text in answers),
        verbatim=share_verbatim(asked, texts) if verbatim is None else verbatim,
        p50=round(_median(one.timings_ms["total"] for one in asked if "total" in one.timings_ms), 2),
    )


def share_verbatim(predictions: Sequence[Prediction], texts: Mapping[str, str]) -> float | None:
    """Return the share of citations whose words stand in the text of their release, white space aside."""
    cited = [citation for prediction in predictions for citation in prediction.citations]
    folded = {one: _folded(texts.get(one, "")) for one in {citation.release_id for citation in cited}}
    standing = sum(_folded(citation.quote) in folded[citation.release_id] for citation in cited)
    return round(standing / len(cited), 4) if cited else None


def draw_table(rows: Sequence[Row]) -> str:
    """Return the lines as text: a row a figure, a column a program, with 95% intervals."""
    names = [row.title for row in rows]
    lines = [
        [label, *(_cell(row.figures.get(figure)) for row in rows)]
        for figure, label in COLUMNS
        if any(row.figures[figure].value is not None for row in rows if figure in row.figures)
    ]
    lines += [
        ["words an answer", *(f"{row.words:,.0f}" for row in rows)],
        ["characters handed on", *(f"{row.characters:,.0f}" for row in rows)],
        ["citations verbatim", *("none" if row.verbatim is None else _share(row.verbatim) for row in rows)],
        ["query, median ms", *(f"{row.p50:,.0f}" if row.p50 >= 10 else f"{row.p50:.1f}" for row in rows)],
    ]
    return draw([["", *names], *lines])


def draw(cells: Sequence[Sequence[str]]) -> str:
    """Return rows of cells in aligned columns, the first row as the heading."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in pairs).rstrip()
        for pairs in (list(enumerate(zip(row, widths, strict=True))) for row in cells)
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "none"
    if figure.low is None or figure.high is None:
        return _share(figure.value)
    return f"{_share(figure.value)} [{_share(figure.low)}, {_share(figure.high)}]"


def _share(value: float) -> str:
    """Return a share of 0 to 1 with two digits, without its leading nought."""
    return f"{value:.2f}".removeprefix("0") if value < 1 else f"{value:.2f}"


def _median(values: Any) -> float:
    found = list(values)
    return float(statistics.median(found)) if found else 0.0


def _folded(text: str) -> str:
    return SPACE.sub(" ", text).strip()
