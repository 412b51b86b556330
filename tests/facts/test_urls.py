"""Two addresses of one source are one, and nothing unsafe passes."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import validateLink

from sphinx_wiki.facts.identity import identity
from sphinx_wiki.facts.urls import bare_address, is_safe

ARXIV = "arxiv:2305.14314"
OLD = "arxiv:hep-th/9901001"
DOI = "doi:10.1145/3065386"
VIDEO = "youtube:kCc8FmEb1nY"
PAGE = "https://example.org/a"

SAME = [
    ("http://example.org/a", PAGE),
    ("HTTPS://EXAMPLE.ORG/a", PAGE),
    ("https://example.org./a", PAGE),
    ("https://example.org:443/a", PAGE),
    ("http://example.org:80/a", PAGE),
    ("https://www.example.org/a", PAGE),
    ("www.example.org/a", PAGE),
    ("//example.org/a", PAGE),
    ("  https://example.org/a\n", PAGE),
    ("https://example.org/a/", PAGE),
    ("https://example.org/a?", PAGE),
    ("https://example.org/a#part", PAGE),
    ("https://example.org/a#:~:text=word", PAGE),
    ("https://example.org/%61", PAGE),
    ("https://example.org/b/../a", PAGE),
    ("https://example.org/c/b/../a", "https://example.org/c/a"),
    ("https://example.org/a?utm_source=x&UTM_Medium=y", PAGE),
    ("https://example.org/a?fbclid=x&gclid=y&ref_src=z", PAGE),
    ("https://example.org/", "https://example.org"),
    ("https://example.org/?b=1&a=2", "https://example.org?a=2&b=1"),
    ("https://example.org/?q=a+b", "https://example.org?q=a%20b"),
    ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
    ("https://example.org/ü", "https://example.org/%C3%BC"),
    ("https://example.org/100%", "https://example.org/100%25"),
    ("https://münchen.de/a", "https://xn--mnchen-3ya.de/a"),
    ("https://MÜNCHEN.de/a", "https://xn--mnchen-3ya.de/a"),
    ("http://[2001:DB8::1]:8080/a/", "https://[2001:db8::1]:8080/a"),
    ("https://en.m.wikipedia.org/wiki/LoRA", "https://en.wikipedia.org/wiki/LoRA"),
    ("https://arxiv.org/abs/2305.14314", ARXIV),
    ("http://www.arxiv.org/abs/2305.14314v2", ARXIV),
    ("https://arxiv.org/pdf/2305.14314", ARXIV),
    ("https://arxiv.org/pdf/2305.14314v1.pdf", ARXIV),
    ("https://arxiv.org/pdf/2305.14314.pdf#page=3", ARXIV),
    ("https://arxiv.org/html/2305.14314v1", ARXIV),
    ("https://arxiv.org/abs/2305.14314?context=cs", ARXIV),
    ("https://export.arxiv.org/abs/2305.14314", ARXIV),
    ("arXiv:2305.14314v1", ARXIV),
    ("arXiv:2305.14314 [cs.LG]", ARXIV),
    ("arXiv:HEP-TH/9901001", OLD),
    ("https://doi.org/10.48550/arXiv.2305.14314", ARXIV),
    ("10.48550/ARXIV.2305.14314", ARXIV),
    ("https://arxiv.org/abs/hep-th/9901001", OLD),
    ("https://arxiv.org/pdf/hep-th/9901001v3.pdf", OLD),
    ("arXiv:hep-th/9901001", OLD),
    ("https://arxiv.org/abs/math.GT/0309136", "arxiv:math/0309136"),
    ("https://doi.org/10.1145/3065386", DOI),
    ("http://dx.doi.org/10.1145/3065386", DOI),
    ("https://www.doi.org/10.1145/3065386/", DOI),
    ("https://doi.org/10.1145%2F3065386", DOI),
    ("doi:10.1145/3065386", DOI),
    ("DOI: 10.1145/3065386", DOI),
    ("10.1145/3065386", DOI),
    ("https://doi.org/10.1002/ABC", "doi:10.1002/abc"),
    ("https://youtu.be/kCc8FmEb1nY", VIDEO),
    ("https://youtu.be/kCc8FmEb1nY?si=abc&t=60", VIDEO),
    ("https://www.youtube.com/watch?v=kCc8FmEb1nY", VIDEO),
    ("https://www.youtube.com/watch?list=PL1&v=kCc8FmEb1nY&t=1m", VIDEO),
    ("https://www.youtube.com/watch?v=%6BCc8FmEb1nY", VIDEO),
    ("https://youtu.be/watch?v=kCc8FmEb1nY", VIDEO),
    ("https://m.youtube.com/watch?v=kCc8FmEb1nY", VIDEO),
    ("https://www.youtube.com/shorts/kCc8FmEb1nY", VIDEO),
    ("https://www.youtube.com/embed/kCc8FmEb1nY?start=5", VIDEO),
    ("https://www.youtube-nocookie.com/embed/kCc8FmEb1nY", VIDEO),
    ("https://www.youtube.com/playlist?list=PL1&si=x", "https://youtube.com/playlist?list=PL1"),
    ("https://github.com/Artidoro/QLoRA.git", "https://github.com/artidoro/qlora"),
    ("https://github.com/artidoro/qlora/", "https://github.com/artidoro/qlora"),
    ("https://dl.acm.org/doi/10.1145/3065386", DOI),
    ("https://dl.acm.org/doi/pdf/10.1145/3065386?download=true", DOI),
    ("https://onlinelibrary.wiley.com/doi/abs/10.1002/ABC", "doi:10.1002/abc"),
    ("https://link.springer.com/content/pdf/10.1007/BF00994018.pdf", "doi:10.1007/bf00994018"),
    ("https://link.springer.com/article/10.1007/BF00994018", "doi:10.1007/bf00994018"),
    ("https://aclanthology.org/N19-1423.pdf", "https://aclanthology.org/N19-1423"),
    ("https://www.aclweb.org/anthology/N19-1423.pdf", "https://aclanthology.org/N19-1423"),
    ("https://www.aclweb.org/anthology/N19-1423/", "https://aclanthology.org/N19-1423"),
    ("https://openreview.net/pdf?id=nZeVKeeFYf9", "https://openreview.net/forum?id=nZeVKeeFYf9"),
    ("https://www.amazon.com/Some-Book/dp/1633437167/ref=sr_1", "https://amazon.com/dp/1633437167"),
    ("https://stackoverflow.com/q/11227809", "https://stackoverflow.com/questions/11227809"),
    (
        "https://stackoverflow.com/questions/11227809/why-is-it-faster",
        "https://stackoverflow.com/questions/11227809",
    ),
    ("https://twitter.com/karpathy/status/1?s=20", "https://x.com/karpathy/status/1"),
]


@pytest.mark.parametrize(("url", "known"), SAME)
def test_an_address_has_its_canonical_identity(url: str, known: str) -> None:
    assert identity(url) == known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://example.org:8080/a"),
        ("https://example.org/a/b", "https://example.org/a%2Fb"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/#!a", "https://example.org/#!b"),
        ("https://example.org/?si=1", "https://example.org/?si=2"),
        ("https://arxiv.org/abs/2305.14314", "https://arxiv.org/abs/2305.14315"),
        ("https://arxiv.org/list/cs.LG/recent", "https://arxiv.org/"),
        ("https://youtu.be/aaaaaaaaaaa", "https://youtu.be/AAAAAAAAAAA"),
        ("https://github.com/a/b/blob/main/README", "https://github.com/a/b/blob/main/readme"),
        ("https://m.example.org/", "https://example.org/"),
        ("https://doi.org/10.1000/a", "https://doi.org/10.1000/b"),
        ("https://youtube.com/playlist?list=PL1", "https://youtube.com/playlist?list=PL2"),
        ("https://de.wikipedia.org/wiki/Tensor", "https://en.wikipedia.org/wiki/Tensor"),
    ],
)
def test_addresses_of_different_sources_stay_apart(one: str, other: str) -> None:
    assert identity(one) != identity(other)


PIECES = st.sampled_from(
    [
        *("https://", "//", "www.", "m.", "arxiv.org/abs/", "2305.14314", "doi:", "10.1000/"),
        *("youtu.be/", "github.com/", "openreview.net/pdf", "/doi/", ".git", ".pdf", "%", "%2"),
        *("%2E", "%2F", "%41", "?", "&", "=", "#!", "#", ":", ":80", "@", "[", "]", "/", ".."),
        *(".", "ü", "İ", "ß", " ", "\t", "\x00", "\ud800", "a", "+"),
    ]
)


@given(st.text() | st.lists(PIECES).map("".join) | st.text().map("https://".__add__))
@example("https://www.www.example.org")
@example("https://github.com/a/b.git.git")
@example("https://[::1]:8080/a")
@example("https://[bad")
@example("https://example.org:99999")
@example("https://%2F/")
@example("https://./")
@example("https://www.%2E0")
@example("https://aclanthology.org/a.pdf.pdf")
@example("10.1000//")
@example("https://%4¼")
def test_identity_is_idempotent_and_never_raises(url: str) -> None:
    assert identity(identity(url)) == identity(url)


@given(st.text())
def test_the_path_of_an_identity_is_ascii(path: str) -> None:
    assert urlsplit(identity(f"https://example.org/{path}")).path.isascii()


@given(st.permutations(["a=1", "b=2", "b=1", "c"]))
def test_the_order_of_parameters_is_no_matter(pairs: list[str]) -> None:
    assert identity(f"{PAGE}?{'&'.join(pairs)}") == f"{PAGE}?a=1&b=1&b=2&c"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "data:text/html,x",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "https://example.org/\x00",
        "https://example.org/\x85",
    ],
)
def test_an_address_that_could_harm_is_not_safe(url: str) -> None:
    assert not is_safe(url)


@pytest.mark.parametrize(
    "url", ["https://example.org/", "mailto:a@example.org", "a/b.md", "data:image/png;base64,x"]
)
def test_an_ordinary_address_is_safe(url: str) -> None:
    assert is_safe(url)


@given(st.text(st.characters(exclude_categories=["Cc"])))
def test_without_control_characters_the_judgement_is_that_of_markdown(url: str) -> None:
    assert is_safe(url) == validateLink(url)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("  http://example.org\n", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("https://example.org/a.", "https://example.org/a"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("arXiv:2305.14314", "https://arxiv.org/abs/2305.14314"),
        ("arxiv: hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("doi:10.1145/3065386", "https://doi.org/10.1145/3065386"),
        ("10.1145/3065386", "https://doi.org/10.1145/3065386"),
        ("doi:10.1000/a<b>#c", "https://doi.org/10.1000/a%3Cb%3E%23c"),
    ],
)
def test_a_text_that_is_an_address_gives_it(text: str, address: str) -> None:
    assert bare_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "see https://example.org",
        "https://example.org and more",
        "https://",
        "https:///path",
        "https://[bad",
        "https://example.org/\x00",
        "www.",
        "www.example",
        "README.md",
        "javascript:alert(1)",
        "Deep Learning, Ian Goodfellow",
        "10.5 / 2",
    ],
)
def test_any_other_text_is_no_address(text: str) -> None:
    assert bare_address(text) is None


@given(st.text() | st.lists(PIECES).map("".join))
def test_a_bare_address_is_safe_and_of_the_web(text: str) -> None:
    found = bare_address(text)
    assert found is None or (is_safe(found) and found.lower().startswith(("http://", "https://")))


@pytest.mark.parametrize("text", ["arXiv:2305.14314v2", "doi:10.1000/a%b<c>", "www.example.org/a"])
def test_a_bare_address_keeps_the_identity_of_its_text(text: str) -> None:
    assert identity(bare_address(text) or "") == identity(text)
