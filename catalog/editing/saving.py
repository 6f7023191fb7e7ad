"""Files written all or none: each beside its place first, then all renamed; nothing is half."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import StorageFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

PERMISSIONS = 0o666


def save(files: Mapping[Path, bytes], before: Mapping[Path, bytes | None] | None = None) -> None:
    """Write ``files``; with ``before``, only where each path still holds what it held then.

    A link is followed, so that what it points at is written. Raises StorageFailed.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            target = path.resolve()
            target.parent.mkdir(parents=True, exist_ok=True)
            ready.append((_beside(target, content), target))
        for path, former in (before or {}).items():
            if _content(path) != former:
                raise StorageFailed(str(path), reason="changed-meanwhile")
        for ready_file, target in ready:
            ready_file.replace(target)
    except OSError as problem:
        place = problem.filename or next(iter(files), "")
        raise StorageFailed(str(place), reason=problem.strerror or str(problem)) from None
    finally:
        for ready_file, _ in ready:
            with contextlib.suppress(OSError):
                ready_file.unlink()


def _beside(target: Path, content: bytes) -> Path:
    """Write ``content`` to a file beside ``target``, with its permissions."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, path)
        else:
            path.chmod(PERMISSIONS & ~_mask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _mask() -> int:
    """Return the permissions that new files are made without."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
