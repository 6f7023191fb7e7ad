"""What a change means: two versions of a catalogue, and what differs between them."""

from catalog.compare.comparing import compare
from catalog.compare.comparison import STATES, Change, Comparison, Detail, Piece, Uses, marks
from catalog.compare.version import Version, last_release_version, open_version

__all__ = [
    "STATES",
    "Change",
    "Comparison",
    "Detail",
    "Piece",
    "Uses",
    "Version",
    "compare",
    "last_release_version",
    "marks",
    "open_version",
]
