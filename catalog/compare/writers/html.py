"""A comparison as a small page that stands alone: no script, no style or picture from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from catalog.settings import program_folder

if TYPE_CHECKING:
    from catalog.compare.account import Account, Speaker

FOLDER: Final = "diff"
"""Where the page's template and its style lie, below ``site/templates``."""
POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"


def as_html(account: Account, say: Speaker) -> str:
    """Return ``account`` as a page; its own policy lets it use its own style and nothing else."""
    folder = program_folder("site") / "templates" / FOLDER
    style = (folder / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = _visible
    return environment.get_template("page.html").render(
        account=account,
        say=say,
        style=Markup(style),  # noqa: S704 — the program's own file
        policy=f"{POLICY}; style-src 'sha256-{digest}'",
    )


def _visible(text: str) -> str:
    """Return ``text`` with control characters, and what turns the direction, as codes."""
    return "".join(
        letter
        if letter.isprintable() or letter in "\n\t\N{NO-BREAK SPACE}"
        else f"\\u{ord(letter):04x}"
        for letter in text
    )
