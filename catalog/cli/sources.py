"""What most commands begin with: the settings, the sources read, and the check of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catalog.settings import read_settings

if TYPE_CHECKING:
    import argparse

    from catalog.check import Report
    from catalog.cli.terminal import Terminal
    from catalog.errors import CatalogError
    from catalog.model.rdf import Graph
    from catalog.settings import Settings
    from catalog.source.files import SourceFile
    from catalog.source.turtle import Sources


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings of the root that the user named, or of this folder."""
    return read_settings(options.root)


def read(settings: Settings, terminal: Terminal) -> tuple[tuple[SourceFile, ...], Sources]:
    """Find and read the sources, telling how far it has come."""
    from catalog.source.files import find_sources
    from catalog.source.turtle import read_sources

    files = find_sources(settings)
    terminal.progress("read", 0, len(files))
    sources = read_sources(files, settings)
    terminal.progress("read", len(files), len(files))
    return files, sources


def read_whole(settings: Settings, terminal: Terminal, refusal: type[CatalogError]) -> Sources:
    """Read the sources; raise ``refusal`` where a file can't be read.

    A code in what can't be read would be missing from what is made, and look as if it might not
    be used.
    """
    _, sources = read(settings, terminal)
    if sources.broken:
        broken = [it.file for it in sources.broken]
        raise refusal(str(settings.root), reason="schema-sources", known=broken)
    return sources


def judge(
    settings: Settings,
    found: tuple[tuple[SourceFile, ...], Sources],
    terminal: Terminal,
    since: str = "",
    against: str = "",
) -> Report:
    """Check what ``read`` found, telling how far it has come.

    With ``since``, a commit, only what changed since then and its neighbours, where that can be
    told apart. ``against`` is the version that stability is judged by: see ``former``. Raises
    HistoryMissing where there is no such commit or version.
    """
    from catalog.check import check

    files, sources = found
    change = None
    if since:
        from catalog.check.changed import change_since

        change = change_since(settings, files, since)
    report = check(
        sources,
        files,
        settings,
        lambda done, total: terminal.progress("check", done, total),
        before=former(settings, against, terminal),
        change=change,
    )
    if report.judged:
        one = report.judged
        print(
            terminal.say(
                "check.judged", changed=one.changed, neighbours=one.neighbours, all=one.all
            ),
            file=sys.stderr,
        )
    elif since:
        print(terminal.say("check.settings-changed"), file=sys.stderr)
    return report


def former(settings: Settings, against: str, terminal: Terminal) -> Graph | None:
    """Return what the version named ``against`` said; nothing where that is ``none``.

    With no name it is the last Release, where there is one. In a shallow clone there may be one
    that can't be had: that is told, and the rules about it aren't asked. Raises HistoryMissing
    where a version that is named can't be had.
    """
    from catalog.compare.version import last_release_version, open_version
    from catalog.errors import HistoryMissing

    if against == "none":
        return None
    if against:
        return open_version(settings, against).graph
    try:
        version = last_release_version(settings)
    except HistoryMissing as problem:
        reason = terminal.say(f"reason.{problem.facts.get('reason')}")
        print(terminal.say("diff.no-base", reason=reason), file=sys.stderr)
        return None
    return version.graph if version else None
