"""Finding and Fault: what is wrong, as people read it and as a rule first says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.check.rule import Rule
from catalog.model.rdf import Iri, Node, Term
from catalog.model.text import LangString, best


@dataclass(frozen=True, slots=True)
class Said:
    """A few words that ``shapes/words.ttl`` has in each language, with one value in them."""

    word: str
    value: str = ""


Facts = Mapping[str, str | int | Said | Term | tuple[Term, ...]]
"""What fills the holes of a sentence: text, a number, or things and words of a standard by IRI.

Two facts do more. ``suggestion`` is the nearest right term, to be written instead of the value (of
the predicate where the fault has no value, of the subject where it has neither). ``namespace`` is
the right IRI of a prefix that was declared with a wrong one.
"""


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
    severity: str = ""
    """What an exception in the data gives it; empty where the rule's own holds."""
    tag: bool = False
    """Whether only the language or the datatype of the value is wrong, not its text."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a source, or of a very long one the part to look at.

    ``text`` begins at ``column``, counted from 1; ``cut`` tells that the line goes on after it.
    """

    number: int
    text: str
    column: int = 1
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The Turtle to write, and what of the file it replaces: the end is no part of it any more."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to correct, with its place and a sentence in each language.

    ``severity`` is ``error`` or ``warning``; lines and columns count from 1 and in characters, and
    the end is the first place that is no part of it; ``resource`` is the IRI that it is about,
    empty for a file.
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
    end_line: int = 0
    end_column: int = 0
    excerpt: tuple[SourceLine, ...] = ()
    """The lines of the file that it is about, and where it helps one before them."""
    suggestion: Suggestion | None = None

    def message(self, lang: str) -> str:
        """Return the sentence in ``lang``, or in the language nearest to it."""
        text = best(self.messages, lang)
        return text.text if text else self.rule

    def reason(self, lang: str) -> str:
        """Return why that is wrong, in ``lang`` or near it; empty where the rule doesn't say."""
        text = best(self.why, lang)
        return text.text if text else ""

    def remedy(self, lang: str) -> str:
        """Return how to mend it, in ``lang`` or near it; empty where the rule doesn't say."""
        text = best(self.mend, lang)
        return text.text if text else ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check of a change looked at: named things, but for ``subjects``, which is all."""

    subjects: frozenset[Node] = field(repr=False)
    files: frozenset[str]
    changed: int
    neighbours: int
    all: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the national catalogue would hold of a source after a harvest."""

    kind: str
    """What the source was taken to be registered for; empty where the harvest ended before."""
    aborted: bool = False
    """Whether the harvest ends without a result: then what was there stays as it is."""
    resources: Mapping[str, int] = field(default_factory=dict)
    """How many there are of each sort: of concepts, of models, or of datasets and services."""
    containers: int = 0
    """Collections or catalogues."""
    unlisted: int = 0
    """Resources in no collection or catalogue: concepts get one made up, others may be lost."""
    removed: int | None = None
    """Resources of the former feed that are marked as removed; None where there is none."""


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
    rules: Mapping[str, Rule] = field(default_factory=dict, repr=False)
    """Every rule that was asked."""
    judged: Judged | None = field(default=None, repr=False)
    """What was judged, where that isn't everything."""
    outcome: Outcome | None = None
    """What would come of a harvest, where that is what was judged."""

    def word(self, name: str, lang: str, **facts: object) -> str:
        """Return one of the report's small words in ``lang``, its holes filled."""
        word = best(self.words.get(name, ()), lang)
        return word.text.format(**facts) if word else name
