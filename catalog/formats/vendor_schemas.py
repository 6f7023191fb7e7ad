"""The vendors' zip, what it has of models: the register of schemas, and texts for each element.

The shapes are those of ``bufdir.xsd.oversikt.json`` and ``tekster/*.json`` as the loader in
Bufdir's DemoApp reads them; what a field may hold beyond that isn't known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.formats.schemas.codes import fields_of
from catalog.formats.vendor import Json, encoded, norwegian, text_of
from catalog.model.information import XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.model.information import AdmittedCode, InformationModel
    from catalog.model.text import LangString

TEXTS: Final = "tekster"
SCHEMAS: Final = "xsd"
JSON_SCHEMAS: Final = "json-schema"
BETWEEN: Final = ";"
"""Stands between the names of files in a field of the register."""


@dataclass(frozen=True, slots=True)
class Described:
    """A model with where its files lie in the zip: its schema, code lists and texts.

    ``status`` is the code of its status, empty where it has none.
    """

    model: InformationModel
    schema: str
    lists: tuple[str, ...] = ()
    texts: str = ""
    status: str = ""


def register(described: Iterable[Described], languages: Sequence[str], date: str) -> bytes:
    """Return the register: models of XML where loaders look for them, those of JSON beside."""
    found: dict[str, list[Json]] = {"xsds": [], "jsonSkjemaer": []}
    for it in described:
        model = it.model
        roots = [root for type_ in model.types for root in type_.roots]
        told: Json = {
            "nmsp": model.namespace,
            "beskrivelse": text_of(model.description, languages) or text_of(model.label, languages),
            "rotelement": BETWEEN.join(roots),
            "status": it.status or None,
            "gyldigFra": norwegian(model.valid.start),
            "gyldigTil": norwegian(model.valid.end),
            "kodelister": BETWEEN.join(it.lists),
            "tekster": it.texts,
            "navn": model.name,
            "versjon": model.version,
            "fil": it.schema,
        }
        found["xsds" if model.syntax == XML else "jsonSkjemaer"].append(told)
    return encoded({"dato": norwegian(date), **found})


def texts(model: InformationModel, schema: str, languages: Sequence[str]) -> bytes:
    """Return the labels and help texts of a model's elements, and of its codes, per language.

    ``fallback`` tells that the text is in another language, for want of one in this.
    """
    elements = [
        {
            "navn": field.name,
            "id": field.iri,
            "type": type_.name,
            "ledetekst": list(_spoken(field.label, languages)),
            "veiledning": list(_spoken(field.description, languages)),
            "sortering": place,
        }
        for type_ in model.types
        for place, field in enumerate(fields_of(type_.fields), 1)
    ]
    return encoded(
        {
            "sprak": list(languages),
            "skjema": {
                "beskrivelse": text_of(model.description or model.label, languages),
                "versjon": model.version,
                "versjonsInformasjon": text_of(model.label, languages),
                "gyldigFra": norwegian(model.valid.start),
                "xsd": [schema],
                "skjemaelement": elements,
                "kodelistetekster": list(_code_texts(model, languages)),
            },
        }
    )


def _code_texts(model: InformationModel, languages: Sequence[str]) -> Iterator[Json]:
    """Yield each code list of the model with all codes that any property may carry."""
    lists: dict[str, tuple[tuple[LangString, ...], dict[str, AdmittedCode]]] = {}
    for type_ in model.types:
        for field in type_.fields:
            if field.code_list is not None:
                _, codes = lists.setdefault(field.code_list.iri, (field.code_list.label, {}))
                codes.update({code.iri: code for code in field.codes})
    for iri, (label, codes) in lists.items():
        yield {
            "id": iri,
            "navn": text_of(label, languages),
            "verdier": [
                {
                    "verdi": code.notation,
                    "tekst": list(_spoken(code.label, languages)),
                    "beskrivelse": list(_spoken(code.definition, languages)),
                }
                for code in codes.values()
            ],
        }


def _spoken(found: Sequence[LangString], languages: Sequence[str]) -> Iterator[Json]:
    """Yield a text for each language, nothing where there is none in any."""
    own = {text.lang: text.text for text in reversed(found)}
    for language in languages if found else ():
        text = own.get(language)
        yield {
            "sprak": language,
            "tekst": text if text is not None else text_of(found, languages),
            "fallback": text is None,
        }
