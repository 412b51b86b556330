"""Addresses made of names, and names made of addresses."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata

_LONGEST = 80
# File systems count bytes, up to 255 with the suffix.
_MOST_BYTES = 240
# And up to 4096 for a path, of which that of the site takes some.
_LONGEST_PATH = 2000
# The longest word that a file is named by: three bytes a letter still fit.
_LONGEST_WORD = 60
_OF_SITES = frozenset({"404", "categories", "genindex", "search", "sources"})
_HASHED = re.compile(r"-[0-9a-f]{8}$")
_SHARP = re.compile(r"(?<=\w)#(?!\w)")
_PLUS = re.compile(r"(?<=\w)\+\+")
_RESERVED = re.compile(r"index|con|prn|aux|nul|com\d|lpt\d")


def category_slug(name: str) -> str:
    """Give the address of a category's page, the same for names that differ only in case.

    Letters and digits of any script and hyphens stay, spaces become ``_`` and
    ``/`` separates levels (an empty one does not count). A level that would
    lose anything, or is too long or not usable as a file name, is told apart
    by a hash of the name, so different names never share an address.

    >>> category_slug("Maschinelles Lernen"), category_slug("ml/NLP"), category_slug("日本語")
    ('maschinelles_lernen', 'ml/nlp', '日本語')
    >>> category_slug("C++")
    'c-cedb1bac'
    """
    levels = [level.strip() for level in name.split("/")]
    return "/".join(_level(level) for level in levels if level) or _level("")


def _level(name: str) -> str:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    kept = _kept(folded)
    unusable = _RESERVED.fullmatch(kept) or _HASHED.search(kept) or not kept
    if kept == folded.replace(" ", "_") and "_" not in folded and not unusable and _fits(kept):
        return kept
    digest = "-" + hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    kept = kept[: _LONGEST - len(digest)]
    while not _fits(kept + digest):
        kept = kept[:-1]
    return kept.strip("_-") + digest


def _fits(level: str) -> bool:
    return len(level) <= _LONGEST and len(level.encode()) <= _MOST_BYTES


def note_slug(title: str) -> str:
    """Give the file name, without suffix, of a new note; nothing where *title* says nothing.

    Letters and digits of any script stay, in lower case; whatever stands between words
    becomes ``_``. Signs that tell languages apart are words, and so are all signs, by their
    names in Unicode, where there is nothing else. Long names end at a word. What systems or
    sites keep for themselves gets another word.

    >>> note_slug("Chain rule"), note_slug("C++: a primer"), note_slug("TCP/IP"), note_slug("Con")
    ('chain_rule', 'c_plus_plus_a_primer', 'tcp_ip', 'con_note')
    >>> note_slug("C#"), note_slug("??"), note_slug("🎉")
    ('c_sharp', 'question_mark', 'party_popper')
    """
    words = _words(_SHARP.sub(" sharp", _PLUS.sub(" plus plus ", title)))
    if not words:
        names = (unicodedata.name(each, "") for each in dict.fromkeys(title) if _is_sign(each))
        words = _words(" ".join(names))
    slug = "_".join(words)
    while words and not _fits(slug):
        words.pop()
        slug = "_".join(words) or slug[:_LONGEST_WORD]
    return f"{slug}_note" if _RESERVED.fullmatch(slug) or slug in _OF_SITES else slug


def _words(text: str) -> list[str]:
    """Give the words of *text* as they may stand in an address."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    spaced = "".join(each if each.isalnum() or _kept(f"x{each}") != "x" else " " for each in folded)
    return [kept for word in spaced.split() if (kept := _kept(word).strip("_-"))]


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def file_name(title: str) -> str:
    """Give the name of the file of a note that goes by its file's name, as in Obsidian.

    What file systems or Obsidian's links cannot have is left out; where nothing is left, it
    is the name that the note would have elsewhere.

    >>> file_name("Chain rule"), file_name("What is a/b?"), file_name("C#"), file_name("..")
    ('Chain rule', 'What is a b', 'C sharp', 'full_stop')
    """
    spelt = _SHARP.sub(" sharp", title)
    kept = re.sub(r'[*"\\/<>:|?#^\[\]\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]', " ", spelt)
    words = " ".join(kept.split()).strip(". ") or note_slug(title)
    while not (len(words) <= _LONGEST and len(words.encode()) <= _MOST_BYTES):
        words = words[:-1].rstrip(". ")
    return f"{words} note" if _RESERVED.fullmatch(words.casefold()) else words


def _kept(folded: str) -> str:
    """Give what of a name may stand in an address."""
    kept = ""
    for character in folded:
        kind = unicodedata.category(character)
        # A mark belongs to the letter before it; on its own it is invisible.
        if kind[0] == "L" or kind == "Nd" or (kind[0] == "M" and kept[-1:] not in ("", "_", "-")):
            kept += character
        elif character in " _-":
            kept += "-" if character == "-" else "_"
    return kept


def readable(name: str) -> str:
    """Give the title that a file name stands for.

    Underscores, or hyphens where there are none, are read as spaces; a date
    in front and names that have spaces already stay as they are.

    >>> readable("binary_numbers"), readable("qlora"), readable("Chain Rule")
    ('Binary numbers', 'Qlora', 'Chain Rule')
    >>> readable("2024-07-07-low-rank"), readable("2024-07-07 Note")
    ('2024-07-07 low rank', '2024-07-07 Note')
    """
    if " " in name:
        return name
    date = re.match(r"\d{4}-\d\d(?:-\d\d)?(?=[-_]|$)", name)
    head, rest = (date[0], name[date.end() :]) if date else ("", name)
    words = " ".join(re.split(r"_+" if "_" in rest else r"-+", rest)).strip()
    if not words:
        return head or name
    if head:
        return f"{head} {words}"
    first = words.split(" ", 1)[0]
    return words[0].title() + words[1:] if first.islower() else words


def old_address(alias: str, docname: str) -> str | None:
    """Give the file in the site for an alias that is an address; ``None`` for a name.

    An address ends in ``.html`` or ``/``, or begins with ``/``; without a
    leading ``/`` it is relative to the note, as Quarto has it. One that no file can
    have is a name.

    >>> old_address("/old/place.html", "a/note")
    'old/place.html'
    >>> old_address("Gradient descent", "a/note") is None
    True
    """
    path = alias.partition("#")[0].strip()
    if not (path.endswith((".html", "/")) or path.startswith("/")) or "://" in path:
        return None
    folder = "" if path.startswith("/") else posixpath.dirname(docname)
    file = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    if file == "." or file.startswith(".."):
        return None
    file = file if file.endswith(".html") else f"{file}/index.html"
    return file if is_possible(file) else None


def is_possible(file: str) -> bool:
    """Say whether a file can have this path, and one beside it while it is written."""
    sizes = [len(part.encode(errors="replace")) for part in file.split("/")]
    short = max(sizes) <= _MOST_BYTES and sum(sizes) + len(sizes) <= _LONGEST_PATH
    return short and "\0" not in file
