"""The plan of the sheets as data: which kinds and columns there are, and what each cell tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from catalog import terms
from catalog.model.rdf import Iri


class Shape(Enum):
    """How the lines of a cell are told in statements."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    LINK = "link"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Part:
    """A thing of its own that a resource points at and that holds one text a language."""

    link: Iri
    type: Iri
    value: Iri
    stem: str


@dataclass(frozen=True, slots=True)
class Objects:
    """The relation objects that stand beside a direct relation (SKOS-AP-NO-Begrep, 1.1)."""

    link: Iri
    type: Iri
    end: Iri
    end_back: Iri
    stem: str


@dataclass(frozen=True, slots=True)
class Field:
    """One property of some kinds of things; a column, or one column a language.

    ``always`` names the profiles in which the column stands even where no statement uses it, on
    the sheets of ``core``; ``inverse`` is the same said from the other side; ``of`` are the kinds
    that a link may go to. ``locked`` cells are not changed once the resource is there.
    """

    name: str
    predicate: Iri
    shape: Shape
    kinds: frozenset[str]
    several: bool = False
    languages: bool = False
    always: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset({"concepts", "relations"})
    part: Part | None = None
    inverse: Iri | None = None
    objects: Objects | None = None
    of: tuple[str, ...] = ()
    choices: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A field, in one language where it has languages."""

    field: Field
    language: str = ""

    @property
    def key(self) -> str:
        """The name by which a column is recognised, whatever its head says."""
        return f"{self.field.name}@{self.language}" if self.field.languages else self.field.name


CONCEPTS: Final = "concepts"
COLLECTIONS: Final = "collections"
SCHEMES: Final = "schemes"
LISTS: Final = "lists"
CODES: Final = "codes"
RELATIONS: Final = "relations"
FORMERS: Final = "formers"
KINDS: Final = (CONCEPTS, COLLECTIONS, SCHEMES, LISTS, CODES, RELATIONS, FORMERS)
"""In the order of the sheets."""
PARTS: Final = frozenset({RELATIONS, FORMERS})
"""Kinds whose rows are parts of resources that have rows of their own."""

ID: Final = "id"
MARKS: Final = "marks"
"""The column that tells what each cell of a row said when it was exported."""

_CONCEPTS = frozenset({CONCEPTS})
_CODES = frozenset({CODES})
_NOTIONS = frozenset({CONCEPTS, CODES})
_GROUPS = frozenset({COLLECTIONS, SCHEMES, LISTS})
_SCHEMES = frozenset({SCHEMES, LISTS})
_ALL = _NOTIONS | _GROUPS
_RELATIONS = frozenset({RELATIONS})
_FORMERS = frozenset({FORMERS})

_ANY = frozenset({"skos", "skos-ap-no"})
_SKOS = frozenset({"skos"})
_NORWEGIAN = frozenset({"skos-ap-no"})

DEFINITIONS: Final = Part(terms.XL_DEFINITION, terms.XL_NOTE, terms.VALUE, "def")

_GENERIC = Objects(
    terms.GENERIC_RELATION,
    terms.GENERIC_CONCEPT_RELATION,
    terms.HAS_GENERIC,
    terms.HAS_SPECIFIC,
    "rel-generic",
)
_SPECIFIC = Objects(
    terms.GENERIC_RELATION,
    terms.GENERIC_CONCEPT_RELATION,
    terms.HAS_SPECIFIC,
    terms.HAS_GENERIC,
    "rel-generic",
)
_WHOLE = Objects(
    terms.PARTITIVE_RELATION,
    terms.PARTITIVE_CONCEPT_RELATION,
    terms.HAS_COMPREHENSIVE,
    terms.HAS_PARTITIVE,
    "rel-partitive",
)
_PART = Objects(
    terms.PARTITIVE_RELATION,
    terms.PARTITIVE_CONCEPT_RELATION,
    terms.HAS_PARTITIVE,
    terms.HAS_COMPREHENSIVE,
    "rel-partitive",
)
_ASSOCIATIVE = Objects(
    terms.ASSOCIATIVE_RELATION,
    terms.ASSOCIATIVE_CONCEPT_RELATION,
    terms.HAS_TO_CONCEPT,
    terms.HAS_TO_CONCEPT,
    "rel-associative",
)

FIELDS: Final = (
    Field("prefLabel", terms.PREF_LABEL, Shape.TEXT, _ALL, languages=True, always=_ANY,
          core=_ALL),
    Field("title", terms.TITLE, Shape.TEXT, _GROUPS, languages=True, always=_NORWEGIAN,
          core=_GROUPS),
    Field(
        "altLabel", terms.ALT_LABEL, Shape.TEXT, _NOTIONS,
        several=True, languages=True, always=_ANY,
    ),
    Field(
        "hiddenLabel", terms.HIDDEN_LABEL, Shape.TEXT, _NOTIONS,
        several=True, languages=True, always=_NORWEGIAN,
    ),
    Field("proposedTerm", terms.PROPOSED_TERM, Shape.TEXT, _ALL, several=True, languages=True),
    Field("notation", terms.NOTATION, Shape.TEXT, _ALL, several=True, locked=True,
          always=_ANY, core=_CODES),
    Field("codeList", terms.IN_SCHEME, Shape.LINK, _CODES, of=(LISTS,), locked=True, several=True,
          always=_ANY, core=_CODES),
    Field("definition", terms.DEFINITION, Shape.TEXT, _ALL, languages=True, always=_SKOS),
    Field(
        "xlDefinition", terms.VALUE, Shape.TEXT, _NOTIONS,
        languages=True, always=_NORWEGIAN, part=DEFINITIONS,
    ),
    Field(
        "definitionRelation", terms.RELATIONSHIP, Shape.CHOICE, _NOTIONS,
        languages=True, always=_NORWEGIAN, part=DEFINITIONS, choices="relationship",
    ),
    Field(
        "definitionSource", terms.SOURCE, Shape.SOURCE, _NOTIONS,
        several=True, languages=True, always=_NORWEGIAN, part=DEFINITIONS,
    ),
    Field("description", terms.DESCRIPTION, Shape.TEXT, _GROUPS, languages=True, several=True,
          always=_NORWEGIAN, core=_GROUPS),
    Field("scopeNote", terms.SCOPE_NOTE, Shape.TEXT, _ALL, several=True, languages=True,
          always=_ANY, core=_ALL),
    Field("example", terms.EXAMPLE, Shape.TEXT, _ALL, several=True, languages=True,
          always=_NORWEGIAN),
    Field("subject", terms.SUBJECT, Shape.TEXT, _CONCEPTS, several=True, languages=True),
    Field("about", terms.SUBJECT, Shape.LINK, _CODES | _SCHEMES, several=True, of=(CONCEPTS,)),
    Field("status", terms.STATUS, Shape.CHOICE, _ALL, choices="status",
          always=_NORWEGIAN, core=_NOTIONS),
    Field("deprecated", terms.DEPRECATED, Shape.FLAG, _ALL),
    Field("formerOf", terms.FORMER_LABEL, Shape.LINK, _FORMERS, of=(CONCEPTS, CODES),
          always=_ANY, core=_FORMERS, locked=True),
    Field("formerText", terms.VALUE, Shape.TEXT, _FORMERS, languages=True, always=_ANY,
          core=_FORMERS),
    Field("formerVersion", terms.VERSION_INFO, Shape.TEXT, _FORMERS, always=_ANY, core=_FORMERS),
    Field("startDate", terms.START_DATE, Shape.DATE, _ALL | _FORMERS, always=_NORWEGIAN,
          core=_NOTIONS | _FORMERS),
    Field("endDate", terms.END_DATE, Shape.DATE, _ALL | _FORMERS, always=_NORWEGIAN,
          core=_NOTIONS | _FORMERS),
    Field("validFrom", terms.VALID_FROM, Shape.DATE, _ALL),
    Field("validThrough", terms.VALID_THROUGH, Shape.DATE, _ALL),
    Field("specializes", terms.SPECIALIZES, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.GENERALIZES, objects=_GENERIC, of=(CONCEPTS,), always=_NORWEGIAN),
    Field("generalizes", terms.GENERALIZES, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.SPECIALIZES, objects=_SPECIFIC, of=(CONCEPTS,), always=_NORWEGIAN),
    Field("isPartOf", terms.IS_PART_OF, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.HAS_PART, objects=_WHOLE, of=(CONCEPTS,), always=_NORWEGIAN),
    Field("hasPart", terms.HAS_PART, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.IS_PART_OF, objects=_PART, of=(CONCEPTS,), always=_NORWEGIAN),
    Field("broader", terms.BROADER, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.NARROWER, of=(CONCEPTS,), always=_SKOS),
    Field("narrower", terms.NARROWER, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.BROADER, of=(CONCEPTS,), always=_SKOS),
    Field("broaderCode", terms.BROADER, Shape.LINK, _CODES, several=True,
          inverse=terms.NARROWER, of=(CODES,)),
    Field("related", terms.RELATED, Shape.LINK, _CONCEPTS, several=True,
          inverse=terms.RELATED, objects=_ASSOCIATIVE, of=(CONCEPTS,), always=_ANY),
    Field("replacedBy", terms.IS_REPLACED_BY, Shape.LINK, _ALL, several=True,
          inverse=terms.REPLACES, of=(CONCEPTS, CODES), always=_NORWEGIAN, core=_NOTIONS),
    Field("replaces", terms.REPLACES, Shape.LINK, _ALL, several=True,
          inverse=terms.IS_REPLACED_BY, of=(CONCEPTS, CODES)),
    Field("memberOf", terms.MEMBER_OF, Shape.LINK, _NOTIONS, several=True,
          inverse=terms.MEMBER, of=(COLLECTIONS,)),
    Field("scheme", terms.IN_SCHEME, Shape.LINK, _CONCEPTS, several=True, of=(SCHEMES, LISTS)),
    Field("topConceptOf", terms.TOP_CONCEPT_OF, Shape.LINK, _NOTIONS, several=True,
          inverse=terms.HAS_TOP_CONCEPT, of=(SCHEMES, LISTS)),
    Field("valueRange", terms.VALUE_RANGE, Shape.LINK, _CONCEPTS, several=True,
          of=(LISTS, CODES)),
    Field("exactMatch", terms.EXACT_MATCH, Shape.LINK, _NOTIONS, several=True),
    Field("closeMatch", terms.CLOSE_MATCH, Shape.LINK, _NOTIONS, several=True),
    Field("broadMatch", terms.BROAD_MATCH, Shape.LINK, _NOTIONS, several=True),
    Field("narrowMatch", terms.NARROW_MATCH, Shape.LINK, _NOTIONS, several=True),
    Field("relatedMatch", terms.RELATED_MATCH, Shape.LINK, _NOTIONS, several=True),
    Field("source", terms.SOURCE, Shape.SOURCE, _ALL, several=True),
    Field("position", terms.POSITION, Shape.WHOLE, _CODES),
    Field("requiresSpecification", terms.REQUIRES_SPECIFICATION, Shape.FLAG, _CODES),
    Field("changeNote", terms.CHANGE_NOTE, Shape.TEXT, _ALL, several=True, languages=True),
    Field("historyNote", terms.HISTORY_NOTE, Shape.TEXT, _ALL, several=True, languages=True),
    Field("editorialNote", terms.EDITORIAL_NOTE, Shape.TEXT, _ALL, several=True, languages=True),
    Field("from", terms.ASSOCIATIVE_RELATION, Shape.LINK, _RELATIONS, of=(CONCEPTS,),
          always=_NORWEGIAN, locked=True),
    Field("relation", terms.TYPE, Shape.CHOICE, _RELATIONS, choices="relation",
          always=_NORWEGIAN, locked=True),
    Field("to", terms.HAS_TO_CONCEPT, Shape.LINK, _RELATIONS, of=(CONCEPTS,), always=_NORWEGIAN),
    Field("relationRole", terms.RELATION_ROLE, Shape.TEXT, _RELATIONS, languages=True,
          always=_NORWEGIAN),
    Field("criterion", terms.DESCRIPTION, Shape.TEXT, _RELATIONS, languages=True,
          always=_NORWEGIAN),
)  # fmt: skip
"""In the order of the columns."""

CHOICES: Final = {
    "status": tuple(
        Iri(terms.CONCEPT_STATUS + code)
        for code in (
            "DRAFT", "CANDIDATE", "CURRENT", "REVISED", "RETIRED", "DEPRECATED", "PLANNED",
            "WAITING", "CANDIDATE_DEPRECATED", "DRAFT_DEPRECATED", "REVISED_DEPRECATED",
            "WAITING_DEPRECATED",
        )
    ),
    "relationship": tuple(
        Iri(terms.RELATIONSHIP_TYPE + code)
        for code in ("self-composed", "derived-from-source", "direct-from-source")
    ),
    "relation": (
        terms.RELATED, terms.SPECIALIZES, terms.GENERALIZES, terms.IS_PART_OF, terms.HAS_PART,
    ),
}  # fmt: skip
"""What a choice is made among; how each is called stands in the translations."""

BY_NAME: Final = {field.name: field for field in FIELDS}
