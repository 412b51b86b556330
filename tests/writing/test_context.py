"""Pages are given what Sphinx gives them, and load what its layout would have them load."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import sphinx
from jinja2 import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment
from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript

from sphinx_wiki.writing.context import PageContext, css_elements, script_elements

LAYOUT = Path(str(sphinx.__file__)).parent / "themes" / "basic"

FILES = [_CascadingStyleSheet("a.css"), "b&c\"'.css", _CascadingStyleSheet("d.css", media="print")]


def pathto(name: str, resource: bool = False) -> str:
    """Give an address."""
    return f"../{name}?{resource:d}"


def test_style_sheets_are_loaded_as_by_sphinx() -> None:
    environment = SandboxedEnvironment(loader=FileSystemLoader(LAYOUT), extensions=[])
    environment.add_extension("jinja2.ext.i18n")
    environment.install_null_translations()  # type: ignore[attr-defined]
    environment.filters["tobool"] = bool
    context: dict[str, Any] = {"css_files": FILES, "css_tag": str, "pathto": pathto}
    layout = environment.get_template("layout.html").make_module(
        {**context, "hasdoc": lambda _: False, "script_files": [], "js_tag": str, "embedded": True}
    )
    assert css_elements(FILES, str, pathto) == layout.css()  # type: ignore[attr-defined]


def test_scripts_are_loaded_in_order_and_the_name_of_the_page_is_what_is_given() -> None:
    named = _JavaScript("", body="DOCUMENTATION_OPTIONS.pagename = 'it's';")
    shown = script_elements(["a.js", named, _JavaScript("b.js")], lambda _: "<x>", '"it"')
    name = '<script>DOCUMENTATION_OPTIONS.pagename = "it";</script>'
    assert shown == f"\n    <x>\n    {name}\n    <x>"


def test_a_context_is_silent_once() -> None:
    context = PageContext(a=1)
    context.hush()
    assert [repr(context), repr(context)] == ["{...}", "{'a': 1}"]


def test_a_copy_of_a_context_is_of_its_kind() -> None:
    context = PageContext(a=1)
    context.hush()
    copies = [context.copy(), copy.copy(context)]
    assert [type(each) for each in copies] == [PageContext, PageContext]
    assert [repr(each) for each in copies] == ["{'a': 1}", "{'a': 1}"]
