"""Graph → model; the only room that asks a Graph for values."""

from catalog.reading.catalogue import Catalogue, read_catalogue

__all__ = ["Catalogue", "read_catalogue"]
