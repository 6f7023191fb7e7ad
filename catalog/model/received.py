"""Received: what a server sent when it was asked for a feed, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

OK = 200


@dataclass(frozen=True, slots=True)
class Received:
    """An answer, or a file taken for one.

    ``encoding`` is its ``Content-Encoding``, ``location`` where a redirect leads that was not
    followed; ``whole`` tells whether ``content`` is all of it, which it isn't beyond a limit.
    """

    content: bytes = field(repr=False)
    status: int = OK
    encoding: str = ""
    location: str = ""
    whole: bool = True
