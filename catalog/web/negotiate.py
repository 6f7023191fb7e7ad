"""What a client would rather have: Accept, Accept-Language, profiles. No request, no I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.formats import HTML

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalog.formats import Format

TOKEN: Final = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"  # noqa: S105 — RFC 9110 §5.6.2 calls it that
RANGE: Final = re.compile(rf"({TOKEN})/({TOKEN})|(\*)")
LANGUAGE_RANGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*")
QUALITY: Final = re.compile(r"[0-9]{0,3}(?:\.[0-9]{0,6})?")
QUOTED: Final = r'"(?:\\.|[^"\\])*(?:"|\\?\Z)'
"""A quoted string; an unclosed one goes to the end, so that no letter is looked at twice."""
PIECE: Final = re.compile(rf'(?:{QUOTED}|[^",])+', re.DOTALL)
PARAMETER: Final = re.compile(rf'(?:{QUOTED}|[^";])+', re.DOTALL)
XML: Final = ("application/xml", "text/xml")
ANYHOW, BY_KIND, BY_ALIAS, BY_NAME = range(4)
NORWEGIAN: Final = {"no": "nb"}
"""Older software says ``no`` for bokmål (BCP 47: a macrolanguage of nb and nn)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One range of a header and how much it is wanted, from 0 (not at all) to 1."""

    name: str
    quality: float


def read_accept(header: str) -> tuple[Wish, ...]:
    """Read ``Accept`` (RFC 9110 §12.5.1); parameters but ``q`` are left out.

    Absent or empty means anything. What can't be read is left out: it can't match, since it
    comes from the client.
    """
    if not header.strip():
        return (Wish("*/*", 1.0),)
    wishes: list[Wish] = []
    for name, quality in _items(header):
        match = RANGE.fullmatch(name)
        if match is None:
            continue
        # A bare "*" is what Java's HttpURLConnection sends when nobody tells it otherwise.
        main, sub = ("*", "*") if match[3] else (match[1].lower(), match[2].lower())
        if main != "*" or sub == "*":
            wishes.append(Wish(f"{main}/{sub}", quality))
    return tuple(wishes)


def best_format(header: str, offers: Sequence[Format]) -> Format | None:
    """Return what to answer ``Accept`` with: the most wanted offer, the first of equals.

    None where nothing on offer is acceptable. The most specific range that speaks of an offer
    decides about it (RFC 9110 §12.5.1): its media type, an alias of that, ``type/*``, ``*/*``. Of
    equals the one that is named more exactly wins: who sends ``application/json, text/plain,
    */*``, as many libraries do, wants JSON.
    """
    wishes: dict[str, float] = {}
    for wish in read_accept(header):
        wishes[wish.name] = max(wish.quality, wishes.get(wish.name, 0.0))
    chosen: Format | None = None
    most = (0.0, ANYHOW)
    for offer in offers:
        wanted = _wanted(offer, wishes)
        if wanted[0] > 0 and wanted > most:
            chosen, most = offer, wanted
    return chosen


def best_language(header: str, offers: Sequence[str]) -> str:
    """Return which of ``offers`` to answer ``Accept-Language`` with (RFC 4647 §3.4, lookup).

    ``no`` is read as ``nb``; a region is left out. The first offer where none is asked for.
    """
    unwanted: set[str] = set()
    wanted: list[tuple[float, str]] = []
    for name, quality in _items(header):
        if LANGUAGE_RANGE.fullmatch(name):
            short = name.partition("-")[0].lower()
            language = NORWEGIAN.get(short, short)
            if quality:
                wanted.append((quality, language))
            elif name.lower() == short:
                unwanted.add(language)
    for _, language in sorted(wanted, key=lambda wish: -wish[0]):
        if language in offers and language not in unwanted:
            return language
        if language == "*":
            break
    return next((offer for offer in offers if offer not in unwanted), offers[0])


def best_profiles(header: str) -> tuple[str, ...]:
    """Return the profiles that ``Accept-Profile`` or ``_profile`` names, the most wanted first.

    Each is an IRI, with or without angle brackets, or a token (Content Negotiation by Profile
    §7.1, §8.1); those with a weight of 0 are left out.
    """
    found = [
        (quality, name.removeprefix("<").removesuffix(">")) for name, quality in _items(header)
    ]
    wanted = sorted((wish for wish in found if wish[0]), key=lambda wish: -wish[0])
    return tuple(dict.fromkeys(name.strip() for _, name in wanted))


def _wanted(offer: Format, wishes: dict[str, float]) -> tuple[float, int]:
    """Return how much an offer is wanted, and how exactly it was named."""
    if offer.media_type in wishes:
        return wishes[offer.media_type], BY_NAME
    # A browser asks for XML beside HTML and means pages; RDF/XML would be no page to it.
    unmeant = XML if HTML.media_type in wishes else ()
    named = [wishes[it] for it in offer.aliases if it in wishes and it not in unmeant]
    if named:
        return max(named), BY_ALIAS
    main = offer.media_type.partition("/")[0]
    if f"{main}/*" in wishes:
        return wishes[f"{main}/*"], BY_KIND
    return wishes.get("*/*", 0.0), ANYHOW


def _items(header: str) -> Iterator[tuple[str, float]]:
    """Yield each element of a list with its weight (RFC 9110 §5.6.1, §12.4.2).

    One with a weight that can't be read is left out.
    """
    quoted = '"' in header
    for piece in PIECE.findall(header) if quoted else header.split(","):
        name, *parameters = PARAMETER.findall(piece) or [""] if quoted else piece.split(";")
        quality: float | None = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() in {"q", "Q"}:
                quality = _weight(value.strip())
                break
        name = name.strip()
        if quality is not None and name:
            yield name, quality


def _weight(text: str) -> float | None:
    """Read a weight; some clients write ``.2``, and more than 1 can only mean 1."""
    if not QUALITY.fullmatch(text) or not any(letter.isdigit() for letter in text):
        return None
    return min(float(text), 1.0)
