"""Still pictures of interactive figures, for readers of paper and those without JavaScript.

Kaleido draws them, in a Chrome of the machine; neither is ours to install. Each
picture is kept beside the doctrees under the digest of its figure, so it is
drawn once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging as sphinx_logging

from sphinx_wiki.application import application
from sphinx_wiki.coroutines import complete
from sphinx_wiki.figures.library import WHOLE
from sphinx_wiki.figures.plotly import COUNTRIES, WIDTH, PlotlyFigure, countries
from sphinx_wiki.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_wiki")
_LOGGER = sphinx_logging.getLogger(__name__)

_SCALE = 2
_LIMIT = 60
"""Seconds that one picture may take."""


def can_draw() -> bool:
    """Tell whether pictures can be made here: Kaleido is installed, and has a Chrome."""
    if importlib.util.find_spec("kaleido") is None:
        return False
    names = ("chromium", "chromium-browser", "chrome", "google-chrome", "google-chrome-stable")
    return bool(os.environ.get("BROWSER_PATH")) or any(map(shutil.which, names))


def remember(env: BuildEnvironment, figures: Iterable[PlotlyFigure]) -> tuple[str, ...]:
    """Keep what *figures* hold until they are drawn; give their digests, if there will be any."""
    if not can_draw():
        return ()
    digests = []
    for figure in figures:
        spec = json.dumps(_spec(figure), sort_keys=True)
        digest = hashlib.sha256(spec.encode()).hexdigest()[:32]
        write_if_changed(_folder(env) / f"{digest}.json", spec.encode())
        figure["picture"] = digest
        digests.append(digest)
    return tuple(digests)


def _spec(figure: PlotlyFigure) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(figure["figure"])
    layout = {key: value for key, value in drawn["layout"].items() if key not in _MOVING}
    if not figure["own"]:
        layout["template"] = _template()
    return {
        "fig": {"data": drawn["data"], "layout": layout},
        "opts": {
            "format": "png",
            "width": figure["width"] or WIDTH,
            "height": figure["height"],
            "scale": _SCALE,
        },
    }


# What moves a figure cannot be used on paper.
_MOVING = frozenset({"updatemenus", "sliders"})


def _template() -> Any:
    path = WHOLE.parent / "templates" / "plotly_white.json"
    return json.loads(path.read_bytes()) if path.is_file() else {}


def _folder(env: BuildEnvironment) -> Path:
    return Path(env.doctreedir) / "wiki" / "figures"


def picture(env: BuildEnvironment, digest: str | None) -> Path | None:
    """Give the file of the picture called *digest*, if it was drawn."""
    path = _folder(env) / f"{digest}.png"
    return path if digest and path.is_file() else None


def draw_missing(app: Sphinx, env: BuildEnvironment) -> None:
    """Draw the pictures that the wiki's figures need and that are not there yet."""
    del app
    kept = env.domaindata["wiki"]["figures"].values()
    wanted = sorted({name for figures in kept for name in figures.pictures})
    wanted = [name for name in wanted if picture(env, name) is None]
    if not wanted or not can_draw():
        return
    _LOGGER.info("drawing pictures of %d interactive figures...", len(wanted))
    try:
        complete(_draw(_folder(env), wanted))
    except Exception as error:
        _LOGGER.info("no pictures of interactive figures: %s", error)


async def _draw(folder: Path, digests: Iterable[str]) -> None:
    import kaleido  # noqa: PLC0415 - not installed everywhere

    logging.getLogger("kaleido").setLevel(logging.CRITICAL)
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    # By default it loads formulas' script from elsewhere.
    outlines = folder / COUNTRIES
    write_if_changed(outlines, countries().encode())
    page = kaleido.PageGenerator(plotly=WHOLE.as_uri(), mathjax=False, others=[outlines.as_uri()])
    async with kaleido.Kaleido(page_generator=page, timeout=_LIMIT) as browser:
        for digest in digests:
            spec = json.loads((folder / f"{digest}.json").read_bytes())
            try:
                drawn = await browser.calc_fig(spec["fig"], opts=spec["opts"])
            except Exception as error:
                _LOGGER.info("no picture of an interactive figure: %s", error)
                continue
            write_if_changed(folder / f"{digest}.png", drawn)


class PlacePictures(SphinxPostTransform):
    """Puts a picture, or a line with its name, in the place of a figure that cannot be drawn."""

    # After MyST-NB has chosen among the kinds of an output (4).
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Replace figures; where scripts run, say only which picture there is."""
        builder = application(self.env).builder
        draws = builder.format == "html" and builder.name != "epub"
        for figure in list(self.document.findall(PlotlyFigure)):
            path = picture(self.env, figure.get("picture"))
            if draws:
                figure["picture"] = path and path.name
                continue
            name = figure["name"] or _("Interactive figure")
            words = _("[Figure: {name}]").format(name=name)
            if path is None or not builder.supported_image_types:
                figure.replace_self(nodes.paragraph("", words))
                continue
            uri = os.path.relpath(path, self.env.srcdir)
            docname = self.env.current_document.docname
            self.env.images.add_file(docname, uri)
            image = nodes.image("", uri=uri, candidates={"*": uri}, alt=name)
            image["width"] = f"{figure['width'] or WIDTH}px"
            figure.replace_self(image)
