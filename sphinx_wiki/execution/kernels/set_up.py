"""Runs inside a kernel before a note's own code: pictures, limits, and what cannot be sent.

Sent to the kernel as text, as :mod:`~sphinx_wiki.execution.kernels.recorder` is.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def set_up(shell: Any, outputs: int) -> None:
    """Make *shell* ready for a note, of which a cell may have *outputs* outputs."""
    # Sharp on every screen; the size on the page stays what it is.
    shell.config.InlineBackend.figure_formats = {"retina"}
    if "matplotlib.pyplot" in sys.modules:
        # Imported before there was a shell that could show its figures.
        shell.run_line_magic("matplotlib", "inline")
    session = shell.kernel.session
    pack = session.pack

    def pack_all(content: Any) -> Any:
        try:
            return pack(content)
        except UnicodeEncodeError:
            # Lone surrogates, which would cost all that the cell printed.
            return json.dumps(content, default=str).encode()

    session.pack = pack_all
    _limit(shell, outputs)


def _limit(shell: Any, outputs: int) -> None:
    """Send no more than *outputs* outputs of a cell: each costs milliseconds to take in."""
    shown = 0

    def admit(message: Any) -> Any:
        nonlocal shown
        if message["header"]["msg_type"] != "display_data":
            return message
        shown += 1
        return message if shown <= outputs else None

    def remark(*_: Any) -> None:
        nonlocal shown
        left, shown = shown - outputs, 0
        if left > 0:
            words = f"\n… Not shown: {left:,} more {'output' if left == 1 else 'outputs'}.\n"
            sys.stderr.write(words)

    shell.display_pub.register_hook(admit)
    shell.events.register("post_run_cell", remark)
