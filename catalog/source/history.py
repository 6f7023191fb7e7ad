"""The history of the sources. Only this module starts git: by arguments, never a shell."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

from catalog.errors import HistoryMissing
from catalog.source.files import SUFFIXES, SourceFile, published

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from catalog.settings import Settings

SECONDS: Final = 10
"""Long enough for any repository's status, short enough that a build never hangs on it."""
QUIET: Final = (
    # A repository's own configuration may name programs to run; none of them is ours to start.
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
    # Names with æ, ø and å as they are, not as octal codes.
    "-c", "core.quotePath=false",
)  # fmt: skip


def commit_of(settings: Settings) -> str:
    """Return the commit whose sources these are, or nothing where they are of none.

    They are of none outside a repository, and where settings or sources differ from the commit:
    then the Release holds something that nobody can check out.
    """
    paths = ["omgrep.toml", *settings.sources]
    head = _git(settings.root, "rev-parse", "--verify", "HEAD")
    changed = _git(settings.root, "status", "--porcelain", "--", *paths)
    return head.decode().strip() if head and changed == b"" else ""


def resolve(settings: Settings, ref: str = "HEAD") -> str:
    """Return the commit that ``ref`` (a branch, tag, commit or ``HEAD~2``) means.

    Raises HistoryMissing, with ``reason`` telling why: ``no-git``, ``no-repository``,
    ``no-commits``, ``shallow`` (the commit isn't in a shallow clone) or ``unknown``.
    """
    found = _git(
        settings.root, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"
    )
    if found:
        return found.decode().strip()
    raise HistoryMissing(ref, reason=_reason(settings.root))


def sources_at(
    settings: Settings, commit: str, names: Collection[str] | None = None
) -> tuple[SourceFile, ...]:
    """Return the source files as they were in ``commit``, with their content, sorted by name.

    Only those of ``names`` where it is given. Links and what isn't Turtle are left out, as
    ``find_sources`` leaves them out. Raises HistoryMissing for a commit that isn't there.
    """
    listed = _git(settings.root, "ls-tree", "-r", "-z", commit, "--", *settings.sources)
    if listed is None:
        raise HistoryMissing(commit, reason=_reason(settings.root))
    blobs: dict[str, str] = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, name = entry.partition("\t")
        mode, _, blob = about.partition(" blob ")
        wanted = names is None or name in names
        if blob and mode.startswith("100") and wanted and published(name):
            blobs[name] = blob
    contents = _contents(settings.root, list(blobs.values()))
    return tuple(
        SourceFile(name, settings.root / name, contents[blobs[name]]) for name in sorted(blobs)
    )


def changed_since(settings: Settings, commit: str) -> frozenset[str]:
    """Return the names of source files that differ between ``commit`` and the work tree.

    New files that git doesn't know yet and files that are gone are among them.
    """
    differing = _git(
        settings.root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv",
        "--relative", "-z", commit, "--", *settings.sources,
    )  # fmt: skip
    unknown = _git(
        settings.root, "ls-files", "--others", "--exclude-standard", "-z", "--", *settings.sources
    )
    if differing is None or unknown is None:
        raise HistoryMissing(commit, reason=_reason(settings.root))
    names = (differing + unknown).decode("utf-8", "surrogateescape").split("\0")
    return frozenset(name for name in names if name.endswith(SUFFIXES))


def last_release(settings: Settings, ref: str = "HEAD") -> str:
    """Return the last commit up to ``ref`` that set ``dcat:version``, or nothing where none did.

    That commit is the last Release (docs/operating.md): the version stands in the data itself.
    Raises HistoryMissing where there is no history to ask, also in a shallow clone that may have
    been cut off before it.
    """
    commit = resolve(settings, ref)
    found = _git(
        settings.root, "log", "-1", "--format=%H", "--no-ext-diff", "--no-textconv",
        "-G", r"(dcat:version|dcat#version>)[[:space:]]", commit, "--", *settings.sources,
    )  # fmt: skip
    if not found and _shallow(settings.root):
        raise HistoryMissing(ref, reason="shallow")
    return (found or b"").decode().strip()


def _contents(root: Path, blobs: list[str]) -> dict[str, bytes]:
    """Return the content of every blob, asked in one go."""
    told = _git(root, "cat-file", "--batch", asked="\n".join(blobs).encode()) if blobs else b""
    contents: dict[str, bytes] = {}
    at = 0
    while told and at < len(told):
        end = told.index(b"\n", at)
        blob, _, size = told[at:end].decode().split(" ")
        contents[blob] = told[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
    return contents


def _shallow(root: Path) -> bool:
    return (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def _reason(root: Path) -> str:
    """Tell why git didn't answer."""
    if _git(root, "--version") is None:
        return "no-git"
    if _git(root, "rev-parse", "--is-inside-work-tree") is None:
        return "no-repository"
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return "no-commits"
    return "shallow" if _shallow(root) else "unknown"


def _git(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """Return what git prints, or None where it fails or isn't there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *QUIET, *arguments],
            input=asked,
            capture_output=True,
            check=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
