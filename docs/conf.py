"""The documentation of sphinx-wiki: a wiki of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx_wiki.defaults import EXCLUDED

sys.path.insert(0, str(Path(__file__).parent / "ext"))

project = "sphinx-wiki"
author = "The sphinx-wiki maintainers"
extensions = ["sphinx_wiki", "declared"]

# The snippets are parts of pages: each is shown as text and included beside it.
exclude_patterns = [*EXCLUDED, "ext", "snippets"]

# The page on formulas shows these.
mathjax3_config = {
    "tex": {
        "macros": {
            "RR": r"\mathbb{R}",
            "norm": [r"\lVert #1 \rVert", 1],
            "pd": [r"\frac{\partial #2}{\partial #1}", 2, "x"],
        }
    }
}

# The page on links shows a link to a note that does not exist. A test keeps
# it the only one.
suppress_warnings = ["wiki.wanted"]
