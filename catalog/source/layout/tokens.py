"""A Turtle text as tokens with their offsets, comments among them; it never judges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog.source.walk import TOKEN, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

STRINGS: Final = {"long", "short"}
LOCAL_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


class Token(NamedTuple):
    """A token or a comment, and where it stands; ``kind`` as ``walk.TOKEN`` names it."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield everything in ``text`` but white space."""
    for match in TOKEN.finditer(text):
        kind, found = match.lastgroup or "mark", match.group()
        if kind != "space":
            yield Token(kind, found, match.start(), match.end())
        elif found[0] == "#":
            yield Token("comment", found, match.start(), match.end())


def string_of(token: Token) -> str:
    """Return the text that a string token means."""
    marks = 3 if token.kind == "long" else 1
    return unescaped(token.text[marks:-marks])


def local_of(name: str) -> tuple[str, str]:
    """Return prefix and local name of a prefixed name, the local name without its escapes."""
    prefix, _, local = name.partition(":")
    return prefix, LOCAL_ESCAPE.sub(r"\1", local) if "\\" in local else local
