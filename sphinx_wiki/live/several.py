"""What is wrong with several notes alike: said once, and kept for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_project
from sphinx_wiki.live.messages import Problem
from sphinx_wiki.settling.checks import ALSO, PLACES, also

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.facts.findings import Said

OF_LINKS = ("[wiki.wanted]", "[wiki.file]", "[wiki.anchor]", "[wiki.ambiguous]")
"""How warnings end that are said of a note's links, also when only what they lead to changed."""


def parted(
    heard: Iterable[Problem], said: Iterable[Said], env: BuildEnvironment
) -> Iterator[Problem]:
    """Give what is said of several notes once for each, as each is mended alone."""
    others = {f"{each.message} [{each.warning}]": each.also for each in said if each.also}
    for each in heard:
        places = others.get(each.text, ())
        message, _also, _rest = each.text.rpartition(ALSO) if places else (each.text, "", "")
        kind = f" {each.text.rpartition(' ')[2]}" if places else ""
        yield each._replace(text=message + kind)
        for place in places:
            path = str(Path(env.srcdir) / place.path)
            yield each._replace(text=message + kind, path=path, line=place.line)


def with_heads(
    problems: Iterable[Problem], reading: Set[str], env: BuildEnvironment
) -> Iterator[Problem]:
    """Mark those of *problems* that are of the front matter of the notes *reading*."""
    scans = wiki_project(env).scans
    heads = {
        (docname, f"{each.message} [wiki.{each.kind}]", each.line)
        for docname in reading & scans.keys()
        for each in scans[docname].problems
    }
    for each in problems:
        yield each._replace(of_head=(each.docname, each.text, each.line) in heads)


def joined(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give what is said of several notes once, as builds do."""
    alike: defaultdict[str, list[Problem]] = defaultdict(list)
    for each in sorted(problems, key=lambda each: (each.docname, each.line or 0)):
        if each.of_head or each.text.endswith(OF_LINKS):
            alike[each.text].append(each)
        else:
            yield each
    for text, found in alike.items():
        if found[0].of_head and len(found) <= PLACES:
            yield from found
            continue
        message, _space, kind = text.rpartition(" ")
        places = also([(each.docname, each.line) for each in found])
        yield found[0]._replace(text=f"{message}{places} {kind}")
