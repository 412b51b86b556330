"""How the benchmarks print: a table in Markdown, with ratios where one column is ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def table(
    corner: str,
    columns: Mapping[str, Any],
    rows: Mapping[str, tuple[str, str, float]],
    *,
    ratios: bool = False,
) -> str:
    """Give a row for each measure in *rows* (title, unit, what one unit is) and these columns.

    With *ratios* the first column is ours: in brackets stands its value as a part of the other's.
    """
    lines = [f"| {corner} | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    ours, *_ = columns.values()
    for name, (title, unit, scale) in rows.items():
        cells = []
        for timing in columns.values():
            value = getattr(timing, name)
            cell = f"{_number(value / scale, unit)} {unit}".rstrip()
            if ratios and timing is not ours and round(value / scale, 3):
                cell += f" ({getattr(ours, name) / value:.2f})"
            cells.append(cell)
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _number(value: float, unit: str) -> str:
    """Give *value* with as many places as say something.

    Without a unit it is a count, or a sum of layout shifts, which is good below 0.1.
    """
    if not unit:
        return f"{value:.0f}" if value == round(value) else f"{value:.3f}"
    return f"{value:.0f}" if unit == "ms" and (value >= 10 or not value) else f"{value:.1f}"
