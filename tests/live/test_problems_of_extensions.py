"""What live preview says of an extension that fails."""

from __future__ import annotations

import pickle
from pathlib import Path

from sphinx.errors import ExtensionError

from sphinx_wiki.live.problems import describe


def test_the_extension_and_its_fault_are_named_and_no_address_in_memory() -> None:
    fault = KeyError("part")
    said = f"Handler {describe!r} for event 'env-updated' threw an exception"
    error = ExtensionError(said, fault, modname="sphinx.somewhere")
    sent = pickle.loads(pickle.dumps(error))
    problem = describe(sent, Path("/notes"))
    assert problem.text == "sphinx.somewhere ended the build: KeyError: 'part'"
