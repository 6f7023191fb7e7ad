"""The tree of an example: which properties are there, how often, and what stands in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.errors import ExampleRefused
from catalog.formats.examples.values import code_of, value_of
from catalog.formats.schemas.codes import fields_of

if TYPE_CHECKING:
    import datetime as dt

    from catalog.model.information import Field, InformationModel, ObjectType, Unique

ENOUGH: Final = 1_000
"""Values after which an example has only what must be there: more than anybody reads."""
MOST: Final = 20_000
"""Values of an example at all: types that demand each other doubly could ask for any number."""
DEEPEST: Final = 100
"""Types in types, some ten times as deep as messages are."""
TRIES: Final = 200
"""Values of a property that are tried where no two may be the same."""


@dataclass(frozen=True, slots=True)
class Part:
    """An instance of a type: what each property holds, in the order of the properties."""

    type_: ObjectType
    contents: tuple[tuple[Field, tuple[Part | str, ...]], ...]

    def values(self, iri: str) -> tuple[Part | str, ...]:
        """Return what the property ``iri`` holds; nothing where it is left out."""
        return next((held for it, held in self.contents if it.iri == iri), ())


class _Impossible(Exception):
    """What is wanted can't be made; where it is optional it is left out."""

    def __init__(self, iri: str, reason: str, known: str) -> None:
        super().__init__(reason)
        self.refusal = ExampleRefused(iri, reason=reason, known=known)


def grow(
    model: InformationModel, start: ObjectType, day: dt.date, asked: dt.date | None, *, full: bool
) -> Part:
    """Return an instance of ``start``, with codes as on ``asked`` or, without, those of ``day``.

    A ``full`` one has every property once, else it has only what must be there. Raises
    ExampleRefused where the model demands what can't be: a code of a list without codes, a part
    within itself, a value of a form that nothing keeps to.
    """
    try:
        return _Grower(model, day, asked, full=full).part(start, 1)
    except _Impossible as problem:
        raise problem.refusal from None


@dataclass(slots=True)
class _Grower:
    """One example under way."""

    model: InformationModel
    day: dt.date
    asked: dt.date | None
    full: bool
    count: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    """How many values of each simple type there are."""
    above: list[str] = field(default_factory=list)

    def part(self, type_: ObjectType, number: int) -> Part:
        """Return an instance of a type, the one with that ``number`` in its place."""
        if type_.iri in self.above or len(self.above) >= DEEPEST:
            raise _Impossible(type_.iri, "example-endless", type_.name)
        self.above.append(type_.iri)
        try:
            made = []
            for it in fields_of(type_.fields):
                held = self.property(it, type_, number)
                if held:
                    made.append((it, held))
        finally:
            self.above.pop()
        return Part(type_, tuple(made))

    def property(self, it: Field, type_: ObjectType, number: int) -> tuple[Part | str, ...]:
        """Return what a property holds: as many as must be, and one where there may be any."""
        room = self.full and self.count < ENOUGH
        wanted = max(it.min, 1) if room else it.min
        rules = [rule for rule in type_.unique if rule.among == it.iri]
        held: list[Part | str] = []
        for place in range(wanted):
            before = self.count
            try:
                # The place of a part tells those in a list apart, and so it does their values.
                held.append(self.another(it, rules, held, number + place))
            except _Impossible:
                if it.min:
                    raise
                self.count = before
        return tuple(held)

    def another(
        self, it: Field, rules: list[Unique], held: list[Part | str], number: int
    ) -> Part | str:
        """Return one more of a property, unlike those that it must not be like."""
        for attempt in range(TRIES):
            found = self.one(it, number + attempt)
            if isinstance(found, str) or not any(_same(rule, found, held) for rule in rules):
                return found
        raise _Impossible(it.iri, "example-unique", it.name)

    def one(self, it: Field, number: int) -> Part | str:
        """Return an instance of a role's type, or a value."""
        self.count += 1
        if self.count > MOST:
            raise ExampleRefused(self.model.iri, reason="example-large", known=str(MOST))
        if it.target:
            target = self.model.by_iri().get(it.target.iri)
            if target is None:
                raise _Impossible(it.iri, "schema-target", it.target.iri)
            return self.part(target, number)
        if it.code_list:
            code = code_of(it, self.asked or self.day, number - 1, full=self.full)
            if code is None and self.asked is None:
                code = code_of(it, None, number - 1, full=self.full)
            if code is None:
                raise _Impossible(it.iri, "example-codes", it.name)
            return code.notation
        if it.simple_type is None:
            raise _Impossible(it.iri, "schema-untyped", it.name)
        place = self.numbers[it.simple_type.iri] = self.numbers.get(it.simple_type.iri, 0) + 1
        value = value_of(it.simple_type, it.name, self.day, place, self.model.syntax)
        if value is None:
            raise _Impossible(it.iri, "example-value", it.name)
        return value


def _same(rule: Unique, one: Part, others: list[Part | str]) -> bool:
    """Tell whether a part has the key of another (XML Schema part 1, §3.11.4)."""
    key = _key(rule, one)
    return key is not None and any(
        isinstance(other, Part) and _key(rule, other) == key for other in others
    )


def _key(rule: Unique, part: Part) -> tuple[str, ...] | None:
    found = [part.values(iri) for iri in rule.by]
    if not all(found):
        return None
    return tuple(str(held[0]) for held in found)
