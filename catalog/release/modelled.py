"""What a Release has of models besides their records: a diagram of each, and examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from catalog.model.diagram import Diagram

if TYPE_CHECKING:
    from catalog.release.store import Release

DIAGRAM: Final = "diagram"
EXAMPLE: Final = "example"
MINIMAL: Final = "example-minimal"
"""What these documents are stored as, beside those of the formats."""

_DECODER: Final = msgspec.json.Decoder(Diagram)


@dataclass(frozen=True, slots=True)
class Examples:
    """A message, or a part of one, with everything in it; and with what must be there alone.

    Each is empty where the model is such that none could be made.
    """

    full: str = ""
    minimal: str = ""


def diagram(release: Release, number: int) -> Diagram | None:
    """Return the diagram of a model or type; None where it has none."""
    document = release.document(number, DIAGRAM)
    return _DECODER.decode(document.body) if document else None


def examples(release: Release, number: int) -> Examples:
    """Return the examples of a model or type."""
    found = (release.document(number, name) for name in (EXAMPLE, MINIMAL))
    return Examples(*(document.body.decode() if document else "" for document in found))
