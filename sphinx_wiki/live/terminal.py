"""What live preview prints."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx_wiki.live.words import _

if TYPE_CHECKING:
    from sphinx_wiki.live.messages import Finished


def summary(report: Finished) -> str:
    """Say what a build did, and how long it took."""
    seconds = f"{report.seconds:.2f}"
    if report.failed:
        words = _("The build failed after {seconds} s; the site stays as it was.")
        return words.format(seconds=seconds)
    what = _("Built everything in {seconds} s") if report.whole else _("Built in {seconds} s")
    read = _("1 note read") if report.read == 1 else _("{number} notes read")
    changed = _("1 page changed") if len(report.pages) == 1 else _("{number} pages changed")
    counts = read.format(number=report.read), changed.format(number=len(report.pages))
    return f"{what.format(seconds=seconds)}: {', '.join(counts)}"


def shown(pages: Iterable[str], seconds: float) -> str:
    """Say how long it took to show the open pages."""
    names = ", ".join(pages)
    return _("{pages} shown after {seconds} s").format(pages=names, seconds=f"{seconds:.2f}")


def say(words: str, *, stamp: bool = True) -> None:
    """Print a line, with the time of day."""
    now = time.strftime("%H:%M:%S ") if stamp else ""
    sys.stdout.write(f"{now}{words}\n")
    sys.stdout.flush()
