"""The process that keeps a Release's requirements ready, and judges each message in a fork."""

from __future__ import annotations

import codecs
import contextlib
import datetime as dt
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.errors import CatalogError
from catalog.judging.asking import Judged, Order
from catalog.judging.endings import JUDGED, REFUSED, UNKNOWN
from catalog.message import Judge
from catalog.message.document import CODECS, WIDE
from catalog.processes.confinement import Bounds
from catalog.processes.keeper import Keeper, settle
from catalog.release.requirements import open_requirement, stored

if TYPE_CHECKING:
    import socket

    from catalog.limits import Limits

LOG: Final = logging.getLogger(__name__)
READY: Final = b"ready"
ENCODINGS: Final = frozenset({"utf-8", *CODECS.values(), *(codec for _, codec in WIDE)} - {""})
"""What Python would fetch from a file when a message is first written in it."""


def keep(
    door: socket.socket, word: socket.socket, folder: Path, release: str, limits: Limits
) -> None:
    """Make the requirements of the Release in ``folder`` ready, say so, and judge at the door.

    Until something is said on ``word``, or the server has gone.
    """
    settle()
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    parent = os.getppid()
    judges = _judges(folder, limits)

    def judge(order: bytes) -> tuple[int, bytes]:
        head, _, message = order.partition(b"\n")
        wanted = msgspec.json.decode(head, type=Order)
        if (wanted.name, wanted.version) not in judges:
            return UNKNOWN, b""
        known = judges[wanted.name, wanted.version]
        if known is None:
            return REFUSED, b""
        verdict = known.judge(message, dt.date.fromisoformat(wanted.day))
        return JUDGED, msgspec.json.encode(Judged(release, verdict))

    def take() -> socket.socket:
        return door.accept()[0]

    door.settimeout(0)
    keeper = Keeper(judge, bounds_of(limits), limits.messages_at_once)
    with contextlib.suppress(OSError):
        word.sendall(READY)
        keeper.run(door, take, word)
    if os.getppid() != parent or _is_alone(word):
        # Nobody else is left to take the folder of the door away.
        shutil.rmtree(Path(door.getsockname()).parent, ignore_errors=True)


def _is_alone(word: socket.socket) -> bool:
    """Tell whether the server hung up without a word: its lines close before it is seen to end."""
    word.settimeout(0)
    try:
        return not word.recv(1)
    except OSError:
        return False


def bounds_of(limits: Limits) -> Bounds:
    """Return what judging one message may cost."""
    return Bounds(limits.message_seconds, limits.message_memory_bytes, limits.message_stack_bytes)


def _judges(folder: Path, limits: Limits) -> dict[tuple[str, str], Judge | None]:
    """Return a judge for each requirement; None for one with a fault, which is logged."""
    judges: dict[tuple[str, str], Judge | None] = {}
    for it in stored(folder):
        judges[it.name, it.version] = None
        try:
            requirement = open_requirement(folder, it.name, it.version)
            judge = Judge(requirement, limits)
        except CatalogError as problem:
            LOG.error("Nobody can judge by %s %s: %s", it.name, it.version, problem)  # noqa: TRY400 — it says what is wrong
            continue
        judges[it.name, it.version] = judge
        # A fork can open no file, so what is only read when it is first needed is needed now.
        for example in requirement.examples:
            judge.judge(example.text.encode())
    for name in ENCODINGS:
        codecs.lookup(name)
    return judges
