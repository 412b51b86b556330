"""Bibliographies in the order of their notes: of several that have a work, the last is cited.

sphinxcontrib-bibtex keeps bibliographies in the order in which their documents were read, and
a citation leads to the last that has its work. After an edit that is the document that was
edited, with several processes that of the process which ended last; in a clean build it is the
last by name. To be proposed to sphinxcontrib-bibtex: to sort them by document. Can go with the
version that does; 2.7 as this is written does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def sort_bibliographies(app: Sphinx, env: BuildEnvironment) -> None:
    """Sort the bibliographies of all notes, those of one as they are in it."""
    del app
    domain = env.domaindata.get("cite", {})
    if "bibliographies" in domain:
        found = domain["bibliographies"].items()
        domain["bibliographies"] = dict(sorted(found, key=lambda each: each[0].docname))
