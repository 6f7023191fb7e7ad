"""What the sheets say to people, and what people's words in them mean; in every language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets.plan import CHOICES, KINDS
from catalog.settings import INTERFACE_LANGUAGES, program_folder
from catalog.web.i18n import Translator

if TYPE_CHECKING:
    from catalog.editing.sheets.plan import Column
    from catalog.model.rdf import Iri

PART: Final = "sheets"
FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


@cache
def speaker(lang: str) -> Translator:
    """Return who speaks ``lang`` in a sheet."""
    return Translator(program_folder("site"), lang, PART)


def head(column: Column, lang: str) -> str:
    """Return what stands above a column."""
    say = speaker(lang)
    name = say(f"field.{column.field.name}.head")
    if not column.field.languages:
        return name
    language = say.language(column.language) if column.language else say("no-language")
    return f"{name} ({language})"


def choice(name: str, iri: Iri, lang: str) -> str:
    """Return the plain word for one of a closed list; what isn't in it is shown as it is."""
    key = f"choice.{name}.{code(iri)}"
    say = speaker(lang)
    return say(key) if iri in CHOICES[name] and key in say else str(iri)


def chosen(name: str, text: str) -> Iri | None:
    """Return what a word means, in whatever language it is written; also a code or an IRI."""
    wanted = text.strip().casefold()
    for iri in CHOICES[name]:
        known = {iri.casefold(), code(iri).casefold()}
        known.update(choice(name, iri, lang).casefold() for lang in INTERFACE_LANGUAGES)
        if wanted in known:
            return iri
    return None


def code(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def flag(value: bool, lang: str) -> str:  # noqa: FBT001 — the value is the fact itself
    """Return the word for yes or no."""
    return speaker(lang)("yes" if value else "no")


def flagged(text: str) -> bool | None:
    """Return what a yes or no means, in whatever language it is written."""
    wanted = text.strip().casefold()
    for lang in INTERFACE_LANGUAGES:
        for value in (True, False):
            if wanted == flag(value, lang).casefold():
                return value
    return FLAGS.get(wanted)


@cache
def titles() -> dict[str, str]:
    """Return the kind that each title of a sheet names, in any language."""
    return {
        speaker(lang)(f"kind.{kind}").casefold(): kind
        for lang in INTERFACE_LANGUAGES
        for kind in KINDS
    }


@cache
def own_titles() -> frozenset[str]:
    """Return the titles of sheets that hold no data of ours, in any language."""
    return frozenset(
        speaker(lang)(name).casefold()
        for lang in INTERFACE_LANGUAGES
        for name in ("readme.title", "lists-title")
    )
