"""Settings that are remembered are those that Sphinx looks up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docutils.frontend import Values
from docutils.parsers import Parser as AnyParser
from docutils.readers import standalone
from sphinx.environment import default_settings
from sphinx.util import docutils

from sphinx_wiki.reading.parser import Parser, SafeRSTParser
from sphinx_wiki.upstream.sphinx_settings import remember_settings, remembered

pytestmark = pytest.mark.skipif(
    not remember_settings(), reason="This Sphinx remembers settings by itself"
)

Lookup = Callable[..., Values]

CONF = """[general]
strip_classes: secret
smartquotes_locales: de: ‹›‚‘
language_code: de

[restructuredtext parser]
tab_width: 3
"""


@pytest.fixture
def conf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of configuration that Sphinx has named."""
    path = tmp_path / "docutils.conf"
    monkeypatch.setenv("DOCUTILSCONFIG", str(path))
    return path


@pytest.fixture
def ordinary() -> Lookup:
    """What Sphinx does."""
    found: Any = docutils._get_settings
    return found.__wrapped__


def look_up(lookup: Lookup, parser: AnyParser, **more: Any) -> dict[str, Any]:
    defaults = {"traceback": True, **default_settings, **more}
    found = lookup(standalone.Reader, parser, defaults=defaults, read_config_files=True)
    return dict(vars(found))


@pytest.mark.parametrize("text", ["", CONF])
@pytest.mark.parametrize("kind", [Parser, SafeRSTParser])
def test_they_are_the_same(conf: Path, ordinary: Lookup, kind: type[AnyParser], text: str) -> None:
    conf.write_text(text, encoding="utf-8")
    lookup = remembered(ordinary)
    for language in ("en", "fr"):
        found = look_up(lookup, kind(), language_code=language)
        expected = look_up(ordinary, kind(), language_code=language)
        for settings in (found, expected):
            settings["record_dependencies"] = settings["record_dependencies"].list
        assert list(found.items()) == list(expected.items())


def test_a_changed_file_is_read_again(conf: Path, ordinary: Lookup) -> None:
    lookup = remembered(ordinary)
    assert look_up(lookup, SafeRSTParser())["tab_width"] == 8
    conf.write_text(CONF, encoding="utf-8")
    assert look_up(lookup, SafeRSTParser())["tab_width"] == 3


def test_no_document_shares_what_it_may_change_with_another(conf: Path, ordinary: Lookup) -> None:
    conf.write_text(CONF, encoding="utf-8")
    lookup = remembered(ordinary)
    one, two = look_up(lookup, Parser()), look_up(lookup, Parser())
    for name in ("strip_classes", "smartquotes_locales", "_config_files", "record_dependencies"):
        assert one[name] is not two[name]


def test_settings_of_one_object_are_its_own(conf: Path, ordinary: Lookup) -> None:
    lookup, special = remembered(ordinary), SafeRSTParser()
    vars(special)["settings_defaults"] = {"own": 1}
    assert "own" not in look_up(lookup, SafeRSTParser())
    assert look_up(lookup, special)["own"] == 1


def test_a_fault_in_the_file_is_told_by_docutils(
    conf: Path, ordinary: Lookup, capsys: pytest.CaptureFixture[str]
) -> None:
    conf.write_text("[general]\ntab_width: many\nstrip_classes: a b\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        look_up(remembered(ordinary), Parser())
    assert "Error in config file" in capsys.readouterr().err
