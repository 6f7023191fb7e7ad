"""Statements of a Turtle document changed in place: every other line stays as it was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.errors import SourceBroken, StatementMissing
from catalog.model.rdf import BlankNode, Literal
from catalog.source.layout.revision import Revision, key, revise
from catalog.source.layout.sameness import coloured, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.rdf import Iri, Term
    from catalog.source.layout.sameness import Triple

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Change:
    """Values that a property of a subject loses and gets; none of them is a blank node."""

    subject: Iri
    predicate: Iri
    remove: tuple[Term, ...] = ()
    add: tuple[Term, ...] = ()


def edit(text: str, base_iri: str, changes: Iterable[Change]) -> str:
    """Return the Turtle document with those statements changed and every other line as it was.

    A value that takes another's place stands where that stood; a new one stands behind those of
    its property, a new property where the order of properties has it, a new subject at the end.
    What is added and there already stays; prefixes that are needed are declared. An empty
    ``text`` gives a new document.

    Raises SourceBroken where ``text`` isn't Turtle 1.1, or where it is written so that nothing
    but those statements can't be changed (its reason is ``not-kept``); StatementMissing where a
    statement to be removed isn't there: then somebody else has changed the document.
    """
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    before = set(graph_of(text, base_iri).triples())
    revisions = _revisions(before, changes)
    if not revisions:
        return mark + text
    edited = revise(text, base_iri, revisions)
    for subject, revision in revisions.items():
        before -= {(subject, *said) for said in revision.gone}
        before |= {(subject, predicate, key(value)) for predicate, value in revision.new}
    try:
        after = set(graph_of(edited, base_iri).triples())
    except SourceBroken:
        after = set()
    if coloured(after) != coloured(before):
        # Nothing is known to lead here; a document is rather left alone than harmed.
        raise SourceBroken(reason="not-kept")
    return mark + edited


def _revisions(before: set[Triple], changes: Iterable[Change]) -> dict[Iri, Revision]:
    """Return what the changes come to, by subject and in their order."""
    gone: dict[tuple[Iri, Iri, Term], None] = {}
    new: dict[tuple[Iri, Iri, Term], Term] = {}
    for change in changes:
        about = change.subject, change.predicate
        for value in change.remove:
            if (*about, key(value)) not in before:
                shown = value.value if isinstance(value, Literal) else value
                raise StatementMissing(change.subject, reason=change.predicate, known=shown)
            gone[*about, key(value)] = None
        for value in change.add:
            if isinstance(value, BlankNode):
                raise TypeError(value)
            new.setdefault((*about, key(value)), value)
    revisions: dict[Iri, Revision] = defaultdict(Revision)
    for subject, predicate, value in gone:
        if (subject, predicate, value) not in new:
            revisions[subject].gone.append((predicate, value))
    for (subject, predicate, value), written in new.items():
        if (subject, predicate, value) not in before:
            revisions[subject].new.append((predicate, written))
    return dict(revisions)
