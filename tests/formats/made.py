"""Resources of the model as hypothesis makes them, with texts that break what is careless."""

from __future__ import annotations

from hypothesis import strategies as st

from catalog.model.concept import (
    Code,
    CodeList,
    Collection,
    Concept,
    ConceptScheme,
    Definition,
    Match,
    Note,
    Relation,
    Row,
)
from catalog.model.dataset import Catalog, Dataset
from catalog.model.resource import Link, Period, Resource, Status
from catalog.model.text import LangString

LANGUAGES = ("nb", "nn", "en")
BASE = "https://id.example.org/"
HOSTILE = (
    "=1+1",
    "+47 12345678",
    "-1",
    "'-1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "\t=1",
    "\r=1",
    'a;=HYPERLINK("https://evil.example")',
    'a;"=1+1"',
    "first\n=second",
    "first\r\n- second",
    "\uff1d1+1",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<r><t>rich</t></r>",
    "]]>&amp;\u2028\u2029",
    "\u202eright to left\u202c",
    "عربي | with \\ bars",
    "a | b",
    "_x0041_",
    "NUL \x00 and \x0b and \x7f and \x1b[31m",
    "not a character: \ufffe\uffff",
    "e\u0301 is not in form C",
    "  spaces  ",
    "😀" * 30,
    "",
)
LONG = ("x" * 65_536, "😀" * 16_384, "😀" * 16_383 + "=")

texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
tags = st.sampled_from([*LANGUAGES, "de-CH", "se", ""])
strings = st.builds(LangString, texts, tags)
several = st.lists(strings, max_size=4).map(tuple)
iris = st.one_of(
    st.sampled_from(["a", "b", "c", "d/e", "f#g", "æøå", "%2F", "日本"]).map(BASE.__add__),
    st.sampled_from(["urn:isbn:0451450523", "mailto:a@example.org", "https://x.example/?a=b&c=d"]),
)
days = st.sampled_from(["", "2026-02-28", "1999-12-31", "2026-02-30", "2026", "in spring"])
links = st.builds(
    Link,
    iri=iris,
    label=several,
    kind=st.sampled_from(["concept", "code", "code-list", "collection", ""]),
    notation=st.sampled_from(["", "1", "-1", "1.9"]),
    retired=st.booleans(),
)
some = st.lists(links, max_size=3, unique_by=lambda link: link.iri).map(tuple)
directions = st.sampled_from(
    ["broader", "broader-generic", "broader-partitive", "narrower", "narrower-generic", "related"]
)
shared = {
    "iri": iris,
    "label": several,
    "description": several,
    "identifier": st.sampled_from(["", BASE + "a", "other"]),
    "status": st.one_of(
        st.none(),
        st.builds(
            Status,
            code=st.sampled_from(["CURRENT", "RETIRED", "DRAFT"]),
            iri=st.sampled_from(["", "https://status.example/CURRENT"]),
        ),
        st.builds(Status, text=several),
    ),
    "valid": st.builds(Period, days, days),
    "created": days,
    "modified": days,
    "issued": days,
    "version": texts,
    "publisher": st.one_of(st.none(), links, st.builds(Link, st.just(""), several)),
    "licence": st.one_of(st.none(), links),
    "sources": some,
}
notes = st.lists(
    st.builds(
        Note,
        st.sampled_from(["scopeNote", "example", "note", "changeNote", "historyNote",
                         "editorialNote", "versionNotes"]),
        strings,
    ),
    max_size=3,
).map(tuple)  # fmt: skip
of_concepts = {
    **shared,
    "alt": several,
    "hidden": several,
    "notations": st.lists(st.sampled_from(["1", "-1", "A | B", "=9", "1.9"]), max_size=2).map(
        tuple
    ),
    "definitions": st.lists(st.builds(Definition, strings, sources=some), max_size=3).map(tuple),
    "notes": notes,
    "subjects": several,
    "subject_links": some,
    "relations": st.lists(
        st.builds(Relation, directions, links), max_size=4, unique_by=lambda it: it.target.iri
    ).map(tuple),
    "relation_counts": st.sampled_from([(), (("narrower", 300),)]),
    "matches": st.lists(
        st.builds(Match, st.sampled_from(["exactMatch", "closeMatch", "broadMatch"]), links),
        max_size=2,
    ).map(tuple),
    "schemes": some,
    "collections": some,
    "value_ranges": some,
    "replaces": some,
    "replaced_by": some,
    "see_also": some,
}
concepts = st.builds(Concept, kind=st.just("concept"), **of_concepts)
codes = st.builds(
    Code,
    kind=st.just("code"),
    **of_concepts,
    position=st.integers(0, 99),
    reportable=st.booleans(),
    requires_specification=st.booleans(),
)
groups = {**shared, "notes": notes, "count": st.integers(0, 9)}
schemes = st.builds(ConceptScheme, kind=st.just("scheme"), **groups)
code_lists = st.builds(
    CodeList,
    kind=st.just("code-list"),
    **groups,
    subject=st.one_of(st.none(), links),
    levels=st.integers(0, 3),
)
collections = st.builds(Collection, kind=st.just("collection"), **groups)
datasets = st.builds(Dataset, kind=st.just("dataset"), **shared, keywords=several, parts=some)
catalogs = st.builds(Catalog, kind=st.just("catalog"), **shared, datasets=some)
things = st.builds(Resource, kind=st.just("thing"), **shared)
resources = st.one_of(concepts, codes, schemes, code_lists, collections, datasets, catalogs, things)
rows = st.builds(
    Row,
    links.map(lambda link: link),
    depth=st.integers(0, 3),
    definition=several,
    valid=st.tuples(days, days),
    reportable=st.booleans(),
    replaced_by=some,
)
