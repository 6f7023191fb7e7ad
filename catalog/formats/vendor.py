"""The vendors' zip: every code list as JSON in the shape that loaders of case systems read.

The shape is that of the definition package on data.bufdir.no/datatjeneste/9, as its loader in
Bufdir's DemoApp reads ``kodelister/*.json``; the folders ``xsd/`` and ``tekster/`` are not made.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from catalog.model.address import file_name
from catalog.model.text import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.model.concept import Code, CodeList
    from catalog.model.text import LangString

Json = dict[str, object]
FOLDER: Final = "kodelister"
REGISTER: Final = "kodelister.oversikt.json"
README: Final = "LESMEG.txt"
TIME: Final = (1980, 1, 1, 0, 0, 0)
"""What every file in the zip is dated: the earliest that there is (APPNOTE 4.4.6)."""
MODE: Final = 0o100644 << 16
UNIX: Final = 3
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
) -> None:
    """Write the zip into ``file``: a file a list in the given order, and a register of them.

    Texts are in the first of ``languages`` that there is one in. The bytes depend on nothing else.
    """
    register: list[Json] = []
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w") as archive:
        if readme:
            _add(archive, README, readme.replace("\n", "\r\n").encode())
        for code_list, codes in lists:
            name = f"{FOLDER}/{_name(code_list.iri, taken)}"
            told = describe(code_list, codes, languages)
            _add(archive, name, _encode({"kodelister": [told]}))
            register.append(
                {
                    "id": code_list.iri,
                    "navn": told["navn"],
                    "beskrivelse": _text(code_list.description, languages),
                    "fil": name,
                    "status": code_list.status.code if code_list.status else None,
                    "gyldigFra": _day(code_list.valid.start),
                    "gyldigTil": _day(code_list.valid.end),
                }
            )
        _add(archive, REGISTER, _encode({"kodelister": register}))


def describe(code_list: CodeList, codes: Sequence[Code], languages: Sequence[str]) -> Json:
    """Return one list; headings are no codes, and stand as the group of those below them."""
    inside = {code.iri: code for code in codes}
    name = _text(code_list.label, languages) or code_list.iri
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
                else {"navn": GROUP, "verdi": _text(above.label, languages) or _value(above)}
            )
    if code.requires_specification:
        variables.append({"navn": SPECIFIED, "verdi": "true"})
    definition = [it.text for it in code.definitions] or code.description
    return {
        "verdi": _value(code),
        "tekst": _text(code.label, languages) or _value(code),
        "beskrivelse": _text(definition, languages),
        "gyldigFra": _day(code.valid.start),
        "gyldigTil": _day(code.valid.end),
        "alternativVerdi": code.notations[1] if len(code.notations) > 1 else None,
        "variabel": variables,
    }, variables


def _value(code: Code) -> str:
    return code.notations[0] if code.notations else _last(code.iri)


def _text(texts: Sequence[LangString], languages: Sequence[str]) -> str | None:
    for language in languages:
        for text in texts:
            if text.lang == language:
                return text.text
    found = best(texts, languages[0]) if languages else None
    return found.text if found else None


def _day(day: str) -> str | None:
    """Return a day as ``dd.MM.yyyy``; None where there is none."""
    found = ISO.fullmatch(day)
    return f"{found[3]}.{found[2]}.{found[1]}" if found else None


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _name(iri: str, taken: set[str]) -> str:
    """Return a file's name from the last part of an IRI, numbered where another list has it."""
    last, number = _last(iri), 1
    if WINDOWS.fullmatch(last):
        last = f"liste-{last}"
    name = file_name(last, "json")
    while name in taken:
        number += 1
        name = file_name(f"{last}-{number}", "json")
    taken.add(name)
    return name


def _encode(content: Json) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    info = zipfile.ZipInfo(name, TIME)
    # Whatever system this is made on; zipfile would write its own.
    info.create_system = UNIX
    info.external_attr = MODE
    archive.writestr(info, body, zipfile.ZIP_DEFLATED, compresslevel=9)
