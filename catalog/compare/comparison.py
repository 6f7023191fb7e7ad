"""Comparison, Change and Detail: what differs between two versions, by things people talk of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import Iri
from catalog.model.resource import Link, Value
from catalog.model.text import best

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.model.model_changes import ModelChanges

STATES: Final = ("new", "changed", "deprecated", "removed")
"""What can have happened to a thing, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``state`` is ``same``, ``deleted`` or ``inserted``."""

    text: str
    state: str = "same"


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact about a thing that was added, removed or changed.

    ``aspect`` is what it tells of (``term``, ``definition``, ``relation``, … ``property`` for
    what no other aspect tells of; all of them in ``facts.ASPECTS``), ``action`` is ``added``,
    ``removed`` or ``changed``, and ``lang`` the language of its texts. ``about`` is the other
    thing of a relation, or the part that the fact stands in. ``pieces`` is a changed text word by
    word; ``unseen`` tells that only spaces and invisible characters differ.
    """

    aspect: str
    action: str
    lang: str = ""
    predicate: str = ""
    about: Link | None = None
    before: Value | None = None
    after: Value | None = None
    pieces: tuple[Piece, ...] = ()
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Uses:
    """Who uses a thing in one way, by name; ``total`` of them, of which ``links`` are the first.

    ``way`` is ``code-list``, ``code``, ``attribute``, ``concept``, ``collection``, ``dataset``,
    ``thing`` or ``mention`` (its definition has the term as a word).
    """

    way: str
    links: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one thing.

    ``kind`` is as in ``model.resource.Resource``, ``thing`` for what is described without a page
    of its own; ``link`` is the thing as it is now, or as it was before it was removed;
    ``within`` are the code lists that a code stands in. ``twin`` is the new thing that has the
    terms of a removed one, or the other way about: it may have got another IRI.
    """

    iri: Iri
    kind: str
    state: str
    link: Link
    details: tuple[Detail, ...] = ()
    uses: tuple[Uses, ...] = ()
    within: tuple[Link, ...] = ()
    twin: Link | None = None

    def name(self, lang: str) -> str:
        """Return what a reader of ``lang`` calls it; its IRI where it has no name."""
        text = best(self.link.label, lang)
        return text.text if text and text.text else str(self.iri)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, sorted by state, kind and name; ``unread`` are files left out.

    ``models`` tells what that means for the messages of models and requirements.
    """

    changes: tuple[Change, ...] = ()
    unread: tuple[str, ...] = ()
    models: tuple[ModelChanges, ...] = ()

    def counts(self) -> Mapping[tuple[str, str], int]:
        """Return how many things of each kind there are in each state, by (kind, state)."""
        return Counter((change.kind, change.state) for change in self.changes)

    def definitions(self) -> int:
        """Return how many things that were there before have another definition now."""
        return sum(
            change.state in {"changed", "deprecated"}
            and any(detail.aspect == "definition" for detail in change.details)
            for change in self.changes
        )


def marks(comparison: Comparison) -> dict[Iri, str]:
    """Return the state of each thing that differs, for who shows it elsewhere."""
    return {change.iri: change.state for change in comparison.changes}
