"""What vendors read of a catalogue: its code lists and models, as the files in their zips."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from catalog import formats
from catalog.errors import EnumerationRefused, SchemaRefused
from catalog.formats.enumerations import LANGUAGES, Writer, listed, type_names
from catalog.formats.enumerations.listed import day_of
from catalog.formats.schemas import json_schema, xsd
from catalog.formats.vendor_schemas import Described, register, texts
from catalog.model.address import FIRST_DAY, download_stem, interface_languages
from catalog.model.concept import Code, CodeList
from catalog.model.information import JSON, XML
from catalog.reading.models import read_model
from catalog.settings import program_folder
from catalog.web.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from catalog.formats import Format
    from catalog.formats.archive import Entry
    from catalog.formats.enumerations import Language
    from catalog.model.information import InformationModel
    from catalog.model.rdf import Iri
    from catalog.reading import Catalogue

PLAIN: Final = re.compile(
    r"(?i:(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9][a-z0-9._-]{0,99})"
)
"""Names and versions that files are called after as they are, on Windows too."""
FOLDERS: Final = {XML: "xsd", JSON: "json-schema"}
"""Where the schemas of models lie, by what their messages are written in."""


KEPT: Final = 64
"""Code lists whose source is kept: several files hold the same list."""


class Held(NamedTuple):
    """A code list with its codes in order, headings among them."""

    code_list: CodeList
    codes: list[Code]


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema of a model; ``profile`` is empty for all codes that the model knows."""

    format: Format
    profile: str
    body: bytes

    @property
    def ending(self) -> str:
        """Return what its file's name ends in."""
        extension = self.format.extension
        return f"{self.profile}.{extension}" if self.profile else extension


class Vendors:
    """Makes those files; pure, so that processes can share the work."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        settings = catalogue.settings
        self.languages = settings.languages
        self.spoken = interface_languages(settings.languages)
        self._writer = Writer(settings.languages, settings.limits.enumerated_codes)
        self._types = type_names(it for it in catalogue.resources if self._is(it, "code-list"))
        models = {it: self.model(it) for it in catalogue.resources if self._is(it, "model")}
        self._stems = stems({it: f"{one.name}-{one.version}" for it, one in models.items()})

        self._speakers: dict[tuple[str, str], Translator] = {}
        self.sources = functools.lru_cache(KEPT)(self._sources)

    def speaker(self, lang: str, part: str) -> Translator:
        """Return who speaks a language of the site, in that part of it."""
        found = self._speakers.get((lang, part))
        if found is None:
            found = self._speakers[lang, part] = Translator(program_folder("site"), lang, part)
        return found

    def readme(self) -> str:
        """Return what a zip says of itself."""
        say = self.speaker(self.spoken[0], "vendor")
        return say("readme", register=self.catalogue.settings.schema_register)

    def held(self, iri: Iri) -> Held | None:
        """Return a code list with its codes."""
        record = self.catalogue.record(iri, self.catalogue.members(iri))
        found = (self.catalogue.record(it, None) for it in self.catalogue.contents(iri))
        if not isinstance(record, CodeList):
            return None
        return Held(record, [it for it in found if isinstance(it, Code)])

    def source(self, iri: Iri, language: Language, package: str = "") -> Entry:
        """Return a code list as source: its file below the folder of the language, and the bytes.

        Raises EnumerationRefused for a list that is too long for one.
        """
        code_list, codes = self.held(iri) or Held(CodeList(iri, "code-list"), [])
        name = self._types[iri]
        body = self._writer.write(listed(code_list, codes), language, name, package)
        return language.path(name, package), body

    def _sources(self, iri: Iri) -> tuple[tuple[Language, Entry], ...]:
        """Return a code list as source of every language; of none where it is too long."""
        try:
            return tuple((language, self.source(iri, language)) for language in LANGUAGES)
        except EnumerationRefused:
            return ()

    def source_files(self, iri: Iri) -> Iterator[Entry]:
        """Yield the same as files of a zip."""
        for language, (path, body) in self.sources(iri):
            yield f"enum/{language.name}/{path}", body

    def model(self, iri: Iri) -> InformationModel:
        """Return a model whole."""
        return read_model(self.catalogue.outline, iri)

    def schemas(self, model: InformationModel) -> list[Schema]:
        """Return the schemas of a model: with all its codes, and with those of its first day.

        None where it can't be said in a schema, which the check of sources tells.
        """
        first = day_of(model.valid.start)
        days = {"": None, FIRST_DAY: first} if first else {"": None}
        try:
            if model.syntax == XML:
                return [
                    Schema(formats.XML_SCHEMA, profile, xsd(model, day))
                    for profile, day in days.items()
                ]
            if model.syntax == JSON:
                return [
                    Schema(formats.JSON_SCHEMA, it, json_schema(model, day, self.languages[0]))
                    for it, day in days.items()
                ]
        except SchemaRefused:
            pass
        return []

    def described(
        self, iri: Iri, model: InformationModel, lists: tuple[str, ...] = ()
    ) -> tuple[Described | None, list[Entry]]:
        """Return a model as the register has it, and its files; nothing without a schema.

        ``lists`` are the files of its code lists.
        """
        made, stem = self.schemas(model), self._stems[iri]
        if not made:
            return None, []
        folder = FOLDERS[model.syntax]
        files = [(f"{folder}/{stem}.{it.ending}", it.body) for it in made]
        schema = files[0][0]
        told = f"tekster/{stem}.json"
        files.append((told, texts(model, schema, self.languages)))
        status = self.catalogue.record(iri, None).status
        return Described(model, schema, lists, told, status.code if status else ""), files

    def register(self, described: list[Described]) -> Entry:
        """Return the register of schemas."""
        body = register(described, self.languages, self.catalogue.date())
        return self.catalogue.settings.schema_register, body

    def models(self, lists: Mapping[str, str]) -> Iterator[Entry]:
        """Yield the files of every model; ``lists`` are the files of code lists by IRI."""
        described = []
        for iri in self._stems:
            model = self.model(iri)
            used = dict.fromkeys(
                lists[it.code_list.iri]
                for type_ in model.types
                for it in type_.fields
                if it.code_list is not None and it.code_list.iri in lists
            )
            one, files = self.described(iri, model, tuple(used))
            if one is not None:
                described.append(one)
                yield from files
        if described:
            yield self.register(described)

    def _is(self, iri: Iri, kind: str) -> bool:
        return self.catalogue.kind(iri) == kind


def stems(called: Mapping[Iri, str], taken: Collection[str] = ()) -> dict[Iri, str]:
    """Return what the files of each thing are called: its own name, where that is plain and alone.

    Else it is a name made of the IRI, which has no slash.
    """
    counted = Counter(name.lower() for name in called.values())
    return {
        iri: name
        if PLAIN.fullmatch(name) and counted[name.lower()] == 1 and name.lower() not in taken
        else download_stem(iri, None).partition("/")[2]
        for iri, name in called.items()
    }
