"""Addresses: whether two are the same source, and whether one is safe to link to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urlsplit

from markdown_it.common.normalize_url import validateLink

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH = _UNRESERVED | frozenset("/:@!$&'()*+,;=")
_IN_QUERY = _IN_PATH | frozenset("?")
_NOT_IN_HOST = re.compile(r"[\x00-\x20\x7f%/?#@:\[\]\\<>\"]")
_IPV6 = re.compile(r"(?=.*:)[0-9a-f:.]+")

_TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|hsa_.*|pk_.*|mtm_.*|matomo_.*|_ga|_gl|_hsenc|_hsmi|__hs.*|__s|__twitter.*"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh"
    r"|mkt_tok|ref_src|ref_url|srsltid|oly_anon_id|oly_enc_id|vero_id|wickedid|guccounter"
    r"|guce_referr.*|cmpid|irclickid|irgwc|ranmid|raneaid|ransiteid|sharedid|wprov",
    re.IGNORECASE,
)
_TRACKING_AT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "youtube.com": frozenset({"si", "feature", "pp", "ab_channel", "app"}),
        "open.spotify.com": frozenset({"si", "nd"}),
        "x.com": frozenset({"s", "t"}),
        "medium.com": frozenset({"source", "sk"}),
        "towardsdatascience.com": frozenset({"source", "sk"}),
        "docs.google.com": frozenset({"usp"}),
        "drive.google.com": frozenset({"usp"}),
        "reddit.com": frozenset({"share_id", "rdt"}),
    }
)
"""Parameters that only mean tracking at one host."""

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "aclweb.org": "aclanthology.org",
        "dx.doi.org": "doi.org",
        "m.facebook.com": "facebook.com",
        "m.youtube.com": "youtube.com",
        "mobile.twitter.com": "x.com",
        "music.youtube.com": "youtube.com",
        "np.reddit.com": "reddit.com",
        "old.reddit.com": "reddit.com",
        "twitter.com": "x.com",
        "youtube-nocookie.com": "youtube.com",
    }
)
"""Hosts that are another one's second name."""

_REWRITES: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "aclanthology.org": (re.compile(r"(?:/anthology)?(/[^/]+?)(?:(?:v[0-9]+)?\.pdf)*"), r"\1"),
        "amazon.com": (re.compile(r"/(?:.*/)?(?:dp|gp/product)/([A-Z0-9]{10})(?:/.*)?"), r"/dp/\1"),
        "amazon.de": (re.compile(r"/(?:.*/)?(?:dp|gp/product)/([A-Z0-9]{10})(?:/.*)?"), r"/dp/\1"),
        "openreview.net": (re.compile("/(?:pdf|attachment)"), "/forum"),
        "stackoverflow.com": (re.compile(r"/q(?:uestions)?/([0-9]+)(?:/[^/]*)?"), r"/questions/\1"),
    }
)
"""Paths that show one work in several forms, by host."""

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
_REPOSITORY = re.compile(r"(/[^/]+/[^/]+?)(?:\.git)+")
_HTTP = re.compile(r"(?:https?:)?//(?=[^/?#\s])", re.IGNORECASE)
_REFUSED = re.compile(
    r"(?<![\w-])(?:(?:javascript|vbscript|file):[^\s<>]+|data:\w+/[^\s<>]+)", re.IGNORECASE
)
_WWW = re.compile(r"www\.[^\s/?#.]+\.[^\s/?#]", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)


def identity(url: str) -> str:
    """Give what *url* is known by: two addresses of one source give the same text.

    It is for comparing only; the address that an author wrote is what readers
    get. What is no address of the web stays as it is. Never raises.

    >>> identity("http://www.Example.org:80/a%7eb/?b=2&utm_source=x&a=1#part")
    'https://example.org/a~b?a=1&b=2'
    >>> identity("https://arxiv.org/pdf/2305.14314v1.pdf")
    'arxiv:2305.14314'
    >>> identity("https://dx.doi.org/10.1000/ABC"), identity("10.1000/abc")
    ('doi:10.1000/abc', 'doi:10.1000/abc')
    >>> identity("https://youtu.be/kCc8FmEb1nY?t=60")
    'youtube:kCc8FmEb1nY'
    """
    text = url.strip()
    if match := _ARXIV.fullmatch(text):
        return _arxiv(match)
    if match := _DOI.fullmatch(text):
        return _doi(match[1])
    if _WWW.match(text):
        text = f"https://{text}"
    if not _HTTP.match(text):
        return text
    try:
        parts = urlsplit(text)
        server = _server(host := _host(parts), parts)
    except ValueError:
        return text
    path = _without_dots(_recode(parts.path, _IN_PATH)).rstrip("/")
    query = _query(host, parts.query)
    if known := _known(host, path, query):
        return known
    # Some sites route by what follows "#!": there it names the page.
    fragment = _recode(parts.fragment, _IN_QUERY) if parts.fragment.startswith("!") else ""
    end = (query and f"?{query}") + (fragment and f"#{fragment}")
    return f"https://{server}{_one_form(host, path)}{end}"


def _arxiv(match: re.Match[str]) -> str:
    # arXiv's own canonical form has no version and no subject class.
    number = match["new"] or f"{match['archive']}/{match['number']}"
    return f"arxiv:{number.lower()}"


