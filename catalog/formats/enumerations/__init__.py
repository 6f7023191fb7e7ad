"""Enumerations: a code list as source of a programming language, with validity in the type."""

from catalog.formats.enumerations.language import BY_NAME, LANGUAGES, Language
from catalog.formats.enumerations.listed import Listed, listed
from catalog.formats.enumerations.names import type_names
from catalog.formats.enumerations.writer import Writer

__all__ = ["BY_NAME", "LANGUAGES", "Language", "Listed", "Writer", "listed", "type_names"]
