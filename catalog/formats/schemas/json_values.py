"""Values in JSON: what a datatype of XML Schema and its facets are in JSON Schema 2020-12."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from catalog.errors import SchemaRefused
from catalog.formats.schemas.pattern import PatternRefused, ecma

if TYPE_CHECKING:
    from catalog.model.information import Facets, SimpleType

FORMATS: Final = {
    # JSON Schema Validation 2020-12 §7.3; the dates of RFC 3339 are those of XML Schema with a
    # time zone in every date-time and in no date.
    "anyURI": "iri-reference",
    "date": "date",
    "dateTime": "date-time",
    "duration": "duration",
}
BOUNDS: Final = {
    # XML Schema part 2, §3.3: the integers that have bounds.
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "integer": (None, None),
}
TEXTS: Final = (
    "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "ID", "IDREF",
)  # fmt: skip
ZONE: Final = r"(?:Z|[+\-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
DAY: Final = r"(?:0[1-9]|[12][0-9]|3[01])"
WRITTEN: Final = {
    # XML Schema part 2, §3.2.8 to §3.2.15: texts that no format of JSON Schema tells of.
    "time": r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?" + ZONE,
    "gYear": r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})" + ZONE,
    "gYearMonth": r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])" + ZONE,
    "gMonth": r"--(?:0[1-9]|1[0-2])" + ZONE,
    "gDay": rf"---{DAY}{ZONE}",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
}
NUMBERS: Final = ("decimal", "float", "double")
BASES: Final[dict[str, dict[str, object]]] = {
    **{base: {"type": "string"} for base in TEXTS},
    **{base: {"type": "string", "format": name} for base, name in FORMATS.items()},
    **{
        base: {
            "type": "integer",
            **({} if least is None else {"minimum": least}),
            **({} if most is None else {"maximum": most}),
        }
        for base, (least, most) in BOUNDS.items()
    },
    **{base: {"type": "string", "pattern": f"^{form}$"} for base, form in WRITTEN.items()},
    **{base: {"type": "number"} for base in NUMBERS},
    "boolean": {"type": "boolean"},
    "base64Binary": {"type": "string", "contentEncoding": "base64"},
    "anySimpleType": {"type": ["string", "number", "boolean"]},
    "anyType": {},
}
"""What a datatype of XML Schema is in JSON; any other has no counterpart and is refused."""
DIGITS: Final = 18
"""Of a bound that is believed: those that every reader of JSON Schema has room for."""


def json_value(simple: SimpleType) -> dict[str, object]:
    """Return what a value of a simple type is. Raises SchemaRefused where JSON has no such."""
    if simple.base not in BASES:
        raise SchemaRefused(simple.iri, reason="schema-base", known=simple.base)
    made = dict(BASES[simple.base])
    type_ = made.get("type")
    if type_ == "string":
        facets = _text(simple)
        if "pattern" in made and "pattern" in facets:
            facets["allOf"] = [{"pattern": facets.pop("pattern")}]
        made |= facets
    for name, keyword, value in _numbers(simple.facets, type_):
        if value is None or type_ not in {"integer", "number"}:
            raise SchemaRefused(simple.iri, reason="schema-facet", known=name)
        before = made.get(keyword)
        if isinstance(before, int):
            made[keyword] = max(before, value) if keyword == "minimum" else min(before, value)
        else:
            made[keyword] = value
    if type_ != "string" and _text(simple):
        raise SchemaRefused(simple.iri, reason="schema-facet", known=next(iter(_text(simple))))
    return made


def _text(simple: SimpleType) -> dict[str, object]:
    """Return the facets of a text as keywords."""
    facets = simple.facets
    shortest = facets.length if facets.length is not None else facets.min_length
    longest = facets.length if facets.length is not None else facets.max_length
    found: dict[str, object] = {}
    if shortest is not None:
        found["minLength"] = shortest
    if longest is not None:
        found["maxLength"] = longest
    if facets.pattern:
        try:
            found["pattern"] = ecma(facets.pattern)
        except PatternRefused as problem:
            raise SchemaRefused(simple.iri, reason=problem.reason, known=facets.pattern) from None
    return found


def _numbers(facets: Facets, type_: object) -> list[tuple[str, str, int | float | None]]:
    """Return the facets of a number: their names, keywords and values; None can't be said."""
    found: list[tuple[str, str, int | float | None]] = [
        (name, keyword, _decimal(bound))
        for name, keyword, bound in (
            ("minInclusive", "minimum", facets.min_inclusive),
            ("minExclusive", "exclusiveMinimum", facets.min_exclusive),
            ("maxInclusive", "maximum", facets.max_inclusive),
            ("maxExclusive", "exclusiveMaximum", facets.max_exclusive),
        )
        if bound
    ]
    if facets.total_digits is not None:
        # JSON Schema counts no digits, but an integer of so many has a bound.
        exact = type_ == "integer" and facets.total_digits <= DIGITS
        most = 10**facets.total_digits - 1 if exact else None
        least = None if most is None else -most
        found += [("totalDigits", "minimum", least), ("totalDigits", "maximum", most)]
    if facets.fraction_digits is not None:
        exact = facets.fraction_digits <= DIGITS
        step = float(f"1e-{facets.fraction_digits}") if facets.fraction_digits else 1
        found.append(("fractionDigits", "multipleOf", step if exact else None))
    return found


def _decimal(text: str) -> int | float | None:
    """Return a bound as a number; None where it is none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() > DIGITS:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
