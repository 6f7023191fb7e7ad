"""The files that a Release offers: the newest, those of each archived one, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from catalog import formats
from catalog.formats import FILES_BY_NAME
from catalog.model.dataset import Encoded
from catalog.release.archive import Archive, Archived
from catalog.release.schema import DOWNLOADS
from catalog.web import headers, problems
from catalog.web.answer import Answer, Stream, ready
from catalog.web.conditions import Part, has_already, still_has, wanted_part
from catalog.web.encoding import IDENTITY, choose, takes_identity
from catalog.web.problems import Problem
from catalog.web.stream import Streams
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.model.dataset import Download
    from catalog.settings import Settings
    from catalog.web.asked import Asked
    from catalog.web.headers import Headers

MANIFEST: Final = "manifest.json"
MANIFEST_SCHEMA: Final = "downloads-1.schema.json"
RELEASES_SCHEMA: Final = "releases-1.schema.json"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The files of a Release and their folder; ``dated`` where asked for at URLs that stay."""

    content: Archived
    folder: Path
    dated: bool

    def find(self, name: str) -> Download | None:
        """Return the file with that name."""
        return next((file for file in self.content.downloads if file.name == name), None)


class Downloads:
    """The views below ``/downloads``. A request's text is looked up, and never becomes a path."""

    def __init__(self, settings: Settings) -> None:
        self._limits = settings.limits
        self._archive = Archive(settings.release_folder)
        self._streams = Streams(settings.limits)

    def manifest(self, asked: Asked) -> Answer:
        """Answer what can be downloaded, each with its size and sha256."""
        return self._listed(asked, _newest(asked))

    def releases(self, asked: Asked) -> Answer:
        """Answer which Releases are archived, the newest first."""
        manifest, urls = asked.open().release.manifest, Urls("")
        content = {
            "$schema": _absolute(manifest.public_url, urls.schema(RELEASES_SCHEMA)),
            "releases": [
                {
                    "release": it.id,
                    "version": it.version,
                    "date": it.date,
                    "url": _absolute(manifest.public_url, urls.download(MANIFEST, it.id)),
                }
                for it in self._archive.releases()
            ],
        }
        # The archive may grow while the Release stays: this is made anew each time.
        about = headers.data(manifest.id, formats.JSON_TYPE)
        return Answer(200, about, msgspec.json.encode(content))

    def file(self, asked: Asked, name: str) -> Answer | Stream:
        """Answer a file of the newest Release by its name, of another one by its id and name.

        A version in place of the id leads to the newest Release of that version.
        """
        newest = _newest(asked)
        file = newest.find(name)
        if file is not None:
            return self._file(asked, newest, file)
        release, _, rest = name.partition("/")
        shelf = self._dated(newest, release)
        if shelf is None:
            found = self._archive.newest(release) if rest else ""
            if not found:
                raise Problem(404, problems.NOT_FOUND)
            target = Urls("").download(rest, found)
            return Answer(302, headers.redirect(target, newest.content.id, ()))
        if rest == MANIFEST:
            return self._listed(asked, shelf)
        file = shelf.find(rest)
        if file is None:
            raise Problem(404, problems.NOT_FOUND)
        return self._file(asked, shelf, file)

    def _dated(self, newest: _Shelf, release: str) -> _Shelf | None:
        if release == newest.content.id:
            return _Shelf(newest.content, newest.folder, dated=True)
        found = self._archive.find(release)
        return _Shelf(found, self._archive.folder / found.id, dated=True) if found else None

    def _listed(self, asked: Asked, shelf: _Shelf) -> Answer:
        content = shelf.content
        here = Urls("").download(MANIFEST, content.id)
        body = {
            "$schema": _absolute(content.public_url, Urls("").schema(MANIFEST_SCHEMA)),
            "release": content.id,
            "version": content.version,
            "date": content.date,
            "url": _absolute(content.public_url, here),
            "releases": _absolute(content.public_url, Urls("").releases()),
            "downloads": [_told(content, file) for file in content.downloads],
        }
        about = headers.file(content.id, formats.JSON_TYPE, "" if shelf.dated else here)
        return Answer(200, about, msgspec.json.encode(body), keep=asked.has_only(()))

    def _file(self, asked: Asked, shelf: _Shelf, file: Download) -> Answer | Stream:
        location = "" if shelf.dated else Urls("").download(file.name, shelf.content.id)
        content_type = FILES_BY_NAME[file.format].content_type
        about = (headers.RANGES, *headers.file(shelf.content.id, content_type, location))
        return self.send(asked, shelf.folder, file, about)

    def send(self, asked: Asked, folder: Path, file: Download, about: Headers) -> Answer | Stream:
        """Answer a file: a small one is kept ready in every coding, a large one is streamed."""
        small = file.size <= self._limits.cached_answer_bytes
        in_part = bool(asked.part) and takes_identity(asked.accept_encoding)
        if small and not in_part:
            body = (folder / file.file).read_bytes()
            return Answer(200, about, body, file.sha256, keep=asked.has_only(()))
        form = _form(asked, file)
        etag = headers.quoted(form.sha256)
        try:
            part = wanted_part(asked.part, asked.if_range, etag, form.size) if in_part else None
        except ValueError:
            special = headers.unsatisfied(form.size)
            raise Problem(416, problems.RANGE, special=special) from None
        told = headers.in_part(part, form.size) if part else ()
        whole = part or Part(0, form.size)
        length = whole.stop - whole.start
        coding = form.coding if isinstance(form, Encoded) else IDENTITY
        varies = self._varies(asked, folder, file)
        about = headers.whole((*told, *about), etag, length, coding, varies=varies)
        if asked.if_match and not still_has(asked.if_match, etag):
            return Stream(412, headers.unchanged(about))
        if asked.if_none_match and has_already(asked.if_none_match, etag):
            return Stream(304, headers.unchanged(about))
        status = 206 if part else 200
        if asked.method == "HEAD":
            return Stream(status, about)
        return Stream(status, about, self._streams.of(folder / form.file, whole))

    def _varies(self, asked: Asked, folder: Path, file: Download) -> bool:
        """Tell whether there are codings of a file: made by the build, or when asked for."""
        if file.encoded or file.size > self._limits.cached_answer_bytes:
            return bool(file.encoded)
        whole = Answer(200, (), (folder / file.file).read_bytes(), keep=asked.has_only(()))
        return bool(ready(whole, self._limits).coded)


