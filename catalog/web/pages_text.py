"""The Markdown pages of ``site/pages`` as HTML, with the catalogue's own names put in."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from markdown_it.token import Token

FOLDER: Final = "pages"
MARKDOWN: Final = MarkdownIt("js-default")
"""With these rules HTML in a text is shown as text, and no link is javascript: or data:."""
CLASSES: Final = {
    "h1": "ds-heading",
    "h2": "ds-heading",
    "h3": "ds-heading",
    "a": "ds-link",
    "ul": "ds-list",
    "ol": "ds-list",
    "table": "ds-table",
}
SIZES: Final = {"h1": "lg", "h2": "sm", "h3": "xs"}


class Prose:
    """The site's own texts; all are turned into HTML when it is made."""

    def __init__(self, site: Path) -> None:
        """Read every Markdown page below ``site``."""
        self._pages: dict[str, Template] = {}
        for path in sorted((site / FOLDER).glob("*.md")):
            html = rendered(path.read_text(encoding="utf-8"))
            self._pages[path.name.removesuffix(".md")] = Template(html)

    def html(self, name: str, lang: str, facts: Mapping[str, str]) -> Markup:
        """Return the text ``name`` in ``lang`` with each ``$fact`` put in, escaped."""
        shown = {key: str(escape(value)) for key, value in facts.items()}
        return Markup(self._pages[f"{name}.{lang}"].substitute(shown))  # noqa: S704 — escaped here


def rendered(text: str) -> Markup:
    """Return Markdown as HTML in Designsystemet's dress."""
    tokens = MARKDOWN.parse(text)
    _dress(tokens)
    return Markup(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))  # noqa: S704 — see above


def _dress(tokens: Iterable[Token]) -> None:
    """Give the elements Designsystemet's classes."""
    for token in tokens:
        if token.nesting == 1 and token.tag in CLASSES:
            token.attrSet("class", CLASSES[token.tag])
            if token.tag in SIZES:
                token.attrSet("data-size", SIZES[token.tag])
            if token.tag == "a" and str(token.attrGet("href")).startswith("http"):
                token.attrSet("rel", "noopener noreferrer")
        _dress(token.children or ())
