"""Remarks: what is noted of a message while it is judged, before anyone asks where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog.model.requirement import ERROR

if TYPE_CHECKING:
    from catalog.model.information import AdmittedCode, Field, ObjectType
    from catalog.model.requirement import BusinessRule
    from catalog.model.text import LangString


@dataclass(slots=True)
class Remark:
    """One thing noted; ``at`` is an element of XML, or a path of names and numbers in JSON.

    ``name`` is the attribute of that element, empty where it is about the element itself.
    """

    code: str
    at: Any
    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    severity: str = ERROR
    part: Field | ObjectType | None = None
    nearest: tuple[AdmittedCode, ...] = ()
    rule: BusinessRule | None = None
    message: tuple[LangString, ...] = ()


@dataclass(slots=True)
class Remarks:
    """All that is noted of one message: the first ``most``, and how many there are of all."""

    most: int
    kept: list[Remark] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        """Tell whether further ones are only counted."""
        return len(self.kept) >= self.most

    def count(self, severity: str = ERROR) -> bool:
        """Count one more; tell whether it is to be noted too."""
        self.counts[severity] = self.counts.get(severity, 0) + 1
        return not self.full

    def add(self, remark: Remark) -> None:
        """Count a remark, and keep it where there is room."""
        if self.count(remark.severity):
            self.kept.append(remark)
