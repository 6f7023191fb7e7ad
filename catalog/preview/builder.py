"""One round of the preview: the sources into pages, then into findings and differences."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from catalog.build import build_release
from catalog.check import check
from catalog.errors import CatalogError
from catalog.model.rdf import Graph
from catalog.model.text import LangString
from catalog.preview.notices import Owners, notices
from catalog.preview.past import Past
from catalog.preview.state import BUILDING, CHECKING, READY, Notice, State
from catalog.release import Release
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import Sources, read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.settings import Settings
    from catalog.source.files import SourceFile

Explain = Callable[[CatalogError], tuple[LangString, ...]]
"""Says in each language of the interface what went wrong and what to do next."""


class Superseded(Exception):
    """Something was saved while the check was under way: what it finds is of the past."""


class Builder:
    """Builds one catalogue again and again, into a folder of the preview's own."""

    def __init__(self, root: Path, folder: Path, public_url: str, explain: Explain) -> None:
        self.state = State(run=secrets.token_hex(4))
        self._root = root
        self._folder = folder
        self._public_url = public_url
        self._explain = explain
        self._past = Past()
        self._release = ""

    def private(self, settings: Settings) -> Settings:
        """Return the settings that the preview is built and served with: nothing of them is public.

        The sources are found with the catalogue's own settings, which know its folder of Releases.
        """
        # Two Releases: the one that is served, and the one before for answers under way.
        limits = dataclasses.replace(settings.limits, kept_releases=2)
        return dataclasses.replace(
            settings,
            release_folder=self._folder,
            public_url=self._public_url,
            hosts=(),
            limits=limits,
        )

    def round(
        self, follow: Callable[[Settings], None], is_old: Callable[[], bool]
    ) -> Iterator[State]:
        """Yield each state on the way from what lies on the disk to findings and differences.

        ``follow`` is told the settings before anything is read, ``is_old`` asked whether the disk
        holds something newer, which ends a check. Trouble is told in the last state and raises
        nothing: what was built before stays.
        """
        yield self._next(stage=BUILDING)
        try:
            settings = read_settings(self._root)
            follow(settings)
            files = find_sources(settings)
            sources = read_sources(files, settings)
            troubles = self._broken(sources, files, settings)
            if troubles and self.state.build:
                yield self._next(stage=READY, troubles=troubles)
                return
            # The first time, most of the pages are better than none.
            outcome = build_release(self.private(settings), Sources(sources.graph, ()), draft=True)
            new = str(outcome.folder) != self._release
            self._release = str(outcome.folder)
            yield self._next(
                stage=CHECKING,
                build=self.state.build + new,
                built=_now(),
                whole=not sources.broken,
                troubles=troubles,
            )
            yield self._judged(settings, files, sources, is_old)
        except Superseded:
            return
        except CatalogError as problem:
            yield self._next(stage=READY, troubles=(self._failure(problem),))
        except Exception as problem:  # noqa: BLE001 — whatever it is, the pages that are there stay
            reason = f"{type(problem).__name__}: {problem}"[:300]
            yield self._next(stage=READY, troubles=(self._failure(CatalogError(reason=reason)),))

    def anew(self) -> State:
        """Return the state with pages that browsers have to load again, all else the same."""
        return self._next(build=self.state.build + 1)

    def _judged(
        self,
        settings: Settings,
        files: tuple[SourceFile, ...],
        sources: Sources,
        is_old: Callable[[], bool],
    ) -> State:
        def progress(_done: int, _total: int) -> None:
            if is_old():
                raise Superseded

        progress(0, 0)
        before = self._past.graph(settings)
        report = check(sources, files, settings, progress, before=before)
        broken = {(it.file, it.reason) for it in sources.broken}
        found = [it for it in report.findings if (it.file, it.rule) not in broken]
        most = settings.limits.preview_shown
        release = Release.open(self._folder / self._release)
        try:
            owners = Owners(sources.graph, release)
            told = notices(found, owners, most)
            differences = self._past.differences(sources, settings, owners)
        finally:
            release.close()
        return self._next(
            stage=READY,
            errors=report.errors - len(broken),
            warnings=report.warnings,
            notices=told,
            since=self._past.name,
            alone=self._past.alone,
            differences=differences,
        )

    def _broken(
        self, sources: Sources, files: tuple[SourceFile, ...], settings: Settings
    ) -> tuple[Notice, ...]:
        """Return what is wrong with each file that can't be read, without judging the others."""
        if not sources.broken:
            return ()
        names = {it.file: it.reason for it in sources.broken}
        those = tuple(file for file in files if file.name in names)
        report = check(Sources(Graph(), sources.broken), those, settings)
        found = [it for it in report.findings if names.get(it.file) == it.rule]
        return notices(found, None, settings.limits.preview_shown)

    def _failure(self, problem: CatalogError) -> Notice:
        return Notice("error", self._explain(problem), rule=problem.code)

    def _next(self, **changed: object) -> State:
        self.state = dataclasses.replace(
            self.state,
            **{"number": self.state.number + 1, **changed},  # type: ignore[arg-type]
        )
        return self.state


def _now() -> str:
    return dt.datetime.now(tz=dt.UTC).astimezone().strftime("%H:%M:%S")
