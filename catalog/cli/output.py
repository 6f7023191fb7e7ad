"""Where a report goes: to the screen, or into a file that is whole or as it was."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from catalog.errors import OutputFailed


def deliver(text: str, path: Path | None) -> None:
    """Print ``text``, or write it into the file of that name. Raises OutputFailed."""
    if path is None:
        sys.stdout.write(text)
        return
    try:
        if path.exists() and not path.is_file():
            # A pipe or a device can't be replaced, only written to.
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path, text)
    except OSError as problem:
        raise OutputFailed(str(path), reason=problem.strerror or str(problem)) from None


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
