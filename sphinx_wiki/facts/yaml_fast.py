"""Reading YAML as PyYAML's safe loader reads it, by libyaml, which takes a tenth of the time."""

from __future__ import annotations

import re
from typing import Any

import yaml

from sphinx_wiki.facts.yaml_limits import is_bounded

# What the two do not read alike: tabs, tags, complex keys, directives, ends of lines other
# than \n, signs that cannot be printed, and a comment that touches `|` or `>`.
_UNLIKE = re.compile(r"[!?%\ufeff\u2028\u2029]|[^\n\x20-\x7e\xa0-\U0010ffff]|[|>][^ \n]*#")


def read_mapping(source: str) -> dict[Any, Any] | None:
    """Give what ``yaml.safe_load`` gives for *source*, if it is a mapping that libyaml reads alike.

    Anything else is ``None``, faults included: who needs to know more asks PyYAML itself.

    >>> read_mapping("title: LoRA\\ntags: [a, b]"), read_mapping("title: [")
    ({'title': 'LoRA', 'tags': ['a', 'b']}, None)
    """
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None or _UNLIKE.search(source) or not is_bounded(source):
        return None
    try:
        data = yaml.load(source, loader)
    except Exception:
        return None
    return data if isinstance(data, dict) else None
