"""Running the transforms of a document, and leaving out those that would do nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docutils.transforms import Transformer
from sphinx.transforms import SphinxTransform, SphinxTransformer
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_wiki.application import application
from sphinx_wiki.transforms.census import Census
from sphinx_wiki.transforms.known import known

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Have the transforms of reading and of writing run by us."""
    app.add_transform(ReadingTransforms)
    # Sphinx asks for post-transforms in no other place.
    registry: Any = app.registry
    registry.get_post_transforms = lambda: [WritingTransforms]


class ReadingTransforms(SphinxTransform):
    """Runs all transforms of a document that is read, when Sphinx runs this first one."""

    default_priority = 0

    def apply(self, **kwargs: Any) -> None:
        """Leave nothing for Sphinx to run."""
        del kwargs
        run(self.document.transformer)


class WritingTransforms(SphinxTransform):
    """Runs all post-transforms, as the only one of which Sphinx knows."""

    default_priority = 0

    def apply(self, **kwargs: Any) -> None:
        """Run what was registered."""
        del kwargs
        builder = application(self.env).builder
        kinds = tuple(application(self.env).registry.post_transforms)
        transformer = SphinxTransformer(self.document)
        transformer.set_environment(self.env)
        transformer.transforms = list(_sorted(kinds, builder.name, builder.format))
        transformer.serialno, transformer.sorted = len(kinds), True
        run(transformer)


def run(transformer: Transformer) -> None:
    """Apply what *transformer* holds in its order, without what has nothing to do.

    As docutils does in ``Transformer.apply_transforms``: transforms may add others.
    """
    census = Census(transformer.document)
    while transformer.transforms:
        if not transformer.sorted:
            transformer.transforms.sort(reverse=True)
            transformer.sorted = True
        entry = transformer.transforms.pop()
        _apply(*entry[1:], census)
        transformer.applied.append(entry)


def _apply(kind: Any, pending: nodes.Node | None, options: dict[str, Any], census: Census) -> None:
    """Apply a transform of class *kind*, which *pending* stands for in the text if it does."""
    rule = known(kind)
    if rule.need is not None and pending is None and not rule.need(census):
        return
    (rule.instead or kind)(census.document, startnode=pending).apply(**options)
    if rule.adds:
        census.forget()


@lru_cache(8)
def _sorted(kinds: tuple[Any, ...], builder: str, output: str) -> tuple[Any, ...]:
    """Give what docutils holds of transforms, the last first, for those that serve a builder."""
    document: Any = None
    ordinary: Any = Transformer(document)
    ordinary.add_transforms([each for each in kinds if _is_for(each, builder, output)])
    return tuple(sorted(ordinary.transforms, reverse=True))


def _is_for(kind: Any, builder: str, output: str) -> bool:
    """Say what Sphinx's post-transforms say when they have been made."""
    if (
        getattr(kind, "apply", None) is not SphinxPostTransform.apply
        or kind.is_supported is not SphinxPostTransform.is_supported
    ):
        return True
    return (not kind.builders or builder in kind.builders) and (
        not kind.formats or output in kind.formats
    )
