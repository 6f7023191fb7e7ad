"""What the pages of models and types show beside their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.release import modelled

if TYPE_CHECKING:
    from catalog.model.diagram import Diagram
    from catalog.release import Found
    from catalog.web.view import View

EMBEDDED: Final = 12
"""Types of a model whose diagram stands on the model's own page."""


def shown(view: View, found: Found) -> dict[str, object]:
    """Return what the page of a model or type shows beside its record: a diagram and examples.

    A large model's diagram has a page of its own alone.
    """
    diagram = modelled.diagram(view.release, found.number)
    return {
        "diagram": diagram,
        "embedded": bool(diagram and (diagram.about is not None or _is_small(diagram))),
        "examples": modelled.examples(view.release, found.number),
    }


def _is_small(diagram: Diagram) -> bool:
    return len(diagram.types) <= EMBEDDED
