"""Values of an example: plain, made up to be seen through, and such as the schema takes."""

from __future__ import annotations

import contextlib
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from catalog.formats.examples.pattern import keeps, samples
from catalog.formats.schemas.json_values import BOUNDS, TEXTS
from catalog.formats.schemas.pattern import PatternRefused
from catalog.model.information import JSON

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from catalog.model.information import AdmittedCode, Facets, Field, SimpleType

MEASURED: Final = frozenset({*TEXTS, "anyURI"})
"""Datatypes whose length is counted in signs (XML Schema part 2, §4.3.1)."""
NUMBERS: Final = frozenset({*BOUNDS, "decimal", "float", "double"})
FILLING: Final = "x"
"""What makes a text long enough."""
FIXED: Final = {
    "boolean": ("false", "true", "0", "1"),
    "duration": ("P1D", "P1Y"),
    "language": ("nb", "en"),
    "hexBinary": ("00",),
    "base64Binary": ("AAAA",),
    "QName": ("a",),
}
"""Values that say nothing of their own, by datatype (XML Schema part 2, §3.2)."""


def code_of(field: Field, day: dt.date | None, number: int, *, full: bool) -> AdmittedCode | None:
    """Return a code that ``field`` may have on ``day``; another one for another ``number``.

    A ``full`` example has room for what a code needs besides, so there it may ask for that. None
    where no code is valid.
    """
    codes: Sequence[AdmittedCode] = field.codes_on(day)
    if not codes:
        return None
    fitting = [code for code in codes if full or not code.requires_specification] or codes
    return fitting[number % len(fitting)]


def value_of(simple: SimpleType, name: str, day: dt.date, number: int, syntax: str) -> str | None:
    """Return a value of a simple type as XML writes it; None where none was found.

    ``name`` is what the property is called, which is what texts say. ``number`` counts the
    values of a message, so that what must be unique is. ``syntax`` is that of the message.
    """
    for text in _candidates(simple, name, day, number, syntax):
        if keeps_to(simple, text):
            return text
    return None


def keeps_to(simple: SimpleType, text: str) -> bool:
    """Tell whether ``text`` keeps to the facets of a simple type (XML Schema part 2, §4.3)."""
    facets = simple.facets
    if simple.base in MEASURED and not _fits(facets, len(text)):
        return False
    if simple.base in NUMBERS:
        return _is_within(simple, text) and _matches(facets, text)
    # Days, times and years of one form are in order as texts are.
    return (
        (not facets.min_inclusive or text >= facets.min_inclusive)
        and (not facets.max_inclusive or text <= facets.max_inclusive)
        and (not facets.min_exclusive or text > facets.min_exclusive)
        and (not facets.max_exclusive or text < facets.max_exclusive)
        and _matches(facets, text)
    )


def _candidates(
    simple: SimpleType, name: str, day: dt.date, number: int, syntax: str
) -> Iterator[str]:
    """Yield values of a simple type that may keep to its facets, the plainest first."""
    facets, base = simple.facets, simple.base
    if base in NUMBERS:
        yield from _numbers(facets, number)
    else:
        yield from FIXED.get(base, ())
        yield from _times(base, day, syntax)
    shortest = facets.length if facets.length is not None else facets.min_length or 0
    longest = facets.length if facets.length is not None else facets.max_length
    if base in MEASURED:
        if base == "anyURI":
            yield f"https://example.org/{number}"
        yield name.ljust(min(shortest, 10_000), FILLING)[:longest]
        yield f"{name.lower()}-{number}"[:longest]
        yield f"{name.lower()}@example.org"
    if base in {"anyType", "anySimpleType"}:
        yield name
    if facets.pattern:
        with contextlib.suppress(PatternRefused):
            yield from samples(facets.pattern, shortest, longest, number)
    # What a bound itself is, is always of the right form.
    yield from filter(None, (facets.min_inclusive, facets.max_inclusive))


def _times(base: str, day: dt.date, syntax: str) -> Iterator[str]:
    """Yield a day or a time of it in the form of its datatype (part 2, §3.2.7 to §3.2.14)."""
    if base == "dateTime":
        # In JSON the time zone may not be left out (RFC 3339 §5.6).
        if syntax != JSON:
            yield f"{day}T12:00:00"
        yield f"{day}T12:00:00Z"
    forms = {
        "date": day.isoformat(), "time": "12:00:00", "gYear": f"{day.year:04}",
        "gYearMonth": day.isoformat()[:7], "gMonth": f"--{day.month:02}",
        "gMonthDay": f"--{day.month:02}-{day.day:02}", "gDay": f"---{day.day:02}",
    }  # fmt: skip
    if base in forms:
        yield forms[base]


def _numbers(facets: Facets, number: int) -> Iterator[str]:
    yield str(number)
    yield from ("1", "0", "-1", "0.5")
    for bound, step in (
        (facets.min_inclusive, 0), (facets.max_inclusive, 0),
        (facets.min_exclusive, 1), (facets.max_exclusive, -1),
    ):  # fmt: skip
        with contextlib.suppress(InvalidOperation):
            if bound:
                yield str(Decimal(bound) + step)


def _is_within(simple: SimpleType, text: str) -> bool:
    """Tell whether a number keeps to its bounds and digits."""
    try:
        value = Decimal(text)
        low, high, above, below = (
            Decimal(bound) if bound else None
            for bound in (
                simple.facets.min_inclusive, simple.facets.max_inclusive,
                simple.facets.min_exclusive, simple.facets.max_exclusive,
            )
        )  # fmt: skip
    except InvalidOperation:
        return False
    least, most = BOUNDS.get(simple.base, (None, None))
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    digits, fraction = simple.facets.total_digits, simple.facets.fraction_digits
    return (
        (low is None or value >= low)
        and (high is None or value <= high)
        and (above is None or value > above)
        and (below is None or value < below)
        and (least is None or value >= least)
        and (most is None or value <= most)
        and not (decimals and simple.base in BOUNDS)
        and (digits is None or len(value.as_tuple().digits) <= digits)
        and (fraction is None or decimals <= fraction)
    )


def _fits(facets: Facets, length: int) -> bool:
    return (
        (facets.length is None or length == facets.length)
        and (facets.min_length is None or length >= facets.min_length)
        and (facets.max_length is None or length <= facets.max_length)
    )


def _matches(facets: Facets, text: str) -> bool:
    try:
        return not facets.pattern or keeps(facets.pattern, text)
    except PatternRefused:
        # Judged by no one here: the schema that holds it is refused, or knows better.
        return False
