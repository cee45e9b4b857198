"""The chart of growth: milliseconds a question over the number of passages, both on scales of powers of ten, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _RIGHT, _TOP = 760, 420, 70, 50, 170, 20
_COLOURS = ("#1b5e8c", "#6aa3c8", "#b3541e", "#e0a07a", "#3d7a3a", "#7a3d77")


def draw_chart(path: Path, points: Sequence[tuple[int, Mapping[str, float]]]) -> None:
    """Write the chart of (passages, milliseconds by stage)."""
    least, most = (bound(value for _, spent in points for value in spent.values()) for bound in (min, max))
    across = math.log10(points[0][0]), math.log10(max(points[-1][0], points[0][0] * 10))
    up = math.floor(math.log10(max(least, 0.01))), math.ceil(math.log10(max(most, 0.1)))

    def place(passages: float, ms: float) -> tuple[float, float]:
        x = (math.log10(passages) - across[0]) / (across[1] - across[0])
        y = (math.log10(max(ms, 10 ** up[0])) - up[0]) / (up[1] - up[0])
        return _LEFT + x * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - y * (_HEIGHT - _BOTTOM - _TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="{_HEIGHT - 12}">passages</text><text x="8" y="14">ms a question</text>',
    ]
    for power in range(up[0], up[1] + 1):
        x, y = place(points[0][0], 10**power)
        parts.append(f'<line x1="{x}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for passages, _ in points:
        x, _ = place(passages, 1)
        parts.append(
            f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{passages / 1000:,.0f}k</text>'
        )
    stages = list(dict.fromkeys(stage for _, spent in points for stage in spent))
    for number, stage in enumerate(stages):
        colour = _COLOURS[number % len(_COLOURS)]
        line = [place(passages, spent[stage]) for passages, spent in points if stage in spent]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in line]
        x, y = _WIDTH - _RIGHT + 12, _TOP + 18 * (number + 1)
        parts.append(f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{x + 16}" y="{y}">{escape(stage)}</text>')
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")
