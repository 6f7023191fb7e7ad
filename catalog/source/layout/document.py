"""A Turtle document as its author laid it out: facts with their comments and offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.model.rdf import Iri, Term
    from catalog.source.layout.tokens import Token


@dataclass(slots=True)
class Noted:
    """What comments stand at: ``before`` it on lines of their own, ``after`` it on its line.

    An empty text in ``before`` is a blank line; there are such between blocks only.
    """

    before: list[str] = field(default_factory=list)
    after: str = ""


@dataclass(slots=True)
class Value:
    """A term at ``start`` to ``end``, or the ``[ … ]`` or ``( … )`` that stands for one."""

    start: int
    end: int
    term: Term | None = None
    facts: list[Fact] | None = None
    members: list[Member] | None = None
    inner: Noted = field(default_factory=Noted)
    """Comments behind the opening mark (``after``) and ahead of the closing one (``before``)."""


@dataclass(slots=True)
class Member(Noted):
    """A member of a collection."""

    value: Value = field(kw_only=True)


@dataclass(slots=True)
class Fact(Noted):
    """A predicate and one value; facts that share a predicate in the text share ``verb``."""

    predicate: Iri = field(kw_only=True)
    verb: Token = field(kw_only=True)
    value: Value = field(kw_only=True)
    mark: Token | None = None
    """The ``,``, ``;``, ``.`` or ``]`` behind the value; several ``;`` are one."""


@dataclass(slots=True)
class Directive(Noted):
    """``@prefix name: <iri> .``, or ``@base <iri> .`` where ``name`` is None; ``iri`` absolute."""

    name: str | None = field(kw_only=True)
    iri: str = field(kw_only=True)
    start: int = field(kw_only=True)
    end: int = field(kw_only=True)


@dataclass(slots=True)
class Block(Noted):
    """A subject and its facts, and the names that hold where it stands."""

    subject: Value = field(kw_only=True)
    facts: list[Fact] = field(kw_only=True)
    prefixes: Mapping[str, str] = field(kw_only=True)
    base: str = field(kw_only=True)
    last: Noted = field(default_factory=Noted)
    """Comments at the closing dot."""
    floor: int = 0
    """Where the directive or block ahead of it ends."""
    end: int = 0


@dataclass(slots=True)
class Document:
    """The directives and blocks in the author's order, and the comments behind the last one."""

    items: list[Directive | Block]
    tail: list[str]
    prefixes: Mapping[str, str]
    base: str
    """The names that hold at the end."""
    relative: bool = False
    """Whether an IRI is written relative to the base."""

    @property
    def directives(self) -> list[Directive]:
        """Those of ``@prefix`` and ``@base``."""
        return [item for item in self.items if isinstance(item, Directive)]

    @property
    def blocks(self) -> list[Block]:
        """Those of subjects."""
        return [item for item in self.items if isinstance(item, Block)]

    @property
    def spelling_base(self) -> str:
        """The base that IRIs are written relative to; empty where the author wrote none so."""
        declared = any(directive.name is None for directive in self.directives)
        return self.base if declared or self.relative else ""
