"""Case: all that a rule may look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.check.shapes import Shapes
    from catalog.check.things import Things
    from catalog.model.rdf import Graph
    from catalog.settings import Settings
    from catalog.source.files import SourceFile
    from catalog.source.turtle import Broken


@dataclass(frozen=True, slots=True)
class Case:
    """One catalogue under judgement: its statements, what they are about, and what is asked."""

    graph: Graph
    things: Things
    shapes: Shapes
    severities: Mapping[str, str]
    settings: Settings
    files: tuple[SourceFile, ...]
    broken: tuple[Broken, ...]
    altered: frozenset[str] | None = None
    """The files that differ, by name, where only what changed is judged."""
    before: Graph | None = None
    """What the last Release said, where it is known; its graph is never judged."""
    whole: Case | None = None
    """The case of everything, where this one has only the subjects that are judged."""

    def asks(self, *rules: str) -> bool:
        """Tell whether any of ``rules`` is asked."""
        return any(self.severities.get(rule, "off") != "off" for rule in rules)

    def judges(self, rule: str) -> bool:
        """Tell whether ``rule`` is asked and all that it needs is here."""
        return self.asks(rule) and (
            self.before is not None or self.shapes.rules[rule].needs != "before"
        )

    @property
    def everything(self) -> Case:
        """The case of everything, whatever is judged: to look up what a subject points to."""
        return self if self.whole is None else self.whole

    @property
    def complete(self) -> bool:
        """Tell whether every file was read, so that what isn't found really isn't there."""
        return not self.broken
