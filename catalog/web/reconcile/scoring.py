"""How well a thing answers a query, from 0 to 100, as a person who knows the terms would say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.concept import Concept
from catalog.model.resource import Link
from catalog.model.text import LangString
from catalog.search import Kinship, Wording, distance, likeness, spelled
from catalog.web.reader import primary
from catalog.web.reconcile.properties import LANGUAGE, VALID_ON, Day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.model.resource import Resource
    from catalog.web.reconcile.properties import Content
    from catalog.web.reconcile.queries import Wish

PREFERRED: Final = "preferred"
ALTERNATIVE: Final = "alternative"
HIDDEN: Final = "hidden"
NOTATION: Final = "notation"

CERTAIN: Final = 100.0
WORTH: Final[dict[str, dict[Kinship, float]]] = {
    PREFERRED: {Kinship.SAME: 100, Kinship.SPELLED: 95, Kinship.INFLECTED: 80,
                Kinship.MISTYPED: 58},
    ALTERNATIVE: {Kinship.SAME: 93, Kinship.SPELLED: 90, Kinship.INFLECTED: 77,
                  Kinship.MISTYPED: 55},
    NOTATION: {Kinship.SAME: 88, Kinship.SPELLED: 86},
    HIDDEN: {Kinship.SAME: 70, Kinship.SPELLED: 68, Kinship.INFLECTED: 62, Kinship.MISTYPED: 50},
}  # fmt: skip
"""What each way of being like a label is worth: the exact term before the exact synonym, before
the code, before inflected forms, before a discouraged term, before a typo."""
PARTLY: Final = {PREFERRED: 40.0, ALTERNATIVE: 36.0, HIDDEN: 30.0}
"""What it would be worth to have all letters in common, yet not be the same words."""
FARTHER: Final = 1.5
"""What a step away from the language of the answer costs: bokmål to nynorsk is one, to English
two. A term is still worth more in any language than a synonym in one's own."""
OUT_OF_USE: Final = 4.0
"""What it costs that a thing should no longer be used; of two with one name the other is meant."""
NAMED: Final = frozenset({PREFERRED, ALTERNATIVE, NOTATION})
"""What makes an answer certain where it is the same; a discouraged term may be meant otherwise."""
HALF: Final = 0.5
"""What is left of the score where no property agrees: the name alone still says something."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing and the way in which it is one."""

    role: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The name that the text is most like, and what that is worth; ``exact`` where it is it."""

    name: Name
    worth: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The score, and what it was made from; ``exact`` says that a name is the very text."""

    value: float
    named: float
    exact: bool
    preferred: bool
    language: bool
    in_use: bool
    agreement: float

    @property
    def certain(self) -> bool:
        """Tell whether nothing speaks against this being what was meant."""
        return self.exact and self.agreement == 1.0

    def features(self) -> list[dict[str, object]]:
        """Return what a client can weigh anew (0.2 §4.2, matching features)."""
        found = {
            "name_score": self.named,
            "exact_name": self.exact,
            "preferred_name": self.preferred,
            "own_language": self.language,
            "in_use": self.in_use,
            "properties_agree": self.agreement,
        }
        return [{"id": name, "value": value} for name, value in found.items()]


FEATURES: Final = ("name_score", "exact_name", "preferred_name", "own_language", "in_use",
                   "properties_agree")  # fmt: skip


def score(
    record: Resource, asked: tuple[Wording, ...], wishes: tuple[Wish, ...], lang: str
) -> Score | None:
    """Return the score of a thing for texts in the language ``lang``; None where it is unlike."""
    told = {primary(value) for wish in wishes if wish.property == LANGUAGE for value in wish.values}
    matches = [
        match for text in asked for name in names(record) if (match := _match(text, name, lang))
    ]
    if not matches:
        return None
    # Of two names that are as good, the one in the language that the query tells counts.
    best = max(matches, key=lambda it: (it.worth + (primary(it.name.lang) in told), it.exact))
    return _scored(record, best, wishes, lang)


def identified(record: Resource, wishes: tuple[Wish, ...], lang: str) -> Score:
    """Return the score of a thing that was asked for by its IRI (0.2 §4.4)."""
    return _scored(
        record, Match(Name(PREFERRED, record.iri, lang), CERTAIN, exact=True), wishes, lang
    )


def names(record: Resource) -> Iterator[Name]:
    """Yield every name of a thing."""
    yield from (Name(PREFERRED, it.text, it.lang) for it in record.label)
    if isinstance(record, Concept):
        yield from (Name(ALTERNATIVE, it.text, it.lang) for it in record.alt)
        yield from (Name(HIDDEN, it.text, it.lang) for it in record.hidden)
        yield from (Name(NOTATION, it) for it in record.notations)


def agrees(record: Resource, wish: Wish, name: Name) -> bool:
    """Tell whether a thing has one of the values that are wished for."""
    if wish.property == LANGUAGE:
        return any(primary(value) == primary(name.lang) for value in wish.values)
    if wish.property == VALID_ON:
        days = [day for value in wish.values if (day := _day(value))]
        return any(record.holds(day) for day in days)
    return any(
        _equal(content, value, wording)
        for content in wish.property.read(record)
        for value, wording in zip(wish.values, wish.wordings, strict=True)
    )


def _scored(record: Resource, match: Match, wishes: tuple[Wish, ...], lang: str) -> Score:
    name = match.name
    told = [agrees(record, wish, name) for wish in wishes]
    agreement = sum(told) / len(told) if told else 1.0
    value = max(0.0, match.worth - (OUT_OF_USE if record.retired else 0.0))
    return Score(
        value=round(value * (HALF + (1 - HALF) * agreement), 1),
        named=round(match.worth, 1),
        exact=match.exact,
        preferred=name.role == PREFERRED,
        language=_steps(lang, name.lang) == 0,
        in_use=not record.retired,
        agreement=agreement,
    )


def _match(text: Wording, name: Name, lang: str) -> Match | None:
    alike = likeness(text, name.text, name.lang)
    if alike.kinship == Kinship.PARTLY:
        worth = PARTLY.get(name.role, 0.0) * alike.share
    else:
        worth = WORTH[name.role].get(alike.kinship, 0.0)
    worth -= FARTHER * _steps(lang, name.lang)
    if worth <= 0:
        return None
    return Match(name, worth, alike.kinship == Kinship.SAME and name.role in NAMED)


def _steps(lang: str, other: str) -> int:
    """Return how far a name's language is from the answer's; one without a language is in all."""
    return distance(lang, other) if other else 0


def _equal(content: Content, value: str, wording: Wording) -> bool:
    if isinstance(content, Link):
        if value in (content.iri, content.notation):
            return True
        return any(spelled(wording, text.text) for text in content.label)
    if isinstance(content, Day):
        return content.text[:10] == value[:10]
    if isinstance(content, LangString):
        return spelled(wording, content.text)
    # A status may be named by its IRI too, of which the code is the end.
    return value in (content, value.rpartition("/")[0] + "/" + content)


def _day(value: str) -> dt.date | None:
    """Read a day; of a moment only its day, since validity is told in days."""
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
