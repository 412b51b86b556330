"""What is wrong with links of several notes: said once, and kept for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.live.messages import Problem
from sphinx_wiki.settling.checks import ALSO, also

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.facts.findings import Said

OF_LINKS = ("[wiki.wanted]", "[wiki.file]", "[wiki.anchor]", "[wiki.ambiguous]")
"""How warnings end that are said of a note's links, also when only what they lead to changed."""


def parted(
    heard: Iterable[Problem], said: Iterable[Said], env: BuildEnvironment
) -> Iterator[Problem]:
    """Give what is said of the links of several notes once for each, as each is mended alone."""
    others = {f"{each.message} [{each.warning}]": each.also for each in said if each.also}
    for each in heard:
        places = others.get(each.text, ()) if each.text.endswith(OF_LINKS) else ()
        message, _also, _rest = each.text.rpartition(ALSO) if places else (each.text, "", "")
        kind = f" {each.text.rpartition(' ')[2]}" if places else ""
        yield each._replace(text=message + kind)
        for place in places:
            path = str(Path(env.srcdir) / place.path)
            yield each._replace(text=message + kind, path=path, line=place.line)


def joined(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give what is said of the links of several notes once, as builds do."""
    alike: defaultdict[str, list[Problem]] = defaultdict(list)
    for each in sorted(problems, key=lambda each: (each.docname, each.line or 0)):
        if each.text.endswith(OF_LINKS):
            alike[each.text].append(each)
        else:
            yield each
    for text, found in alike.items():
        message, _space, kind = text.rpartition(" ")
        places = also([(each.docname, each.line) for each in found])
        yield found[0]._replace(text=f"{message}{places} {kind}")
