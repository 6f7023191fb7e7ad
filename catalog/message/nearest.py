"""Nearest codes: what may have been meant by one that doesn't exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

    from catalog.model.information import AdmittedCode, Field

SHOWN: Final = 3
FAR: Final = 2
"""Letters to change: beyond this two codes have nothing to do with each other."""
LONGEST: Final = 40
"""Of a value that is compared; a longer one is no mistyped code."""
LABELS: Final = 4
"""Letters from which a text is taken for the beginning of a label."""


@dataclass(frozen=True, slots=True)
class _Folded:
    """A code as it is compared: without regard to upper and lower case."""

    code: AdmittedCode
    notation: str
    labels: tuple[str, ...]


@dataclass(slots=True)
class Nearest:
    """Finds codes like a value; each value of a field is looked for once, and only so many.

    What was looked for is forgotten with ``found``, before the next message.
    """

    most: int
    """Values that are looked for."""
    found: dict[tuple[str, str], tuple[AdmittedCode, ...]] = field(default_factory=dict)
    _folded: dict[str, list[_Folded]] = field(default_factory=dict)

    def to(self, it: Field, value: str, day: dt.date | None) -> tuple[AdmittedCode, ...]:
        """Return the codes of a field that are most like ``value``, best first.

        One whose label it is comes first, then by the letters to change, without regard to upper
        and lower case; of equals those that are valid on ``day``.
        """
        key = (it.iri, value)
        if key not in self.found:
            if len(self.found) >= self.most:
                return ()
            self.found[key] = self._search(it, value, day)
        return self.found[key]

    def _search(self, it: Field, value: str, day: dt.date | None) -> tuple[AdmittedCode, ...]:
        wanted = value.strip().casefold() if len(value) <= LONGEST else ""
        if not wanted:
            return ()
        if it.iri not in self._folded:
            self._folded[it.iri] = [
                _Folded(
                    code, code.notation.casefold(), tuple(t.text.casefold() for t in code.label)
                )
                for code in it.codes
            ]
        ranked = []
        for number, folded in enumerate(self._folded[it.iri]):
            rank = _rank(folded, wanted)
            if rank is not None:
                late = day is not None and not folded.code.valid.holds(day)
                ranked.append((rank, late, number, folded.code))
        ranked.sort(key=lambda one: one[:3])
        return tuple(one[3] for one in ranked[:SHOWN])


def _rank(folded: _Folded, wanted: str) -> int | None:
    """Return how far a code is from a text, None where too far to be meant."""
    notation, labels = folded.notation, folded.labels
    if wanted in labels:
        return -1
    if notation.lstrip("0") == wanted.lstrip("0"):
        return 0
    if len(wanted) >= LABELS and any(label.startswith(wanted) for label in labels):
        return 1
    # A change of every letter is no likeness.
    allowed = min(FAR, max(len(notation), len(wanted)) - 1)
    if abs(len(notation) - len(wanted)) > allowed:
        return None
    if len(set(wanted) - set(notation)) > allowed:
        return None
    far = distance(notation, wanted)
    return far if far <= allowed else None


def distance(one: str, other: str) -> int:
    """Return how many letters to put in, leave out or change make one text of the other."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            now.append(
                min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against))
            )
        before = now
    return before[-1]
