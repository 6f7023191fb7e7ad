"""Values: whether a text is one of a simple type, and if not, by which demand it falls.

libxml2 has the last word, by a schema with one element for each type: so a value is judged here as
it is in a message. Those that surely pass are let through before, as asking takes its time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.errors import SchemaRefused
from catalog.formats.schemas import xsd
from catalog.formats.schemas.pattern import PatternRefused, ecma
from catalog.model.information import (
    ANYTHING,
    ELEMENT,
    XML,
    Facets,
    Field,
    InformationModel,
    ObjectType,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = "values"
CACHED: Final = 100_000
"""Verdicts on values kept while one message is judged."""
CODES: Final = {
    "SCHEMAV_CVC_PATTERN_VALID": "value-pattern",
    "SCHEMAV_CVC_LENGTH_VALID": "value-length",
    "SCHEMAV_CVC_MINLENGTH_VALID": "value-short",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "value-long",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "value-low",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "value-high",
    "SCHEMAV_CVC_MINEXCLUSIVE_VALID": "value-low",
    "SCHEMAV_CVC_MAXEXCLUSIVE_VALID": "value-high",
    "SCHEMAV_CVC_TOTALDIGITS_VALID": "value-digits",
    "SCHEMAV_CVC_FRACTIONDIGITS_VALID": "value-fraction",
    "SCHEMAV_CVC_ENUMERATION_VALID": "code-unknown",
}
"""What libxml2 calls a fault, and the finding; anything else is about the datatype."""
BASES: Final = {
    "date": "value-date",
    "dateTime": "value-datetime",
    "boolean": "value-boolean",
}
"""Findings about a datatype that many meet; of others it is told by name."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value isn't one of its type; ``values`` fill the sentence, the value itself apart."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Values:
    """All kinds of values in a model of XML messages."""

    fields: dict[str, str]
    """Of each field with a value, the element that stands for it."""
    schema: etree.XMLSchema
    passes: dict[str, Callable[[str], bool]]
    seen: dict[tuple[str, str], Fault | None] = field(default_factory=dict)

    def fault(self, it: Field, text: str) -> Fault | None:
        """Return why ``text`` can't stand in a field; None where it can."""
        if self.passes[it.iri](text):
            return None
        key = (it.iri, text)
        if key not in self.seen:
            if len(self.seen) >= CACHED:
                self.seen.clear()
            self.seen[key] = self._ask(it, text)
        return self.seen[key]

    def _ask(self, it: Field, text: str) -> Fault | None:
        root = etree.Element(ROOT)
        etree.SubElement(root, self.fields[it.iri]).text = text
        if self.schema.validate(root):
            return None
        kinds = [entry.type_name for entry in self.schema.error_log]
        found = next((CODES[kind] for kind in kinds if kind in CODES), "")
        bare = text.strip()
        if bare and bare != text and self.fault(it, bare) is None:
            return Fault("value-space")
        return self._named(it, text, found)

    @staticmethod
    def _named(it: Field, text: str, found: str) -> Fault:
        """Return the fault of ``text``; ``found`` is the finding about a facet, if that is it."""
        bare = text.strip()
        if it.code_list is not None:
            return Fault("code-unknown" if bare else "value-empty")
        base = it.simple_type.base if it.simple_type else ""
        if not found:
            if not bare and base != "string":
                return Fault("value-empty")
            return Fault(BASES.get(base, "value-type"), {"type": base})
        facets = it.simple_type.facets if it.simple_type else ANYTHING
        if not text:
            return Fault("value-empty")
        return Fault(found, _limits(found, facets, text))


