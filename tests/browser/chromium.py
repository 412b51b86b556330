"""Which Chromium pages are tried in, and how it is started: without asking anybody elsewhere."""

from __future__ import annotations

import shutil

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """Give the path of the machine's Chromium; ``None`` stands for Playwright's own."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
