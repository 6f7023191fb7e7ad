"""Identifiers: from a notation or an IRI to a name that all the languages take, and that stays.

A name is made of what identifies a thing alone, never of its label, which may change, nor of what
stands beside it in the list, so that no new code renames an old one.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.model.information import AdmittedCode

from catalog.formats.enumerations.listed import notation_of

MARK: Final = "K"
"""Before every code's name: no name may begin with a digit, and no word of a language with it."""
NOTATION: Final = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
"""Notations that a name tells in full: a dot is one underscore in it, a hyphen two."""
SEGMENT: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""Last parts of IRIs that a type's name tells in full."""
SHOWN: Final = 30
"""Signs that a made-up name keeps of what it stands for."""
LONGEST: Final = 100
"""Signs of a notation or a part of an IRI that a name tells in full; files are called after it."""
RESERVED: Final = frozenset(
    {
        "Array", "ArrayList", "Code", "Collectors", "Date", "DateOnly", "Dictionary", "Enum",
        "Enumerable", "Final", "Iterator", "List", "LocalDate", "Map", "None", "Object",
        "Optional", "Override", "Readonly", "RangeError", "Record", "Self", "Set", "Stream",
        "String", "System", "True", "False", "Type",
    }
)  # fmt: skip
"""What the files themselves use, and words of the languages; their own words are in small letters,
and a type's name begins with a large one."""
WINDOWS: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
"""Names that no file may have there."""


def code_names(codes: Sequence[AdmittedCode]) -> dict[str, str]:
    """Return the name of each code by its IRI.

    Codes that share a notation, since it was given twice, each carry a hash of their IRI behind.
    """
    notations = {code.iri: notation_of(code) for code in codes}
    shared = Counter(notations.values())
    return {
        iri: MARK + _told(notation) + (f"___{_hash(iri)}" if shared[notation] > 1 else "")
        for iri, notation in notations.items()
    }


def type_names(iris: Iterable[str]) -> dict[str, str]:
    """Return the name of the type of each code list by its IRI.

    ``melding-konklusjon`` is ``MeldingKonklusjon``. Lists in several places whose IRIs end alike
    each carry a hash of the IRI behind.
    """
    names = {iri: _pascal(iri) for iri in dict.fromkeys(iris)}
    # On some disks small and large letters are the same.
    shared = Counter(name.lower() for name in names.values())
    return {
        iri: f"{name}___{_hash(iri)}" if shared[name.lower()] > 1 else name
        for iri, name in names.items()
    }


def _told(notation: str) -> str:
    if NOTATION.fullmatch(notation) and len(notation) <= LONGEST:
        return notation.replace("-", "__").replace(".", "_")
    # Three underscores in a row are in no name that is told in full.
    return f"{_plain(notation)}___{_hash(notation)}"


def _pascal(iri: str) -> str:
    last = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    if not SEGMENT.fullmatch(last) or len(last) > LONGEST:
        plain = _plain(last).title()
        return f"{plain if plain[:1].isalpha() else 'Liste' + plain}___{_hash(iri)}"
    parts = last.split("-")
    # Small letters and digits alone are in the IRI, so a large one or an underscore is a hyphen.
    name = "".join(part.capitalize() if part[0].isalpha() else f"_{part}" for part in parts)
    return f"{name}_" if name in RESERVED or WINDOWS.fullmatch(name) else name


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", text)[:SHOWN].strip("_")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
