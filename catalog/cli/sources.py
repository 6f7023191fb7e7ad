"""What most commands begin with: the settings, the sources read, and the check of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.settings import read_settings

if TYPE_CHECKING:
    import argparse

    from catalog.check import Report
    from catalog.cli.terminal import Terminal
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


def judge(
    settings: Settings, files: tuple[SourceFile, ...], sources: Sources, terminal: Terminal
) -> Report:
    """Check the sources, telling how far it has come."""
    from catalog.check import check

    return check(
        sources, files, settings, lambda done, total: terminal.progress("check", done, total)
    )
