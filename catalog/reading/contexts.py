"""Which type of a model a business rule is about: the one that its context leads to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog import terms
from catalog.model.rdf import iris
from catalog.reading.models import fields_in_order, roots, technical_name, types_in_order

if TYPE_CHECKING:
    from catalog.model.rdf import Iri
    from catalog.reading.outline import Outline

STRING: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
PREDICATE: Final = re.compile(r"\[[^\[\]]*\]")
PATH: Final = re.compile(r"[\w.:-]*(?:/+[\w.:@*-]+)+|[\w.:-]+")
"""The first location path of an expression without predicates (XPath 1.0 §2)."""


class Contexts:
    """The types of one model by the elements that lead to them."""

    def __init__(self, outline: Outline, model: Iri) -> None:
        self.types = types_in_order(outline, model)
        self._roots: dict[str, Iri] = {}
        self._below: dict[Iri, dict[str, Iri]] = {}
        self._named: dict[str, Iri] = {}
        for type_ in self.types:
            for name in roots(outline.graph.about(type_)):
                self._roots.setdefault(name, type_)
            below = self._below[type_] = {}
            for field in fields_in_order(outline, type_):
                for target in iris(outline.graph.objects(field, terms.HAS_OBJECT_TYPE)):
                    name = technical_name(outline, field)
                    below.setdefault(name, target)
                    self._named.setdefault(name, target)

    def leads_to(self, context: str) -> Iri | None:
        """Return the type of the elements that ``context`` finds, as far as its names tell.

        What is no name of an element ends the way, at the type before it. None where not even the
        first is one.
        """
        text, before = STRING.sub("", context), ""
        while text != before:
            text, before = PREDICATE.sub("", text), text
        paths = PATH.findall(text)
        # A name alone may be that of a function; a path is a path.
        path = next((it for it in paths if "/" in it), paths[0] if paths else "")
        found: Iri | None = None
        for step in filter(None, path.split("/")):
            name = step.rpartition(":")[2]
            below = self._below.get(found, {}) if found else {**self._named, **self._roots}
            if name not in below:
                break
            found = below[name]
        return found
