"""The history of the sources. Only this module starts git: by arguments, never a shell."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog import terms
from catalog.errors import CatalogError, HistoryMissing
from catalog.model.rdf import Literal
from catalog.settings import FILE_NAME, read_settings
from catalog.source.files import SUFFIXES, SourceFile, published
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from catalog.settings import Settings

SECONDS: Final = 10
"""Long enough for any repository's status, short enough that a build never hangs on it."""
HUNK: Final = re.compile(rb"@@ -[0-9]+(?:,([0-9]+))? \+([0-9]+)(?:,([0-9]+))? @@")
COMMITTED: Final = re.compile(
    rb"^committer .*> ([0-9]{1,12}) ([+-])([0-9]{2})([0-9]{2})$", re.MULTILINE
)
"""When a commit was made, in its own words: seconds of the epoch, and the zone."""
QUIET: Final = (
    # A repository's own configuration may name programs to run; none of them is ours to start.
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
    # Names with æ, ø and å as they are, not as octal codes.
    "-c", "core.quotePath=false",
    # A folder of the settings is a name, never a pattern or a magic word.
    "--literal-pathspecs",
)  # fmt: skip


class Commit(NamedTuple):
    """A commit, and the day that it was made on where it was made (``YYYY-MM-DD``)."""

    id: str
    day: str


NOWHERE: Final = Commit("", "")
"""What sources are of that nobody can check out."""


def commit_of(settings: Settings) -> Commit:
    """Return the commit whose sources these are, or ``NOWHERE`` where they are of none.

    They are of none outside a repository, and where settings or sources differ from the commit:
    then the Release holds something that nobody can check out.
    """
    paths = ["omgrep.toml", *settings.sources]
    head = _git(settings.root, "rev-parse", "--verify", "HEAD")
    changed = _git(settings.root, "status", "--porcelain", "--", *paths)
    if not head or changed != b"":
        return NOWHERE
    commit = head.decode().strip()
    return Commit(commit, day_of(settings, commit))


def day_of(settings: Settings, commit: str) -> str:
    """Return the day that a commit was made on, where it was made; empty where it isn't there."""
    # From its own words: `git show` runs programs that a repository's configuration may name.
    told = _git(settings.root, "cat-file", "commit", commit) or b""
    found = COMMITTED.search(told.partition(b"\n\n")[0])
    if found is None:
        return ""
    sign = -1 if found[2] == b"-" else 1
    zone = dt.timedelta(hours=int(found[3]), minutes=int(found[4])) * sign
    try:
        made = dt.datetime.fromtimestamp(int(found[1]), tz=dt.timezone(zone))
    except (OverflowError, ValueError, OSError):
        return ""
    return made.date().isoformat()


def resolve(settings: Settings, ref: str = "HEAD") -> str:
    """Return the commit that ``ref`` (a branch, tag, commit or ``HEAD~2``) means.

    Raises HistoryMissing, with ``reason`` telling why: ``no-git``, ``no-repository``,
    ``no-commits``, ``shallow`` (the commit isn't in a shallow clone), ``partial`` (nor are the
    files in a clone made with ``--filter``) or ``unknown``.
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
    if len(contents) < len(set(blobs.values())):
        raise HistoryMissing(commit, reason="partial")
    return tuple(
        SourceFile(name, settings.root / name, contents[blobs[name]]) for name in sorted(blobs)
    )


def settings_at(settings: Settings, commit: str) -> Settings:
    """Return ``settings`` with the base and the folders of sources that ``commit`` had.

    A commit without ``omgrep.toml``, or with one that can't be read, is read by today's.
    """
    told = _git(settings.root, "cat-file", "blob", f"{commit}:./{FILE_NAME}")
    if told is None:
        return settings
    try:
        then = read_settings(settings.root, told)
    except CatalogError:
        return settings
    return dataclasses.replace(settings, base_iri=then.base_iri, sources=then.sources)


def settings_differ(settings: Settings, commit: str) -> bool:
    """Tell whether ``omgrep.toml`` is another one now than in ``commit``."""
    then = _git(settings.root, "cat-file", "blob", f"{commit}:./{FILE_NAME}")
    try:
        return then != (settings.root / FILE_NAME).read_bytes()
    except OSError:
        return then is not None


def merge_base(settings: Settings, ref: str, other: str = "HEAD") -> str:
    """Return the commit that ``ref`` and ``other`` part at: what a pull request is compared with.

    Raises HistoryMissing, with the reason ``apart`` where they have no commit in common.
    """
    one, two = resolve(settings, ref), resolve(settings, other)
    found = _git(settings.root, "merge-base", one, two)
    if not found:
        reason = "shallow" if _shallow(settings.root) else "apart"
        raise HistoryMissing(f"{ref}...{other}", reason=reason)
    return found.decode().strip()


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


def changed_lines(settings: Settings, commit: str) -> dict[str, tuple[range, ...]]:
    """Return the lines, counted from 1, of each source in the work tree that are not in ``commit``.

    Of a file that git doesn't know yet that is every line. Raises HistoryMissing.
    """
    told = _git(
        settings.root, "diff", "--unified=0", "--no-renames", "--no-color", "--no-ext-diff",
        "--no-textconv", "--text", "--relative", "--src-prefix=a/", "--dst-prefix=b/",
        commit, "--", *settings.sources,
    )  # fmt: skip
    if told is None:
        raise HistoryMissing(commit, reason=_reason(settings.root))
    found: dict[str, list[range]] = {
        name: [range(1, sys.maxsize)] for name in _unknown(settings) if name.endswith(SUFFIXES)
    }
    name, left = "", 0
    for line in told.split(b"\n"):
        hunk = HUNK.match(line) if left <= 0 else None
        if hunk:
            removed, start, added = (int(number) if number else 1 for number in hunk.groups())
            left = removed + added
            if added:
                found.setdefault(name, []).append(range(start, start + added))
        elif left > 0:
            # A line of the content, whatever it looks like; this sign comes after the last one.
            left -= 0 if line.startswith(b"\\") else 1
        elif line.startswith(b"+++ "):
            name = _path(line[4:]).removeprefix("b/")
    return {name: tuple(ranges) for name, ranges in found.items()}


def _unknown(settings: Settings) -> list[str]:
    """Return the files among the sources that git doesn't know yet."""
    told = _git(
        settings.root, "ls-files", "--others", "--exclude-standard", "-z", "--", *settings.sources
    )
    return (told or b"").decode("utf-8", "surrogateescape").split("\0")


