"""The tables of ``catalog.sqlite``; the build fills them, the store reads them."""

from __future__ import annotations

from typing import Final

from catalog.model.concept import Code, CodeList, Collection, Concept, ConceptScheme
from catalog.model.dataset import Catalog, Dataset
from catalog.model.information import Model, ModelProperty, ModelType
from catalog.model.requirement_pages import (
    BusinessRulePage,
    RequirementPage,
    RequirementVersionPage,
)
from catalog.model.resource import Resource

FILE: Final = "catalog.sqlite"
SEARCH: Final = "search"
DOWNLOADS: Final = "downloads"
FEEDS: Final = "feeds"
REQUIREMENTS: Final = "requirements"

TABLES: Final = """
CREATE TABLE resource(
    number INTEGER PRIMARY KEY, iri TEXT NOT NULL, path TEXT, kind TEXT NOT NULL,
    position INTEGER NOT NULL, summary BLOB NOT NULL, record BLOB NOT NULL);
CREATE TABLE document(number INTEGER PRIMARY KEY, formats TEXT NOT NULL, bodies BLOB NOT NULL);
CREATE TABLE member(
    owner INTEGER NOT NULL, role TEXT NOT NULL, position INTEGER NOT NULL,
    number INTEGER NOT NULL, depth INTEGER NOT NULL, repeated INTEGER NOT NULL,
    PRIMARY KEY(owner, role, position)) WITHOUT ROWID;
CREATE TABLE heading(
    lang TEXT NOT NULL, letter TEXT NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
    text_lang TEXT NOT NULL, role TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY(lang, letter, position)) WITHOUT ROWID;
CREATE TABLE topic(
    lang TEXT NOT NULL, slug TEXT NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
    text_lang TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY(lang, slug, position)) WITHOUT ROWID;
CREATE TABLE facet(
    name TEXT NOT NULL, value TEXT NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY(name, value)) WITHOUT ROWID;
CREATE TABLE period(
    start TEXT NOT NULL, stop TEXT NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY(start, stop)) WITHOUT ROWID;
CREATE TABLE hierarchy(
    owner INTEGER NOT NULL, way TEXT NOT NULL, position INTEGER NOT NULL,
    number INTEGER NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY(owner, way, position)) WITHOUT ROWID;
CREATE TABLE turn(
    owner INTEGER NOT NULL, day TEXT NOT NULL, came INTEGER NOT NULL, went INTEGER NOT NULL,
    PRIMARY KEY(owner, day)) WITHOUT ROWID;
CREATE TABLE published(place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, date TEXT NOT NULL);
CREATE TABLE mark(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, place INTEGER NOT NULL);
CREATE TABLE change(
    position INTEGER PRIMARY KEY, mark INTEGER NOT NULL, place INTEGER NOT NULL,
    iri TEXT NOT NULL, number INTEGER, kind TEXT NOT NULL, state TEXT NOT NULL,
    fields TEXT NOT NULL);
"""

Bodies = list[tuple[str, bytes]]
"""What a row of ``document`` packs: a resource's documents with their ETags, in the order of
``formats``. They say the same again and again, so together they take a third of the room."""

INDEXES: Final = """
CREATE UNIQUE INDEX resource_iri ON resource(iri);
CREATE UNIQUE INDEX resource_path ON resource(path);
CREATE UNIQUE INDEX resource_kind ON resource(kind, position);
CREATE INDEX change_place ON change(mark, place);
CREATE INDEX change_iri ON change(iri, position);
"""

CLASSES: Final[dict[str, type[Resource]]] = {
    "concept": Concept,
    "code": Code,
    "code-list": CodeList,
    "scheme": ConceptScheme,
    "collection": Collection,
    "dataset": Dataset,
    "catalog": Catalog,
    "model": Model,
    "type": ModelType,
    "property": ModelProperty,
    "requirement": RequirementPage,
    "requirement-version": RequirementVersionPage,
    "business-rule": BusinessRulePage,
    "thing": Resource,
}
"""Which dataclass a record of each kind is."""
