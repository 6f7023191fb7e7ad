"""The last Release, as far as it can be had, and what differs from it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from catalog.compare import compare, last_release_version
from catalog.compare.account import account
from catalog.errors import CatalogError, HistoryMissing, ReleaseMissing
from catalog.preview.state import Differences
from catalog.reading import read_catalogue
from catalog.release import current_folder
from catalog.settings import INTERFACE_LANGUAGES, program_folder
from catalog.source.history import resolve
from catalog.web.i18n import Translator

if TYPE_CHECKING:
    from catalog.compare import Version
    from catalog.model.rdf import Graph
    from catalog.preview.notices import Owners
    from catalog.settings import Settings
    from catalog.source.turtle import Sources

NO_RELEASE: Final = "no-release"
"""Why nothing is compared where no version has been set yet."""


class Past:
    """Remembers what the last Release said, until there is another one.

    ``name`` is what the Release is called; where there is none, ``alone`` tells why: a reason of
    HistoryMissing, or the code of another error.
    """

    def __init__(self) -> None:
        self.name = ""
        self.alone = ""
        site = program_folder("site")
        self._speakers = {
            lang: Translator(site, lang, part="command") for lang in INTERFACE_LANGUAGES
        }
        self._version: Version | None = None
        self._known: tuple[object, ...] = ()

    def graph(self, settings: Settings) -> Graph | None:
        """Return what the last Release said; None where nothing is known of one."""
        head, missing = "", NO_RELEASE
        try:
            head = resolve(settings)
        except HistoryMissing as problem:
            missing = str(problem.facts["reason"])
        known = (head, _built(settings), settings)
        if known != self._known:
            self._version, self.name, self.alone = None, "", missing
            try:
                self._version = last_release_version(settings)
            except CatalogError as problem:
                self.alone = str(problem.facts.get("reason", problem.code))
            if self._version is not None:
                version = read_catalogue(self._version.graph, settings).version()
                self.name, self.alone = version or self._version.name, ""
            self._known = known
        return self._version.graph if self._version is not None else None

    def differences(self, after: Sources, settings: Settings, owners: Owners) -> Differences:
        """Return what differs between the last Release and ``after``, as far as it can be read."""
        if self._version is None:
            return Differences()
        found = compare(
            self._version.graph,
            after.graph,
            settings,
            unread_before=self._version.unread,
            unread_after={broken.file for broken in after.broken},
        )
        limits = settings.limits
        told = dataclasses.replace(found, changes=found.changes[: limits.preview_shown])
        return Differences(
            total=len(found.changes),
            accounts={
                lang: account(told, self.name, "", say, limits.compared_users)
                for lang, say in self._speakers.items()
            },
            pages={
                str(change.iri): owners.page(change.iri)
                for change in told.changes
                if change.state != "removed"
            },
        )


def _built(settings: Settings) -> str:
    try:
        return str(current_folder(settings.release_folder))
    except ReleaseMissing:
        return ""
