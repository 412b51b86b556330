"""The command ``sphinx-wiki``: what is done with a folder of notes besides building it."""

from __future__ import annotations

from collections.abc import Sequence

_INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sub-command that *arguments* name; give the exit status."""
    try:
        # Not before: somebody may press Ctrl-C while this is loaded.
        from sphinx_wiki.command.program import run  # noqa: PLC0415 - see above

        return run(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
