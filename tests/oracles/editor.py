"""A writer who edits a folder of notes at random, the same way for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.oracles.folder import Folder, NoteText

WORDS = (
    "entropy", "tensor", "gradient", "matrix", "softmax", "kernel", "token", "norm",
    "straße", "Übung", "日本語", "bias", "R&D", "proof",
)  # fmt: skip
CATEGORIES = ("maths", "ml/nlp", "ml", "C/C++", "R&D", "日本語", "Maschinelles Lernen")
SOURCES: tuple[tuple[str, str | None], ...] = (
    ("Attention is all you need", "https://arxiv.org/abs/1706.03762"),
    ("The same as PDF", "https://arxiv.org/pdf/1706.03762v2"),
    ("A course", "https://example.org/course?utm_source=x"),
    ("The course again", "http://www.example.org/course/"),
    ("Build a Large Language Model (From Scratch), Sebastian Raschka", None),
    ("A video", "https://youtu.be/abc123"),
)
LISTINGS = (
    ":sort: title desc",
    ":type: table",
    ":type: grid\n:categories: true",
    ":max-items: 3",
    "",
)
CONFIGS: tuple[tuple[str, object], ...] = (
    ("wiki_date_format", "iso"),
    ("wiki_date_format", "long"),
    ("wiki_words_per_minute", 100),
    ("wiki_backlinks", False),
    ("wiki_backlinks_open", 1),
    ("wiki_drafts", "show"),
    ("language", "de"),
    ("project", "Another name"),
    ("html_title", "A title"),
    ("wiki_feed_items", 2),
    ("wiki_source_headings", ["Nothing"]),
    ("exclude_patterns", ["maths"]),
    ("nb_execution_mode", "cache"),
    ("numfig", True),
    ("html_theme", "alabaster"),
    ("html_theme_options", {"show_prev_next": True}),
    ("html_sidebars", {"**": ["wiki-nav.html", "sidebar-nav-bs.html"]}),
)
# Pieces of text that ask for something: a file, a label, a number, another note.
EXTRAS = (
    "```{figure} UP/images/one.png\n:name: fig-one\nA caption with $x$\n```",
    "```{figure} UP/images/three.png\nA picture that comes and goes\n```",
    "See [](#fig-one), {numref}`fig-one` and {ref}`fig-one <fig-one>`.",
    "(a-label)=\n## A labelled $E$\n\n$$\nE = m\n$$ (eq-one)",
    "By label [](#a-label), {eq}`eq-one` and {any}`a-label`.",
    "```{include} UP/data/part.txt\n```",
    "[The data](UP/data/part.txt) and [a paper](UP/data/paper.txt)",
    "```{wiki:sources}\nnote1\n```",
    "```{wiki:backlinks}\n```",
    "```{bibliography}\n:filter: docname in docnames\n```",
    "[a folder](UP/maths/), [any case](UP/NOTE1.md) and [a page](UP/note2.html)",
    "{source}`Inline <https://example.org/course>`",
    # As MkDocs reads.
    '!!! tip "A *tip*"\n    [[note1]]\n\n=== "A"\n    [slash](UP/note2.md/#sources)\n',
    # As Obsidian writes.
    "![[note1]]\n\n![[note2#Sources]]\n\n![[one.png|30]]",
    "[[note3|words]], [[alias entropy]], [[three.png]] and [[#^block]]. ^block",
    "> [!tip]- Closed [[note1]]\n> Inside.\n\nSeen %%hidden\n\n- hidden%% seen #ml/nlp",
    "```mermaid\nflowchart LR\n  A --> B\n```",
    # As Quarto writes.
    "![One](UP/images/one.png){#fig-one}\n\n$$ a $$ {#eq-two}",
    "| a |\n|---|\n| 1 |\n\n: A table {#tbl-one}",
    '::: {#thm-one name="One"}\nTrue.\n:::\n\n::: {.callout-tip}\n## By [[note1]]\nText.\n:::',
    "See @fig-one, @tbl-one, [-@eq-two], @thm-one, [@fig-one; @thm-one], [@alpha] and @beta.",
    "{{< include UP/data/part.txt >}}\n\n{{< include /data/paper.txt >}}",
    "{{< meta title >}}, {{< meta author >}} and {{< var unit >}}",
    "`{python} 1` and\n\n```{python}\n#| echo: false\n1\n```",
)
# Names that belong to one note, however many claim them.
CLAIMS = (
    "(a-label)=\n## Claimed $x$\n\n$$\nx\n$$ (eq-one)\n\n```{glossary}\nWord\n  Meaning\n```",
    "(a-label)=\nA label without a title\n\n```{py:function} run()\n```",
    "```{py:function} run(fast)\n```\n\n```{option} --loud\nIt is.\n```",
    "```{glossary}\nWord\n  Another\n```\n\n```{option} --loud\nIt is not.\n```",
    "{ref}`a-label <a-label>`, {eq}`eq-one`, [](#a-label), {term}`Word`, {py:func}`run`",
    "{option}`--loud`, {any}`run` and {ref}`a-label`",
    "$$\na\n$$ (eq-new)\n\n$$\nb = \\eqref{eq-one}\n$$ (eq-one)",
    "$$\na\n$$ (eq-one)\n\n$$\n\\begin{align} b &= c \\label{eq-new} \\\\ d &= e \\end{align}\n$$",
    "{eq}`eq-new`, {eq}`words <eq-one>`, $x + \\eqref{eq-new}$ and [](#eq-one)",
    "By {footcite}`alpha` and {footcite}`delta`\n\n```{footbibliography}\n```",
    "```{bibliography} more.bib\n```\n\n{cite:t}`delta`",
)
TOCTREES: tuple[tuple[str, ...], ...] = (
    (), (), (":numbered:",), (":numbered: 1", ":hidden:"), (":maxdepth: 1",), (":titlesonly:",),
    (":reversed:", ":caption: Some *notes*"), (":includehidden:",),
)  # fmt: skip
GLOBS = ("/maths/*", "/new*", "/*", "missing*")
# What notes and the site take over, by file; nothing where it is not there.
PROJECTS: dict[str, tuple[str, ...]] = {
    ".obsidian/app.json": ("", "{}", '{"strictLineBreaks": true}'),
    ".obsidian/templates.json": ("", '{"folder": "maths"}'),
    "_quarto.yml": (
        "",
        "website:\n  title: A project\n  navbar:\n    left: [index.md, note1.md]\nauthor: Ada\n",
        "format:\n  html:\n    theme: darkly\nlang: de\ncategories: [maths]\n",
        "project:\n  render: ['!maths/']\nexecute: {echo: false}\n",
    ),
    "_metadata.yml": ("", "categories: [ml]\n", "author: [Emmy, Ada]\norder: 3\n"),
    "maths/_metadata.yml": (
        "",
        "image: ../images/one.png\n",
        "draft: true\n",
        "date: 2024-02-02\n",
    ),
    "_variables.yml": ("", "unit: kg\n", "unit: g\n"),
}
BIBS = ("more.bib", "a.bib", "data/deep.bib")
"""Files that bring works which are cited, or the same ones again."""
KEYS = ("alpha", "beta", "gamma", "delta")
DATA = ("data/part.txt", "data/paper.txt")

OWN = ("index", "sources", "404", "categories/maths", "categories/ml/index")
"""Pages that the wiki makes, or that stand in their place."""

Edit = Callable[[Folder, Random], "tuple[Folder, str] | None"]
"""Gives the folder after an edit and what was done; nothing where the edit cannot be made."""


def start(random: Random, notes: int = 12) -> Folder:
    """Give a folder of *notes* notes, with a little of everything."""
    folder = Folder(
        notes={},
        images={"images/one.png": 10, "images/two.png": 200},
        bib={"alpha": "The first work", "beta": "The second work"},
        data={"data/part.txt": "some data"},
    )
    for number in range(notes):
        name = f"{'maths/' if number % 4 == 3 else ''}note{number}"
        suffix = {notes - 1: ".rst", notes - 2: ".ipynb"}.get(number, ".md")
        folder = folder.put(name, NoteText(_title(random), suffix=suffix))  # type: ignore[arg-type]
    for _ in range(notes * 5):
        if made := random.choice((link, source, category, date, cite))(folder, random):
            folder, _said = made
    return folder


def edit(folder: Folder, random: Random) -> tuple[Folder, str]:
    """Give the folder after one random edit that changes something, and what it was."""
    while True:
        made = random.choice(EDITS)(folder, random)
        if made and made[0].files() != folder.files():
            return made


def _title(random: Random) -> str:
    return " ".join(random.sample(WORDS, 2))


def _pick(folder: Folder, random: Random) -> str | None:
    return random.choice(sorted(folder.notes)) if folder.notes else None


def _change(folder: Folder, name: str, **values: object) -> Folder:
    return folder.put(name, replace(folder.notes[name], **values))  # type: ignore[arg-type]


def _targets(folder: Folder) -> list[str]:
    return sorted({target for note in folder.notes.values() for target in note.links})


def add(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Add a note."""
    name = f"{random.choice(('', 'maths/', 'deep/er/'))}new{random.randrange(1000)}"
    return folder.put(name, NoteText(_title(random))), f"add {name}"


