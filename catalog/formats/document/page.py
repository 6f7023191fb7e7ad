"""A document as a page that stands alone: no script, no style or picture from elsewhere."""

from __future__ import annotations

import base64
import functools
import hashlib
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from catalog.settings import program_folder

if TYPE_CHECKING:
    from jinja2 import Template

    from catalog.formats.document.blocks import Document
    from catalog.formats.document.speaker import Speaker

FOLDER: Final = "document"
"""Where the page's template and its style lie, below ``site/templates``."""
POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"


def as_page(document: Document, say: Speaker) -> bytes:
    """Return ``document`` as HTML; its own policy lets it use its own style and nothing else."""
    template, style = _template()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return template.render(
        document=document,
        say=say,
        style=Markup(style),  # noqa: S704 — the program's own file
        policy=f"{POLICY}; style-src 'sha256-{digest}'",
    ).encode()


@functools.cache
def _template() -> tuple[Template, str]:
    """Return the template and its style; to read them takes longer than to fill them."""
    folder = program_folder("site") / "templates" / FOLDER
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(visible=_visible, kind=lambda block: type(block).__name__)
    return environment.get_template("page.html"), (folder / "page.css").read_text("utf-8")


def _visible(text: str) -> str:
    """Return ``text`` with control characters, and what turns the direction, as codes."""
    return "".join(
        letter
        if letter.isprintable() or letter in "\n\t\N{NO-BREAK SPACE}"
        else f"\\u{ord(letter):04x}"
        for letter in text
    )
