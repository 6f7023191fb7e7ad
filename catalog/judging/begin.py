"""Where the process that judges begins: the server that starts it loads none of what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from catalog.limits import Limits


def begin(
    door: socket.socket, word: socket.socket, folder: Path, release: str, limits: Limits
) -> None:
    """Do what ``keeper.keep`` does; only its own process imports it, with all that it judges by."""
    from catalog.judging.keeper import keep  # noqa: PLC0415 — the reason for this module

    keep(door, word, folder, release, limits)