def delete(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Delete a note; links to it become wanted."""
    if len(folder.notes) < 8 or not (name := _pick(folder, random)):
        return None
    return folder.without(name), f"delete {name}"


def rename(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Move a note to another name; links to the old one become wanted."""
    if not (name := _pick(folder, random)):
        return None
    new = f"{random.choice(('', 'maths/', 'moved/'))}renamed{random.randrange(1000)}"
    return folder.without(name).put(new, folder.notes[name]), f"rename {name} to {new}"


def change_suffix(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a note in another format under the same name."""
    if not (name := _pick(folder, random)):
        return None
    suffix = random.choice((".md", ".rst", ".ipynb", ".qmd"))
    return _change(folder, name, suffix=suffix), f"write {name} as {suffix}"


def retitle(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change a title."""
    if not (name := _pick(folder, random)):
        return None
    title = _title(random)
    return _change(folder, name, title=title), f"retitle {name} to {title!r}"


def rewrite(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change the prose, and so the summary."""
    if not (name := _pick(folder, random)):
        return None
    prose = tuple(" ".join(random.choices(WORDS, k=12)) for _ in range(random.randint(1, 3)))
    return _change(folder, name, prose=prose), f"rewrite {name}"


def describe(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Give a description, or take it away."""
    if not (name := _pick(folder, random)):
        return None
    words = random.choice((None, "About " + random.choice(WORDS)))
    return _change(folder, name, description=words), f"describe {name} as {words!r}"


def link(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Link to a note by its path or alias, or to a note that does not exist."""
    if not (name := _pick(folder, random)):
        return None
    aliases = [alias for note in folder.notes.values() for alias in note.aliases]
    target = random.choice([*sorted(folder.notes), *aliases, "missing1", "maths/missing2"])
    links = (*folder.notes[name].links, target)
    return _change(folder, name, links=links), f"link {name} to {target}"


def unlink(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Take one link away."""
    linking = sorted(name for name, note in folder.notes.items() if note.links)
    if not linking:
        return None
    name = random.choice(linking)
    links = list(folder.notes[name].links)
    gone = links.pop(random.randrange(len(links)))
    return _change(folder, name, links=tuple(links)), f"unlink {gone} in {name}"


def create_missing(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a note that is wanted."""
    wanted = [target for target in _targets(folder) if target not in folder.notes]
    if not wanted:
        return None
    name = random.choice(wanted)
    return folder.put(name, NoteText(_title(random))), f"create the missing {name}"


def date(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change a date, or take it away."""
    if not (name := _pick(folder, random)):
        return None
    day = random.choice((None, f"2024-{random.randint(1, 12):02}-{random.randint(1, 28):02}"))
    return _change(folder, name, date=day), f"date {name} {day}"


def category(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change the categories."""
    if not (name := _pick(folder, random)):
        return None
    chosen = tuple(random.sample(CATEGORIES, random.randint(0, 2)))
    return _change(folder, name, categories=chosen), f"put {name} in {chosen}"


def alias(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Give an alias, or take them away; old addresses among them redirect."""
    if not (name := _pick(folder, random)):
        return None
    chosen = random.choice(((), (f"alias {random.choice(WORDS)}",), (f"old/{name}.html",)))
    return _change(folder, name, aliases=chosen), f"alias {name} {chosen}"


def require(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Declare a prerequisite, or take it away."""
    name, other = _pick(folder, random), _pick(folder, random)
    if not name or not other or name == other:
        return None
    chosen = random.choice(((), (other,)))
    return _change(folder, name, requires=chosen), f"{name} requires {chosen}"


def draft(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Hide a note, or publish it."""
    if not (name := _pick(folder, random)):
        return None
    hidden = not folder.notes[name].draft
    return _change(folder, name, draft=hidden), f"draft {name} {hidden}"


def hide_backlinks(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Hide the backlinks of a note, or show them."""
    if not (name := _pick(folder, random)):
        return None
    shown = not folder.notes[name].backlinks
    return _change(folder, name, backlinks=shown), f"backlinks of {name} {shown}"


def order(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change a note's place in listings."""
    if not (name := _pick(folder, random)):
        return None
    place = random.choice((None, 1, 2))
    return _change(folder, name, order=place), f"order {name} {place}"


def image(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Put an image into a note, or take it away."""
    if not (name := _pick(folder, random)):
        return None
    path = random.choice((None, *sorted(folder.images)))
    return _change(folder, name, image=path), f"image of {name} {path}"


def repaint(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change the bytes of an image."""
    path, shade = random.choice(sorted(folder.images)), random.randrange(256)
    return replace(folder, images={**folder.images, path: shade}), f"repaint {path}"


def source(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change the sources of a note."""
    if not (name := _pick(folder, random)):
        return None
    chosen = tuple(random.sample(SOURCES, random.randint(0, 2)))
    return _change(folder, name, sources=chosen), f"sources of {name}: {[t for t, _ in chosen]}"


def cite(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change what a note cites."""
    if not (name := _pick(folder, random)):
        return None
    known = sorted({*folder.bib, *(key for works in folder.bibs.values() for key in works)})
    chosen = tuple(random.sample(known, random.randint(0, len(known))))
    return _change(folder, name, cites=chosen), f"cite {chosen} in {name}"


def edit_bib(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Change the title of a work, or add a work."""
    key = random.choice((*sorted(folder.bib), "gamma"))
    return replace(folder, bib={**folder.bib, key: _title(random)}), f"bib entry {key}"


def write_bib(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write another file of works, empty it, or delete it."""
    path = random.choice(BIBS)
    others = {name: works for name, works in folder.bibs.items() if name != path}
    if path in folder.bibs and random.random() < 0.5:
        return replace(folder, bibs=others), f"delete {path}"
    works = {key: _title(random) for key in random.sample(KEYS, random.randint(0, 3))}
    return replace(folder, bibs={**others, path: works}), f"write {path}: {works}"


def move_work(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Move a work from one file to another."""
    from_first = [key for key in sorted(folder.bib) if len(folder.bib) > 1]
    if not from_first:
        return None
    key, path = random.choice(from_first), random.choice(BIBS)
    first = {name: title for name, title in folder.bib.items() if name != key}
    moved = {**folder.bibs.get(path, {}), key: folder.bib[key]}
    return replace(folder, bib=first, bibs={**folder.bibs, path: moved}), f"move {key} to {path}"


def code(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Put code into a note, or take it away."""
    if not (name := _pick(folder, random)):
        return None
    up = "../" * name.count("/")
    reads = f"print(open('{up}data/part.txt').read())"
    cell = random.choice((None, "print(6 * 7)", "[[not]](a_link.md)", reads))
    return _change(folder, name, code=cell), f"code of {name} {cell!r}"


def listing(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Put a listing into a note, or take it away."""
    if not (name := _pick(folder, random)):
        return None
    options = random.choice((None, *LISTINGS))
    return _change(folder, name, listing=options), f"listing in {name}: {options!r}"


def toctree(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a toctree of some notes, maybe in the root document, or take it away."""
    if not (name := random.choice(("index", _pick(folder, random)))):
        return None
    if name not in folder.notes:
        folder = folder.put(name, NoteText("My own page", listing=""))
    chosen: tuple[str, ...] | None = None
    if random.random() < 0.8:
        options = random.choice(TOCTREES)
        names = sorted({*folder.notes, "missing1"} - {name})
        entries = [f"/{each}" for each in random.sample(names, min(len(names), 4))]
        if random.random() < 0.3:
            options, entries = (*options, ":glob:"), [*entries[:1], random.choice(GLOBS)]
        if random.random() < 0.2:
            entries[0] = f"Other words <{entries[0]}>"
        chosen = (*options, *entries)
    return _change(folder, name, toctree=chosen), f"toctree in {name}: {chosen}"


def change_toctree(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Put the entries of a toctree in another order, number them, or take one out."""
    found = sorted(name for name, note in folder.notes.items() if note.toctree)
    if not found:
        return None
    name = random.choice(found)
    lines = folder.notes[name].toctree or ()
    options = [line for line in lines if line.startswith(":")]
    entries = list(lines[len(options) :])
    how = random.choice(("order", "number", "drop"))
    if how == "order":
        random.shuffle(entries)
    elif how == "drop":
        entries = entries[1:]
    else:
        numbered = [line for line in options if line.startswith(":numbered:")]
        options = [line for line in options if line not in numbered]
        options += [] if numbered else [":numbered:"]
    return _change(folder, name, toctree=(*options, *entries)), f"{how} the toctree in {name}"


def draft_entry(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Hide, publish, retitle or delete a note that a toctree names."""
    lines = [line for note in folder.notes.values() for line in note.toctree or ()]
    named = sorted({line.removeprefix("/") for line in lines} & folder.notes.keys())
    if not named:
        return None
    name = random.choice(named)
    how = random.choice(("draft", "title", "delete"))
    if how == "delete":
        return folder.without(name), f"delete the entry {name}"
    if how == "title":
        return _change(folder, name, title=_title(random)), f"retitle the entry {name}"
    hidden = not folder.notes[name].draft
    return _change(folder, name, draft=hidden), f"draft the entry {name} {hidden}"


def own_page(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a page that the wiki makes by itself otherwise, or delete it again."""
    name = random.choice(OWN)
    if name in folder.notes:
        return folder.without(name), f"delete the own {name}"
    return folder.put(name, NoteText("My own page", listing="")), f"write an own {name}"


def change_case(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a note's name in another case."""
    if not (name := _pick(folder, random)) or name in OWN:
        return None
    new = name.swapcase() if random.random() < 0.5 else name.title()
    if new in folder.notes or new == name:
        return None
    return folder.without(name).put(new, folder.notes[name]), f"call {name} now {new}"


def become_folder(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Make a note the index of a folder of its name, or the other way round."""
    if not (name := _pick(folder, random)) or name in OWN:
        return None
    new = name.removesuffix("/index") if name.endswith("/index") else f"{name}/index"
    if new in folder.notes:
        return None
    return folder.without(name).put(new, folder.notes[name]), f"move {name} to {new}"


def rename_category(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Give a category another name in every note."""
    old, new = random.sample(CATEGORIES, 2)
    notes = {
        name: replace(
            note, categories=tuple(dict.fromkeys(new if c == old else c for c in note.categories))
        )
        for name, note in folder.notes.items()
    }
    return replace(folder, notes=notes), f"category {old} becomes {new}"


def extra(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Put in a figure, a label, a file or a link to one, or take it away."""
    if not (name := _pick(folder, random)):
        return None
    chosen = random.choice(("", *EXTRAS))
    return _change(folder, name, extra=chosen), f"extra in {name}: {chosen!r}"


def claim(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Give a note the labels, terms and options that others have, or references to these."""
    if not (name := _pick(folder, random)):
        return None
    chosen = random.choice(CLAIMS)
    return _change(folder, name, extra=chosen), f"claim in {name}: {chosen!r}"


def write_data(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a file that code or includes read, or delete it."""
    path = random.choice(DATA)
    if path in folder.data and random.random() < 0.5:
        return replace(folder, data={k: v for k, v in folder.data.items() if k != path}), (
            f"delete {path}"
        )
    words = " ".join(random.choices(WORDS, k=3))
    return replace(folder, data={**folder.data, path: words}), f"write {path}"


def take_over(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Write a file from which notes take something over, or delete it."""
    path = random.choice(sorted(PROJECTS))
    text = random.choice(PROJECTS[path])
    data = {k: v for k, v in folder.data.items() if k != path}
    if text:
        data[path] = text
    return replace(folder, data=data), f"write {path}: {text!r}"


def add_picture(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Add a picture that some notes ask for, or delete it."""
    path = "images/three.png"
    if path in folder.images:
        images = {k: v for k, v in folder.images.items() if k != path}
        notes = {
            k: replace(v, image=None) if v.image == path else v for k, v in folder.notes.items()
        }
        return replace(folder, images=images, notes=notes), f"delete {path}"
    return replace(folder, images={**folder.images, path: random.randrange(256)}), f"add {path}"


def configure(folder: Folder, random: Random) -> tuple[Folder, str] | None:
    """Set a value in conf.py, or take them all away."""
    if folder.config and random.random() < 0.5:
        return replace(folder, config={}), "config back to defaults"
    key, value = random.choice(CONFIGS)
    return replace(folder, config={**folder.config, key: value}), f"config {key} = {value!r}"


EDITS: tuple[Edit, ...] = (
    add, delete, rename, change_suffix, retitle, rewrite, describe, link, link, unlink,
    create_missing, date, category, alias, require, draft, hide_backlinks, order, image,
    repaint, source, cite, edit_bib, write_bib, move_work, code, listing, own_page, configure,
    change_case, become_folder, rename_category, extra, extra, claim, write_data, add_picture,
    take_over, toctree, toctree, change_toctree, draft_entry,
)  # fmt: skip
