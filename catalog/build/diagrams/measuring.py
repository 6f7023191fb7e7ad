"""How wide a text is drawn, near enough that no box is too small for it."""

from __future__ import annotations

from typing import Final

WIDTHS: Final = (
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
    618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
    590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
    679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
    242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
)  # fmt: skip
"""Inter's own, of the signs from space to tilde, in thousandths of the height of the letters."""
OTHER: Final = 1000
"""Any other sign: Inter's widest Norwegian letter has 994, one of Chinese 1000."""
SPARE: Final = 1.08
"""Heads are bold, and a reader whose browser lacks Inter sees a font that is a little wider."""
ELLIPSIS: Final = "…"


def width(text: str, size: int) -> float:
    """Return how many pixels wide ``text`` is in letters of ``size`` pixels, or a little less."""
    return sum(map(_unit, text)) * size * SPARE / 1000


def shortened(text: str, characters: int) -> str:
    """Return ``text``, with an ellipsis where it has more than ``characters``."""
    return text if len(text) <= characters else text[: characters - 1] + ELLIPSIS


def _unit(sign: str) -> int:
    place = ord(sign) - ord(" ")
    return WIDTHS[place] if 0 <= place < len(WIDTHS) else OTHER
