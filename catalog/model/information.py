"""Information models as ModellDCAT-AP-NO speaks of them: what a message is made of, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.resource import Link, Period, Resource
from catalog.model.text import LangString

if TYPE_CHECKING:
    import datetime as dt

ALWAYS: Final = Period()
XML: Final = "xml"
JSON: Final = "json"

ELEMENT: Final = "element"
ATTRIBUTE: Final = "attribute"
MEMBER: Final = "member"


@dataclass(frozen=True, slots=True)
class Facets:
    """What the text of a value must keep to: the facets of XML Schema part 2, §4.3.

    ``pattern`` is a regular expression of XML Schema (appendix F) that the whole text must match.
    The four bounds are decimals as written; empty or None where nothing is said.
    """

    length: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    min_inclusive: str = ""
    max_inclusive: str = ""
    min_exclusive: str = ""
    max_exclusive: str = ""
    total_digits: int | None = None
    fraction_digits: int | None = None


ANYTHING: Final = Facets()


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A type of values without parts (``modelldcatno:SimpleType``).

    ``base`` is the name of a datatype of XML Schema, without prefix: ``string``, ``date``,
    ``boolean``; ``anyType`` is any value at all. ``shared`` is false for the type of one attribute
    alone, whose IRI is a fragment of the attribute's.
    """

    iri: str
    name: str
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    base: str = "string"
    facets: Facets = ANYTHING
    shared: bool = True


@dataclass(frozen=True, slots=True)
class AdmittedCode:
    """A code that an attribute may carry; ``valid`` is the code's own, both days included."""

    iri: str
    notation: str
    label: tuple[LangString, ...] = ()
    definition: tuple[LangString, ...] = ()
    valid: Period = ALWAYS
    requires_specification: bool = False
    replaced_by: tuple[str, ...] = ()
    """Notations of the codes to use instead."""


@dataclass(frozen=True, slots=True)
class Field:
    """A property of an ObjectType: an attribute (it has a value) or a role (it has parts).

    ``kind`` is ``attribute``, ``role`` or ``other`` (a kind of property that no message is made
    of). ``node`` is how it is written: ``element`` or ``attribute`` in XML, ``member`` in JSON.
    ``max`` is None where there is no upper limit. ``position`` is its place among the properties
    of its type, from 1. Exactly one of ``target`` (role), ``simple_type`` and ``code_list``
    (attribute) is set in a model without findings; a coded attribute may have a ``simple_type``
    besides, the written form of its codes.

    ``valid_on`` are IRIs of properties that hold a day: a code must be valid on the day in the
    first of them that the message has, in the same element or the nearest around it; without any,
    no day is asked about. ``personal``: its values tell who somebody is, and are never repeated.
    """

    iri: str
    kind: str
    name: str
    node: str
    min: int = 0
    max: int | None = None
    position: int = 0
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    concept: Link | None = None
    target: Link | None = None
    simple_type: SimpleType | None = None
    code_list: Link | None = None
    codes: tuple[AdmittedCode, ...] = ()
    valid_on: tuple[str, ...] = ()
    personal: bool = False
    path: str | None = None

    def codes_on(self, day: dt.date | None) -> tuple[AdmittedCode, ...]:
        """Return the codes that may be used on ``day``; all that the model knows without one."""
        return tuple(code for code in self.codes if day is None or code.valid.holds(day))

    @property
    def many(self) -> bool:
        """Tell whether it may occur more than once: a JSON array."""
        return self.max is None or self.max > 1


@dataclass(frozen=True, slots=True)
class Unique:
    """A ConstraintRule: in one instance of its type, no two of ``among`` have equal ``by``.

    ``among`` is the IRI of a role of the type, ``by`` IRIs of attributes of the type that the
    role points to. One that lacks any of ``by`` is not compared (XML Schema part 1, §3.11.4).
    """

    iri: str
    name: str
    among: str
    by: tuple[str, ...]
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A type with parts (``modelldcatno:ObjectType``); ``fields`` are in their order.

    ``roots`` are the names of the elements of this type that a message may begin with; in JSON,
    where the outermost object has no name, ``root`` alone says that it may be one. ``ordered``:
    the elements stand in the order of the fields. ``open``: what the model doesn't tell of is
    allowed too.
    """

    iri: str
    name: str
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    concept: Link | None = None
    root: bool = False
    roots: tuple[str, ...] = ()
    ordered: bool = True
    open: bool = False
    fields: tuple[Field, ...] = ()
    unique: tuple[Unique, ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class InformationModel:
    """A whole model: all that a schema, a diagram or a requirement document is made from.

    ``name`` is what the versions of a model have in common (``barnevernsregister``); ``syntax`` is
    ``xml``, ``json`` or empty. ``types`` are in the order in which a reader meets them, from the
    roots; ``simple_types`` are the shared ones.
    """

    iri: str
    name: str
    version: str
    syntax: str = ""
    namespace: str = ""
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    valid: Period = ALWAYS
    types: tuple[ObjectType, ...] = ()
    simple_types: tuple[SimpleType, ...] = ()
    replaces: tuple[Link, ...] = ()
    replaced_by: tuple[Link, ...] = ()
    path: str | None = None

    def by_iri(self) -> dict[str, ObjectType]:
        """Return the types by their IRI."""
        return {it.iri: it for it in self.types}


@dataclass(frozen=True, slots=True)
class Use:
    """A part of a model that is about a concept or takes its values from a code list."""

    link: Link
    model: Link


@dataclass(frozen=True, slots=True)
class TypeRow:
    """An ObjectType as the page of its model lists it."""

    link: Link
    name: str
    description: tuple[LangString, ...] = ()
    concept: Link | None = None
    roots: tuple[str, ...] = ()
    fields: int = 0


@dataclass(frozen=True, slots=True)
class Model(Resource):
    """The page of an information model; ``versions`` are all of the same name, newest first."""

    name: str = ""
    syntax: str = ""
    namespace: str = ""
    subject: Link | None = None
    elements: tuple[TypeRow, ...] = ()
    simple_types: tuple[SimpleType, ...] = ()
    code_lists: tuple[Link, ...] = ()
    versions: tuple[Link, ...] = ()
    replaces: tuple[Link, ...] = ()
    replaced_by: tuple[Link, ...] = ()
    requirements: tuple[Link, ...] = ()
    """The versions of reporting requirements whose messages are made by it."""


@dataclass(frozen=True, slots=True)
class ModelType(Resource):
    """The page of an ObjectType; ``used_in`` are the properties that point to it.

    ``simple`` is set instead where it is a SimpleType, which has no properties.
    """

    name: str = ""
    model: Link | None = None
    concept: Link | None = None
    roots: tuple[str, ...] = ()
    ordered: bool = True
    open: bool = False
    fields: tuple[Field, ...] = ()
    unique: tuple[Unique, ...] = ()
    used_in: tuple[Link, ...] = ()
    simple: SimpleType | None = None
    rules: tuple[Link, ...] = ()
    """The business rules that look at it."""


@dataclass(frozen=True, slots=True)
class ModelProperty(Resource):
    """The page of an attribute or a role; ``owner`` is the type that it is a property of."""

    model: Link | None = None
    owner: Link | None = None
    field: Field | None = None
    unique: tuple[Unique, ...] = ()
    rules: tuple[Link, ...] = ()
    """The business rules that look at it."""
