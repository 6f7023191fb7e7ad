"""The properties that a query may name and that a table can be extended with: one table of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog import terms
from catalog.model.concept import CodeList, Concept, ConceptScheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from catalog.model.resource import Link, Resource
    from catalog.model.text import LangString

    Content: TypeAlias = "LangString | Link | Day | str"
    Read: TypeAlias = Callable[[Resource], Iterable[Content]]

CONCEPTS: Final = frozenset({"concept", "code"})
SCHEMES: Final = frozenset({"code-list", "scheme"})
HOLDERS: Final = SCHEMES | {"collection"}
EVERY: Final = CONCEPTS | HOLDERS


class Day(NamedTuple):
    """A day or moment as the data writes it (``xsd:date``, ``xsd:dateTime``)."""

    text: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its id, what standard it is from, which kinds have it, and how to read it.

    ``target`` is the type of its values where that is always the same. ``names`` says that its
    values are searched for where a query has no text.
    """

    pid: str
    iri: str
    kinds: frozenset[str]
    read: Read
    target: str = ""
    names: bool = False


def _of_concept(read: Callable[[Concept], Iterable[Content]]) -> Read:
    return lambda record: read(record) if isinstance(record, Concept) else ()


def _notes(kind: str) -> Read:
    def read(record: Resource) -> Iterable[LangString]:
        if isinstance(record, Concept | ConceptScheme):
            return [note.text for note in record.notes if note.kind == kind]
        return ()

    return read


def _related(kind: str) -> Read:
    """Read relations of a kind with those that refine it: ``broader-generic`` is one of broader."""

    def read(record: Resource) -> Iterable[Link]:
        if not isinstance(record, Concept):
            return ()
        found = (it.target for it in record.relations if it.kind.partition("-")[0] == kind)
        return list(dict.fromkeys(found))

    return read


def _matched(kind: str) -> Read:
    def read(record: Resource) -> Iterable[Link]:
        if not isinstance(record, Concept):
            return ()
        return [it.target for it in record.matches if it.kind == kind]

    return read


def _subjects(record: Resource) -> Iterable[LangString | Link]:
    if isinstance(record, Concept):
        return (*record.subject_links, *record.subjects)
    return (record.subject,) if isinstance(record, CodeList) and record.subject else ()


def _status(record: Resource) -> Iterable[LangString | str]:
    status = record.status
    if status is None:
        return ()
    return (status.code,) if status.code else status.text


def _day(value: str) -> tuple[Day, ...]:
    return (Day(value),) if value else ()


def _nothing(_record: Resource) -> tuple[()]:
    return ()


_TABLE: Final = (
    Property("prefLabel", terms.PREF_LABEL, EVERY, lambda it: it.label, names=True),
    Property("altLabel", terms.ALT_LABEL, CONCEPTS, _of_concept(lambda it: it.alt), names=True),
    Property("hiddenLabel", terms.HIDDEN_LABEL, CONCEPTS, _of_concept(lambda it: it.hidden),
             names=True),
    Property("notation", terms.NOTATION, CONCEPTS, _of_concept(lambda it: it.notations),
             names=True),
    Property("definition", terms.DEFINITION, CONCEPTS,
             _of_concept(lambda it: [one.text for one in it.definitions])),
    Property("description", terms.DESCRIPTION, HOLDERS, lambda it: it.description),
    Property("scopeNote", terms.SCOPE_NOTE, EVERY, _notes("scopeNote")),
    Property("example", terms.EXAMPLE, CONCEPTS, _notes("example")),
    Property("inScheme", terms.IN_SCHEME, CONCEPTS, _of_concept(lambda it: it.schemes)),
    Property("memberOf", terms.MEMBER_OF, CONCEPTS, _of_concept(lambda it: it.collections),
             "collection"),
    Property("subject", terms.SUBJECT, CONCEPTS | {"code-list"}, _subjects),
    Property("broader", terms.BROADER, CONCEPTS, _related("broader")),
    Property("narrower", terms.NARROWER, CONCEPTS, _related("narrower")),
    Property("related", terms.RELATED, CONCEPTS, _related("related")),
    Property("exactMatch", terms.EXACT_MATCH, CONCEPTS, _matched("exactMatch")),
    Property("closeMatch", terms.CLOSE_MATCH, CONCEPTS, _matched("closeMatch")),
    Property("broadMatch", terms.BROAD_MATCH, CONCEPTS, _matched("broadMatch")),
    Property("narrowMatch", terms.NARROW_MATCH, CONCEPTS, _matched("narrowMatch")),
    Property("relatedMatch", terms.RELATED_MATCH, CONCEPTS, _matched("relatedMatch")),
    Property("valueRange", terms.VALUE_RANGE, CONCEPTS, _of_concept(lambda it: it.value_ranges),
             "code-list"),
    Property("replaces", terms.REPLACES, CONCEPTS, _of_concept(lambda it: it.replaces)),
    Property("isReplacedBy", terms.IS_REPLACED_BY, CONCEPTS,
             _of_concept(lambda it: it.replaced_by)),
    Property("status", terms.STATUS, EVERY, _status),
    Property("validFrom", terms.START_DATE, EVERY, lambda it: _day(it.valid.start)),
    Property("validTo", terms.END_DATE, EVERY, lambda it: _day(it.valid.end)),
    Property("modified", terms.MODIFIED, EVERY, lambda it: _day(it.modified)),
    Property("identifier", terms.IDENTIFIER, EVERY,
             lambda it: (it.identifier,) if it.identifier else ()),
)  # fmt: skip

LANGUAGE: Final = Property("language", terms.LANGUAGE, EVERY, _nothing)
"""Of a query only: the language that the text is in."""
VALID_ON: Final = Property("validOn", "", EVERY, _nothing)
"""Of a query only: a day on which the thing is to be valid."""

FETCHED: Final = {each.pid: each for each in _TABLE}
"""What a table can be extended with."""
BY_PID: Final = {**FETCHED, LANGUAGE.pid: LANGUAGE, VALID_ON.pid: VALID_ON}
"""What a query may name."""


def curie(iri: str) -> str:
    """Return an IRI of a standard as it is usually written: ``skos:notation``."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
