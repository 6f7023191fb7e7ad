"""Placeholders: the sentence of a business rule with the message's own values filled in."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from catalog.message.expressions import compiled, names_in
from catalog.message.masking import HIDDEN, NOTHING, excerpt
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Collection

    from catalog.model.requirement import BusinessRule

PLACE: Final = re.compile(r"\{([^{}]+)\}")
WILD: Final = re.compile(r"\*|node\(|text\(|(?<![\w.])\.{1,2}(?![/\d.])")
"""What may stand for any value there is."""
NAMING: Final = re.compile(r"(?:local-)?name\(\.{0,2}\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence of a rule in one language: texts, and questions with whether to hide."""

    lang: str
    pieces: tuple[str | tuple[etree.XPath, bool], ...]

    def filled(self, node: etree._Element, characters: int) -> LangString:
        """Return the sentence about ``node``; a value has at most ``characters``."""
        return LangString(
            "".join(
                piece if isinstance(piece, str) else _value(*piece, node, characters)
                for piece in self.pieces
            ),
            self.lang,
        )


def sentences_of(
    rule: BusinessRule, namespace: str, hidden: Collection[str]
) -> tuple[Sentence, ...]:
    """Return the sentences of a rule; ``hidden`` are names of what is never repeated.

    Raises ExpressionRefused where a placeholder isn't XPath 1.0.
    """
    asked: dict[str, tuple[etree.XPath, bool]] = {}
    made = []
    for text in rule.message:
        pieces: list[str | tuple[etree.XPath, bool]] = []
        for number, piece in enumerate(PLACE.split(text.text)):
            if number % 2 == 0:
                pieces.append(piece)
                continue
            if piece not in asked:
                question = compiled(piece, rule.iri, namespace)
                asked[piece] = question, is_hidden(piece, hidden)
            pieces.append(asked[piece])
        made.append(Sentence(text.lang, tuple(pieces)))
    return tuple(made)


def is_hidden(expression: str, hidden: Collection[str]) -> bool:
    """Tell whether what an expression gives may be one of the ``hidden`` things."""
    if not hidden or NAMING.fullmatch(expression.strip()):
        return False
    return bool(WILD.search(expression)) or not names_in(expression).isdisjoint(hidden)


def _value(question: etree.XPath, hide: bool, node: etree._Element, characters: int) -> str:  # noqa: FBT001 — a pair as it was made
    """Return what a placeholder stands for at a node."""
    try:
        found = question(node)
    except etree.XPathError:
        return NOTHING
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float) and not hide:
        return NOTHING if math.isnan(found) else f"{found:.15g}"
    if isinstance(found, list):
        if not found:
            return NOTHING
        found = found[0]
    if etree.iselement(found):
        # The text of something with parts is everything in it, whoever it is about.
        hide = hide or len(found) > 0
        found = found.text or ""
    return HIDDEN if hide else excerpt(str(found), characters) or NOTHING
