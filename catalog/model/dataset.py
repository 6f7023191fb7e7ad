"""Dataset and Catalog (DCAT), and the files that a Release offers of them."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model.resource import Link, Resource
from catalog.model.text import LangString


@dataclass(frozen=True, slots=True)
class Download:
    """A whole-dataset file of a Release; ``name`` is below ``downloads/``, ``size`` in bytes."""

    name: str
    dataset: str
    format: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dataset(Resource):
    """A set of data that is published together; ``slug`` names its files."""

    slug: str = ""
    keywords: tuple[LangString, ...] = ()
    parts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog(Resource):
    """The description of the whole catalogue: who publishes it, and its datasets."""

    datasets: tuple[Link, ...] = ()
