"""Times vaults of Obsidian of several sizes: a cold build, one without a change, one after an edit.

``python -m tests.benchmarks.vault --sizes 1000 5000``. The notes have what vaults have: links
by name, to headings and to blocks, embeds, callouts, tags, comments and a note that all link to.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.benchmarks.build import Timing, build, growth, site_size
from tests.benchmarks.rounds import medians
from tests.benchmarks.tools import TOOLS

WORDS = (
    "entropy", "tensor", "gradient", "matrix", "softmax", "kernel", "token", "norm", "proof",
    "basis", "limit", "field", "group", "measure", "vector", "proof",
)  # fmt: skip
KINDS = ("note", "tip", "warning", "quote", "unheard-of")
FOLDERS = ("", "maths/", "maths/algebra/", "llm/", "days/")
TOOL = "wiki"


def write(folder: Path, count: int, *, seed: int = 1) -> None:
    """Write a vault of *count* notes of about 250 words into *folder*."""
    random = Random(seed)
    (folder / ".obsidian").mkdir(parents=True)
    (folder / ".obsidian" / "app.json").write_text("{}")
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    (folder / "Hub.md").write_text("# Hub\n\nAll begins here. ^start\n")
    for number in range(1, count):
        path = folder / f"{FOLDERS[number % len(FOLDERS)]}{_name(number)}.md"
        path.write_text(_note(number, count, random), encoding="utf-8")


def _name(number: int) -> str:
    return f"{WORDS[number % len(WORDS)].capitalize()} {number}"


def _note(number: int, count: int, random: Random) -> str:
    def other() -> str:
        # Older notes are linked to more often, as in vaults that have grown.
        return _name(min(1 + int(random.expovariate(8 / count)), count - 1))

    return (
        f"---\ntags: [{random.choice(WORDS)}]\naliases: Other {number}\n"
        f'related: "[[{other()}]]"\n---\n\n'
        f"{_prose(random)} See [[Hub#^start|the hub]] and [[{other()}]]. #{random.choice(WORDS)}/x"
        f"\n\n## Idea\n\n{_prose(random)} As in [[{other()}#Idea]], with ==care==. ^b{number}\n\n"
        f"> [!{random.choice(KINDS)}]- {_prose(random, 4)}\n"
        f"> {_prose(random)} [[{other()}|words]]\n"
        f"\n%%\n{_prose(random)}\n\n- [[{other()}]]\n%%\n\n"
        f"![[{other()}#Idea]]\n\n- [ ] {_prose(random, 6)}\n- [x] {_prose(random, 6)}\n"
    )


def _prose(random: Random, words: int = 40) -> str:
    return " ".join(random.choices(WORDS, k=words)).capitalize() + "."


def measure(size: int) -> Timing:
    """Build a vault of *size* notes cold, unchanged and with one note edited."""
    folder = Path(tempfile.mkdtemp(prefix="wiki-benchmark-"))
    try:
        write(folder / "notes", size)
        TOOLS[TOOL].set_up(folder)
        cold = build(TOOLS[TOOL], folder)
        nothing = build(TOOLS[TOOL], folder)
        name = f"{FOLDERS[size // 2 % len(FOLDERS)]}{_name(size // 2)}"
        edited = folder / "notes" / f"{name}.md"
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("\n## ", "\nOne more sentence.\n\n## ", 1), encoding="utf-8")
        edit = build(TOOLS[TOOL], folder)
        site = folder / "site"
        page = (site / f"{name}.html").stat().st_size
        bytes_of_site = site_size(site)
        clocks = (nothing.clock, edit.clock)
        return Timing(cold.clock, cold.processor, *clocks, cold.memory, bytes_of_site, page)
    finally:
        shutil.rmtree(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.vault", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args(arguments)
    grown = {}
    for size in options.sizes:
        grown[size] = found = medians([measure(size) for _ in range(options.rounds)])
        print(
            f"{size:,} notes: cold {found.cold:.1f} s ({found.processor:.1f} s of the processor), "
            f"no change {found.nothing:.1f} s, one edit {found.edit:.1f} s, "
            f"{found.memory / 1e6:.0f} MB, a page {found.page / 1e3:.0f} kB",
            flush=True,
        )
    print(growth(grown))


if __name__ == "__main__":
    main()
