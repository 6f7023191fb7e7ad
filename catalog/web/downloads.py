"""Whole-dataset files of the Release: whole, in parts, and the list of them."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from catalog import formats
from catalog.formats import BY_NAME
from catalog.release.schema import DOWNLOADS
from catalog.web import headers, problems
from catalog.web.answer import Answer, Stream
from catalog.web.conditions import Part, has_already, wanted_part
from catalog.web.problems import Problem
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from catalog.settings import Settings
    from catalog.web.asked import Asked


class Downloads:
    """The views below ``/downloads``."""

    def __init__(self, settings: Settings) -> None:
        self._limits = settings.limits
        self._origin = settings.public_url.rstrip("/")
        self._open = threading.BoundedSemaphore(settings.limits.open_downloads)

    def manifest(self, asked: Asked) -> Answer:
        """Answer what can be downloaded, each with its size and sha256."""
        serving = asked.open()
        manifest = serving.release.manifest
        content = {
            "release": manifest.id,
            "version": manifest.version,
            "downloads": [
                {
                    "name": file.name,
                    "url": self._origin + Urls("").download(file.name),
                    "dataset": file.dataset,
                    "type": _content_type(file.format),
                    "size": file.size,
                    "sha256": file.sha256,
                }
                for file in manifest.downloads
            ],
        }
        about = headers.data(manifest.id, formats.JSON_TYPE)
        return Answer(200, about, msgspec.json.encode(content), keep=asked.has_only(()))

    def file(self, asked: Asked, name: str) -> Answer | Stream:
        """Answer a file of the Release's list; the request's text never becomes a path."""
        release = asked.open().release
        file = next((file for file in release.manifest.downloads if file.name == name), None)
        if file is None:
            raise Problem(404, problems.NOT_FOUND)
        etag = headers.quoted(file.sha256)
        try:
            part = wanted_part(asked.part, asked.if_range, etag, file.size)
        except ValueError:
            special = headers.unsatisfied(file.size)
            raise Problem(416, problems.RANGE, special=special) from None
        content_type = _content_type(file.format)
        about = headers.download(release.id, content_type, etag, file.size, part)
        if asked.if_none_match and has_already(asked.if_none_match, etag):
            return Stream(304, headers.unchanged(about))
        status = 206 if part else 200
        whole = part or Part(0, file.size)
        path = release.folder / DOWNLOADS / file.name
        body = () if asked.method == "HEAD" else self._body(path, whole)
        return Stream(status, about, body)

    def _body(self, path: Path, part: Part) -> Iterable[bytes]:
        """Return the bytes of a file: small ones at once, large ones read as the client takes them.

        granian keeps a thread busy for as long as a stream lasts, so only some threads may
        stream: slow clients can fill those, but never stop the rest of the site.
        """
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


def _content_type(form: str) -> str:
    return BY_NAME[form].content_type if form in BY_NAME else formats.BYTES_TYPE