def _doi(doi: str) -> str:
    # The registry ignores case, and a DOI has no structure that an escape could hide.
    name = _recode(doi, _IN_PATH, _IN_PATH).rstrip("/").lower()
    match = _ARXIV_DOI.fullmatch(name)
    return _arxiv(match) if match else f"doi:{name}"


def _known(host: str, path: str, query: str) -> str | None:
    """Give the identity of a work whose host numbers its works."""
    path = _recode(path, _IN_PATH, _IN_PATH).rstrip("/")
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


def _one_form(host: str, path: str) -> str:
    """Give the one path that stands for all forms in which *host* shows a work."""
    if host == "github.com":
        return _repository(path)
    pattern, form = _REWRITES.get(host, (None, ""))
    match = pattern.fullmatch(path) if pattern else None
    return match.expand(form) if match else path


def _server(host: str, parts: SplitResult) -> str:
    """Give *host* with the user and the port, where the port is not the usual one."""
    user, at, _ = parts.netloc.rpartition("@")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return f"{_recode(user, _IN_PATH - {'/'})}{at}{host}{port}"


def _host(parts: SplitResult) -> str:
    """Give the host in lower case, ASCII, without ``www.``, by its first name.

    :raises ValueError: for a host that cannot be one.
    """
    name = unicodedata.normalize("NFKC", unquote(parts.hostname or "")).replace("。", ".").lower()
    labels = [_label(label) for label in name.split(".") if label]
    while len(labels) > len(("example", "org")) and labels[0] == "www":
        del labels[0]
    if labels[1:] == ["m", "wikipedia", "org"]:
        del labels[1]
    host = ".".join(labels)
    if _IPV6.fullmatch(host):
        return f"[{host}]"
    if not host or _NOT_IN_HOST.search(host):
        raise ValueError(f"{host!r} is no host")
    return _ALIASES.get(host, host)


def _label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _query(host: str, query: str) -> str:
    dropped = _TRACKING_AT.get(host, frozenset())
    pairs = [_recode(pair.replace("+", "%20"), _IN_QUERY) for pair in query.split("&")]
    names = [pair.partition("=")[0] for pair in pairs]
    kept = [
        pair
        for pair, name in zip(pairs, names, strict=True)
        if pair and name not in dropped and not _TRACKING.fullmatch(name)
    ]
    return "&".join(sorted(kept))


def _repository(path: str) -> str:
    """Give a path at GitHub with owner and name in lower case, as both ignore case."""
    match = _REPOSITORY.fullmatch(path)
    segments = (match[1] if match else path).split("/")
    return "/".join([part.lower() for part in segments[:3]] + segments[3:])


def _without_dots(path: str) -> str:
    """Give *path* without the segments ``.`` and ``..`` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "".join(f"/{segment}" for segment in kept)


def _recode(text: str, allowed: frozenset[str], decoded: frozenset[str] = _UNRESERVED) -> str:
    """Give *text* with all escaped but *allowed*, and escapes of *decoded* resolved."""
    return _ESCAPE.sub(lambda match: _character(match[0], allowed, decoded), text)


def _character(found: str, allowed: frozenset[str], decoded: frozenset[str]) -> str:
    if len(found) > 1:
        character = chr(int(found[1:], 16))
        return character if character in decoded else found.upper()
    if found in allowed:
        return found
    return "".join(f"%{byte:02X}" for byte in found.encode("utf-8", "surrogatepass"))


def is_safe(url: str) -> bool:
    """Tell whether a page may link to *url*: no script, no local file, no control character.

    >>> is_safe("https://example.org/"), is_safe(" JavaScript:alert(1)")
    (True, False)
    """
    return validateLink(url) and not any(unicodedata.category(char) == "Cc" for char in url)


def refused_address(text: str) -> str | None:
    """Give the address in *text* that a page may not link to, if there is one.

    Markdown shows such a link as it is written, and says nothing.

    >>> refused_address("[The paper](javascript:alert(1))")
    'javascript:alert(1)'
    >>> refused_address("JavaScript: The Good Parts") is None
    True
    """
    found = _REFUSED.search(text)
    if found is None:
        return None
    address = found[0]
    # A bracket that nothing opens closes the author's link.
    return address[:-1] if address.count(")") > address.count("(") else address


def bare_address(text: str) -> str | None:
    """Give the address that *text* is, if it is nothing else.

    >>> bare_address("<https://example.org/a>"), bare_address("www.example.org/a.")
    ('https://example.org/a', 'https://www.example.org/a')
    >>> bare_address("arXiv:2305.14314"), bare_address("doi:10.1000/ABC")
    ('https://arxiv.org/abs/2305.14314', 'https://doi.org/10.1000/ABC')
    >>> bare_address("see https://example.org") is None
    True
    """
    whole = text.strip()
    enclosed = whole.startswith("<") and whole.endswith(">")
    # A full stop after the address ends the author's sentence.
    address = whole[1:-1].strip() if enclosed else whole.rstrip(".,;:!?")
    if match := _ARXIV.fullmatch(address):
        return f"https://arxiv.org/abs/{_arxiv(match).removeprefix('arxiv:')}"
    if match := _DOI.fullmatch(address):
        # A DOI may hold what would end the path of an address.
        address = f"https://doi.org/{_recode(match[1], _IN_PATH)}"
    elif _WWW.match(address):
        address = f"https://{address}"
    if not _is_web(address) or not is_safe(address):
        return None
    return address


def _is_web(address: str) -> bool:
    if re.search(r"[\s<>\"]", address) or not re.match(r"https?://", address, re.IGNORECASE):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
