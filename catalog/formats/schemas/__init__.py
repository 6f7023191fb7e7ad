"""Schemas: an information model as what programs check messages with."""

from catalog.formats.schemas.json_schema import json_schema
from catalog.formats.schemas.xsd import xsd

__all__ = ["json_schema", "xsd"]
