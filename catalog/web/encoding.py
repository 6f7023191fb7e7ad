"""Which content coding a client gets (RFC 9110 §12.5.3): a choice from a header. No I/O."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from catalog.formats.coding import CODINGS, GZIP

if TYPE_CHECKING:
    from collections.abc import Container

IDENTITY: Final = ""
"""No coding at all; a client that says nothing of codings, or too much, gets this."""
LONGEST: Final = 200
"""Characters of a header that is looked at; browsers send 30."""
_IDENTITY: Final = "identity"
_ANY: Final = "*"
_ALIASES: Final = {"x-gzip": GZIP}  # RFC 9110 §8.4.1.3
_WEIGHT: Final = re.compile(r"\s*[qQ]\s*=\s*([01]?(?:\.[0-9]{0,6})?)\s*")


def choose(header: str, offers: Container[str]) -> str:
    """Return the coding among ``offers`` that ``Accept-Encoding`` wants most, or ``IDENTITY``.

    Of several that are wanted alike the one that makes the fewest bytes. Where a client takes
    nothing that there is, it gets the bytes as they are, as the RFC advises.
    """
    if len(header) > LONGEST:
        return IDENTITY
    return next((coding for coding in _wanted(header)[0] if coding in offers), IDENTITY)


def takes_identity(header: str) -> bool:
    """Tell whether a client takes bytes that are in no coding: it does unless it says no."""
    return len(header) > LONGEST or _wanted(header)[1]


@lru_cache(maxsize=256)
def _wanted(header: str) -> tuple[tuple[str, ...], bool]:
    """Return the codings that are wanted at least as much as none, best first, and if none is."""
    weights: dict[str, float] = {}
    for item in header.split(","):
        name, _, parameter = item.partition(";")
        weight = _weight(parameter)
        if name.strip() and weight is not None:
            coding = name.strip().lower()
            weights.setdefault(_ALIASES.get(coding, coding), weight)
    any_other = weights.get(_ANY, 0.0)
    plain = weights.get(_IDENTITY, weights.get(_ANY))
    wanted = [(weights.get(coding, any_other), coding) for coding in CODINGS]
    best = sorted(
        (wish for wish in wanted if wish[0] and wish[0] >= (plain or 0.0)),
        key=lambda wish: -wish[0],
    )
    return tuple(coding for _, coding in best), plain != 0


def _weight(parameter: str) -> float | None:
    """Read a weight; None where it can't be read, and the coding is left out."""
    if not parameter:
        return 1.0
    match = _WEIGHT.fullmatch(parameter)
    try:
        return min(float(match[1]), 1.0) if match else None
    except ValueError:
        return None
