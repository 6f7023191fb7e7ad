"""Catalogues, datasets and services as DCAT-AP-NO wants them, as far as shapes can't say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.model.rdf import BlankNode, Iri, Literal, iris
from catalog.terms import (
    CATALOG,
    CONTACT_POINT,
    DATA_SERVICE,
    DATASET,
    DISTRIBUTION,
    FN,
    HAS_DATASET,
    HAS_SERVICE,
    LISTED,
    NAME,
    NGETE,
    NYNORSK,
    PROFILE_COLLECTION,
    PROFILE_CONCEPT,
    PUBLISHER,
    RECOMMENDS,
    THEME,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check.case import Case
    from catalog.model.rdf import Node

DESCRIBED: Final = frozenset({CATALOG, DATASET, DISTRIBUTION, DATA_SERVICE})
NAMED: Final = ((CONTACT_POINT, FN), (PUBLISHER, NAME))
"""How whom a dataset names is named (vcard:Kind, foaf:Agent); SKOS-AP-NO doesn't ask for it."""

MEANT: Final[Facts] = {"suggestion": NYNORSK}


def datasets(case: Case) -> Iterator[Fault]:
    """Yield datasets that no catalogue lists, and values that are in no list of the EU's."""
    lists = {
        subject: iris(properties[LISTED])
        for subject, properties in case.shapes.graph.subjects.items()
        if LISTED in properties
    }
    for subject, kinds in case.things.types.items():
        if kinds & DESCRIBED:
            yield from _values(case, subject, lists)
            yield from _names(case, subject)
        if DATASET in kinds:
            yield from _theme(case, subject, lists.get(DATASET, ()))
    if case.complete:
        yield from _unlisted(case)


def _unlisted(case: Case) -> Iterator[Fault]:
    """Yield datasets and services that no catalogue lists: harvesting goes by these links."""
    listed: set[Node] = set()
    for properties in case.graph.subjects.values():
        listed.update(iris(properties.get(HAS_DATASET, ())))
        listed.update(iris(properties.get(HAS_SERVICE, ())))
    for subject, kinds in case.things.types.items():
        if kinds & {DATASET, DATA_SERVICE} and subject not in listed:
            predicate = HAS_DATASET if DATASET in kinds else HAS_SERVICE
            yield Fault("dataset-not-listed", subject, facts={"path": predicate})


def _values(case: Case, subject: Node, lists: Mapping[Node, tuple[Iri, ...]]) -> Iterator[Fault]:
    """Yield values that are not of the list that the profile refers to."""
    for predicate, values in case.graph.about(subject).items():
        for value in values if predicate in lists else ():
            text = value.value if isinstance(value, Literal) else value
            if value == NGETE:
                yield Fault("language-code-nynorsk", subject, predicate, value, MEANT)
            elif not isinstance(value, BlankNode) and not text.startswith(lists[predicate]):
                facts: Facts = {"path": predicate, "other": str(lists[predicate][0])}
                yield Fault("value-not-listed", subject, predicate, value, facts)


def _names(case: Case, subject: Node) -> Iterator[Fault]:
    """Yield contact points and publishers that are described here, but not by their names."""
    for predicate, name in NAMED:
        for named in case.graph.objects(subject, predicate):
            if named in case.graph.subjects and name not in case.graph.subjects[named]:
                yield Fault("data-incomplete", named, facts={"path": name, "other": name})


def _theme(case: Case, subject: Node, wanted: tuple[Iri, ...]) -> Iterator[Fault]:
    """Yield a dataset without a theme of the EU's list; further themes may be of any other."""
    themes = iris(case.graph.objects(subject, THEME))
    if wanted and not any(theme.startswith(wanted) for theme in themes):
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
