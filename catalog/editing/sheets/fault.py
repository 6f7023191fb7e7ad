"""Fault: what is wrong in a spreadsheet, and at which cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """``code`` names the sentence that ``facts`` fill; a note is told but stops nothing."""

    sheet: str
    cell: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    note: bool = False

    @property
    def place(self) -> str:
        """The sheet and the cell, as spreadsheet programs write it: ``Concepts!D17``."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class CellProblem(Exception):
    """A cell can't be understood; ``code`` names a sentence, ``facts`` fill it."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
