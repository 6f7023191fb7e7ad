"""Statements: what the shapes are asked of, by subject, by object and by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.check.hierarchy import relation_objects
from catalog.model.rdf import BlankNode, Iri
from catalog.terms import CODE, HEADING, PROFILE_COLLECTION, PROFILE_CONCEPT, TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from catalog.check.case import Case
    from catalog.model.rdf import Node, Term

Triple = tuple["Node", "Iri", "Term"]


class Statements:
    """The sources' statements, what each thing is to this check, and what relation objects mean.

    The last two stand in no file: no inference runs in SHACL, so they are told.
    """

    def __init__(self, case: Case) -> None:
        self.graph = case.everything.graph
        things = case.everything.things
        self.kinds: Mapping[Iri, Collection[Node]] = {
            PROFILE_CONCEPT: dict.fromkeys(things.profile_concepts),
            PROFILE_COLLECTION: dict.fromkeys(things.profile_collections),
            CODE: things.codes,
            HEADING: things.headings,
        }
        self.meant: dict[tuple[Node, Iri], list[Node]] = {}
        for relation in relation_objects(self.graph):
            self.meant.setdefault((relation.subject, relation.direct), []).append(relation.value)
        self.classes: dict[Term, list[Node]] = {}
        for subject, properties in self.graph.subjects.items():
            for kind in properties.get(TYPE, ()):
                self.classes.setdefault(kind, []).append(subject)
        self.pointing: dict[Iri, dict[Term, list[Node]]] = {}

    def objects(self, subject: Term, predicate: Iri) -> Sequence[Term]:
        """Return the objects of ``predicate`` for ``subject``, each once."""
        properties = self.graph.subjects.get(subject)  # type: ignore[arg-type]
        said: Sequence[Term] = properties.get(predicate, ()) if properties else ()
        if (subject, predicate) in self.meant:
            return list(dict.fromkeys([*said, *self.meant[subject, predicate]]))  # type: ignore[index]
        if predicate == TYPE:
            return [*said, *(kind for kind, nodes in self.kinds.items() if subject in nodes)]
        return said

    def subjects(self, predicate: Iri, value: Term) -> Sequence[Node]:
        """Return the subjects that have ``value`` for ``predicate``, each once."""
        known = self.pointing.get(predicate)
        if known is None:
            known = self.pointing[predicate] = {}
            for subject, _, said in self._of(predicate):
                known.setdefault(said, []).append(subject)
        return known.get(value, ())

    def of_class(self, kind: Iri) -> Collection[Node]:
        """Return what is said, or told, to be of a class."""
        return self.kinds[kind] if kind in self.kinds else self.classes.get(kind, ())

    def having(self, predicate: Iri) -> Collection[Node]:
        """Return the subjects of ``predicate``, each once."""
        return dict.fromkeys(subject for subject, _, _ in self._of(predicate))

    def had(self, predicate: Iri) -> Collection[Node]:
        """Return the objects of ``predicate`` that may be subjects, each once."""
        return dict.fromkeys(
            value for _, _, value in self._of(predicate) if isinstance(value, (Iri, BlankNode))
        )

    def triples(self) -> Iterator[Triple]:
        """Yield every statement; one that is both said and told comes twice."""
        yield from self.graph.triples()
        for kind, nodes in self.kinds.items():
            for node in nodes:
                yield node, TYPE, kind
        for (subject, direct), values in self.meant.items():
            for value in values:
                yield subject, direct, value

    def _of(self, predicate: Iri) -> Iterator[Triple]:
        for subject, properties in self.graph.subjects.items():
            if predicate in properties:
                for value in self.objects(subject, predicate):
                    yield subject, predicate, value
        for (subject, direct), values in self.meant.items():
            if direct == predicate and predicate not in self.graph.about(subject):
                for value in dict.fromkeys(values):
                    yield subject, direct, value


class Witness(Statements):
    """Statements that remembers what it was asked: all that a verdict rests on."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.seen: dict[Triple, None] = {}

    def objects(self, subject: Term, predicate: Iri) -> Sequence[Term]:
        """Return what the statements say, and remember it."""
        values = self.statements.objects(subject, predicate)
        for value in values:
            self.seen[subject, predicate, value] = None  # type: ignore[index]
        return values

    def subjects(self, predicate: Iri, value: Term) -> Sequence[Node]:
        """Return what the statements say, and remember it."""
        subjects = self.statements.subjects(predicate, value)
        for subject in subjects:
            self.seen[subject, predicate, value] = None
        return subjects
