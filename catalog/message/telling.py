"""Telling: a remark with its place becomes a finding that explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.message.codes import CODES
from catalog.message.masking import NOTHING, mask
from catalog.model.information import Field
from catalog.model.resource import Link
from catalog.model.text import LangString
from catalog.model.verdict import Finding

if TYPE_CHECKING:
    from catalog.message.positions import Place
    from catalog.message.remarks import Remark
    from catalog.model.information import ObjectType
    from catalog.model.requirement import Meaning, Requirement

PROPERTY: Final = "property"
TYPE: Final = "type"
RULE: Final = "business-rule"
"""Kinds of things that have pages."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Knows what a requirement says of its parts and concepts."""

    meanings: dict[str, Meaning]
    names: dict[str, str]
    """Of each part its name in full, as the catalogue has it: of a field with its type's before."""

    @classmethod
    def of(cls, requirement: Requirement) -> Teller:
        """Return the teller of a requirement."""
        names = {}
        for type_ in requirement.model.types:
            names[type_.iri] = type_.name
            names |= {it.iri: f"{type_.name}/{it.name}" for it in type_.fields}
        return cls({it.iri: it for it in requirement.meanings}, names)

    def finding(self, remark: Remark, place: Place | None) -> Finding:
        """Return the finding; nothing in it is personal, whatever the remark holds."""
        part, rule = remark.part, remark.rule
        concept = part.concept if part else None
        said = part.description if part else ()
        linked = self._link(part) if part else None
        if rule is not None:
            concept = next(iter(rule.subjects), None)
            said = rule.description
            linked = next(iter(rule.parts), None)
        meaning = self.meanings.get(concept.iri) if concept else None
        return Finding(
            remark.code,
            remark.severity,
            place.line if place else 0,
            place.column if place else 0,
            mask(place.path) if place else "",
            {name: mask(remark.values.get(name, "")) or NOTHING for name in CODES[remark.code]},
            linked,
            said,
            concept,
            meaning.definition if meaning else (),
            part.code_list if isinstance(part, Field) else None,
            remark.nearest,
            Link(rule.iri, rule.label, RULE, rule.path, rule.notation) if rule else None,
            tuple(LangString(mask(it.text), it.lang) for it in remark.message),
        )

    def _link(self, part: Field | ObjectType) -> Link:
        kind = PROPERTY if isinstance(part, Field) else TYPE
        label = part.label or (LangString(part.name, ""),)
        return Link(part.iri, label, kind, part.path, self.names.get(part.iri, ""))
