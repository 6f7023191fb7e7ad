"""What a reader of one language sees first, and how a thing without a name is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from markupsafe import Markup, escape

from catalog.model.text import LangString, best, says
from catalog.web.safety import safe_href

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from catalog.model.requirement import BusinessRule
    from catalog.model.resource import Link, Resource

SAME: Final = {"no": "nb"}
"""Older data writes ``no`` for bokmål, so the two are one language to a reader."""

TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the writing direction (Unicode Standard Annex 9)."""
TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""A language tag as HTML can use it: BCP 47 without private and grandfathered ones."""


def primary(tag: str) -> str:
    """Return the language of a tag: its first subtag, and ``nb`` for ``no``."""
    short = tag.partition("-")[0].lower()
    return SAME.get(short, short)


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads the interface in ``lang``; ``languages`` come next, in that order."""

    lang: str
    languages: tuple[str, ...] = ()

    def best(self, texts: Sequence[LangString]) -> LangString:
        """Return the text to show; empty where there is none."""
        return best(texts, self.lang) or LangString("")

    def choose(self, texts: Mapping[str, str]) -> LangString:
        """Return the text to show from a table of texts by language."""
        return self.best([LangString(text, lang) for lang, text in texts.items()])

    def foreign(self, text: LangString) -> bool:
        """Tell whether a text is in another language than the page around it."""
        return bool(text.lang) and (
            primary(text.lang) != primary(self.lang) or text.lang.count("-") > 0
        )

    def told(self, text: LangString) -> bool:
        """Tell whether the reader should be told which language a text is in."""
        return bool(text.lang) and primary(text.lang) != primary(self.lang)

    def apart(self, text: LangString) -> bool:
        """Tell whether a text must be kept from turning the writing direction of its neighbours."""
        return not text.lang or not TURNING.isdisjoint(text.text)

    def spoken(self, tag: str) -> bool:
        """Tell whether a tag names a language, so that a screen reader can choose a voice."""
        return bool(TAG.fullmatch(tag))

    def plain(self, text: str) -> str:
        """Return a text without signs that turn the direction, for where no element holds them."""
        return "".join(sign for sign in text if sign not in TURNING)

    def text(self, text: str, lang: str = "") -> LangString:
        """Return a text with its language."""
        return LangString(text, lang)

    def quoted(self, text: LangString | str) -> Markup:
        """Return a text as a part of a sentence in the reader's language."""
        said = LangString(text, self.lang) if isinstance(text, str) else text
        lang = (
            f' lang="{escape(said.lang)}"' if self.foreign(said) and self.spoken(said.lang) else ""
        )
        return Markup(f"<q{lang}>{escape(said.text)}</q>")  # noqa: S704 — both are escaped

    def rank(self, lang: str) -> tuple[int, str]:
        """Return a sort key of languages: the reader's own, the interface's, then by tag."""
        order = (primary(self.lang), *(primary(other) for other in self.languages))
        short = primary(lang)
        return (order.index(short) if short in order else len(order) + (not lang), lang)

    def sorted(self, texts: Iterable[LangString]) -> list[LangString]:
        """Return texts with the reader's language first."""
        return sorted(texts, key=lambda text: self.rank(text.lang))

    def split(
        self, texts: Sequence[LangString]
    ) -> tuple[tuple[LangString, ...], tuple[LangString, ...]]:
        """Return the texts of the language to show, and those in all others."""
        shown = primary(self.best(texts).lang)
        return (
            tuple(text for text in texts if primary(text.lang) == shown),
            tuple(self.sorted(text for text in texts if primary(text.lang) != shown)),
        )

    def followed(self, iri: str, base: str) -> bool:
        """Tell whether an address leads anywhere: a part of a page of ours has none of its own."""
        return bool(safe_href(iri)) and not (iri.startswith(base) and "#" in iri)

    def name(self, thing: Link | Resource | BusinessRule) -> LangString:
        """Return what to call a thing: its label, else the end of its IRI."""
        return best(thing.label, self.lang) or LangString(ending(thing.iri))

    def notation(self, thing: Link | BusinessRule) -> str:
        """Return the notation to show before the name; empty where the name says it."""
        return "" if says(self.name(thing).text, thing.notation) else thing.notation


def ending(iri: str) -> str:
    """Return the part of an IRI that tells most: after the last ``#`` or ``/``."""
    trimmed = iri.rstrip("/#")
    end = trimmed.rpartition("#")[2] if "#" in trimmed else trimmed.rpartition("/")[2]
    return unquote(end) or iri
