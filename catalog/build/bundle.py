"""The zip of a requirement's version: all that a vendor builds from, in one file."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Final

from catalog.compare.models import compare_requirements
from catalog.compare.models.account import account_of
from catalog.compare.writers import as_markdown as changes_as_markdown
from catalog.errors import SchemaRefused
from catalog.formats import separated, vendor
from catalog.formats.archive import write_archive
from catalog.formats.document import as_markdown, as_page, requirement_document, title_of
from catalog.formats.enumerations.listed import day_of
from catalog.formats.examples import example
from catalog.formats.rules import rules_csv, rules_json
from catalog.formats.tabular import joined
from catalog.model.information import JSON
from catalog.model.rdf import Iri
from catalog.reading.requirements import former_version, model_of_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog.build.requirements import Requirements
    from catalog.build.vendors import Held, Vendors
    from catalog.formats.archive import Entry
    from catalog.model.information import AdmittedCode
    from catalog.model.requirement import Requirement
    from catalog.model.text import LangString

CONTENTS: Final = "innhold.json"
LICENCE: Final = "LISENS.txt"
CODES: Final = ("list", "notation", "validFrom", "validTo", "validOnFirstDay", "replacedBy")
Documents = dict[str, tuple[bytes, bytes]]
"""The requirement document in each language, as Markdown and as HTML."""


class Bundler:
    """Makes those zips."""

    def __init__(self, vendors: Vendors, requirements: Requirements) -> None:
        self._vendors = vendors
        self._requirements = requirements
        self._catalogue = vendors.catalogue

    def documents(self, requirement: Requirement) -> Documents:
        """Return the requirement document in each language of the site, codes as of its first day.

        Without a first day it has all the codes that the version knows.
        """
        day = day_of(requirement.valid.start)
        found = {}
        for lang in self._vendors.spoken:
            say = self._vendors.speaker(lang, "document")
            document = requirement_document(requirement, say, day)
            found[lang] = (as_markdown(document), as_page(document, say))
        return found

    def bundle(self, requirement: Requirement, stem: str, documents: Documents) -> bytes:
        """Return the zip; ``stem`` is what its own files are called."""
        files = list(self._files(requirement, stem, documents))
        readme = (vendor.README, vendor.windows_text(self._vendors.readme()))
        licence = (LICENCE, vendor.windows_text(self._licence(requirement)))
        files = [readme, licence, *files]
        made = io.BytesIO()
        write_archive(made, [*files, (CONTENTS, self._contents(requirement, files))])
        return made.getvalue()

    def _files(self, requirement: Requirement, stem: str, documents: Documents) -> Iterator[Entry]:
        vendors, model = self._vendors, requirement.model
        lists = list(self._lists(requirement))
        yield from vendor.entries(lists, vendors.languages)
        if lists:
            yield f"{vendor.FOLDER}.csv", _codes_csv(requirement, lists, vendors.languages)
        iri, described = model_of_version(self._catalogue.outline, Iri(requirement.iri)), None
        if iri is not None:
            named = tuple(vendor.file_names(it.code_list.iri for it in lists))
            described, files = vendors.described(iri, model, named)
            yield from files
            if described:
                yield vendors.register([described])
        if requirement.rules:
            yield "regler/regler.json", rules_json(requirement.rules)
            yield "regler/regler.csv", rules_csv(requirement.rules, vendors.languages)
        for lang, (markdown, page) in documents.items():
            yield f"dokument/{stem}.{lang}.md", markdown
            yield f"dokument/{stem}.{lang}.html", page
        yield from self._examples(requirement)
        if described:
            yield from self._made_up(requirement)
        yield from self._changes(requirement)
        for held in lists:
            yield from vendors.source_files(Iri(held.code_list.iri))

    def _lists(self, requirement: Requirement) -> Iterator[Held]:
        """Yield the code lists of the model, each with the codes that this version knows."""
        known: dict[str, set[str]] = {}
        for type_ in requirement.model.types:
            for field in type_.fields:
                if field.code_list is not None:
                    codes = known.setdefault(field.code_list.iri, set())
                    codes.update(code.iri for code in field.codes)
        for iri, codes in known.items():
            is_list = self._catalogue.outline.kinds.get(Iri(iri)) == "code-list"
            held = self._vendors.held(Iri(iri)) if is_list else None
            if held is not None:
                # A heading stays, since it is the group of the codes below it.
                kept = [it for it in held.codes if it.iri in codes or not it.reportable]
                yield held._replace(codes=kept)

    def _examples(self, requirement: Requirement) -> Iterator[Entry]:
        """Yield the messages that the requirement itself has, with what they are in their name."""
        for number, it in enumerate(requirement.examples, 1):
            verdict = "riktig" if it.right else "feil"
            name = f"eksempler/eksempel-{number}-{verdict}.{_ending(requirement)}"
            yield name, it.text.encode()

    def _made_up(self, requirement: Requirement) -> Iterator[Entry]:
        """Yield messages made from the schema: with everything, and with what must be there."""
        day = day_of(requirement.valid.start)
        for name, minimal in (("skjema-alt", False), ("skjema-minst", True)):
            try:
                body = example(requirement.model, day, minimal=minimal)
            except SchemaRefused:
                return
            yield f"eksempler/{name}.{_ending(requirement)}", body

    def _changes(self, requirement: Requirement) -> Iterator[Entry]:
        """Yield what differs from the version before, in words."""
        iri = former_version(self._catalogue.outline, Iri(requirement.iri))
        former = self._requirements.read(iri) if iri else None
        if former is None:
            return
        changes = compare_requirements(former, requirement)
        most = self._catalogue.settings.limits.compared_codes
        for lang in self._vendors.spoken:
            told = account_of(changes, self._vendors.speaker(lang, ""), most)
            say = self._vendors.speaker(lang, "command")
            yield f"endringer/endringer.{lang}.md", changes_as_markdown(told, say).encode()

    def _licence(self, requirement: Requirement) -> str:
        """Return under what licence the files are, and what they were made from."""
        say = self._vendors.speaker(self._vendors.spoken[0], "vendor")
        iri = Iri(requirement.iri)
        catalogs = (it for it in self._catalogue.resources if self._catalogue.kind(it) == "catalog")
        records = [self._catalogue.record(it, None) for it in (iri, *catalogs)]
        licence = next((it.licence for it in records if it.licence), None)
        return say(
            "licence" if licence else "no-licence",
            title=title_of(requirement, say.lang),
            licence=licence.iri if licence else "",
            sources="\n".join(it.iri or _first(it.label) for it in records[0].sources) or "–",
            iri=requirement.iri,
        )

    def _contents(self, requirement: Requirement, files: Iterable[Entry]) -> bytes:
        return vendor.encoded(
            {
                "requirement": requirement.iri,
                "name": requirement.name,
                "version": requirement.version,
                "validFrom": requirement.valid.start,
                "validTo": requirement.valid.end,
                "model": requirement.model.iri,
                "release": self._catalogue.version(),
                "date": self._catalogue.date(),
                "files": [
                    {"file": name, "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
                    for name, body in files
                ],
            }
        )


def _ending(requirement: Requirement) -> str:
    return "json" if requirement.model.syntax == JSON else "xml"


def _codes_csv(
    requirement: Requirement, lists: Iterable[Held], languages: tuple[str, ...]
) -> bytes:
    """Return every code of every list, with its days; a line a code."""
    first = day_of(requirement.valid.start)
    admitted: dict[str, AdmittedCode] = {
        code.iri: code
        for type_ in requirement.model.types
        for field in type_.fields
        for code in field.codes
    }
    lines = [(*CODES, *(f"prefLabel.{language}" for language in languages), "iri")]
    for held in lists:
        for code in held.codes:
            known = admitted.get(code.iri)
            if known is None:
                continue
            labels = {text.lang: text.text for text in reversed(code.label)}
            lines.append(
                (
                    held.code_list.iri,
                    known.notation,
                    known.valid.start,
                    known.valid.end,
                    str(first is None or known.valid.holds(first)).lower(),
                    joined(known.replaced_by),
                    *(labels.get(language, "") for language in languages),
                    code.iri,
                )
            )
    return separated.piece(lines)


def _first(texts: Iterable[LangString]) -> str:
    return next((it.text for it in texts), "")
