"""The programming languages that enumerations are written in: what their files are called."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import Final

from catalog import formats

PACKAGE: Final = "kodelister"
"""What the enumerations are in where nobody says what: the vendors' word for code lists."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of programming.

    ``packaged``: its files tell which package they belong to. ``folders``: they lie in folders
    named after it (Java Language Specification §7.2.1; Python's import system §5.2). ``small``:
    they are named in small letters.
    """

    format: formats.Format
    packaged: bool = False
    folders: bool = False
    small: bool = False
    words: frozenset[str] = frozenset()
    """Its own words: no part of a package's name may be one."""

    @property
    def name(self) -> str:
        """Return what the language is asked for by; its template and its format have that name."""
        return self.format.name

    def package(self, wanted: str) -> str:
        """Return the package as its files tell it, ``wanted`` where that isn't empty."""
        return wanted or (PACKAGE if self.folders else PACKAGE.capitalize())

    def path(self, type_name: str, wanted: str = "") -> str:
        """Return where the file of a type lies, below the folder of the language."""
        folders = self.package(wanted).split(".") if self.folders else []
        stem = _small(type_name) if self.small else type_name
        return "/".join([*folders, f"{stem}.{self.format.extension}"])


def _small(type_name: str) -> str:
    """Return ``melding_konklusjon`` for ``MeldingKonklusjon``; no word of Python."""
    name = re.sub(r"(?<=[^_])(?=[A-Z])", "_", type_name).lower()
    return f"{name}_" if keyword.iskeyword(name) else name


BOTH: Final = frozenset(
    {
        "abstract", "break", "byte", "case", "catch", "char", "class", "const", "continue",
        "default", "do", "double", "else", "enum", "false", "finally", "float", "for", "goto",
        "if", "int", "interface", "long", "new", "null", "private", "protected", "public",
        "return", "short", "static", "switch", "this", "throw", "true", "try", "void", "volatile",
        "while",
    }
)  # fmt: skip
"""Words of Java as well as of C#."""
JAVAS: Final = BOTH | frozenset(
    {
        "_", "assert", "boolean", "extends", "final", "implements", "import", "instanceof",
        "native", "package", "strictfp", "super", "synchronized", "throws", "transient",
    }
)  # fmt: skip
"""The Java Language Specification §3.9, without words that are one only in a place."""
CSHARPS: Final = BOTH | frozenset(
    {
        "as", "base", "bool", "checked", "decimal", "delegate", "event", "explicit", "extern",
        "fixed", "foreach", "implicit", "in", "internal", "is", "lock", "namespace", "object",
        "operator", "out", "override", "params", "readonly", "ref", "sbyte", "sealed", "sizeof",
        "stackalloc", "string", "struct", "typeof", "uint", "ulong", "unchecked", "unsafe",
        "ushort", "using", "virtual",
    }
)  # fmt: skip
"""C# language specification §6.4.4, without words that are one only in a place."""
TYPESCRIPT: Final = Language(formats.TYPESCRIPT)
CSHARP: Final = Language(formats.CSHARP, packaged=True, words=CSHARPS)
JAVA: Final = Language(formats.JAVA, packaged=True, folders=True, words=JAVAS)
PYTHON: Final = Language(formats.PYTHON, folders=True, small=True, words=frozenset(keyword.kwlist))
LANGUAGES: Final = (TYPESCRIPT, CSHARP, JAVA, PYTHON)
BY_NAME: Final = {it.name: it for it in LANGUAGES}
