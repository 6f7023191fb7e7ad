"""What is made of information models for their pages: diagrams and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from catalog.build.diagrams import draw_model, draw_type
from catalog.errors import ExampleRefused
from catalog.formats.examples import example, example_of
from catalog.model.rdf import Iri
from catalog.reading.models import read_model
from catalog.release.modelled import DIAGRAM, EXAMPLE, MINIMAL

if TYPE_CHECKING:
    from catalog.model.diagram import Diagram
    from catalog.model.information import InformationModel
    from catalog.reading import Catalogue

Made = dict[str, bytes]
"""Documents by the name that they are stored under."""


def made_of_models(catalogue: Catalogue) -> dict[Iri, Made]:
    """Return what is made of each model and each of its types, by their IRIs.

    A type that several models share is told of as a part of the first of them.
    """
    most = catalogue.settings.limits.drawn_rows
    found: dict[Iri, Made] = {}
    for iri in sorted(catalogue.outline.models):
        model = read_model(catalogue.outline, iri)
        if not model.types:
            continue
        found[iri] = _diagram(draw_model(model, most)) | _examples(model)
        for type_ in model.types:
            drawn = draw_type(model, type_.iri, most)
            found.setdefault(Iri(type_.iri), _diagram(drawn) | _examples(model, type_.iri))
    return found


def _diagram(drawn: Diagram) -> Made:
    return {DIAGRAM: msgspec.json.encode(drawn, enc_hook=str)}


def _examples(model: InformationModel, type_: str = "") -> Made:
    """Return the examples of a model, or of a type, that can be made."""
    try:
        full = example_of(model, type_) if type_ else example(model)
        least = example_of(model, type_, minimal=True) if type_ else example(model, minimal=True)
    except ExampleRefused:
        # The check of the sources tells what is wrong with such a model.
        return {}
    return {EXAMPLE: full} | ({MINIMAL: least} if least != full else {})
