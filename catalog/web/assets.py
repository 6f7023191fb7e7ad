"""The static files of the site, read once; their URL names their content, so it never changes."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from catalog import formats
from catalog.web import headers
from catalog.web.answer import Answer, ready
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.limits import Limits
    from catalog.web.answer import Ready


class Assets:
    """Every file below a folder, by name; one fingerprint for all, so that they find each other.

    A style sheet names its font by a path beside its own: with one fingerprint a file that
    paths would break. A folder that isn't there has no files.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._limits = limits
        self._files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        self._ready: dict[str, Ready] = {}

    @cached_property
    def fingerprint(self) -> str:
        """Return a name for exactly these files with exactly this content."""
        total = hashlib.sha256()
        for name, body in self._files.items():
            total.update(f"{name}\0{len(body)}\0".encode() + body)
        return total.hexdigest()[:16]

    def url(self, name: str) -> str:
        """Return the URL of a file, for templates.

        One that isn't there answers 404: a page without its style is better than no page.
        """
        return Urls("").static(self.fingerprint, name)

    def find(self, name: str, accept_encoding: str = "") -> Ready | None:
        """Return the file as an answer, in the coding that a client wants where that helps."""
        found = self._ready.get(name)
        body = self._files.get(name)
        if found is None and body is not None:
            extension = name.rpartition(".")[2].lower()
            content_type = formats.STATIC_TYPES.get(extension, formats.BYTES_TYPE)
            found = ready(Answer(200, headers.asset(content_type), body, keep=True), self._limits)
        if found is not None:
            found = self._ready[name] = found.fitting(accept_encoding)
        return found
