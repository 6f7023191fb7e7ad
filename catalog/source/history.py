"""Which commit the sources are of. Only this module starts git: by arguments, never a shell."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.settings import Settings

SECONDS: Final = 10
"""Long enough for any repository's status, short enough that a build never hangs on it."""
QUIET: Final = (
    # A repository's own configuration may name programs to run; none of them is ours to start.
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
)  # fmt: skip


def commit_of(settings: Settings) -> str:
    """Return the commit whose sources these are, or nothing where they are of none.

    They are of none outside a repository, and where settings or sources differ from the commit:
    then the Release holds something that nobody can check out.
    """
    paths = ["omgrep.toml", *settings.sources]
    head = _git(settings.root, "rev-parse", "--verify", "HEAD")
    changed = _git(settings.root, "status", "--porcelain", "--", *paths)
    return head.strip() if head and changed == "" else ""


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git prints, or None where it fails or isn't there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *QUIET, *arguments],
            capture_output=True,
            text=True,
            check=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
