"""Reporting requirements off the Graph: whole versions, for what messages are judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.errors import RequirementMissing
from catalog.model.collation import natural_key
from catalog.model.rdf import Iri, iris
from catalog.model.requirement import (
    ERROR,
    FATAL,
    INFORMATION,
    WARNING,
    BusinessRule,
    Example,
    Meaning,
    Requirement,
)
from catalog.reading import values
from catalog.reading.concepts import definitions
from catalog.reading.contexts import Contexts
from catalog.reading.models import age, fields_in_order, read_model, technical_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.information import InformationModel
    from catalog.model.rdf import Properties
    from catalog.model.resource import Link
    from catalog.reading.outline import Outline

SEVERITIES: Final = {
    terms.FATAL: FATAL,
    terms.SH_VIOLATION: ERROR,
    terms.SH_WARNING: WARNING,
    terms.SH_INFO: INFORMATION,
}


def read_requirement(outline: Outline, iri: Iri) -> Requirement:
    """Return the version ``iri`` of a requirement with its model, rules, meanings and examples.

    Raises RequirementMissing where it says of no model that it conforms to it.
    """
    about = outline.graph.about(iri)
    model = model_of_version(outline, iri)
    if model is None:
        raise RequirementMissing(str(iri), reason="requirement-model", known="")
    whole = read_model(outline, model)
    rules = read_rules(outline, iri)
    return Requirement(
        iri=str(iri),
        name=requirement_name(outline, iri),
        version=version_of(outline, iri),
        model=whole,
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        valid=values.period(about),
        rules=rules,
        meanings=tuple(_meaning(outline, it) for it in sorted(_concepts(whole, rules))),
        examples=read_examples(outline, iri),
        path=outline.paths.get(iri),
    )


def requirement_versions(outline: Outline) -> dict[str, list[Iri]]:
    """Return the versions of requirements by technical name, those of one name newest first.

    Newer is what applies from a later day, then what has the higher version.
    """
    found: dict[str, list[Iri]] = {}
    for iri in outline.requirements:
        found.setdefault(requirement_name(outline, iri), []).append(iri)
    return {
        name: sorted(found[name], key=lambda it: age(outline, it), reverse=True)
        for name in sorted(found)
    }


def series_of(outline: Outline, version: Iri) -> Iri | None:
    """Return the requirement that ``version`` is a version of."""
    series = iris(outline.graph.objects(version, terms.IN_SERIES))
    return next((it for it in series if outline.kinds.get(it) == "requirement"), None)


def requirement_name(outline: Outline, version: Iri) -> str:
    """Return what all versions of the requirement are called."""
    series = series_of(outline, version)
    return technical_name(outline, version if series is None else series)


def version_of(outline: Outline, iri: Iri) -> str:
    """Return what a version is called: ``4.0.1``."""
    return values.first_text(outline.graph.about(iri), terms.VERSION, terms.VERSION_INFO)


def model_of_version(outline: Outline, version: Iri) -> Iri | None:
    """Return the information model that messages of ``version`` are made by."""
    models = iris(outline.graph.objects(version, terms.CONFORMS_TO))
    return next((it for it in models if outline.kinds.get(it) == "model"), None)


def former_version(outline: Outline, version: Iri) -> Iri | None:
    """Return the version before: the one that is stated, else the next older one."""
    stated = iris(outline.graph.objects(version, terms.PREVIOUS_VERSION))
    for it in stated:
        if outline.kinds.get(it) == "requirement-version":
            return it
    all_versions = requirement_versions(outline)[requirement_name(outline, version)]
    older = all_versions[all_versions.index(version) + 1 :]
    return older[0] if older else None


def rules_by_type(
    outline: Outline, version: Iri
) -> list[tuple[Iri | None, tuple[BusinessRule, ...]]]:
    """Return the rules of a version by the type that each is about, in the order of its model.

    That is the type that the rule's context leads to, else the one of the first part that it looks
    at; None, at the end, where it looks at nothing. A rule may be written for the model of another
    version: then its parts are those of this version's model that have the same names.
    """
    model = model_of_version(outline, version)
    contexts = Contexts(outline, model) if model else None
    own: dict[str, Iri] = {}
    for type_ in contexts.types if contexts else ():
        for part in (type_, *fields_in_order(outline, type_)):
            own.setdefault(outline.link(part).notation, part)
    own.pop("", None)
    places = {part: place for place, part in enumerate(own.values())}
    found: dict[Iri | None, list[BusinessRule]] = {}
    for rule in dict.fromkeys(iris(outline.graph.objects(version, terms.HAS_BUSINESS_RULE))):
        if outline.kinds.get(rule) == "business-rule":
            looked = iris(outline.graph.objects(rule, terms.LOOKS_AT))
            parts = [own.get(outline.link(it).notation, it) for it in looked]
            parts.sort(key=lambda it: (places.get(it, len(places)), it))
            whole = read_rule(outline, rule, parts)
            about = contexts.leads_to(whole.context) if contexts else None
            if about is None and parts:
                about = _type_of(outline, parts[0])
            found.setdefault(about, []).append(whole)
    return [
        (it, tuple(sorted(found[it], key=lambda rule: (natural_key(rule.name), rule.iri))))
        for it in sorted(
            found, key=lambda it: (it is None, places.get(it, len(places)) if it else 0, it or "")
        )
    ]


def read_rules(outline: Outline, version: Iri) -> tuple[BusinessRule, ...]:
    """Return the rules of a version in order, see ``rules_by_type``."""
    return tuple(rule for _, rules in rules_by_type(outline, version) for rule in rules)


def read_rule(outline: Outline, iri: Iri, parts: Iterable[Iri] | None = None) -> BusinessRule:
    """Return the business rule ``iri``; ``parts`` where it looks at others than it says."""
    about = outline.graph.about(iri)
    looked = iris(about.get(terms.LOOKS_AT, ())) if parts is None else parts
    return BusinessRule(
        iri=str(iri),
        name=technical_name(outline, iri),
        notation=values.first_text(about, terms.NOTATION),
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
        severity=_severity(about, terms.SH_SEVERITY) or ERROR,
        valid=values.period(about),
        subjects=outline.links(iris(about.get(terms.SUBJECT, ()))),
        parts=outline.links(looked),
        context=values.first_text(about, terms.CONTEXT),
        test=values.first_text(about, terms.TEST),
        message=values.texts(about.get(terms.MESSAGE, ())),
        milder=_severity(about, terms.MILDER),
        milder_where=values.first_text(about, terms.MILDER_WHERE),
        reason=values.texts(about.get(terms.NOT_COMPUTED, ())),
        path=outline.paths.get(iri),
    )


def read_examples(outline: Outline, version: Iri) -> tuple[Example, ...]:
    """Return the examples of a version in the order of their IRIs, numbers as numbers."""
    examples = iris(outline.graph.objects(version, terms.HAS_EXAMPLE))
    return tuple(_example(outline, it) for it in sorted(set(examples), key=natural_key))


def _example(outline: Outline, iri: Iri) -> Example:
    about = outline.graph.about(iri)
    return Example(
        iri=str(iri),
        text=values.first_text(about, terms.VALUE),
        right=values.first_text(about, terms.RIGHT) not in {"false", "0"},
        label=outline.name(iri),
        description=values.texts(about.get(terms.DESCRIPTION, ())),
    )


def _concepts(model: InformationModel, rules: Iterable[BusinessRule]) -> set[str]:
    links: list[Link | None] = [subject for rule in rules for subject in rule.subjects]
    for type_ in model.types:
        links += [type_.concept, *(field.concept for field in type_.fields)]
    return {it.iri for it in links if it is not None and it.iri}


def _meaning(outline: Outline, iri: str) -> Meaning:
    about = outline.graph.about(Iri(iri))
    return Meaning(
        iri=iri,
        label=outline.name(Iri(iri)),
        definition=tuple(it.text for it in definitions(outline, about)),
        path=outline.paths.get(Iri(iri)),
    )


def _severity(about: Properties, predicate: Iri) -> str:
    found = (SEVERITIES[it] for it in iris(about.get(predicate, ())) if it in SEVERITIES)
    return next(found, "")


def _type_of(outline: Outline, part: Iri) -> Iri:
    """Return the type that ``part`` is, or is a property of."""
    return min(outline.pointing_at(part, terms.HAS_PROPERTY), default=part)
