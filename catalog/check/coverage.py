"""Small checks of qSKOS and SKOS-AP-NO: languages in common, plain addresses, odd ones out."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Final

from catalog.check.finding import Facts, Fault
from catalog.check.hierarchy import broader
from catalog.model.rdf import Iri, iris, literals
from catalog.terms import (
    BROADER_TRANSITIVE,
    CREATOR,
    IDENTIFIER,
    NARROWER_TRANSITIVE,
    PREF_LABEL,
    PUBLISHER,
    SUBJECT,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog.check.case import Case
    from catalog.model.rdf import Node

TRANSITIVE: Final = (BROADER_TRANSITIVE, NARROWER_TRANSITIVE)
ALIKE: Final = 0.85


def coverage(case: Case) -> Iterator[Fault]:
    """Yield what no single concept shows: qSKOS ncl, husv and strc; SKOS-AP-NO's odd ones out."""
    things = case.things
    for node in (*things.concepts, *things.schemes, *things.collections):
        if isinstance(node, Iri) and not node.startswith(("http://", "https://")):
            yield Fault("address-not-http", node)
    yield from _transitive(case)
    if case.complete:
        yield from _languages(case)
    for node in (*things.profile_concepts, *things.profile_collections):
        about = case.graph.about(node)
        for creator in iris(about.get(CREATOR, ())):
            if creator in about.get(PUBLISHER, ()):
                yield Fault("creator-redundant", node, CREATOR, creator)
    for node in things.profile_collections:
        for value in case.graph.objects(node, IDENTIFIER)[1:]:
            yield Fault("identifier-several", node, IDENTIFIER, value)
    if case.asks("subject-alone"):
        yield from _subjects(case)


def _transitive(case: Case) -> Iterator[Fault]:
    """Yield relations that only the inferred properties tell (qSKOS strc)."""
    above = None
    for node in case.things.concepts:
        about = case.graph.about(node)
        for predicate in TRANSITIVE:
            for value in iris(about.get(predicate, ())):
                above = above if above is not None else broader(case.graph)
                up, down = (node, value) if predicate == BROADER_TRANSITIVE else (value, node)
                if not _reaches(above, up, down):
                    yield Fault("transitive-only", node, predicate, value, {"path": predicate})


def _reaches(above: Mapping[Node, Mapping[Node, object]], start: Node, goal: Node) -> bool:
    seen, waiting = {start}, [start]
    for node in waiting:
        for parent in above.get(node, ()):
            if parent == goal:
                return True
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return False


def _languages(case: Case) -> Iterator[Fault]:
    """Yield schemes whose concepts have no language in common (qSKOS ncl)."""
    common: dict[Node, set[str]] = {}
    for node in case.things.concepts:
        texts = literals(case.graph.objects(node, PREF_LABEL))
        spoken = {text.language for text in texts if text.language}
        for scheme in case.things.schemes_of.get(node, ()) if spoken else ():
            common[scheme] = common[scheme] & spoken if scheme in common else spoken
    for scheme, spoken in common.items():
        if not spoken and scheme in case.graph.subjects:
            yield Fault("language-in-common", scheme)


def _subjects(case: Case) -> Iterator[Fault]:
    """Yield subjects that one concept alone has and that are almost one that others have."""
    counts = Counter(
        text
        for node in case.things.profile_concepts
        for text in literals(case.graph.objects(node, SUBJECT))
    )
    common: dict[str, list[str]] = {}
    for text, count in counts.items():
        if count > 1:
            common.setdefault(text.language, []).append(text.value)
    for node in case.things.profile_concepts:
        for text in literals(case.graph.objects(node, SUBJECT)):
            if counts[text] == 1:
                near = difflib.get_close_matches(
                    text.value, common.get(text.language, ()), 1, ALIKE
                )
                if near:
                    facts: Facts = {
                        "nearest": near[0],
                        "suggestion": text._replace(value=near[0]),
                    }
                    yield Fault("subject-alone", node, SUBJECT, text, facts)
