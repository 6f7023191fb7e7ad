"""The vendors' zip: every code list as JSON in the shape that loaders of case systems read.

The shape is that of the definition package on data.bufdir.no/datatjeneste/9, as its loader in
Bufdir's DemoApp reads ``kodelister/*.json``; what it has of models is in ``vendor_schemas``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from catalog.formats.archive import write_archive
from catalog.model.address import file_name
from catalog.model.text import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalog.formats.archive import Entry
    from catalog.model.concept import Code, CodeList
    from catalog.model.text import LangString

Json = dict[str, object]
FOLDER: Final = "kodelister"
REGISTER: Final = "kodelister.oversikt.json"
README: Final = "LESMEG.txt"
ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
WINDOWS: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
"""Names that no file may have there, whatever its extension."""
PARENT, GROUP, SPECIFIED = "overordnet", "gruppe", "kreverPresisering"
"""The variables that tell what the shape has no field for."""


def write(
    file: BinaryIO,
    lists: Iterable[tuple[CodeList, Sequence[Code]]],
    languages: Sequence[str],
    readme: str = "",
    more: Iterable[Entry] = (),
) -> None:
    """Write the zip into ``file``: a file a list in the given order, a register of them, ``more``.

    Texts are in the first of ``languages`` that there is one in. The bytes depend on nothing else.
    """
    write_archive(file, entries(lists, languages, readme, more))


def entries(
    lists: Iterable[tuple[CodeList, Sequence[Code]]],
    languages: Sequence[str],
    readme: str = "",
    more: Iterable[Entry] = (),
) -> Iterator[Entry]:
    """Yield the files of the zip."""
    register: list[Json] = []
    taken: set[str] = set()
    if readme:
        yield README, windows_text(readme)
    for code_list, codes in lists:
        name = _file(code_list.iri, taken)
        told = describe(code_list, codes, languages)
        yield name, encoded({"kodelister": [told]})
        register.append(
            {
                "id": code_list.iri,
                "navn": told["navn"],
                "beskrivelse": text_of(code_list.description, languages),
                "fil": name,
                "status": code_list.status.code if code_list.status else None,
                "gyldigFra": norwegian(code_list.valid.start),
                "gyldigTil": norwegian(code_list.valid.end),
            }
        )
    yield REGISTER, encoded({"kodelister": register})
    yield from more


def file_names(iris: Iterable[str]) -> list[str]:
    """Return the file of each list, in the order in which ``entries`` gets them."""
    taken: set[str] = set()
    return [_file(iri, taken) for iri in iris]


def describe(code_list: CodeList, codes: Sequence[Code], languages: Sequence[str]) -> Json:
    """Return one list; headings are no codes, and stand as the group of those below them."""
    inside = {code.iri: code for code in codes}
    name = text_of(code_list.label, languages) or code_list.iri
    shown = [_code(code, inside, languages) for code in codes if code.reportable]
    used = {str(it["navn"]) for _, variables in shown for it in variables}
    return {
        "id": code_list.iri,
        "navn": name,
        "variabel": [
            {
                "id": variable,
                "navn": variable,
                "kodelisteId": code_list.iri if variable == PARENT else None,
                "kodelisteNavn": name if variable == PARENT else None,
            }
            for variable in (PARENT, GROUP, SPECIFIED)
            if variable in used
        ],
        "kode": [content for content, _ in shown],
    }


def _code(
    code: Code, inside: dict[str, Code], languages: Sequence[str]
) -> tuple[Json, list[dict[str, str]]]:
    variables: list[dict[str, str]] = []
    for relation in code.relations:
        above = inside.get(relation.target.iri)
        if relation.kind.partition("-")[0] == "broader" and above is not None:
            variables.append(
                {"navn": PARENT, "verdi": _value(above)}
                if above.reportable
                else {"navn": GROUP, "verdi": text_of(above.label, languages) or _value(above)}
            )
    if code.requires_specification:
        variables.append({"navn": SPECIFIED, "verdi": "true"})
    definition = [it.text for it in code.definitions] or code.description
    return {
        "verdi": _value(code),
        "tekst": text_of(code.label, languages) or _value(code),
        "beskrivelse": text_of(definition, languages),
        "gyldigFra": norwegian(code.valid.start),
        "gyldigTil": norwegian(code.valid.end),
        "alternativVerdi": code.notations[1] if len(code.notations) > 1 else None,
        "variabel": variables,
    }, variables


def _value(code: Code) -> str:
    return code.notations[0] if code.notations else _last(code.iri)


def text_of(texts: Sequence[LangString], languages: Sequence[str]) -> str | None:
    """Return the text in the first of ``languages`` that there is one in, else any."""
    for language in languages:
        for text in texts:
            if text.lang == language:
                return text.text
    found = best(texts, languages[0]) if languages else None
    return found.text if found else None


def norwegian(day: str) -> str | None:
    """Return a day as ``dd.MM.yyyy``; None where there is none."""
    found = ISO.fullmatch(day)
    return f"{found[3]}.{found[2]}.{found[1]}" if found else None


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _file(iri: str, taken: set[str]) -> str:
    """Return a file made of the last part of an IRI, numbered where another list has it."""
    last, number = _last(iri), 1
    if WINDOWS.fullmatch(last):
        last = f"liste-{last}"
    name = f"{FOLDER}/{file_name(last, 'json')}"
    while name in taken:
        number += 1
        name = f"{FOLDER}/{file_name(f'{last}-{number}', 'json')}"
    taken.add(name)
    return name


def encoded(content: object) -> bytes:
    """Return JSON to be read by people too."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def windows_text(text: str) -> bytes:
    """Return a text with the ends of lines that every editor on Windows knows."""
    return text.replace("\n", "\r\n").encode()
