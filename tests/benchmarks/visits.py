"""A visit to a page in Chromium, and what Lighthouse would say of it.

Largest paint, blocking time and layout shift are defined at https://web.dev/articles/vitals;
the phone is Lighthouse's: 412 pixels wide, a quarter as fast as this computer, on slow 4G.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any

REST = 1000
"""Milliseconds without a byte or a long task after which a page is done."""

STEP = 100
MOST = 90_000
"""Milliseconds after which a page that is never done is looked at as it is."""

WATCH = """(() => {
  const seen = window.__seen = {paint: 0, largest: 0, shift: 0, tasks: []};
  const watch = (type, note) => {
    const observer = new PerformanceObserver(list => list.getEntries().forEach(note));
    observer.observe({type, buffered: true});
  };
  let session = 0, began = 0, last = 0;
  watch('paint', e => { if (e.name === 'first-contentful-paint') seen.paint = e.startTime; });
  watch('largest-contentful-paint', e => { seen.largest = e.startTime; });
  watch('longtask', e => seen.tasks.push([e.startTime, e.startTime + e.duration]));
  watch('layout-shift', e => {
    const now = e.startTime;
    if (now - last > 1000 || now - began > 5000) { session = 0; began = now; }
    session += e.value;
    last = now;
    seen.shift = Math.max(seen.shift, session);
  });
})()"""
WORKED = """performance.now() - Math.max(0, ...window.__seen.tasks.map(task => task[1]))"""
"""Gives the milliseconds since the last long task."""

LONG = 50
"""Milliseconds that a task may take before it holds up who reads."""


@dataclass(frozen=True)
class Device:
    """What a page is looked at with; by how much the processor is slowed, and the network."""

    title: str
    context: dict[str, Any]
    slower: int = 1
    network: dict[str, Any] | None = None


DESKTOP = Device("Desktop", {"viewport": {"width": 1350, "height": 940}})
PHONE = Device(
    "Phone",
    {
        "viewport": {"width": 412, "height": 823},
        "device_scale_factor": 1.75,
        "is_mobile": True,
        "has_touch": True,
    },
    slower=4,
    network={
        "offline": False,
        "latency": 150,
        "downloadThroughput": 1.6e6 / 8,
        "uploadThroughput": 750e3 / 8,
    },
)


@dataclass(frozen=True)
class Visit:
    """Milliseconds, the sum of layout shifts, requests, and bytes over the wire."""

    paint: float
    largest: float
    blocked: float
    longest: float
    shift: float
    requests: float
    bytes: float
    next_requests: float
    next_bytes: float


ROWS = {
    "paint": ("first paint", "ms", 1.0),
    "largest": ("largest paint", "ms", 1.0),
    "blocked": ("blocking time", "ms", 1.0),
    "longest": ("longest task", "ms", 1.0),
    "shift": ("layout shift", "", 1.0),
    "requests": ("requests", "", 1.0),
    "bytes": ("over the wire", "kB", 1e3),
    "next_requests": ("requests of the next page", "", 1.0),
    "next_bytes": ("the next page over the wire", "kB", 1e3),
}


def visit(browser: Any, device: Device, address: str, following: str) -> Visit:
    """Open *address* with nothing kept, and then *following* with what the first left."""
    context = browser.new_context(**device.context)
    try:
        context.add_init_script(WATCH)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        if device.network:
            session.send("Network.emulateNetworkConditions", device.network)
        session.send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
        wire: list[float] = []
        session.on("Network.loadingFinished", lambda event: wire.append(event["encodedDataLength"]))
        network = _Network(page, session)
        seen = _open(page, address, network)
        first = _came(wire)
        _open(page, following, network)
        return Visit(*_vitals(seen), *first, *_came(wire))
    finally:
        context.close()


class _Network:
    """What a page waits for."""

    def __init__(self, page: Any, session: Any) -> None:
        self._asked: dict[str, str] = {}
        # Of their scripts no answer is told.
        self._workers: set[str] = set()
        self._heard = 0.0
        page.on("worker", lambda worker: self._workers.add(worker.url))
        session.on("Network.requestWillBeSent", self._ask)
        for event in ("loadingFinished", "loadingFailed"):
            session.on(f"Network.{event}", self._come)

    def _ask(self, event: Any) -> None:
        self._asked[event["requestId"]] = event["request"]["url"]

    def _come(self, event: Any) -> None:
        self._asked.pop(event["requestId"], None)
        self._heard = monotonic()

    @property
    def rests(self) -> bool:
        """Whether all that was asked for came a while ago: an answer may take long to begin."""
        answered = self._workers.issuperset(self._asked.values())
        return answered and monotonic() - self._heard > REST / 1000


def _open(page: Any, address: str, network: _Network) -> Any:
    """Open a page and wait until it is done: what it loads late, such as Plotly, counts."""
    page.goto(address, timeout=MOST)
    end = monotonic() + MOST / 1000
    while monotonic() < end:
        page.wait_for_timeout(STEP)
        if page.evaluate(WORKED) > REST and network.rests:
            break
    return page.evaluate("window.__seen")


def _came(wire: list[float]) -> tuple[int, float]:
    """Give how many answers came over the wire since the last time, and their bytes.

    What the browser had kept is told with no bytes.
    """
    answers = [size for size in wire if size > 0]
    wire.clear()
    return len(answers), sum(answers)


def _vitals(seen: Any) -> tuple[float, float, float, float, float]:
    """Give first and largest paint, blocking time, the longest task and layout shift."""
    tasks = [end - max(start, seen["paint"]) for start, end in seen["tasks"]]
    blocked = sum(max(0, took - LONG) for took in tasks)
    return seen["paint"], seen["largest"], blocked, max(0, *tasks, 0), seen["shift"]
