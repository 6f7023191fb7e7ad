"""New things, made as their likes are made: each a set of changes to the sources."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.editing.home import find_home, pick_id, to_id
from catalog.errors import DraftRefused
from catalog.model.rdf import Iri, Literal, iris, literals
from catalog.source.edit import Change

if TYPE_CHECKING:
    import datetime as dt

    from catalog.model.rdf import Term
    from catalog.reading.catalogue import Catalogue

NORWEGIAN: Final = "skos-ap-no"
"""The profile that asks for identifiers, definition objects and statuses."""
COMMON: Final = (terms.CONTACT_POINT, terms.PUBLISHER)
"""What most things of a kind say alike, and a new one says too."""
DAYS: Final = (terms.CREATED, terms.ISSUED, terms.MODIFIED)
PLAIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._~-]*[A-Za-z0-9])?")
"""A notation that can be the last part of an IRI as it is (RFC 3986 §2.3)."""


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """A code to be made: its notation and its labels."""

    notation: str
    labels: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new thing is to say.

    ``kind`` is ``concept``, ``code-list`` or ``code``; ``names`` are its terms or titles, each
    with a language; ``id`` is empty where one is to be picked; ``group`` is the collection or
    scheme that it belongs to, for codes their list.
    """

    kind: str
    names: tuple[Literal, ...] = ()
    alternatives: tuple[Literal, ...] = ()
    texts: tuple[Literal, ...] = ()
    sources: tuple[Iri, ...] = ()
    group: Iri | None = None
    subject: Iri | None = None
    codes: tuple[CodeWanted, ...] = ()
    id: str = ""


@dataclass(slots=True)
class Draft:
    """A new thing: its IRI, its file, and the changes to every file that it needs."""

    iri: Iri
    file: str
    changes: dict[str, list[Change]] = field(default_factory=dict)

    def say(self, subject: Iri, predicate: Iri, *values: Term, file: str = "") -> None:
        """Add statements, to the draft's own file where no other is named."""
        if values:
            changes = self.changes.setdefault(file or self.file, [])
            changes.append(Change(subject, predicate, (), values))


def draft(wanted: Wanted, catalogue: Catalogue, today: dt.date) -> Draft:
    """Return what is to be written for a new thing that is valid from ``today``.

    Raises DraftRefused for an id or a notation that is taken or can't be one.
    """
    return _Drafting(wanted, catalogue, today).made


