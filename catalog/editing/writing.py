"""Changes of statements carried out in the files on the disk, all of them or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from catalog.editing.saving import save
from catalog.errors import DraftRefused
from catalog.source.edit import edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from catalog.settings import Settings
    from catalog.source.edit import Change
    from catalog.source.files import SourceFile


def write(
    changes: Mapping[str, Iterable[Change]], files: Mapping[str, SourceFile], settings: Settings
) -> None:
    """Change the sources on the disk; a file that isn't among ``files`` is new.

    Raises DraftRefused where a new file is there already, StorageFailed where writing fails, and
    what ``edit`` raises; nothing has been changed then.
    """
    texts: dict[Path, bytes] = {}
    before: dict[Path, bytes | None] = {}
    for name, wanted in changes.items():
        known = files.get(name)
        path = known.path if known else settings.root / name
        if known is None and os.path.lexists(path):
            raise DraftRefused(name, reason="file-taken")
        content = known.read() if known else b""
        before[path] = content if known else None
        texts[path] = edit(content.decode("utf-8"), settings.base_iri, wanted).encode()
    save(texts, before)
