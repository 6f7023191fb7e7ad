"""What each Release made public: the history of the sources, compared Release by Release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.compare.comparing import compare
from catalog.compare.version import open_version
from catalog.errors import HistoryMissing
from catalog.source.history import NOWHERE, day_of, releases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from catalog.compare.comparison import Change
    from catalog.model.rdf import Graph
    from catalog.reading import Catalogue
    from catalog.settings import Settings
    from catalog.source.history import Commit, Published

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

Row = tuple[int, str, int | None, str, str, str]
"""A change without its position: the Release's place, IRI, number, kind, state, fields."""


@dataclass(frozen=True, slots=True)
class History:
    """Rows of the tables ``published`` and ``change``, as ``release.schema`` has their columns."""

    published: tuple[tuple[int, str, str], ...] = ()
    changes: tuple[tuple[int, int, str, int | None, str, str, str], ...] = ()


def history_of(
    catalogue: Catalogue,
    settings: Settings,
    commit: Commit,
    day: str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> History:
    """Return what the Release of ``catalogue`` and those before it made public.

    ``commit`` holds its sources, ``day`` is when it is public. What is built now stands for the
    last Release where it has its version, whatever was merged since: that is what is served.
    Nothing is told of sources in no commit, and of catalogues without a version; of Releases
    that a shallow clone doesn't hold, and of more than ``compared_releases``, neither.
    """
    version = catalogue.version()
    if commit == NOWHERE or not version:
        return History()
    former = _former(settings, commit, version)
    steps: list[tuple[str, str, Published | None]] = [
        (it.version, day_of(settings, it.commit), it) for it in former if it.version != version
    ]
    dated = next((it for it in former if it.version == version), None)
    steps.append((version, (day_of(settings, dated.commit) if dated else "") or day, None))
    changes: list[Row] = []
    before: Graph | None = None
    for place, (_, _, at) in enumerate(steps, start=1):
        graph = open_version(settings, at.commit).graph if at else catalogue.graph
        if before is not None:
            changes += _rows(compare(before, graph, settings).changes, catalogue, place)
        before = graph
        progress(place, len(steps))
    return History(
        tuple((place, name, on) for place, (name, on, _) in enumerate(steps, start=1)),
        tuple((position, *row) for position, row in enumerate(changes, start=1)),
    )


def _former(settings: Settings, commit: Commit, version: str) -> list[Published]:
    """Return the Releases that are known, the oldest first, each name once: where it came last."""
    found: dict[str, Published] = {}
    try:
        for it in releases(settings, commit.id):
            found.setdefault(it.version, it)
            if len(found) - (version in found) == settings.limits.compared_releases:
                break
    except HistoryMissing:
        pass  # cut off: what was found before that is known all the same
    return list(reversed(found.values()))


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
