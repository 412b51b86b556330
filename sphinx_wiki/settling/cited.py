"""What citations show, for sentences that stand on other pages than theirs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pybtex.richtext import BaseMultipartText, BaseText, Symbol
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.citation_target import CitationTarget

_SYMBOLS = {"nbsp": "\N{NO-BREAK SPACE}", "ndash": "\N{EN DASH}"}


class Shown:
    """What the citations of *env* show, once sphinxcontrib-bibtex has labelled the works."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._domain: Any = env.domains["cite"]

    @cached_property
    def _works(self) -> dict[str, list[Any]]:
        """By key, the entries that citations lead to."""
        found: dict[str, list[Any]] = {}
        kinds = self._domain.bibliographies
        for work in self._domain.citations:
            if kinds[work.bibliography_key].list_ == "citation":
                found.setdefault(work.key, []).append(work)
        return found

    def words(self, citation: str, docname: str) -> str:
        """Give what *citation*, its role and its keys, shows in a note; of none that is there keys.

        As on its page, a work is meant as the note itself lists it, else as the last that does,
        and those that it lists come first.
        """
        role, _, target = citation.partition(" ")
        targets = {each.key: each for each in parse_citation_targets(target)}
        found: list[tuple[bool, Any, CitationTarget]] = []
        for each in targets.values():
            works = self._works.get(each.key, ())
            own = [work for work in works if work.bibliography_key.docname == docname]
            if works:
                found.append((not own, (own or works)[-1], each))
        if not found:
            return "; ".join(targets)
        found.sort(key=lambda each: each[0])
        # That draws links.
        nothing: Any = None
        references = [
            (
                work.entry,
                work.formatted_entry,
                SphinxReferenceInfo(
                    builder=nothing,
                    fromdocname=docname,
                    todocname=work.bibliography_key.docname,
                    citation_id=work.citation_id,
                    title=None,
                    pre_text=each.pre,
                    post_text=each.post,
                ),
            )
            for _elsewhere, work, each in found
        ]
        return _plain(format_references(self._domain.reference_style, role, references))


def _plain(text: BaseText) -> str:
    if isinstance(text, Symbol):
        return _SYMBOLS.get(text.name, "")
    if isinstance(text, BaseMultipartText):
        return "".join(map(_plain, text.parts))
    return str(text)
