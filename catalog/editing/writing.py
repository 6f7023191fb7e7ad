"""Changed sources on the disk: all of them or none, each replaced in one step."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import DraftRefused, StorageFailed
from catalog.source.edit import edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    texts: dict[Path, str] = {}
    for name, wanted in changes.items():
        known = files.get(name)
        path = known.path if known else settings.root / name
        if known is None and os.path.lexists(path):
            raise DraftRefused(name, reason="file-taken")
        before = known.read().decode("utf-8") if known else ""
        texts[path] = edit(before, settings.base_iri, wanted)
    replace(texts)


def replace(texts: Mapping[Path, str]) -> None:
    """Write texts to their files: first all of them beside, then each in its place."""
    beside: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            beside[path] = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
            beside[path].chmod(mode & 0o777)
        for path, new in beside.items():
            new.replace(path)
    except OSError as problem:
        for new in beside.values():
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
        raise StorageFailed(
            str(problem.filename or ""), reason=problem.strerror or str(problem)
        ) from None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
