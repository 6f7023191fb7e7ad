"""How a concept or code is told on its page: what comes first, and what belongs together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.collation import sort_key
from catalog.web.reader import primary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from catalog.model.concept import Concept, Definition, Match, Note, Relation
    from catalog.model.resource import Link
    from catalog.model.text import LangString
    from catalog.web.reader import Reader

NOTES: Final = ("scopeNote", "note", "example", "historyNote", "changeNote", "editorialNote")
RELATIONS: Final = (
    "broader", "broader-generic", "broader-partitive",
    "narrower", "narrower-generic", "narrower-partitive", "related",
)  # fmt: skip
MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one language."""

    lang: str
    recommended: tuple[LangString, ...]
    allowed: tuple[LangString, ...]
    discouraged: tuple[LangString, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes of one kind: those to read, and those in other languages."""

    kind: str
    shown: tuple[LangString, ...]
    others: tuple[LangString, ...]


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """The relations of one kind; ``total`` counts those left out too."""

    kind: str
    items: tuple[Relation, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MatchGroup:
    """The mappings of one kind."""

    kind: str
    items: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A concept, ready for its template."""

    definitions: tuple[Definition, ...]
    other_definitions: tuple[Definition, ...]
    terms: tuple[Terms, ...]
    notes: tuple[NoteGroup, ...]
    relations: tuple[RelationGroup, ...]
    matches: tuple[MatchGroup, ...]
    value_ranges: tuple[Link, ...]
    codes: tuple[Link, ...]
    about: tuple[Link, ...]
    state: str
    anchors: frozenset[str]
    iri: str

    def sourced(self, definition: Definition) -> bool:
        """Tell whether to say where a definition comes from: not once more for a translation."""
        mine, first = _origin(definition), _origin(self.definitions[0])
        return any(mine) and (definition in self.definitions or mine != first)

    def anchor(self, definition: Definition) -> str:
        """Return the fragment that names a definition within the page, empty where none does."""
        return definition.iri.removeprefix(f"{self.iri}#") if definition.iri in self.anchors else ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return which kinds of term there are in any language."""
        kinds = ("recommended", "allowed", "discouraged")
        return tuple(kind for kind in kinds if any(getattr(row, kind) for row in self.terms))


def tell(record: Concept, reader: Reader, today: dt.date) -> Telling:
    """Arrange a concept for a reader of today."""
    shown = primary(reader.best([definition.text for definition in record.definitions]).lang)
    here: list[Definition] = []
    there: list[Definition] = []
    for definition in record.definitions:
        (here if primary(definition.text.lang) == shown else there).append(definition)
    named = Counter(definition.iri for definition in record.definitions)
    there.sort(key=lambda definition: reader.rank(definition.text.lang))

    def by_kind(kind: str) -> tuple[Link, ...]:
        return tuple(link for link in record.codes if link.kind == kind)

    return Telling(
        tuple(here),
        tuple(there),
        terms_by_language(record, reader),
        notes_by_kind(record.notes, reader),
        _relations(record, reader),
        tuple(
            MatchGroup(kind, tuple(match for match in record.matches if match.kind == kind))
            for kind in _ordered(MATCHES, (match.kind for match in record.matches))
        ),
        tuple(dict.fromkeys((*record.value_ranges, *by_kind("code-list")))),
        by_kind("code"),
        tuple(link for link in record.codes if link.kind not in {"code", "code-list"}),
        state(record, today),
        frozenset(iri for iri, count in named.items() if count == 1 and _is_part(iri, record.iri)),
        record.iri,
    )


def state(record: Concept, today: dt.date) -> str:
    """Return ``over`` for what is no longer to be used, ``ending``, ``coming`` or ``current``."""
    iso = today.isoformat()
    if record.retired or (record.valid.end and record.valid.end < iso):
        return "over"
    if record.valid.start > iso:
        return "coming"
    if record.valid.end and record.replaced_by:
        return "ending"
    return "over" if record.replaced_by else "current"


def terms_by_language(record: Concept, reader: Reader) -> tuple[Terms, ...]:
    """Return the terms of each language that has any, the reader's first."""
    languages = {text.lang for text in (*record.label, *record.alt, *record.hidden)}
    return tuple(
        Terms(
            lang,
            tuple(text for text in record.label if text.lang == lang),
            tuple(text for text in record.alt if text.lang == lang),
            tuple(text for text in record.hidden if text.lang == lang),
        )
        for lang in sorted(languages, key=reader.rank)
    )


def notes_by_kind(notes: Iterable[Note], reader: Reader) -> tuple[NoteGroup, ...]:
    """Return notes by kind; kinds that are not SKOS' own come last."""
    kept = tuple(notes)
    groups = []
    for kind in _ordered(NOTES, (note.kind for note in kept)):
        shown, others = reader.split([note.text for note in kept if note.kind == kind])
        groups.append(NoteGroup(kind, shown, others))
    return tuple(groups)


def _origin(definition: Definition) -> tuple[object, ...]:
    return (definition.relationship, definition.sources, definition.source_texts)


def _is_part(iri: str, page: str) -> bool:
    """Tell whether ``iri`` is ``page`` with a fragment that can be an id in HTML."""
    fragment = iri.removeprefix(f"{page}#")
    return fragment != iri and bool(fragment) and not fragment.startswith("s-")


def _relations(record: Concept, reader: Reader) -> tuple[RelationGroup, ...]:
    counts = dict(record.relation_counts)
    groups = []
    for kind in _ordered(RELATIONS, (relation.kind for relation in record.relations)):
        items = [relation for relation in record.relations if relation.kind == kind]
        items.sort(key=lambda relation: sort_key(reader.name(relation.target).text, reader.lang))
        groups.append(RelationGroup(kind, tuple(items), max(counts.get(kind, 0), len(items))))
    return tuple(groups)


def _ordered(known: tuple[str, ...], found: Iterable[str]) -> list[str]:
    kinds = dict.fromkeys(found)
    return [*(kind for kind in known if kind in kinds), *sorted(kinds.keys() - set(known))]
