"""The names of icons, apart from the theme's style sheet: a third of its bytes.

Font Awesome has a rule for each of two thousand icons, and all the rule does is to say which
character the icon is. Without them the sheet, which every page waits for before it is
painted, means what it meant for whatever is no icon. So a page that shows none has them
when it is there, for scripts that add some, and one that shows some waits for them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_wiki.building.statics import static_outputs
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.paths import is_file

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

_WHOLE = "styles/pydata-sphinx-theme.css"
_SHEET = "styles/wiki-sheet.css"
ICONS = "styles/wiki-icons.css"

_RULES = re.compile(r'(?:(?<=\})\.fa-[\w-]+(?:,\.fa-[\w-]+)*\{--fa:"[^"]*"\})+')
_LINK = re.compile(
    r'<link href="(?P<root>[^"]*_static/)styles/pydata-sphinx-theme\.css(?P<sum>[^"]*)"'
    r' rel="stylesheet" />'
)
_LATER = """ rel="stylesheet" media="print" onload="this.media='all'" />"""
_AT_ONCE = ' rel="stylesheet" />'
_IN_SEARCH = '<i class="fa-solid fa-magnifying-glass"></i>'
"""The theme's icon in its fields for searching, which ours hides."""


def split(sheet: str) -> tuple[str, str] | None:
    r"""Give *sheet* without the names of icons, and these; nothing where it is another's.

    >>> split('a{b:c}.fa-x,.fa-y{--fa:"\\f1"}.fa-z{--fa:"\\f2"}d{e:f}')
    ('a{b:c}d{e:f}', '.fa-x,.fa-y{--fa:"\\f1"}.fa-z{--fa:"\\f2"}')
    """
    found = list(_RULES.finditer(sheet))
    before = (sheet[: each.start()] for each in found)
    within = any(text.count("{") != text.count("}") for text in before)
    rest = _RULES.sub("", sheet)
    # Another rule about the same could mean something else before these than after them.
    if not found or within or "--fa:" in rest:
        return None
    return rest, "".join(each[0] for each in found)


def write_sheets(builder: StandaloneHTMLBuilder) -> None:
    """Write both parts of the theme's style sheet beside it, where it has been copied."""
    static = Path(builder.outdir) / "_static"
    whole = static / _WHOLE
    # That of the last theme lies there until the site is published.
    ours = f"_static/{_WHOLE}" in static_outputs(builder) and whole.is_file()
    parts = split(whole.read_text("utf-8")) if ours else None
    for name, part in zip((_SHEET, ICONS), parts or (None, None), strict=True):
        if part is None:
            (static / name).unlink(missing_ok=True)
        else:
            write_if_changed(static / name, part.encode())


def offer_sheets(builder: StandaloneHTMLBuilder, context: dict[str, Any]) -> None:
    """Have the layout load the parts instead of the whole, where there are some."""
    if is_file(f"{builder.outdir}/_static/{ICONS}"):
        context["wiki_sheets"] = _links


def _links(elements: str) -> str:
    return _LINK.sub(
        rf'<link href="\g<root>{_SHEET}\g<sum>"{_AT_ONCE}'
        rf'<link href="\g<root>{ICONS}\g<sum>"{_LATER}',
        elements,
    )


def wait_for_icons(page: str) -> str:
    """Give a whole *page*, waiting for the names of icons if there may be icons on it."""
    if "fa-" not in page.replace(_IN_SEARCH, ""):
        return page
    return page.replace(_LATER, _AT_ONCE)
