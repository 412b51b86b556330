"""Works that have a number of their own: papers at arXiv, DOIs, videos at YouTube."""

from __future__ import annotations

import re

from sphinx_wiki.facts.escapes import IN_PATH, recode

_ARXIV_ID = (
    r"(?P<new>[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?"
    r"|(?P<archive>[a-z-]+)(?:\.[a-z]{2})?/(?P<number>[0-9]{7})(?:v[0-9]+)?"
)
_ARXIV = re.compile(rf"arxiv:\s*(?:{_ARXIV_ID})(?:\s*\[[a-z.-]+\])?", re.IGNORECASE)
_ARXIV_PATH = re.compile(
    rf"/(?:abs|pdf|html|format|ps|src|e-print)/(?:{_ARXIV_ID})(?:\.pdf)?", re.IGNORECASE
)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.(?:{_ARXIV_ID})", re.IGNORECASE)
_DOI_NAME = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?!(?:/|%2f)*$)\S+"
_DOI = re.compile(rf"(?:doi:\s*)?({_DOI_NAME})", re.IGNORECASE)
_DOI_PATH = re.compile(rf"/(?:doi:)?({_DOI_NAME})", re.IGNORECASE)
_PUBLISHER_PATH = re.compile(
    r"/doi/(?:(?:abs|book|epdf|epub|full|fullhtml|pdf|pdfdirect|pdfplus|proceedings)/)?"
    r"(10\.[0-9]{4,9}(?:\.[0-9]+)*/[^/]+)",
    re.IGNORECASE,
)
_SPRINGER_PATH = re.compile(
    r"/(?:article|book|chapter|content/pdf|referenceworkentry)/(10\.[0-9]{4,9}/[^/]+?)(?:\.pdf)?",
    re.IGNORECASE,
)
_YOUTUBE_PATH = re.compile(r"/(?:shorts|embed|live|v|e)/(?!videoseries)([A-Za-z0-9_-]+)")
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]+")


def work_named(text: str) -> str | None:
    """Give the identity of the work that *text* is the number of, as its author wrote it.

    >>> work_named("arXiv:2305.14314v1 [cs.LG]"), work_named("10.1000/ABC")
    ('arxiv:2305.14314', 'doi:10.1000/abc')
    >>> work_named("https://arxiv.org/abs/2305.14314") is None
    True
    """
    if match := _ARXIV.fullmatch(text):
        return _arxiv(match)
    match = _DOI.fullmatch(text)
    return _doi(match[1]) if match else None


def address_of_work(text: str) -> str | None:
    """Give the address of the work that *text* is the number of.

    >>> address_of_work("arXiv:2305.14314"), address_of_work("doi:10.1000/ABC")
    ('https://arxiv.org/abs/2305.14314', 'https://doi.org/10.1000/ABC')
    """
    if match := _ARXIV.fullmatch(text):
        return f"https://arxiv.org/abs/{_arxiv(match).removeprefix('arxiv:')}"
    match = _DOI.fullmatch(text)
    # A DOI may hold what would end the path of an address.
    return f"https://doi.org/{recode(match[1], IN_PATH)}" if match else None


def work_at(host: str, path: str, query: str) -> str | None:
    """Give the identity of the work at an address, if its *host* numbers its works.

    >>> work_at("youtu.be", "/kCc8FmEb1nY", "")
    'youtube:kCc8FmEb1nY'
    """
    path = recode(path, IN_PATH, IN_PATH).rstrip("/")
    if host == "arxiv.org" or host.endswith(".arxiv.org"):
        match = _ARXIV_PATH.fullmatch(path)
        return _arxiv(match) if match else None
    if host in ("youtu.be", "youtube.com"):
        found = _video(host, path, query)
        return f"youtube:{found}" if found else None
    pattern = {"doi.org": _DOI_PATH, "link.springer.com": _SPRINGER_PATH}
    match = pattern.get(host, _PUBLISHER_PATH).fullmatch(path)
    return _doi(match[1]) if match else None


def _video(host: str, path: str, query: str) -> str | None:
    if path == "/watch":
        found = next((pair[2:] for pair in query.split("&") if pair.startswith("v=")), "")
    elif host == "youtu.be":
        found = path.removeprefix("/")
    else:
        match = _YOUTUBE_PATH.fullmatch(path)
        found = match[1] if match else ""
    return found if _YOUTUBE_ID.fullmatch(found) else None


def _arxiv(match: re.Match[str]) -> str:
    # arXiv's own canonical form has no version and no subject class.
    number = match["new"] or f"{match['archive']}/{match['number']}"
    return f"arxiv:{number.lower()}"


def _doi(doi: str) -> str:
    # The registry ignores case, and a DOI has no structure that an escape could hide.
    name = recode(doi, IN_PATH, IN_PATH).rstrip("/").lower()
    match = _ARXIV_DOI.fullmatch(name)
    return _arxiv(match) if match else f"doi:{name}"
