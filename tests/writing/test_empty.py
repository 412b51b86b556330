"""A template is asked whether it draws anything, where its form tells."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import DictLoader, pass_context
from jinja2.sandbox import SandboxedEnvironment

from sphinx_wiki.writing.empty import Emptiness

TEMPLATES = {
    "condition": "{# words #}\n{% if a %}<p>{{ a }}</p>{% endif %}\n",
    "set": "{%- set b = a %}\n{%- if b %}<p>{{ b }}</p>{%- endif %}",
    "included": "{% block c %}{% include 'condition' %}{% endblock %}",
    "spaces": "{% if a %} {{ a }} {% endif %}",
    "asking": "{% if a %}<p>{{ unknown() }}</p>{% endif %}",
    "call": "{%- set c = (d or e)() %}{% if c and a is defined %}<p></p>{% endif %}",
    "context": "{% if debug() %}<p></p>{% endif %}",
    "compared": "{% if not a == 'no' %}<p></p>{% endif %}",
    "failing": "{% if missing.name.other %}<p></p>{% endif %}",
    "else": "{% if a %}<p></p>{% else %}<b></b>{% endif %}",
    "words": "words {% if a %}<p></p>{% endif %}",
    "loop": "{% for b in a or [] %}<p></p>{% endfor %}",
    "child": "{% extends 'condition' %}{% if a %}<p></p>{% endif %}",
    "broken": "{% if a %}",
    "include of what is missing": "{% include 'nowhere' %}",
}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("condition", "", True),
        ("condition", "yes", False),
        ("set", None, True),
        ("set", "yes", False),
        ("included", 0, True),
        ("included", 1, False),
        ("spaces", "", True),
        ("spaces", " ", None),
        ("asking", "", True),
        ("asking", "yes", None),
        *((name, value, None) for name in [*TEMPLATES][8:] for value in ("", "yes")),
        ("nowhere", "yes", None),
        ("call", "yes", False),
        ("context", "yes", None),
        ("compared", "no", True),
        ("compared", "yes", False),
    ],
)
def test_what_is_known(name: str, value: Any, expected: bool | None) -> None:
    environment = SandboxedEnvironment(loader=DictLoader(TEMPLATES))
    environment.globals["debug"] = pass_context(lambda context: True)
    context = {"a": value, "e": lambda: value}
    assert Emptiness(environment).is_empty(name, context) is expected
