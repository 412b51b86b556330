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
            shown = value / scale
            # Sums of layout shifts are small: below 0.1 is good.
            cell = f"{shown:.3f}" if 0 < shown < 1 and not unit else f"{shown:.1f} {unit}".rstrip()
            if ratios and timing is not ours and value:
                cell += f" ({getattr(ours, name) / value:.2f})"
            cells.append(cell)
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
