"""What each Release made public: the history of the sources, compared Release by Release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.compare.comparing import compare
from catalog.compare.version import open_version
from catalog.errors import HistoryMissing
from catalog.source.history import NOWHERE, day_of, edits, releases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from catalog.compare.comparison import Change
    from catalog.model.rdf import Graph
    from catalog.reading import Catalogue
    from catalog.settings import Settings
    from catalog.source.history import Commit

STATES: Final = {
    "new": "created", "changed": "changed", "deprecated": "retired", "removed": "removed",
}  # fmt: skip
WHOLE: Final = frozenset({"new", "removed"})
"""States of which the single fields say nothing more."""
FIELDS: Final = {
    "term": "prefLabel", "name": "prefLabel", "alternative": "altLabel", "hidden": "hiddenLabel",
    "definition-source": "definitions", "definition-basis": "definitions",
    "definition-audience": "definitions", "valid-from": "validFrom", "valid-to": "validTo",
    "replaced-by": "replacedBy", "source": "sources", "relation": "relations", "role": "relations",
    "match": "mappings", "subject": "subjects", "values": "codeLists", "in": "schemes",
    "member": "members", "order": "members", "part": "parts", "see-also": "seeAlso",
    "keyword": "keywords", "property": "other", "form": "other",
}  # fmt: skip
"""Where an aspect of a comparison is told in plain JSON, if not under its own name."""

COMMIT: Final = 12
"""Characters of a commit's name that tell it from the others of a repository."""

Row = tuple[int, str, int | None, str, str, str]
"""A change without position and mark: the Release's place, IRI, number, kind, state, fields."""


@dataclass(frozen=True, slots=True)
class History:
    """Rows of the tables that ``release.schema`` has the columns of.

    ``published`` are the Releases, ``marks`` what else may have been served between two of them.
    """

    published: tuple[tuple[int, str, str], ...] = ()
    marks: tuple[tuple[int, str, int], ...] = ()
    changes: tuple[tuple[int, int, int, str, int | None, str, str, str], ...] = ()

    @property
    def latest(self) -> str:
        """Return the name of what is built now; empty where nothing is known."""
        return self.published[-1][1] if self.published else ""


@dataclass(frozen=True, slots=True)
class _State:
    """What the sources said at a commit. It is ``passing`` where the commit set no version."""

    name: str
    commit: str
    day: str
    passing: bool


def history_of(
    catalogue: Catalogue,
    settings: Settings,
    commit: Commit,
    day: str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> History:
    """Return what the Release of ``catalogue`` and those before it made public.

    ``commit`` holds its sources, ``day`` is when it is public. A commit that sets the version is a
    Release by that name. What is built from a later one with the same version is a step of its own,
    ``<version>.<commit>``. Which commits between were ever served git doesn't tell. So none of them
    is a step, but each is a mark: who has its name is told what became different since, up to the
    next step, and nobody else is told what it said.

    Nothing is told of sources in no commit, and of catalogues without a version; of Releases
    that a shallow clone doesn't hold, and of more than ``compared_releases``, neither.
    """
    version = catalogue.version()
    if commit == NOWHERE or not version:
        return History()
    states = _states(settings, commit, version, day)
    published: list[tuple[int, str, str]] = []
    marks: list[tuple[int, str, int]] = []
    changes: list[tuple[int, Row]] = []
    before: Graph | None = None
    waiting: list[_State] = []
    for done, state in enumerate(states, start=1):
        progress(done, len(states))
        last = state is states[-1]
        if state.passing and not last:
            waiting.append(state)
            continue
        graph = catalogue.graph if last else open_version(settings, state.commit).graph
        place = len(published) + 1
        published.append((place, state.name, state.day))
        if before is not None:
            found = compare(before, graph, settings).changes
            changes += ((0, row) for row in _rows(found, catalogue, place))
        for mark, it in enumerate(waiting, start=len(marks) + 1):
            marks.append((mark, it.name, place))
            then = open_version(settings, it.commit).graph
            found = compare(then, graph, settings).changes
            changes += ((mark, row) for row in _rows(found, catalogue, place))
        before, waiting = graph, []
    return History(
        tuple(published),
        tuple(marks),
        tuple((position, mark, *row) for position, (mark, row) in enumerate(changes, start=1)),
    )


def _states(settings: Settings, commit: Commit, version: str, day: str) -> list[_State]:
    """Return what is known, the oldest first and what is built now last.

    Each name comes once: a version that came back is the Release that had it last.
    """
    limits = settings.limits
    found: list[_State] = []
    versions: set[str] = set()
    upto, left = commit.id, limits.compared_commits
    try:
        for it in releases(settings, commit.id):
            later = edits(settings, it.commit, upto, left)
            left -= len(later)
            for edit in later:
                name = f"{it.version}.{edit[:COMMIT]}"
                found.append(_State(name, edit, day_of(settings, edit), passing=True))
            if it.version not in versions:
                on = day_of(settings, it.commit)
                found.append(_State(it.version, it.commit, on, passing=False))
                versions.add(it.version)
            upto = f"{it.commit}^"
            if len(versions - {version}) == limits.compared_releases:
                break
    except HistoryMissing:
        pass  # cut off: what was found before that is known all the same
    if version not in versions:
        found.insert(0, _State(version, commit.id, day, passing=False))
    # A version may be called whatever its author likes, also as a commit of the one before.
    kept = [it for it in found if not (it.passing and it.name in versions)]
    return list(reversed(kept))


def _rows(changes: Iterable[Change], catalogue: Catalogue, place: int) -> Iterator[Row]:
    """Yield what one Release changed, by IRI; parts without a page are told with their wholes."""
    numbers = catalogue.outline.numbers
    for change in sorted(changes, key=lambda it: it.iri):
        number = numbers.get(change.iri)
        if number is None and (change.state != "removed" or change.kind == "thing"):
            continue
        fields = "" if change.state in WHOLE else " ".join(_fields(change))
        yield place, str(change.iri), number, change.kind, STATES[change.state], fields


def _fields(change: Change) -> list[str]:
    aspects = (detail.aspect for detail in change.details)
    return sorted({FIELDS.get(aspect, aspect) for aspect in aspects})
