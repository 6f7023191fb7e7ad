"""Text in a language, and the choice of the right one for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FALLBACKS = {
    "nb": ("nb", "no", "nn", "en"),
    "nn": ("nn", "nb", "no", "en"),
    "en": ("en", "nb", "no", "nn"),
}
"""What a reader of each language understands best; ``no`` is older data's word for bokmål."""


@dataclass(frozen=True, slots=True)
class LangString:
    """A text and its BCP 47 language tag, empty where the source gives none."""

    text: str
    lang: str = ""


def says(name: str, notation: str) -> bool:
    """Tell whether a name has its notation in it, so that nobody needs to read it twice.

    It may have other words between: ``Sak Kontroll 7: Client above 25`` says ``Sak 7``. A notation
    of one word, as codes have, is only said by a name that is the same.
    """
    words = notation.casefold().split()
    said = name.partition(":")[0].casefold().split()
    return notation == name or (len(words) > 1 and set(words) <= set(said))


def best(texts: Sequence[LangString], lang: str) -> LangString | None:
    """Return the text to show a reader of ``lang``: theirs, a near one, else the first."""
    for wanted in FALLBACKS.get(lang, (lang, "en")):
        for text in texts:
            if text.lang == wanted or text.lang.partition("-")[0] == wanted:
                return text
    for text in texts:
        if not text.lang:
            return text
    return texts[0] if texts else None
