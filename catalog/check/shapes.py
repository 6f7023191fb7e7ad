"""The files of ``shapes/`` as rules, vocabularies and words; whatever they lack is ShapesBroken."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.check.rule import Rule
from catalog.errors import ShapesBroken
from catalog.limits import LIMITS
from catalog.model.rdf import Iri, iris, literals
from catalog.model.text import LangString
from catalog.settings import INTERFACE_LANGUAGES
from catalog.source.files import SourceFile
from catalog.source.turtle import read_sources
from catalog.terms import (
    COMMENT,
    EXPECTS,
    LABEL,
    OFF,
    RULE,
    RULE_ABOUT,
    RULE_ALLOWED,
    RULE_ERROR_IN,
    RULE_LIMIT,
    RULE_MEND,
    RULE_NEEDS,
    RULE_OF_SHAPE,
    RULE_PROFILE,
    RULE_WHY,
    RULES,
    SH_MESSAGE,
    SH_NODE_SHAPE,
    SH_PROPERTY_SHAPE,
    SH_SEVERITY,
    SH_SHAPES_GRAPH,
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

    from catalog.model.rdf import Graph, Node, Properties
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
    groups: dict[str, tuple[LangString, ...]]
    """What the rules of each file are called together."""


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
    profiles = _told_of_files(graph, RULE_PROFILE)
    needs = _told_of_files(graph, RULE_NEEDS)
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
            file = "".join(graph.files_of(subject)[:1])
            rule = dataclasses.replace(
                _rule(graph, subject),
                file=file,
                profile=profiles.get(file, ""),
                needs=needs.get(file, ""),
            )
            rules[rule.name] = rule
    for shape, name in shapes.items():
        if name not in rules:
            raise ShapesBroken(_place(graph, shape), reason=f"{name} is no rule")
    return Shapes(
        graph=graph,
        rules=rules,
        shapes=shapes,
        vocabularies=_vocabularies(graph),
        expects=_expects(graph),
        words=_words(graph),
        groups=_groups(graph),
    )


def _rule(graph: Graph, subject: Iri) -> Rule:
    def texts(predicate: Iri) -> list[str]:
        return [literal.value for literal in literals(graph.objects(subject, predicate))]

    def sentences(predicate: Iri, name: str) -> tuple[LangString, ...]:
        """Return one in each language of the interface, in their order."""
        said = literals(graph.objects(subject, predicate))
        told = {text.language: LangString(text.value, text.language) for text in said}
        if sorted(told) != sorted(INTERFACE_LANGUAGES) or len(said) != len(told):
            raise ShapesBroken(_place(graph, subject), reason=f"{name} nb, nn, en")
        return tuple(told[lang] for lang in INTERFACE_LANGUAGES)

    severity = iris(graph.objects(subject, SH_SEVERITY))
    source = iris(graph.objects(subject, SOURCE))
    if len(severity) != 1 or severity[0] not in SEVERITY:
        raise ShapesBroken(_place(graph, subject), reason="sh:severity")
    if not source:
        raise ShapesBroken(_place(graph, subject), reason="dct:source")
    return Rule(
        name=subject.removeprefix(RULES),
        severity=SEVERITY[severity[0]],
        title=sentences(LABEL, "rdfs:label"),
        messages=sentences(SH_MESSAGE, "sh:message"),
        why=sentences(RULE_WHY, "omgrep:why"),
        mend=sentences(RULE_MEND, "omgrep:mend"),
        source=source[0],
        about="".join(texts(RULE_ABOUT)),
        comment=" ".join(texts(COMMENT)),
        error_in="".join(texts(RULE_ERROR_IN)),
        limit=int("".join(texts(RULE_LIMIT)) or 0),
        allowed=frozenset(" ".join(texts(RULE_ALLOWED)).split()),
    )


def _told_of_files(graph: Graph, predicate: Iri) -> dict[str, str]:
    """Return what the files say of all their rules, such as the profile that asks them."""
    return {
        file: literal.value
        for subject in graph.subjects
        for literal in literals(graph.objects(subject, predicate))
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
        subject.removeprefix(WORDS): _names(properties)
        for subject, properties in graph.subjects.items()
        if LABEL in properties and not subject.startswith(RULES)
    }


def _names(properties: Properties) -> tuple[LangString, ...]:
    return tuple(LangString(text.value, text.language) for text in literals(properties[LABEL]))


def _groups(graph: Graph) -> dict[str, tuple[LangString, ...]]:
    """Return the name of each file of rules, in the order of the files."""
    return {
        graph.files_of(subject)[0]: _names(properties)
        for subject, properties in graph.subjects.items()
        if SH_SHAPES_GRAPH in properties.get(TYPE, []) and LABEL in properties
    }


def _place(graph: Graph, subject: Node) -> str:
    return f"{', '.join(graph.files_of(subject))}: {subject.removeprefix(RULES)}"
