"""Finding and Fault: what is wrong, as people read it and as a rule first says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.model.rdf import Iri, Node, Term
from catalog.model.text import LangString, best

Facts = Mapping[str, str | int | Term | tuple[Term, ...]]
"""What fills the holes of a sentence: text, a number, or things and words of a standard by IRI."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found, before it has a severity, a place and a sentence.

    ``subject``, ``predicate`` and ``value`` are the statement to look at, as far as there is one;
    ``file``, ``line`` and ``column`` are set where the fault lies in a file as such.
    """

    rule: str
    subject: Node | None = None
    predicate: Iri | None = None
    value: Term | None = None
    facts: Facts = field(default_factory=dict)
    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to correct, with its place and a sentence in each language.

    ``severity`` is ``error`` or ``warning``; ``line`` and ``column`` count from 1; ``resource`` is
    the IRI that it is about, empty for a file.
    """

    file: str
    line: int
    column: int
    rule: str
    severity: str
    resource: str
    label: str
    value: str
    messages: tuple[LangString, ...]
    """What is wrong, in each language of the interface."""
    why: tuple[LangString, ...] = ()
    """Why that is wrong: what the rule's source asks, or what happens otherwise."""
    mend: tuple[LangString, ...] = ()
    """How to mend it."""
    source: str = ""
    """Where the rule comes from: the IRI of a section of a standard."""
    fault: Fault | None = field(default=None, repr=False)
    """The very statement that it is about, for who must find it elsewhere than in the file."""

    def message(self, lang: str) -> str:
        """Return the sentence in ``lang``, or in the language nearest to it."""
        text = best(self.messages, lang)
        return text.text if text else self.rule


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a check found, in the order of files and lines.

    ``counts`` has every finding of each rule, ``suppressed`` how many of them are not among
    ``findings`` because there are more than the limit.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    suppressed: Mapping[str, int]
    errors: int
    warnings: int
    files: int
    words: Mapping[str, tuple[LangString, ...]] = field(default_factory=dict, repr=False)
    """The report's own small words, by name; see ``shapes/words.ttl``."""
