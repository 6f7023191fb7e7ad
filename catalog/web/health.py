"""Whether the service works, for whoever watches it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from catalog import formats
from catalog.errors import CatalogError
from catalog.web import headers, problems
from catalog.web.answer import Answer
from catalog.web.problems import Problem

if TYPE_CHECKING:
    from catalog.web.asked import Asked
    from catalog.web.current import Current


class Health:
    """The view that a load balancer asks."""

    def __init__(self, current: Current) -> None:
        self._current = current

    def health(self, asked: Asked) -> Answer:
        """Answer what is served, by asking the Release and its index something small.

        ``status`` is ``ok``; or ``stale`` while ``waiting`` is current but can't be opened, so
        that the former Release still answers. Raises Problem (503) where nothing can.
        """
        serving = asked.open()
        manifest = serving.release.manifest
        try:
            serving.release.find_iri(manifest.base_iri)
            serving.searcher.suggest("a", serving.first_language, size=1)
        except (CatalogError, OSError, sqlite3.Error):
            raise Problem(503, problems.UNAVAILABLE, wait=5) from None
        waiting = self._current.waiting
        content: dict[str, object] = {
            "status": "stale" if waiting else "ok",
            "release": manifest.id,
            "version": manifest.version,
            "counts": manifest.counts,
        }
        if waiting:
            content["waiting"] = waiting
        about = headers.data(manifest.id, formats.JSON_TYPE, lasting=headers.NEVER)
        return Answer(200, about, msgspec.json.encode(content))
