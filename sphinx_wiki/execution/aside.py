"""What is said to a kernel aside from a note's cells: before them, to set it up, and after."""

from __future__ import annotations

import ast
import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

from sphinx_wiki.execution.kernels import recorder
from sphinx_wiki.execution.kernels import set_up as setting_up
from sphinx_wiki.execution.limits import COUNT_LIMIT

_RECORDER = "_sphinx_wiki_recorder"
_SET_UP_NAME = "_sphinx_wiki_set_up"
_REPLY_LIMIT = 60.0

# Run before a note's own code; leaves no name behind.
_SET_UP = """
def _set_up(sources, root, outputs):
    import sys, types
    for name, source in sources.items():
        sys.modules[name] = module = types.ModuleType(name)
        exec(source, module.__dict__)
    sys.modules[{set_up!r}].set_up(get_ipython(), outputs)
    module = sys.modules[{recorder!r}]
    module.current = module.Recorder(root)
_set_up({sources!r}, {root!r}, {outputs!r})
del _set_up
"""


async def set_up(client: AsyncKernelClient, root: Path) -> None:
    """Make a kernel of Python ready for a note in the notes folder *root*."""
    modules = {_SET_UP_NAME: setting_up, _RECORDER: recorder}
    sources = {
        name: Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, module in modules.items()
    }
    names = {"set_up": _SET_UP_NAME, "recorder": _RECORDER}
    code = _SET_UP.format(**names, sources=sources, root=str(root), outputs=COUNT_LIMIT)
    await _ask(client, code, {})


async def report(client: AsyncKernelClient) -> Mapping[str, Any] | None:
    """Give what the recorder heard; ``None`` where the code took it away."""
    question = f"__import__('sys').modules[{_RECORDER!r}].current.report()"
    reply = await _ask(client, "", {"report": question})
    try:
        text = ast.literal_eval(reply["user_expressions"]["report"]["data"]["text/plain"])
        report: Mapping[str, Any] = json.loads(text)
    except (KeyError, ValueError, SyntaxError, TypeError):
        return None
    return report


async def _ask(
    client: AsyncKernelClient, code: str, expressions: Mapping[str, str]
) -> Mapping[str, Any]:
    """Run *code* unseen and give the reply; an empty one where none comes."""
    asked = client.execute(code, silent=True, user_expressions=dict(expressions))
    try:
        async with asyncio.timeout(_REPLY_LIMIT):
            while True:
                reply = await client.get_shell_msg()
                if reply["parent_header"].get("msg_id") == asked:
                    content: Mapping[str, Any] = reply["content"]
                    return content
    except TimeoutError:
        return {}
