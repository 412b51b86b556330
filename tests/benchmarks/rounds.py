"""What the benchmarks share: the median of several rounds, and a port to serve at."""

from __future__ import annotations

import socket
import statistics
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Timing = TypeVar("Timing", bound=DataclassInstance)


def medians(timings: Sequence[Timing]) -> Timing:
    """Give the median of each measure of *timings*, which are all of one kind."""
    kind = type(timings[0])
    names = [each.name for each in fields(kind)]
    return kind(*(statistics.median(getattr(each, name) for each in timings) for name in names))


def free_port() -> int:
    """Give a port of this computer that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
