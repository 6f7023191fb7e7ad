"""Every address of a site that a reader comes to by following links, asked without a server."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from catalog.formats import HTML
from catalog.model.address import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from werkzeug.test import Client, TestResponse

LINK: Final = re.compile(r'\b(?:href|src)="(/[^"#]*)')
BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Reached:
    """An address, and what stands there."""

    url: str
    answer: TestResponse

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page for people."""
        return bool(self.answer.mimetype == HTML.media_type)


def crawl(client: Client, starts: Iterable[str] = ()) -> Iterator[Reached]:
    """Yield what stands at the front pages, at ``starts`` and at all that they lead to."""
    waiting = deque([*(f"/{lang}/" for lang in LANGUAGES), *starts])
    seen = set(waiting)
    while waiting:
        url = waiting.popleft()
        reached = Reached(url, client.get(url, headers={"Accept": BROWSER}))
        yield reached
        found = [reached.answer.headers.get("Location", "")]
        if reached.is_page:
            found += [unescape(link) for link in LINK.findall(reached.answer.text)]
        for link in found:
            if link.startswith("/") and link not in seen:
                seen.add(link)
                waiting.append(link)
