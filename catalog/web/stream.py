"""Bytes of a file on their way to a client: small parts at once, large ones as it takes them."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING, BinaryIO, Self

from catalog.web import problems
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from catalog.limits import Limits
    from catalog.web.conditions import Part


class Streams:
    """The files that a worker reads for its clients.

    granian keeps a thread busy for as long as a stream lasts, so only some threads may stream:
    slow clients can fill those, but never stop the rest of the site.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open = threading.BoundedSemaphore(limits.open_downloads)

    def of(self, path: Path, part: Part) -> Iterable[bytes]:
        """Return the bytes of a part of a file. Raises Problem where too many are being read."""
        if part.stop - part.start <= self._limits.cached_answer_bytes:
            with path.open("rb") as file:
                file.seek(part.start)
                return [file.read(part.stop - part.start)]
        if not self._open.acquire(blocking=False):
            raise Problem(503, problems.BUSY, wait=5)
        try:
            file = path.open("rb")
        except OSError:
            self._open.release()
            raise
        return _Reading(file, part, self._limits.download_piece_bytes, self._open)


class _Reading:
    """A file being read. However it ends, the file is closed and the slot released, once."""

    def __init__(
        self, file: BinaryIO, part: Part, piece: int, slot: threading.BoundedSemaphore
    ) -> None:
        self._end = weakref.finalize(self, _end, file, slot)
        self._file = file
        self._piece = piece
        self._left = part.stop - part.start
        file.seek(part.start)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        body = self._file.read(min(self._piece, self._left)) if self._left else b""
        if not body:
            self.close()
            raise StopIteration
        self._left -= len(body)
        return body

    def close(self) -> None:
        """End early, as the server does when the client has gone."""
        self._end()


def _end(file: BinaryIO, slot: threading.BoundedSemaphore) -> None:
    file.close()
    slot.release()
