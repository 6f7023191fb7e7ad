"""What the pages of a reporting requirement, its versions and its rules show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from catalog import terms
from catalog.model.rdf import Iri, iris
from catalog.model.requirement_pages import (
    BusinessRulePage,
    RequirementPage,
    RequirementVersionPage,
    RuleGroup,
    VersionRow,
)
from catalog.reading import requirements, values
from catalog.reading.models import fields_in_order, technical_name, types_in_order
from catalog.reading.things import TOLD, shared

if TYPE_CHECKING:
    from catalog.model.resource import Link, Resource
    from catalog.reading.outline import Outline

_NAMED: Final = TOLD | {terms.TECHNICAL_NAME, *values.NOTES}
_WHOLE: Final = _NAMED | {terms.SUBJECT, terms.KEYWORD}
_VERSION: Final = _WHOLE | {
    terms.IN_SERIES, terms.CONFORMS_TO, terms.PREVIOUS_VERSION, terms.HAS_BUSINESS_RULE,
    terms.HAS_EXAMPLE,
}  # fmt: skip
_RULE: Final = _NAMED | {
    terms.NOTATION, terms.SH_SEVERITY, terms.SUBJECT, terms.LOOKS_AT, terms.CONTEXT, terms.TEST,
    terms.MESSAGE, terms.NOT_COMPUTED, terms.MILDER, terms.MILDER_WHERE,
}  # fmt: skip


def read_page(outline: Outline, iri: Iri, kind: str) -> Resource:
    """Return what the page of a requirement, a version or a rule shows; ``kind`` tells which."""
    return {"requirement": _requirement, "requirement-version": _version, "business-rule": _rule}[
        kind
    ](outline, iri)


def _requirement(outline: Outline, iri: Iri) -> RequirementPage:
    name = technical_name(outline, iri)
    versions = requirements.requirement_versions(outline).get(name, [])
    return RequirementPage(
        **_described(outline, iri, "requirement", _WHOLE),
        name=name,
        versions=tuple(_row(outline, it) for it in versions),
    )


def _row(outline: Outline, iri: Iri) -> VersionRow:
    page = _version(outline, iri)
    return VersionRow(
        outline.link(iri),
        page.version,
        page.valid,
        page.model,
        rules=len(page.rules),
        computed=sum(rule.computed for rule in page.rules),
    )


def _version(outline: Outline, iri: Iri) -> RequirementVersionPage:
    name = requirements.requirement_name(outline, iri)
    model = requirements.model_of_version(outline, iri)
    former = requirements.former_version(outline, iri)
    versions = requirements.requirement_versions(outline)[name]
    series = requirements.series_of(outline, iri)
    return RequirementVersionPage(
        **_described(outline, iri, "requirement-version", _VERSION),
        name=name,
        series=outline.link(series) if series else None,
        model=outline.link(model) if model else None,
        groups=_groups(outline, iri),
        code_lists=_code_lists(outline, model) if model else (),
        examples=requirements.read_examples(outline, iri),
        versions=outline.links(versions if len(versions) > 1 else ()),
        previous=outline.link(former) if former else None,
    )


def _groups(outline: Outline, version: Iri) -> tuple[RuleGroup, ...]:
    """Return the rules without what their own pages have, which would be most of the record."""
    return tuple(
        RuleGroup(
            outline.link(type_) if type_ else None,
            tuple(replace(it, message=(), reason=(), subjects=(), parts=()) for it in rules),
        )
        for type_, rules in requirements.rules_by_type(outline, version)
    )


def _code_lists(outline: Outline, model: Iri) -> tuple[Link, ...]:
    found: dict[Iri, None] = {}
    for type_ in types_in_order(outline, model):
        for field in fields_in_order(outline, type_):
            found.update(dict.fromkeys(iris(outline.graph.objects(field, terms.HAS_VALUE_FROM))))
    return outline.links(found)


def _rule(outline: Outline, iri: Iri) -> BusinessRulePage:
    users = set(outline.pointing_at(iri, terms.HAS_BUSINESS_RULE))
    versions = [
        it for all_of in requirements.requirement_versions(outline).values() for it in all_of
        if it in users
    ]  # fmt: skip
    series = requirements.series_of(outline, versions[0]) if versions else None
    return BusinessRulePage(
        **shared(outline, iri, "business-rule", _RULE),
        rule=requirements.read_rule(outline, iri),
        notes=values.notes(outline, outline.graph.about(iri)),
        requirement=outline.link(series) if series else None,
        versions=outline.links(versions),
    )


def _described(outline: Outline, iri: Iri, kind: str, told: frozenset[Iri]) -> dict[str, Any]:
    """Return what requirements and their versions have in common, by the names of the fields."""
    about = outline.graph.about(iri)
    return {
        **shared(outline, iri, kind, told),
        "subject": values.one_link(outline, iris(about.get(terms.SUBJECT, ()))),
        "keywords": values.texts(about.get(terms.KEYWORD, ())),
        "notes": values.notes(outline, about),
    }
