"""The types that things are sorted into: their kinds, and each list, scheme and collection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.model.concept import Concept
from catalog.web.reconcile.payload import inside, refusal

if TYPE_CHECKING:
    from catalog.model.resource import Link, Resource
    from catalog.web.reconcile.desk import Desk
    from catalog.web.reconcile.queries import Query

KINDS: Final = ("concept", "code", "code-list", "scheme", "collection")
"""The kinds that a cell of a table may mean; datasets and catalogues are about the data itself."""
GROUPS: Final = frozenset({"code-list", "scheme", "collection"})
"""The kinds of which each is a type of its own: a column of codes is matched against one list."""
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Type:
    """A type: a kind, or what stands in the group with this number in the Release.

    ``broader`` is the kind of what a group holds.
    """

    id: str
    name: str
    kinds: frozenset[str]
    broader: str = ""
    group: int = 0


ANYTHING: Final = Type("", "", frozenset(KINDS))
"""What is searched where no type is named."""


@dataclass(slots=True)
class Types:
    """The types of one Release, for one answer: a batch asks for the same ones again."""

    desk: Desk
    _known: dict[str, Type | None] = field(default_factory=dict)
    _members: dict[int, frozenset[int] | None] = field(default_factory=dict)

    def find(self, name: str) -> Type | None:
        """Return the type with an id, if there is one."""
        if name not in self._known:
            self._known[name] = self._kind(name) if name in KINDS else self._group(name)
        return self._known[name]

    def of_query(self, query: Query) -> tuple[Type, ...]:
        """Return the types that a query names. Raises Problem where one is unknown."""
        found = []
        for name in query.types:
            known = self.find(name)
            if known is None:
                raise refusal(inside(query.place, "type"), *KINDS, "https://…")
            found.append(known)
        return tuple(found)

    def members(self, one: Type) -> frozenset[int] | None:
        """Return the numbers of what a group holds; None for a kind, and where it isn't listed."""
        if one.group not in self._members:
            release = self.desk.view.release
            self._members[one.group] = release.member_numbers(one.group) if one.group else None
        return self._members[one.group]

    def holds(self, one: Type, number: int, record: Resource) -> bool:
        """Tell whether a thing is of a type."""
        if not one.group:
            return record.kind in one.kinds
        members = self.members(one)
        if members is not None:
            return number in members
        return isinstance(record, Concept) and any(link.iri == one.id for link in record.schemes)

    def general(self) -> tuple[Type, ...]:
        """Return the kinds that this Release has anything of."""
        counts = self.desk.view.release.manifest.counts
        return tuple(self._kind(kind) for kind in KINDS if counts.get(kind))

    def described(self, one: Type, description: str = "") -> Json:
        """Return a type as JSON, with the kind that it belongs under (0.2 §2.2)."""
        content: Json = {"id": one.id, "name": one.name}
        if description:
            content["description"] = description
        if one.broader:
            content["broader"] = [self.described(self._kind(one.broader))]
        return content

    def of_record(self, record: Resource) -> list[Json]:
        """Return the types of a thing; a client that guesses by them takes the first ones first."""
        own: Json = {"id": record.kind, "name": self.desk.t(f"kind.{record.kind}")}
        if not isinstance(record, Concept):
            return [own]
        lists = self._links(record.schemes)
        collections = self._links(record.collections)
        first = [*lists, own] if record.kind == "code" else [own, *lists]
        return [*first, *collections]

    def _links(self, links: tuple[Link, ...]) -> list[Json]:
        """Return those that are types here; what this catalogue doesn't describe is none."""
        return [{"id": link.iri, "name": self.desk.name(link)} for link in links if link.kind]

    def _kind(self, kind: str) -> Type:
        return Type(kind, self.desk.t(f"kind.{kind}"), frozenset({kind}))

    def _group(self, iri: str) -> Type | None:
        release = self.desk.view.release
        found = release.find_iri(iri)
        if found is None or found.kind not in GROUPS:
            return None
        row = release.summaries([found.number])[0]
        holds = "code" if found.kind == "code-list" else "concept"
        return Type(
            iri,
            self.desk.name(row.link),
            frozenset(KINDS),
            broader=holds,
            group=found.number,
        )
