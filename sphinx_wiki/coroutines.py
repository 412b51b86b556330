"""Running coroutines to their end, also where a loop of events runs already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")


def complete(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run *coroutine* and give what it returns.

    A build may itself be called from a coroutine, as in a notebook; a thread may
    run one loop only, so that a second one needs a thread of its own.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