def _form(asked: Asked, file: Download) -> Download | Encoded:
    """Return which form of a large file to answer with.

    A range is one of the bytes that are sent, also where those are coded (RFC 9110 §14.2). So who
    asks for a part gets it of the file itself, which can be read without the rest. The tag in
    ``If-Range`` says which form somebody has the beginning of: that one is continued (§13.1.5).
    """
    if asked.part:
        begun = (it for it in file.encoded if headers.quoted(it.sha256) == asked.if_range.strip())
        found = next(begun, None)
        if found and choose(asked.accept_encoding, (found.coding,)):
            return found
        if takes_identity(asked.accept_encoding):
            return file
    codings = {it.coding: it for it in file.encoded}
    return codings.get(choose(asked.accept_encoding, codings), file)


def _newest(asked: Asked) -> _Shelf:
    release = asked.open().release
    it = release.manifest
    content = Archived(it.id, it.version, it.date, it.public_url, it.downloads)
    return _Shelf(content, release.folder / DOWNLOADS, dated=False)


def _told(content: Archived, file: Download) -> dict[str, object]:
    urls = Urls("")
    return {
        "name": file.name,
        "url": _absolute(content.public_url, urls.download(file.name)),
        "datedUrl": _absolute(content.public_url, urls.download(file.name, content.id)),
        "owner": file.owner,
        "format": file.format,
        "profile": file.profile,
        "type": FILES_BY_NAME[file.format].content_type,
        "size": file.size,
        "sha256": file.sha256,
        "encodings": [
            {"coding": it.coding, "size": it.size, "sha256": it.sha256} for it in file.encoded
        ],
    }


def _absolute(public_url: str, path: str) -> str:
    return public_url.rstrip("/") + path