def _path(written: bytes) -> str:
    """Return a path as it is from the way that a diff writes it: quoted where it is unusual."""
    if written.startswith(b'"'):
        quoted = written[1 : written.rindex(b'"')].decode("latin-1")
        written = quoted.encode("latin-1").decode("unicode_escape").encode("latin-1")
    return written.rstrip(b"\t").decode("utf-8", "surrogateescape")


class Published(NamedTuple):
    """A Release: the commit that set ``dcat:version``, and the version that it set."""

    commit: str
    version: str


def last_release(settings: Settings, ref: str = "HEAD") -> str:
    """Return the last commit up to ``ref`` that set ``dcat:version``, or nothing where none did.

    Raises HistoryMissing as ``releases`` does.
    """
    return next((it.commit for it in releases(settings, ref)), "")


def releases(settings: Settings, ref: str = "HEAD") -> Iterator[Published]:
    """Yield the Releases up to ``ref``, the last one first.

    A Release is the commit that set ``dcat:version`` (docs/operating.md): the version stands in
    the data itself. Only a new value of the catalogue's version counts, however the line is
    written; of a merge, what it did to the branch that it was merged into. Raises HistoryMissing
    where there is no history to ask, also where a shallow clone is cut off before the next one.
    """
    commit = resolve(settings, ref)
    versions, files = _versions(settings, commit)
    while versions:
        found = _git(settings.root, "log", "-1", "--first-parent", "--format=%H",
                     commit, "--", *files)  # fmt: skip
        commit = (found or b"").decode().strip()
        told = _git(settings.root, "cat-file", "commit", commit) if commit else None
        if told is None:
            raise HistoryMissing(ref, reason=_reason(settings.root))
        # The commit's own words: `git log` doesn't tell of parents that a shallow clone lacks.
        head = told.partition(b"\n\n")[0].decode("utf-8", "replace")
        parents = [line.split()[1] for line in head.splitlines() if line.startswith("parent ")]
        if not parents:
            yield Published(commit, min(versions))
            return
        if _git(settings.root, "cat-file", "-e", parents[0]) is None:
            raise HistoryMissing(ref, reason="shallow")
        former, files = _versions(settings, parents[0])
        if versions - former:
            yield Published(commit, min(versions - former))
        commit, versions = parents[0], former


def edits(settings: Settings, since: str, upto: str, most: int) -> tuple[str, ...]:
    """Return the commits after ``since`` up to ``upto`` that changed settings or sources.

    The last one comes first, and at most ``most`` are told; a merge counts once, as one commit of
    the branch that it was merged into.
    """
    if not most:
        return ()
    told = _git(
        settings.root, "log", "--first-parent", "-m", "--name-only", "--no-renames",
        "--no-ext-diff", "--relative", "-z", "--format=%x00%x00%H",
        f"{since}..{upto}", "--", FILE_NAME, *settings.sources,
    )  # fmt: skip
    found: dict[str, None] = {}
    commit, blanks = "", 0
    for text in (told or b"").decode("utf-8", "surrogateescape").split("\0"):
        name = text.removeprefix("\n")
        if not name:
            blanks += 1
            continue
        if blanks > 1:  # no name is empty, so this isn't one
            commit = name
        elif name == FILE_NAME or published(name):
            found[commit] = None
        blanks = 0
    return tuple(found)[:most]


def _versions(settings: Settings, commit: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the versions that the catalogue had in ``commit``, and the files that said so.

    Only files that have the words are read: it is asked of many commits, and of large catalogues.
    """
    then = settings_at(settings, commit)
    found = _git(settings.root, "grep", "-l", "-z", "-F", "-e", "version", "-e", "Catalog",
                 commit, "--", *then.sources)  # fmt: skip
    listed = (found or b"").decode("utf-8", "surrogateescape").split("\0")
    names = {name.partition(":")[2] for name in listed}
    graph = read_sources(sources_at(then, commit, names), then).graph
    versions: set[str] = set()
    files: dict[str, None] = {}
    for subject, properties in graph.subjects.items():
        if terms.CATALOG in properties.get(terms.TYPE, ()):
            told = properties.get(terms.VERSION, ())
            versions.update(it.value for it in told if isinstance(it, Literal))
            files.update(dict.fromkeys(graph.files_of(subject) if told else ()))
    return frozenset(versions), tuple(files)


def _contents(root: Path, blobs: list[str]) -> dict[str, bytes]:
    """Return the content of every blob, asked in one go."""
    told = _git(root, "cat-file", "--batch", asked="\n".join(blobs).encode()) if blobs else b""
    contents: dict[str, bytes] = {}
    at = 0
    while told and at < len(told):
        end = told.index(b"\n", at)
        blob, _, size = told[at:end].decode().partition(" ")
        if not size.startswith("blob "):
            # `missing`: a partial clone doesn't have it, and nothing is fetched here.
            at = end + 1
            continue
        size = size.removeprefix("blob ")
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
