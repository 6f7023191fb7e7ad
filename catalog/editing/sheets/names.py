"""Names: how a resource is written in a cell, ``term (id)``, and found again."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from catalog.editing.sheets.fault import CellProblem
from catalog.model.rdf import Iri, literals
from catalog.model.text import LangString, best
from catalog.terms import LABEL, NOTATION, PREF_LABEL, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from catalog.model.rdf import Graph, Term

ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
NAMED_BY: Final = (PREF_LABEL, TITLE, LABEL)


class Names:
    """The resources of the sheets by name and id; ``lang`` is the reader's."""

    def __init__(
        self, graph: Graph, base_iri: str, lang: str, kinds: Mapping[str, Iterable[Iri]]
    ) -> None:
        self.graph = graph
        self.base_iri = base_iri
        self.lang = lang
        self.kind_of = {iri: kind for kind, iris in kinds.items() for iri in iris}
        self.ids = {self.id(iri): iri for iri in self.kind_of}
        self.labels: dict[str, list[Iri]] = {}
        self.fresh: dict[Iri, str] = {}
        self.shown: dict[Iri, str] = {}
        for iri in self.kind_of:
            for text in self._texts(iri):
                self._label(text, iri)

    def add(self, iri: Iri, kind: str, labels: Iterable[str]) -> None:
        """Make a resource known that isn't in the sources yet."""
        self.kind_of[iri] = kind
        self.ids[self.id(iri)] = iri
        texts = list(labels)
        self.fresh[iri] = texts[0] if texts else ""
        self.shown.pop(iri, None)
        for text in texts:
            self._label(text, iri)

    def id(self, iri: Iri) -> str:
        """Return the IRI, without the catalogue's base where it has it."""
        rest = iri.removeprefix(self.base_iri)
        return rest if rest and ":" not in rest and not rest.startswith("/") else str(iri)

    def label(self, iri: Iri) -> str:
        """Return the term in the reader's language, with the code of what has one."""
        texts = [
            LangString(text.value, text.language)
            for predicate in NAMED_BY
            for text in literals(self.graph.objects(iri, predicate))
        ]
        chosen = best(texts, self.lang)
        codes = literals(self.graph.objects(iri, NOTATION))
        parts = (codes[0].value if codes else "", chosen.text if chosen else "")
        return " ".join(" ".join(parts).split())

    def show(self, iri: Iri) -> str:
        """Return ``term (id)``; a resource of others is its IRI alone."""
        known = self.shown.get(iri)
        if known is None:
            label = (self.label(iri) or self.fresh.get(iri, "")) if iri in self.kind_of else ""
            known = self.shown[iri] = f"{label} ({self.id(iri)})" if label else self.id(iri)
        return known

    def find(self, text: str, kinds: tuple[str, ...], known: Sequence[Term] = ()) -> Iri:
        """Return the resource that ``text`` means: ``term (id)``, an id, an IRI or a term.

        What is among ``known`` stands in the cell already, and may be of any kind. Raises
        CellProblem where it is none of ours, of another kind, or several have the term.
        """
        found = self._by_id(text)
        if found is None:
            named = list(dict.fromkeys(self.labels.get(_folded(text), ())))
            wanted = [iri for iri in named if not kinds or self.kind_of[iri] in kinds]
            if len(wanted) > 1:
                raise CellProblem(
                    "several-have-name", value=text, known=", ".join(map(self.show, wanted[:5]))
                )
            found = next(iter(wanted or named), None)
        if found is None:
            if ADDRESS.fullmatch(text):
                return Iri(text)
            raise CellProblem("unknown-thing", value=text, known=self._nearest(text, kinds))
        if kinds and found not in known and self.kind_of.get(found, kinds[0]) not in kinds:
            raise CellProblem("other-kind", value=text, kinds=" ".join(kinds))
        return found

    def _by_id(self, text: str) -> Iri | None:
        candidates = [text]
        if text.endswith(")"):
            starts = (index for index, letter in enumerate(text) if letter == "(")
            candidates += [text[start + 1 : -1] for start in starts]
        for candidate in candidates:
            known = self.ids.get(candidate) or self.ids.get(candidate.removeprefix(self.base_iri))
            if known is not None:
                return known
        return next((Iri(one) for one in candidates[1:] if ADDRESS.fullmatch(one)), None)

    def _nearest(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return the names most like ``text``."""
        wanted = _folded(text.partition(" (")[0])
        near = difflib.get_close_matches(wanted, self.labels, n=3, cutoff=0.75)
        found = (iri for label in near for iri in self.labels[label])
        fitting = [iri for iri in found if not kinds or self.kind_of[iri] in kinds]
        return ", ".join(self.show(iri) for iri in dict.fromkeys(fitting[:3]))

    def _texts(self, iri: Iri) -> list[str]:
        return [
            text.value
            for predicate in NAMED_BY
            for text in literals(self.graph.objects(iri, predicate))
        ]

    def _label(self, text: str, iri: Iri) -> None:
        self.labels.setdefault(_folded(text), []).append(iri)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