class _Drafting:
    """The making of one draft."""

    def __init__(self, wanted: Wanted, catalogue: Catalogue, today: dt.date) -> None:
        self.wanted = wanted
        self.catalogue = catalogue
        self.graph = catalogue.graph
        self.kinds = catalogue.outline.kinds
        self.norwegian = catalogue.settings.profile == NORWEGIAN
        self.day = Literal(today.isoformat(), "", terms.DATE)
        self.likes = [iri for iri, kind in self.kinds.items() if kind == wanted.kind]
        self.made = self._listed() if wanted.kind == "code" else self._placed()
        if wanted.kind == "concept":
            self._concept()
        elif wanted.kind == "code-list":
            self._code_list()
        self._codes()

    def _placed(self) -> Draft:
        home = find_home(self.wanted.kind, self.kinds, self.graph, self.catalogue.settings)
        asked = self.wanted.id
        if asked and to_id(asked) != asked:
            raise DraftRefused(asked, reason="id-form")
        if asked and Iri(home.namespace + asked) in self.graph.subjects:
            raise DraftRefused(asked, reason="id-taken")
        names = (name.value for name in self.wanted.names)
        name = asked or pick_id(names, home.namespace, self.graph.subjects)
        return Draft(Iri(home.namespace + name), home.file_of(name))

    def _listed(self) -> Draft:
        listed = self.wanted.group
        if listed is None or self.kinds.get(listed) != "code-list":
            raise DraftRefused(str(listed or ""), reason="no-list")
        return Draft(listed, self.graph.files_of(listed)[0])

    def _usual(self, predicate: Iri) -> bool:
        """Tell whether things of this kind have such a statement here."""
        return any(predicate in self.graph.about(like) for like in self.likes)

    def _identify(self, iri: Iri) -> None:
        if self.norwegian or self._usual(terms.IDENTIFIER):
            self.made.say(iri, terms.IDENTIFIER, Literal(str(iri), "", terms.ANY_URI))

    def _concept(self) -> None:
        made, wanted, iri = self.made, self.wanted, self.made.iri
        made.say(iri, terms.TYPE, terms.CONCEPT)
        self._identify(iri)
        made.say(iri, terms.PREF_LABEL, *wanted.names)
        made.say(iri, terms.ALT_LABEL, *wanted.alternatives)
        if self.norwegian or self._usual(terms.XL_DEFINITION):
            for text in wanted.texts:
                self._definition(text)
        else:
            made.say(iri, terms.DEFINITION, *wanted.texts)
            made.say(iri, terms.SOURCE, *wanted.sources)
        if self.norwegian or self._usual(terms.STATUS):
            made.say(iri, terms.STATUS, terms.DRAFT)
        self._as_usual()
        self._belong()

    def _definition(self, text: Literal) -> None:
        """Say a definition as a thing of its own (SKOS-AP-NO-Begrep, Definisjon)."""
        made, sources = self.made, self.wanted.sources
        note = Iri(f"{made.iri}#def-{text.language}")
        made.say(made.iri, terms.XL_DEFINITION, note)
        made.say(note, terms.TYPE, terms.XL_NOTE)
        made.say(note, terms.VALUE, text)
        made.say(note, terms.RELATIONSHIP, terms.DERIVED if sources else terms.SELF_COMPOSED)
        made.say(note, terms.SOURCE, *sources)

    def _belong(self) -> None:
        """Put a concept into its collection or scheme, in both directions where that is usual."""
        made, group = self.made, self.wanted.group or self._group()
        if group is None:
            return
        file = next(iter(self.graph.files_of(group)), made.file)
        if self.kinds.get(group) == "collection":
            made.say(group, terms.MEMBER, made.iri, file=file)
            if self.norwegian or self._usual(terms.MEMBER_OF):
                made.say(made.iri, terms.MEMBER_OF, group)
            return
        made.say(made.iri, terms.IN_SCHEME, group)
        made.say(made.iri, terms.TOP_CONCEPT_OF, group)
        if terms.HAS_TOP_CONCEPT in self.graph.about(group):
            made.say(group, terms.HAS_TOP_CONCEPT, made.iri, file=file)

    def _group(self) -> Iri | None:
        """Return the one scheme of all likes, or the one collection, where there is just one."""
        schemes = {
            it for like in self.likes for it in iris(self.graph.objects(like, terms.IN_SCHEME))
        }
        collections = {iri for iri, kind in self.kinds.items() if kind == "collection"}
        found = schemes or collections
        return next(iter(found)) if len(found) == 1 else None

    def _as_usual(self) -> None:
        """Say what most things say alike: whom to ask, who publishes, and when it was made."""
        for predicate in COMMON:
            for group in (self.likes, self.graph.subjects):
                said = [iri for it in group for iri in iris(self.graph.objects(it, predicate))]
                if said:
                    self.made.say(self.made.iri, predicate, Counter(said).most_common(1)[0][0])
                    break
        for predicate in DAYS:
            if self._usual(predicate):
                self.made.say(self.made.iri, predicate, self.day)

    def _code_list(self) -> None:
        made, wanted, iri = self.made, self.wanted, self.made.iri
        made.say(iri, terms.TYPE, terms.CONCEPT_SCHEME, terms.CODE_LIST)
        self._identify(iri)
        made.say(iri, terms.TITLE, *wanted.names)
        made.say(iri, terms.PREF_LABEL, *wanted.names)
        made.say(iri, terms.DESCRIPTION, *wanted.texts)
        made.say(iri, terms.SOURCE, *wanted.sources)
        if wanted.subject:
            made.say(iri, terms.SUBJECT, wanted.subject)
        made.say(iri, terms.NUMBER_OF_LEVELS, Literal("1", "", terms.POSITIVE_INTEGER))
        self._as_usual()

    def _codes(self) -> None:
        """Add the codes to their list, after those that it has."""
        listed = self.made.iri
        known = [
            int(place.value)
            for code in self.catalogue.outline.pointing_at(listed, terms.IN_SCHEME)
            for place in literals(self.graph.objects(code, terms.POSITION))
            if place.value.isdecimal()
        ]
        taken = set(self.graph.subjects)
        for position, code in enumerate(self.wanted.codes, max(known, default=0) + 1):
            iri = self._code(code, listed, position)
            if iri in taken:
                raise DraftRefused(code.notation, reason="notation-taken")
            taken.add(iri)
            if self.wanted.kind == "code":
                self.made.iri = iri

    def _code(self, code: CodeWanted, listed: Iri, position: int) -> Iri:
        made = self.made
        name = code.notation if PLAIN.fullmatch(code.notation) else to_id(code.notation)
        if not name:
            raise DraftRefused(code.notation, reason="id-form")
        iri = Iri(f"{listed}/{name}")
        made.say(iri, terms.TYPE, terms.CONCEPT, terms.CODE_ELEMENT)
        self._identify(iri)
        made.say(iri, terms.NOTATION, Literal(code.notation))
        made.say(iri, terms.PREF_LABEL, *code.labels)
        made.say(iri, terms.IN_SCHEME, listed)
        made.say(iri, terms.TOP_CONCEPT_OF, listed)
        made.say(iri, terms.POSITION, Literal(str(position), "", terms.INTEGER))
        made.say(iri, terms.START_DATE, self.day)
        if self.norwegian or self._usual(terms.STATUS):
            made.say(iri, terms.STATUS, terms.CURRENT)
        made.say(listed, terms.HAS_TOP_CONCEPT, iri)
        if terms.CONTAINS in self.graph.about(listed):
            made.say(listed, terms.CONTAINS, iri)
        return iri
