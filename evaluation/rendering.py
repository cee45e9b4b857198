"""Rendering: a run's figures, and what changed since an earlier one, as text for the terminal."""

from __future__ import annotations

from evaluation.comparison import RunComparison
from evaluation.report import Report

SHOWN = ("right", "wrong", "refused_answerable", "hit@1", "hit@5", "hit@10", "mrr", "ndcg@10", "release_hit@5", "cited",
         "citation_precision", "speaker", "verbatim", "refusal_recall", "refusal_precision", "refusal_auroc", "reliability",
         "first_turn_hit@5", "later_turn_hit@5", "alone_hit@5", "follow_up_loss", "later_turn_right", "quote_check")  # fmt: skip


def describe_run(report: Report, comparison: RunComparison | None = None) -> str:
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
