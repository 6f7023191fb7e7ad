"""A new catalogue root, laid out from the one in ``starter/``. It never overwrites."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from catalog.errors import DraftRefused, StorageFailed

BASE: Final = "https://catalogue.example/"
"""The base IRI of the catalogue in ``starter/``."""
TITLES: Final = ("Min katalog", "My catalogue")
"""What it is called there."""
README: Final = "README.md"


def lay_out(starter: Path, folder: Path, base_iri: str, title: str, lang: str) -> tuple[str, ...]:
    """Write a new root into ``folder`` and return the names of its files.

    ``lang`` is that of its README. Raises DraftRefused where a file is there already, before
    anything is written, and StorageFailed where it can't be written.
    """
    contents = {name: _own(text, base_iri, title) for name, text in _texts(starter, lang).items()}
    for name in contents:
        if os.path.lexists(folder / name):
            raise DraftRefused(str(folder / name), reason="file-taken")
    written: list[Path] = []
    try:
        for name, text in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # "x": whatever came in between is not overwritten either.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as problem:
        for path in written:
            path.unlink(missing_ok=True)
        raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None
    return tuple(contents)


def _texts(starter: Path, lang: str) -> dict[str, str]:
    """Return the files of the starter by name, its README in one language only."""
    found = {}
    for path in sorted(starter.rglob("*")):
        name = path.relative_to(starter).as_posix()
        if path.is_dir() or (name.startswith("README.") and name != f"README.{lang}.md"):
            continue
        found[README if name.startswith("README.") else name] = path.read_text(encoding="utf-8")
    return found


def _own(text: str, base_iri: str, title: str) -> str:
    """Return a file of the starter with the new catalogue's base and title.

    JSON's way to quote a text is TOML's and Turtle's too; elsewhere the title stands as it is.
    """
    text = text.replace(BASE, base_iri)
    for old in TITLES if title else ():
        text = text.replace(f'"{old}"', json.dumps(title, ensure_ascii=False))
        text = text.replace(f"# {old}\n", f"# {' '.join(title.split())}\n")
    return text
