"""Which addresses are one source: tracking, second names and forms of an address left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urlsplit

from sphinx_wiki.facts.escapes import IN_PATH, IN_QUERY, recode
from sphinx_wiki.facts.identifiers import work_at, work_named
from sphinx_wiki.facts.urls import with_scheme

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

_REPOSITORY = re.compile(r"(/[^/]+/[^/]+?)(?:\.git)+")
_HTTP = re.compile(r"(?:https?:)?//(?=[^/?#\s])", re.IGNORECASE)


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
    if named := work_named(text):
        return named
    text = with_scheme(text)
    if not _HTTP.match(text):
        return text
    try:
        parts = urlsplit(text)
        server = _server(host := _host(parts), parts)
    except ValueError:
        return text
    path = _without_dots(recode(parts.path, IN_PATH)).rstrip("/")
    query = _query(host, parts.query)
    if work := work_at(host, path, query):
        return work
    # Some sites route by what follows "#!": there it names the page.
    fragment = recode(parts.fragment, IN_QUERY) if parts.fragment.startswith("!") else ""
    end = (query and f"?{query}") + (fragment and f"#{fragment}")
    return f"https://{server}{_one_form(host, path)}{end}"


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
    return f"{recode(user, IN_PATH - {'/'})}{at}{host}{port}"


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
    pairs = [recode(pair.replace("+", "%20"), IN_QUERY) for pair in query.split("&")]
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