def values_of(model: InformationModel) -> Values:
    """Return what judges the values of a model. Raises SchemaRefused as its schema does."""
    fields = [
        it for type_ in model.types for it in type_.fields
        if it.kind != "other" and it.max != 0 and it.target is None
    ]  # fmt: skip
    names = {it.iri: f"v{number}" for number, it in enumerate(fields)}
    taken = {it.name for it in model.simple_types} | {
        it.simple_type.name for it in fields if it.simple_type
    }
    type_name = ROOT
    while type_name in taken:
        type_name += "_"
    made = InformationModel(
        ROOT, ROOT, "", XML, simple_types=model.simple_types,
        types=(
            ObjectType(
                ROOT, type_name, root=True, roots=(ROOT,),
                fields=tuple(
                    Field(it.iri, it.kind, names[it.iri], ELEMENT, 0, 1,
                          simple_type=it.simple_type, code_list=it.code_list, codes=it.codes)
                    for it in fields
                ),
            ),
        ),
    )  # fmt: skip
    schema = compiled_schema(made, model.iri)
    return Values(names, schema, {it.iri: _sieve(it) for it in fields})


def compiled_schema(model: InformationModel, place: str) -> etree.XMLSchema:
    """Return the schema of a model, with all codes that it knows, ready to be asked.

    Raises SchemaRefused about ``place`` where there is none, or none that libxml2 understands.
    """
    try:
        return etree.XMLSchema(etree.fromstring(xsd(model)))
    except etree.LxmlError as problem:
        raise SchemaRefused(place, reason="schema-program", known=str(problem)) from None


def _sieve(it: Field) -> Callable[[str], bool]:
    """Return what lets values pass that are surely right; others may be too."""
    base = it.simple_type.base if it.simple_type else "string"
    if it.code_list is not None:
        codes = frozenset(
            code.notation for code in it.codes if code.notation == code.notation.strip()
        )
        return codes.__contains__
    facets = it.simple_type.facets if it.simple_type else ANYTHING
    if base in {"anyType", "anySimpleType"} or (base == "string" and facets == ANYTHING):
        return lambda _text: True
    if base == "date" and facets == ANYTHING:
        return _is_day
    if base == "boolean" and facets == ANYTHING:
        return frozenset({"true", "false", "1", "0"}).__contains__
    if base == "string" and _only_length(facets):
        return _sieve_text(facets)
    return lambda _text: False


def _sieve_text(facets: Facets) -> Callable[[str], bool]:
    least = facets.length if facets.length is not None else facets.min_length or 0
    most = facets.length if facets.length is not None else facets.max_length
    try:
        # The pattern for ECMA-262 takes no more texts than that of XML Schema.
        pattern = re.compile(ecma(facets.pattern)[1:-1] if facets.pattern else ".*", re.DOTALL)
    except (PatternRefused, re.error):
        return lambda _text: False

    def passes(text: str) -> bool:
        return (
            least <= len(text) and (most is None or len(text) <= most)
            and pattern.fullmatch(text) is not None
        )  # fmt: skip

    return passes


def _only_length(facets: Facets) -> bool:
    """Tell whether lengths and a pattern are all that is said."""
    said = Facets(facets.length, facets.min_length, facets.max_length, facets.pattern)
    return facets == said


def _is_day(text: str) -> bool:
    """Tell whether a text is surely an ``xs:date``."""
    if len(text) != len("2026-01-01") or text[:4] == "0000":
        return False
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _limits(code: str, facets: Facets, text: str) -> dict[str, str]:
    """Return what a sentence about a facet tells besides the value."""
    told = {
        "value-pattern": {"pattern": facets.pattern},
        "value-length": {"limit": str(facets.length), "length": str(len(text))},
        "value-short": {"limit": str(facets.min_length), "length": str(len(text))},
        "value-long": {"limit": str(facets.max_length), "length": str(len(text))},
        "value-low": {"limit": facets.min_inclusive or facets.min_exclusive},
        "value-high": {"limit": facets.max_inclusive or facets.max_exclusive},
        "value-digits": {"limit": str(facets.total_digits)},
        "value-fraction": {"limit": str(facets.fraction_digits)},
    }
    return told.get(code, {})
