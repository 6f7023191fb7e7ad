"""Catalogues that went wrong: the good one with any of its statements moved, lost or doubled."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from catalog.check.shapes import read_shapes
from catalog.formats.ntriples import node, term
from catalog.model.rdf import Graph, Iri, Node, Properties
from catalog.settings import Settings, program_folder
from catalog.source.files import SourceFile
from catalog.source.turtle import Sources, read_sources

HERE = Path(__file__).parent
PLAIN = Settings(
    root=HERE,
    base_iri="https://data.example.no/",
    title={"nb": "Prøve"},
    profile="skos-ap-no",
    languages=("nb", "nn", "en"),
)
SHAPES = read_shapes(program_folder("shapes"), PLAIN)
SETTINGS = Settings(
    root=HERE,
    base_iri=PLAIN.base_iri,
    title=PLAIN.title,
    profile=PLAIN.profile,
    languages=PLAIN.languages,
    rules={name: "warning" for name, rule in SHAPES.rules.items() if rule.severity == "off"},
)
"""Every rule is asked."""
FILES = 4
"""Files that the good catalogue is split into."""

Subjects = dict[Node, Properties]


class Edit(NamedTuple):
    """One change: what kind it is, and numbers that choose what it is done to."""

    kind: str
    one: int
    other: int
    third: int


EDITS = st.lists(
    st.builds(
        Edit,
        st.sampled_from(["drop", "drop all", "swap", "add", "vanish", "copy", "relate"]),
        *[st.integers(0, 10_000)] * 3,
    ),
    min_size=1,
    max_size=3,
)


def sources_of(files: dict[str, bytes]) -> tuple[Sources, tuple[SourceFile, ...]]:
    """Read files that exist only here."""
    found = tuple(SourceFile(name, HERE / name, files[name]) for name in sorted(files))
    return read_sources(found, SETTINGS), found


EXCUSED = b"""
@prefix rule: <https://omgrep.example/rules#> .
<begrep/uro> omgrep:exception <begrep/uro#unntak-1> .
<begrep/uro#unntak-1> a omgrep:Exception ; omgrep:rule rule:orphan ; omgrep:severity "error" ;
    dct:description "Skal ikke st\xc3\xa5 alene."@nb .
<liste> omgrep:exception <liste#unntak-1> .
<liste#unntak-1> a omgrep:Exception ; omgrep:rule rule:undocumented ; omgrep:severity "off" ;
    dct:description "Koder trenger ingen definisjon."@nb .
"""
"""An exception of a concept, which excuses nothing, and one that holds for all codes of a list."""
GOOD = sources_of({"a.ttl": (HERE / "complete.ttl").read_bytes()})[0].graph.subjects
GOOD_BUT_EXCUSED = sources_of({"a.ttl": (HERE / "complete.ttl").read_bytes() + EXCUSED})[
    0
].graph.subjects


def edited(subjects: Subjects, edits: list[Edit]) -> Subjects:
    """Return ``subjects`` after ``edits``."""
    copy: Subjects = {
        subject: {predicate: list(values) for predicate, values in properties.items()}
        for subject, properties in subjects.items()
    }
    for edit in edits:
        if copy:
            _edit(copy, edit)
        copy = {
            subject: kept
            for subject, properties in copy.items()
            if (kept := {p: list(dict.fromkeys(v)) for p, v in properties.items() if v})
        }
    return copy


def _edit(subjects: Subjects, edit: Edit) -> None:
    names = list(subjects)
    subject = names[edit.one % len(names)]
    properties = subjects[subject]
    predicates = [predicate for about in subjects.values() for predicate in about]
    values = [value for _, _, value in Graph(subjects).triples()]
    own = list(properties)[edit.other % len(properties)]
    place = edit.third % len(properties[own])
    if edit.kind == "drop":
        properties[own].pop(place)
    elif edit.kind == "drop all":
        properties[own].clear()
    elif edit.kind == "swap":
        properties[own][place] = values[edit.one * edit.third % len(values)]
    elif edit.kind == "add":
        predicate = predicates[edit.other % len(predicates)]
        properties.setdefault(predicate, []).append(values[edit.third % len(values)])
    elif edit.kind == "vanish":
        del subjects[subject]
    elif edit.kind == "copy":
        subjects[names[edit.third % len(names)]].setdefault(own, []).extend(properties[own])
    else:
        relations = [
            predicate
            for predicate in predicates
            if predicate.endswith(("broader", "narrower", "related", "izes", "Match"))
        ]
        things = [name for name in names if isinstance(name, Iri) and "#" not in name]
        if relations and things:
            relation = relations[edit.other % len(relations)]
            properties.setdefault(relation, []).append(things[edit.third % len(things)])


def files_of(subjects: Subjects) -> dict[str, bytes]:
    """Return ``subjects`` as a few Turtle files, a concept and its parts in the same one."""
    texts = {f"{number}.ttl": "" for number in range(FILES)}
    for subject, predicate, value in Graph(subjects).triples():
        number = zlib.crc32(subject.partition("#")[0].encode()) % FILES
        texts[f"{number}.ttl"] += f"{node(subject)} <{predicate}> {term(value)} .\n"
    return {name: text.encode() for name, text in texts.items()}
