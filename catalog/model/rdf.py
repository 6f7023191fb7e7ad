"""RDF as plain values: IRIs, literals, blank nodes and a Graph that is read but never queried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Iri(str):
    """An absolute IRI (RFC 3987)."""

    __slots__ = ()


class BlankNode(str):
    """A blank node, by a label that is the same in every build of the same input."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal; ``language`` is a BCP 47 tag as written, ``datatype`` an IRI; one is empty."""

    value: str
    language: str = ""
    datatype: str = ""


Node = Iri | BlankNode
Term = Iri | BlankNode | Literal
Properties = dict[Iri, list[Term]]
"""The statements about one subject, in the order in which the sources have them."""

NOTHING: Properties = {}


@dataclass(frozen=True, slots=True)
class Graph:
    """All statements of the sources by subject, and the files that each subject stands in.

    ``files`` are paths relative to the root; ``places`` maps a subject to indexes in it.
    """

    subjects: dict[Node, Properties] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    places: dict[Node, tuple[int, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of statements."""
        return sum(
            len(objects) for properties in self.subjects.values() for objects in properties.values()
        )

    def about(self, subject: Node) -> Properties:
        """Return the statements about ``subject``; empty when there are none."""
        return self.subjects.get(subject, NOTHING)

    def objects(self, subject: Node, predicate: Iri) -> list[Term]:
        """Return the objects of ``predicate`` for ``subject``, in source order."""
        return self.subjects.get(subject, NOTHING).get(predicate, [])

    def triples(self) -> Iterator[tuple[Node, Iri, Term]]:
        """Yield every statement."""
        for subject, properties in self.subjects.items():
            for predicate, objects in properties.items():
                for value in objects:
                    yield subject, predicate, value

    def files_of(self, subject: Node) -> tuple[str, ...]:
        """Return the files that ``subject`` is described in."""
        return tuple(self.files[index] for index in self.places.get(subject, ()))


def iris(terms: Iterable[Term]) -> tuple[Iri, ...]:
    """Return those of ``terms`` that are IRIs, in order."""
    return tuple(term for term in terms if isinstance(term, Iri))


def literals(terms: Iterable[Term]) -> tuple[Literal, ...]:
    """Return those of ``terms`` that are literals, in order."""
    return tuple(term for term in terms if isinstance(term, Literal))
