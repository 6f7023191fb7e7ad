"""The command ``omgrep``, one file a command: parses arguments, calls one function, prints."""

from catalog.cli.command import main

__all__ = ["main"]
