"""Catalogues, datasets and services as DCAT-AP-NO wants them, as far as shapes can't say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import Iri, Literal, iris
from catalog.terms import (
    CATALOG,
    DATA_SERVICE,
    DATASET,
    DISTRIBUTION,
    HAS_DATASET,
    HAS_SERVICE,
    LANGUAGE,
    LISTED,
    NGETE,
    NYNORSK,
    PROFILE_COLLECTION,
    PROFILE_CONCEPT,
    RECOMMENDS,
    THEME,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.check.case import Case
    from catalog.model.rdf import Node

DESCRIBED: Final = frozenset({CATALOG, DATASET, DISTRIBUTION, DATA_SERVICE})


def datasets(case: Case) -> Iterator[Fault]:
    """Yield datasets that no catalogue lists, and values that are in no list of the EU's."""
    listed: set[Node] = set()
    for properties in case.graph.subjects.values():
        listed.update(iris(properties.get(HAS_DATASET, ())))
        listed.update(iris(properties.get(HAS_SERVICE, ())))
    lists = {
        subject: tuple(iris(properties[LISTED]))
        for subject, properties in case.shapes.graph.subjects.items()
        if LISTED in properties
    }
    for subject, kinds in case.things.types.items():
        if not kinds & DESCRIBED:
            continue
        if kinds & {DATASET, DATA_SERVICE} and subject not in listed and case.complete:
            predicate = HAS_DATASET if DATASET in kinds else HAS_SERVICE
            yield Fault("dataset-not-listed", subject, facts={"path": predicate})
        about = case.graph.about(subject)
        if NGETE in about.get(LANGUAGE, ()):
            facts: Facts = {"suggestion": NYNORSK}
            yield Fault("language-code-nynorsk", subject, LANGUAGE, NGETE, facts)
        for predicate, values in about.items():
            for value in values if predicate in lists else ():
                text = value.value if isinstance(value, Literal) else value
                if not text.startswith(lists[predicate]):
                    facts = {"path": predicate, "other": str(lists[predicate][0])}
                    yield Fault("value-not-listed", subject, predicate, value, facts)
        if DATASET in kinds:
            yield from _theme(subject, iris(about.get(THEME, ())), lists.get(DATASET, ()))


def _theme(subject: Node, themes: tuple[Iri, ...], wanted: tuple[Iri, ...]) -> Iterator[Fault]:
    """Yield a dataset without a theme of the EU's list; further themes may be of any other."""
    if not any(theme.startswith(wanted) for theme in themes):
        yield Fault("dataset-theme", subject, THEME, facts={"other": str(wanted[0])})


def recommendations(case: Case) -> Iterator[Fault]:
    """Yield what the profiles recommend and a thing doesn't say: a list of work to do, no more."""
    if not case.asks("recommended-missing"):
        return
    wanted = {
        subject: iris(properties[RECOMMENDS])
        for subject, properties in case.shapes.graph.subjects.items()
        if RECOMMENDS in properties
    }
    things = case.things
    kinds = [
        *((node, PROFILE_CONCEPT) for node in things.profile_concepts),
        *((node, PROFILE_COLLECTION) for node in things.profile_collections),
        *((node, kind) for node, found in things.types.items() for kind in sorted(found)),
    ]
    for node, kind in kinds:
        about = case.graph.about(node)
        for predicate in wanted.get(Iri(kind), ()):
            if predicate not in about:
                yield Fault(
                    "recommended-missing", node, facts={"path": predicate, "other": predicate}
                )
