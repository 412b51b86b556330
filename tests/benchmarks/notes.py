"""Notes for benchmarks: any number of them, the same for the same seed, close to real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

SYLLABLES = (
    "ten", "sor", "gra", "di", "ent", "ma", "trix", "ker", "nel", "soft", "max", "log", "norm",
    "to", "ken", "lay", "er", "loss", "bi", "as", "en", "tro", "py", "at", "ti", "on", "vec",
)  # fmt: skip
CATEGORIES = ("maths", "maths/algebra", "llm", "llm/efficiency", "statistics", "optimization")
FORMULAS = (
    r"\nabla_\theta L = \frac{1}{n} \sum_i \nabla_\theta \ell_i",
    r"\operatorname{softmax}(z)_i = e^{z_i} / \sum_j e^{z_j}",
    r"a \cdot b = \sum_i a_i b_i",
)
IN_ALL = ("holds", "see")
"""Words that are in the text of every note."""

LINKS = 5
NOTES_PER_SOURCE = 4


def write(folder: Path, count: int, *, seed: int = 1) -> None:
    """Write *count* notes of about 400 words into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in generate(count, seed):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def generate(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each note."""
    random = Random(seed)
    vocabulary = ["".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(3000)]
    for number in range(count):
        yield f"note{number:05}", _note(number, count, random, vocabulary)


def _note(number: int, count: int, random: Random, vocabulary: list[str]) -> str:
    title = " ".join(random.choices(vocabulary, k=3)).capitalize()
    day = f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    front = (
        f"---\ntitle: {title}\ndate: {day}\n"
        f"categories: [{', '.join(random.sample(CATEGORIES, 2))}]\n---\n\n"
    )
    # Older notes are linked to more often, as in notes that have grown.
    near = [min(int(random.expovariate(8 / count)), count - 1) for _ in range(LINKS)]
    parts = [_prose(random, vocabulary)]
    for part, target in enumerate(near):
        if part % 2 == 0:
            heading = " ".join(random.choices(vocabulary, k=2)).capitalize()
            parts.append(f"## {heading}")
        parts.append(f"{_prose(random, vocabulary)} See [](note{target:05}.md) for more.")
        parts.append(f"$$\n{random.choice(FORMULAS)}\n$$")
    works = [random.randrange(max(1, count // NOTES_PER_SOURCE)) for _ in range(2)]
    parts.append("## Sources")
    parts.append("\n".join(f"- [Work {work}](https://example.org/work/{work})" for work in works))
    return front + "\n\n".join(parts) + "\n"


def _prose(random: Random, vocabulary: list[str]) -> str:
    sentences = (" ".join(random.choices(vocabulary, k=12)).capitalize() for _ in range(5))
    return ". ".join(sentences) + ". Then $a_1 + b^2$ holds."
