"""Messages for debugging, which Sphinx makes though nobody may want them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def leave_out(app: Sphinx) -> None:
    """Have no messages made that no handler would take; ``-vv`` still shows all of them.

    Every event is such a message. The level of Sphinx's logger is the lowest there is,
    those of its handlers decide, and Sphinx sets it anew for every application.
    """
    del app
    below = [
        each
        for name, each in logging.root.manager.loggerDict.items()
        if name.startswith(f"{NAMESPACE}.") and isinstance(each, logging.Logger)
    ]
    logger = logging.getLogger(NAMESPACE)
    handlers = [handler for each in (logger, *below) for handler in each.handlers]
    if handlers and not logger.propagate:
        logger.setLevel(max(logger.level, min(handler.level for handler in handlers)))
