"""One change with something of everything, in all four forms.

``python -m tests.compare.golden`` writes the expected files anew; read what git says of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from catalog.compare import Comparison, Version, compare
from catalog.compare.account import Account, account
from catalog.compare.writers import as_html, as_json, as_markdown, as_text
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from tests.compare.conftest import SETTINGS, graph_of

FOLDER: Final = Path(__file__).parent / "golden"
LANGUAGES: Final = ("nb", "nn", "en")


def versions() -> tuple[Version, Version]:
    """Return the version before and the one after."""
    before = graph_of((FOLDER / "before.ttl").read_text("utf-8"))
    after = graph_of((FOLDER / "after.ttl").read_text("utf-8"))
    return Version(before, "release", "1 (0123abcd)"), Version(after, "work-tree", "")


def comparison() -> Comparison:
    """Return what differs between the two."""
    before, after = versions()
    return compare(before.graph, after.graph, SETTINGS, unread_after=["broken.ttl"])


def speaker(lang: str) -> Translator:
    """Return who speaks the command's language."""
    return Translator(program_folder("site"), lang, part="command")


def told(lang: str, what: Comparison | None = None) -> Account:
    """Return a comparison in words."""
    say = speaker(lang)
    return account(what or comparison(), "1 (0123abcd)", say("diff.work-tree"), say, 12)


def forms() -> dict[str, str]:
    """Return every expected file's name and content."""
    found = {"json.json": as_json(comparison(), *versions())}
    for lang in LANGUAGES:
        found[f"text.{lang}.txt"] = as_text(told(lang), color=False)
        found[f"markdown.{lang}.md"] = as_markdown(told(lang), speaker(lang))
    found["color.en.txt"] = as_text(told("en"), color=True)
    found["html.nb.html"] = as_html(told("nb"), speaker("nb"))
    return found


if __name__ == "__main__":
    for name, text in forms().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
