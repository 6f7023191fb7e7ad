"""Code list → source text, by the template of a language; what the data says stays data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalog.errors import EnumerationRefused
from catalog.formats.enumerations.listed import day_of, notation_of
from catalog.formats.enumerations.names import code_names
from catalog.model.text import LangString
from catalog.settings import program_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from catalog.formats.enumerations.language import Language
    from catalog.formats.enumerations.listed import Listed
    from catalog.model.information import AdmittedCode

FOLDER: Final = "enumerations"
MOST_LANGUAGES: Final = 3
"""Languages of a label: Java has room for so much in what makes the codes of a list, no more."""
MOST_LETTERS: Final = 500
"""Of a notation, and of a label, which is cut: beyond this it is a mistake."""
SHORT: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}


@dataclass(frozen=True, slots=True)
class Member:
    """A code as the templates write it."""

    name: str
    notation: str
    iri: str
    label: tuple[LangString, ...]
    definition: tuple[LangString, ...]
    start: dt.date | None
    end: dt.date | None
    requires_specification: bool
    replaced_by: tuple[str, ...]


@dataclass(slots=True)
class Writer:
    """Writes enumerations with texts in ``languages``, at most ``most`` codes each."""

    languages: Sequence[str]
    most: int
    site: Path = field(default_factory=lambda: program_folder("site"))
    _environment: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.languages = tuple(self.languages)[:MOST_LANGUAGES]
        # What is made is source, not HTML: each place in a template has its own escape below.
        self._environment = Environment(  # noqa: S701
            loader=FileSystemLoader(self.site / "templates" / FOLDER),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(
            quoted=quoted, quoted_python=_quoted_python, said=said, block=_block, xml=_xml
        )

    def write(self, code_list: Listed, language: Language, name: str, package: str = "") -> bytes:
        """Return the source of a type called ``name``. Raises EnumerationRefused for one too long.

        The same list gives the same bytes, and what is written in it can't become program.
        """
        if len(code_list.codes) > self.most:
            raise EnumerationRefused(code_list.iri, reason="enumeration-long", known=self.most)
        for code in code_list.codes:
            if len(code.notation) > MOST_LETTERS:
                raise EnumerationRefused(
                    code.iri, reason="enumeration-notation", known=MOST_LETTERS
                )
        template = self._environment.get_template(f"{language.name}.jinja")
        return template.render(
            name=name,
            package=language.package(package),
            iri=code_list.iri,
            label=self._spoken(code_list.label),
            description=self._spoken(code_list.description),
            members=self._members(tuple({code.iri: code for code in code_list.codes}.values())),
        ).encode()

    def _members(self, codes: Sequence[AdmittedCode]) -> list[Member]:
        names = code_names(codes)
        return [
            Member(
                names[code.iri],
                notation_of(code),
                code.iri,
                self._short(code.label),
                self._spoken(code.definition),
                day_of(code.valid.start),
                day_of(code.valid.end),
                code.requires_specification,
                code.replaced_by,
            )
            for code in codes
        ]

    def _short(self, texts: Sequence[LangString]) -> tuple[LangString, ...]:
        return tuple(
            LangString(text.text[:MOST_LETTERS], text.lang) for text in self._spoken(texts)
        )

    def _spoken(self, texts: Sequence[LangString]) -> tuple[LangString, ...]:
        """Return one text in each of the languages that there is one in."""
        first: dict[str, LangString] = {}
        for text in texts:
            first.setdefault(text.lang, text)
        return tuple(first[lang] for lang in self.languages if lang in first)


def quoted(text: str) -> str:
    """Return ``text`` as a string of TypeScript, C# or Java.

    What can't be seen is written by its number, in UTF-16 as those languages have it.
    """
    return f'"{"".join(_sign(letter, utf_16=True) for letter in text)}"'


def said(text: str) -> str:
    """Return ``text`` on one line, where a sign that can't be seen would deceive a reader."""
    line = " ".join(text.split())
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line
    )


def _quoted_python(text: str) -> str:
    return f'"{"".join(_sign(letter, utf_16=False) for letter in text)}"'


def _sign(letter: str, *, utf_16: bool) -> str:
    if letter in SHORT:
        return SHORT[letter]
    if letter.isprintable():
        return letter
    if not utf_16:
        return f"\\U{ord(letter):08x}"
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _block(text: str) -> str:
    """Return ``text`` for a comment of Java or TypeScript: it can't end it, nor be a tag in it.

    Java reads a backslash and ``u`` as a sign in comments too (JLS §3.3).
    """
    return _xml(text).replace("\\", "&#92;").replace("*/", "*&#47;").replace("@", "&#64;")


def _xml(text: str) -> str:
    return said(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
