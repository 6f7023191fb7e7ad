"""Hypothesis strategies for Turtle as people and programs write it, odd comments included."""

from __future__ import annotations

import pyoxigraph
from hypothesis import strategies as st

BASE = "https://id.example.org/"
COMMENT = "#!"
"""What every generated comment begins with, and nothing else holds."""
LETTERS = st.characters(
    codec="utf-8", exclude_characters="!#", categories=["L", "N", "P", "S", "Z", "Cc", "Cf", "Mn"]
)
PREFIXES = {
    "": "https://n.example/",
    "x": "https://x.example/#",
    "blåbær": "https://id.example.org/b/",
}

comments = st.sampled_from([f"{COMMENT} {word}" for word in ("a", "b æ", "c <x> .", '"d" ;', "")])
gaps = st.lists(
    st.one_of(
        st.sampled_from([" ", "\n", "\t", "\n\n", "\r\n", "   "]),
        comments.map(lambda comment: f" {comment}\n"),
        comments.map(lambda comment: f"\n  {comment}\r\n"),
    ),
    min_size=1,
    max_size=3,
).map("".join)
iris = st.sampled_from(
    [
        "<a>", "<#f>", "<b/c>", "<../up?q=1#f>", "<>", "</r:s>", "<./a:b>", "<http://o.example/x>",
        "<urn:isbn:1>", r"<https://x.example/#\u00E9>", "<https://id.example.org/b/æ>",
        "x:a", "x:", ":b", ":9", ":a.b", r"x:a\(b\)\.", ":a%20b", "blåbær:ø", "blåbær:a:b",
        "xsd:date",
    ]
)  # fmt: skip


def _written(text: str, mark: str, *, bare: bool) -> str:
    """Return ``text`` between marks, with no more escapes than needed where it is ``bare``."""
    escaped = text.replace("\\", "\\\\").replace(mark[0], "\\" + mark[0])
    if len(mark) == 1 or not bare:
        for letter, name in {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}.items():
            escaped = escaped.replace(letter, "\\" + name)
    if not bare:
        escaped = escaped.replace("é", "\\u00E9").replace("😀", "\\U0001F600")
    return mark + escaped + mark


strings = st.builds(
    _written,
    st.one_of(
        st.text(LETTERS, max_size=12),
        st.text(st.sampled_from("ab\"'\\\n\r\té😀\u202e "), max_size=8),
    ),
    st.sampled_from(['"', "'", '"""', "'''"]),
    bare=st.booleans(),
)
literals = st.one_of(
    strings,
    st.builds("{}{}".format, strings, st.sampled_from(["@nb", "@en-GB", "@nn ", " @se"])),
    st.builds("{}^^{}".format, strings, iris.filter(lambda iri: iri != "<>")),
    st.sampled_from(
        [
            *("1", "-1", "+01", "1.5", ".5", "-0.0", "1e3", "1.E3", ".5e-3", "true", "false"),
            *('"1"^^xsd:integer', '"x"^^xsd:integer', '"1."^^xsd:decimal', '"x"^^xsd:string'),
        ]
    ),
)
leaves = st.one_of(iris, iris, literals, st.sampled_from(["_:a", "_:b.c", "_:9", "[]", "()"]))
predicates = st.one_of(st.just("a"), iris)


@st.composite
def _facts(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Facts with ``;`` and ``,`` between, some of them too many."""
    parts = []
    for number in range(draw(st.integers(1, 3))):
        if number:
            parts += [draw(st.sampled_from([";", ";;", "; ;"])), draw(gaps)]
        parts += [draw(predicates), draw(gaps), draw(values)]
        for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
            parts += [draw(gaps), ",", draw(gaps), draw(values)]
        parts.append(draw(gaps))
    parts.append(draw(st.sampled_from(["", "", ";", "; ;"])))
    return "".join(parts) + draw(gaps)


values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("[{}{}]".format, gaps, _facts(inner)),
        st.lists(inner, max_size=3).flatmap(
            lambda members: gaps.map(lambda gap: f"({gap}{gap.join(members)}{gap})")
        ),
    ),
    max_leaves=4,
)
subjects = st.one_of(iris, iris, iris, st.sampled_from(["_:a", "_:c", "[]", "(1 <a>)"]))
blocks = st.one_of(
    st.builds("{}{}{}.".format, subjects, gaps, _facts(values)),
    st.builds("{}{}{}.".format, subjects, gaps, _facts(values)),
    st.builds("[{}{}]{}.".format, gaps, _facts(leaves), gaps),
    st.builds("[{}{}]{}{}.".format, gaps, _facts(leaves), gaps, _facts(leaves)),
)
directives = st.one_of(
    st.builds(
        "{}{}{}:{}<{}>{}.".format,
        st.just("@prefix"), gaps, st.sampled_from(["x", "y", ""]), gaps,
        st.sampled_from(["https://x.example/#", "https://other.example/", "rel#", ""]), gaps,
    ),
    st.builds("PREFIX{}x:{}<https://third.example/>".format, gaps, gaps),
    st.builds(
        "@base{}<{}>{}.".format,
        gaps, st.sampled_from([BASE, "sub/", "https://q.example/f#g"]), gaps,
    ),
    st.builds("base{}<{}>".format, gaps, st.sampled_from([BASE, "http://o.example"])),
)  # fmt: skip
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + (
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Whole documents: a head, then blocks with directives among them."""
    parts = [draw(gaps), HEAD] if draw(st.booleans()) else [HEAD]
    for part in draw(st.lists(st.one_of(blocks, blocks, blocks, directives), max_size=5)):
        parts += [draw(gaps), part]
    parts.append(draw(st.sampled_from(["", "\n", f" {COMMENT} end", f"\n\n{COMMENT} end\n"])))
    return "".join(parts)


def canonical(text: str, base_iri: str = BASE) -> frozenset[str]:
    """Return the statements of ``text`` with canonical blank nodes (RDFC-1.0)."""
    quads = pyoxigraph.parse(
        text.encode(),
        format=pyoxigraph.RdfFormat.TURTLE,
        base_iri=base_iri,
        rename_blank_nodes=True,
    )
    graph = pyoxigraph.Dataset(quads)
    graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, graph))
