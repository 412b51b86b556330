"""Telling from a template, without drawing it, whether nothing would come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from jinja2 import Environment, Template, TemplateError, nodes

_HARMLESS = frozenset({"_", "gettext", "hasdoc", "ngettext", "pathto"})
"""Functions of templates that draw what they are asked for, whatever the page."""


class _Condition(NamedTuple):
    """What is around all that a template draws."""

    template: Template
    test: Template | None
    """Sets ``result`` to what the condition comes to; nothing where there is none."""
    draws: bool = False
    """Whether something is surely drawn where it holds."""


class Emptiness:
    """What is known of the templates of one environment.

    Most templates of parts of a page are one condition around what they draw, so that
    asking the condition is enough.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._known: dict[str, _Condition] = {}

    def is_empty(self, name: str, context: Mapping[str, Any]) -> bool | None:
        """Say whether the template draws only spaces in *context*; ``None`` if unknown."""
        try:
            known = self._condition(name)
            if known.test is None:
                return None
            asked = known.test.new_context({**self._environment.globals, **context}, shared=True)
            for _drawn in known.test.root_render_func(asked):
                pass
        except TemplateError:
            return None
        if not asked.vars["result"]:
            return True
        return False if known.draws else None

    def _condition(self, name: str) -> _Condition:
        template = self._environment.get_template(name)
        known = self._known.get(name)
        if known is None or known.template is not template:
            known = self._known[name] = self._look_at(name, template)
        return known

    def _look_at(self, name: str, template: Template) -> _Condition:
        steps = self._steps(name)
        if not steps:
            return _Condition(template, None)
        *before, condition = steps
        assert isinstance(condition, nodes.If)
        result = nodes.Assign(nodes.Name("result", "store"), condition.test)
        test = nodes.Template([*before, result])
        test.set_lineno(1).set_environment(self._environment)
        return _Condition(template, self._environment.from_string(test), _draws(condition.body))

    def _steps(self, name: str) -> list[nodes.Node]:
        """Give the one condition around all that a template draws, and what is set before."""
        loader = self._environment.loader
        assert loader is not None
        source, _path, _current = loader.get_source(self._environment, name)
        return self._only(self._environment.parse(source).body)

    def _only(self, body: Iterable[nodes.Node]) -> list[nodes.Node]:
        steps = [node for node in body if not _is_silent(node)]
        node = steps[-1] if steps else None
        if isinstance(node, nodes.If) and not node.elif_ and not node.else_:
            return steps if all(isinstance(each, nodes.Assign) for each in steps[:-1]) else []
        if len(steps) != 1:
            return []
        if isinstance(node, nodes.Block):
            return self._only(node.body)
        if isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
            return self._steps(str(node.template.value)) if node.with_context else []
        return []


def _is_silent(node: nodes.Node) -> bool:
    """Say whether *node* draws nothing but spaces and sets nothing that is drawn later."""
    if isinstance(node, nodes.Output):
        parts = node.nodes
        return all(isinstance(each, nodes.TemplateData) and not each.data.strip() for each in parts)
    return isinstance(node, nodes.Macro)


def _draws(body: Iterable[nodes.Node]) -> bool:
    """Say whether *body* surely draws something and asks for nothing that might fail."""
    body = list(body)
    calls = [call for node in body for call in _calls(node)]
    if not all(isinstance(each, nodes.Name) and each.name in _HARMLESS for each in calls):
        return False
    outputs = (node for node in body if isinstance(node, nodes.Output))
    parts = (part for output in outputs for part in output.nodes)
    return any(isinstance(each, nodes.TemplateData) and each.data.strip() for each in parts)


def _calls(node: nodes.Node) -> Iterable[nodes.Node]:
    return (call.node for call in node.find_all(nodes.Call))
