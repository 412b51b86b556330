"""Telling from a template, without drawing it, whether nothing would come of it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from functools import cache
from types import FunctionType
from typing import Any, NamedTuple

from jinja2 import Environment, TemplateError, Undefined, nodes

_HARMLESS = frozenset({"_", "gettext", "hasdoc", "ngettext", "pathto"})
"""Functions of templates that draw what they are asked for, whatever the page."""

_FUNCTIONS = (FunctionType, type(cache(len)))

_NOTHING = Undefined()
"""What has no name, as Jinja sees it."""


class _UnknownFormError(Exception):
    """A condition is of a kind that only Jinja can tell."""


class _Condition(NamedTuple):
    """What is around all that a template draws."""

    test: nodes.Node | None
    """What it depends on; nothing where there is no such condition."""
    before: tuple[tuple[str, nodes.Node], ...] = ()
    """The names that are set for it."""
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

    def is_empty(self, name: str, context: dict[str, Any]) -> bool | None:
        """Say whether the template draws only spaces in *context*; ``None`` if unknown."""
        try:
            if name not in self._known:
                self._known[name] = self._look_at(name)
            known = self._known[name]
            if known.test is None:
                return None
            names: ChainMap[str, Any] = ChainMap({}, context, self._environment.globals)
            for key, value in known.before:
                names[key] = _value(value, names)
            holds = _value(known.test, names)
        except (TemplateError, _UnknownFormError):
            return None
        if not holds:
            return True
        return False if known.draws else None

    def forget(self) -> None:
        """Look at every template again, as its file may have changed."""
        self._known.clear()

    def _look_at(self, name: str) -> _Condition:
        steps = self._steps(name)
        condition = steps[-1] if steps else None
        if not isinstance(condition, nodes.If):
            return _Condition(None)
        sets = (each for each in steps if isinstance(each, nodes.Assign))
        before = tuple((_name(each.target), each.node) for each in sets)
        return _Condition(condition.test, before, _draws(condition.body))

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
            return steps if all(map(_sets_a_name, steps[:-1])) else []
        if len(steps) != 1:
            return []
        if isinstance(node, nodes.Block):
            return self._only(node.body)
        if isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
            return self._steps(str(node.template.value)) if node.with_context else []
        return []


def _name(target: nodes.Node) -> str:
    assert isinstance(target, nodes.Name)
    return target.name


def _sets_a_name(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name)


def _value(node: nodes.Node, names: Mapping[str, Any]) -> Any:
    """Give what an expression comes to, if it is of the few kinds that conditions are of."""
    value: Any
    match node:
        case nodes.Const():
            value = node.value
        case nodes.Name():
            value = names.get(node.name, _NOTHING)
        case nodes.Not():
            value = not _value(node.node, names)
        case nodes.And():
            value = _value(node.left, names) and _value(node.right, names)
        case nodes.Or():
            value = _value(node.left, names) or _value(node.right, names)
        case nodes.Test(node=nodes.Name(name=name), name="defined"):
            value = name in names
        case nodes.Compare(ops=[nodes.Operand(op="eq", expr=other)]):
            value = _value(node.expr, names) == _value(other, names)
        case nodes.Call(args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
            value = _called(_value(node.node, names))
        case _:
            raise _UnknownFormError
    return value


def _called(function: Any) -> Any:
    """Give what *function* gives, if Jinja would do no more than call it."""
    marks = ("alters_data", "jinja_pass_arg", "unsafe_callable")
    if isinstance(function, _FUNCTIONS) and not any(hasattr(function, mark) for mark in marks):
        return function()
    raise _UnknownFormError


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
