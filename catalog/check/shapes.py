"""The files of ``shapes/`` as rules, vocabularies and words; whatever they lack is ShapesBroken."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.check.rule import Rule
from catalog.errors import ShapesBroken
from catalog.model.rdf import Iri, iris, literals
from catalog.model.text import LangString
from catalog.settings import INTERFACE_LANGUAGES, LIMITS
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources
from catalog.terms import (
    EXPECTS,
    LABEL,
    OFF,
    RULE,
    RULE_ALLOWED,
    RULE_ERROR_IN,
    RULE_LIMIT,
    RULE_MEND,
    RULE_OF_SHAPE,
    RULE_PROFILE,
    RULE_WHY,
    RULES,
    SH_MESSAGE,
    SH_NODE_SHAPE,
    SH_PROPERTY_SHAPE,
    SH_SEVERITY,
    SH_VIOLATION,
    SH_WARNING,
    SOURCE,
    TYPE,
    VOCABULARY,
    VOCABULARY_CLOSED,
    VOCABULARY_MISSPELT,
    VOCABULARY_TERM,
    WORDS,
)

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.model.rdf import Graph, Node
    from catalog.settings import Settings

SEVERITY: Final = {SH_VIOLATION: "error", SH_WARNING: "warning", OFF: "off"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one standard; a closed one has no others."""

    namespace: str
    terms: frozenset[str]
    closed: bool
    misspelt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything in ``shapes/``: the graph that SHACL judges by, and what Python needs of it."""

    graph: Graph
    rules: dict[str, Rule]
    shapes: dict[Iri, str]
    """The rule that each named shape judges."""
    vocabularies: tuple[Vocabulary, ...]
    expects: dict[Iri, tuple[Iri, ...]]
    """The classes that the object of a property may have."""
    words: dict[str, tuple[LangString, ...]]
    """Names of properties and classes by IRI, and the report's small words by their own name."""


def read_shapes(folder: Path, settings: Settings) -> Shapes:
    """Read every Turtle file in ``folder``.

    Raises ShapesBroken where one isn't Turtle, or a rule lacks its severity, source or a sentence
    in each language of the interface.
    """
    names = sorted(path.name for path in folder.glob("*.ttl")) if folder.is_dir() else []
    if not names:
        raise ShapesBroken(str(folder), reason="missing")
    files = tuple(SourceFile(name, folder / name) for name in names)
    sources = read_sources(files, dataclasses.replace(settings, limits=LIMITS))
    for broken in sources.broken:
        raise ShapesBroken(
            f"{folder / broken.file}:{broken.line}:{broken.column}",
            reason=broken.detail or broken.reason,
        )
    graph = sources.graph
    profiles = _profiles(graph)
    rules: dict[str, Rule] = {}
    shapes: dict[Iri, str] = {}
    for subject in graph.subjects:
        if not isinstance(subject, Iri) or not subject.startswith(RULES):
            continue
        types = set(graph.objects(subject, TYPE))
        judged = iris(graph.objects(subject, RULE_OF_SHAPE))
        if types & {SH_NODE_SHAPE, SH_PROPERTY_SHAPE}:
            shapes[subject] = (judged[0] if judged else subject).removeprefix(RULES)
        if not judged and types & {SH_NODE_SHAPE, SH_PROPERTY_SHAPE, RULE}:
            rule = _rule(graph, subject, profiles)
            rules[rule.name] = rule
    for shape, name in shapes.items():
        if name not in rules:
            raise ShapesBroken(_place(graph, shape), reason=f"{name} is no rule")
    return Shapes(graph, rules, shapes, _vocabularies(graph), _expects(graph), _words(graph))


def _rule(graph: Graph, subject: Iri, profiles: dict[str, str]) -> Rule:
    def texts(predicate: Iri) -> list[str]:
        return [literal.value for literal in literals(graph.objects(subject, predicate))]

    severity = iris(graph.objects(subject, SH_SEVERITY))
    messages = {
        literal.language: literal.value for literal in literals(graph.objects(subject, SH_MESSAGE))
    }
    source = iris(graph.objects(subject, SOURCE))
    if len(severity) != 1 or severity[0] not in SEVERITY:
        raise ShapesBroken(_place(graph, subject), reason="sh:severity")
    if sorted(messages) != sorted(INTERFACE_LANGUAGES):
        raise ShapesBroken(_place(graph, subject), reason="sh:message nb, nn, en")
    if not source:
        raise ShapesBroken(_place(graph, subject), reason="dct:source")
    return Rule(
        name=subject.removeprefix(RULES),
        severity=SEVERITY[severity[0]],
        messages=tuple(LangString(messages[lang], lang) for lang in INTERFACE_LANGUAGES),
        source=source[0],
        profile=next((profiles.get(file, "") for file in graph.files_of(subject)), ""),
        error_in="".join(texts(RULE_ERROR_IN)),
        limit=int("".join(texts(RULE_LIMIT)) or 0),
        allowed=frozenset(" ".join(texts(RULE_ALLOWED)).split()),
        why=_sentences(graph, subject, RULE_WHY),
        mend=_sentences(graph, subject, RULE_MEND),
    )


def _sentences(graph: Graph, subject: Iri, predicate: Iri) -> tuple[LangString, ...]:
    """Return a sentence in each language of the interface, in their order."""
    texts = {text.language: text.value for text in literals(graph.objects(subject, predicate))}
    return tuple(LangString(texts[lang], lang) for lang in INTERFACE_LANGUAGES if lang in texts)


def _profiles(graph: Graph) -> dict[str, str]:
    """Return the profile that asks the rules of each file, where the file names one."""
    return {
        file: literal.value
        for subject in graph.subjects
        for literal in literals(graph.objects(subject, RULE_PROFILE))
        for file in graph.files_of(subject)
    }


def _vocabularies(graph: Graph) -> tuple[Vocabulary, ...]:
    return tuple(
        Vocabulary(
            namespace=subject,
            terms=frozenset(term.value for term in literals(properties.get(VOCABULARY_TERM, []))),
            closed=VOCABULARY_CLOSED in properties,
            misspelt=tuple(
                term.value for term in literals(properties.get(VOCABULARY_MISSPELT, []))
            ),
        )
        for subject, properties in graph.subjects.items()
        if VOCABULARY in properties.get(TYPE, [])
    )


def _expects(graph: Graph) -> dict[Iri, tuple[Iri, ...]]:
    return {
        subject: iris(properties[EXPECTS])
        for subject, properties in graph.subjects.items()
        if isinstance(subject, Iri) and EXPECTS in properties
    }


def _words(graph: Graph) -> dict[str, tuple[LangString, ...]]:
    return {
        subject.removeprefix(WORDS): tuple(
            LangString(literal.value, literal.language) for literal in literals(properties[LABEL])
        )
        for subject, properties in graph.subjects.items()
        if LABEL in properties
    }


def _place(graph: Graph, subject: Node) -> str:
    return f"{', '.join(graph.files_of(subject))}: {subject.removeprefix(RULES)}"
