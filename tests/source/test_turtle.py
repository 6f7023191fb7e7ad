"""Turtle is read strictly, each file for itself, and the same way every time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from catalog.errors import SourceUnreadable
from catalog.limits import Limits
from catalog.model.rdf import BlankNode, Iri, Literal
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import Sources, read_sources
from tests.conftest import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path


def read(root: Path, **files: bytes) -> Sources:
    """Write ``files`` into a root and read them."""
    root.mkdir(exist_ok=True)
    (root / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
    for name, content in files.items():
        (root / f"{name}.ttl").write_bytes(content)
    settings = read_settings(root)
    return read_sources(find_sources(settings), settings)


def test_every_broken_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """Two broken files give two places, and a third one all its statements."""
    sources = read(
        tmp_path, a=b"<a> <p> .\n", b=b"<a> <p> <b> .\n\n<a> <p> 'unclosed .\n", c=b"<x> <p> <y> ."
    )
    assert [(it.file, it.line, it.reason) for it in sources.broken] == [
        ("a.ttl", 1, "syntax"),
        ("b.ttl", 3, "syntax"),
    ]
    assert len(sources.graph) == 1


def test_a_file_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    """What stands before an error in the same file doesn't count."""
    sources = read(tmp_path, a=b"<a> <p> <b> .\n<a> <p> ;\n")
    assert len(sources.graph) == 0
    assert len(sources.broken) == 1


@pytest.mark.parametrize(
    "content, line, column",
    [
        (b"<a> <p> 'caf\xe9' .", 1, 13),
        ("<a> <p> 'æ' .\n<a> <p> 'æø".encode() + b"\xff' .", 2, 12),
        ("<a> <p> 'x' .".encode("utf-16"), 1, 1),
    ],
)
def test_what_is_not_utf_8_has_its_place(
    tmp_path: Path, content: bytes, line: int, column: int
) -> None:
    """A wrong encoding is told with line and column in characters, not bytes."""
    [broken] = read(tmp_path, a=content).broken
    assert (broken.reason, broken.line, broken.column) == ("not-utf-8", line, column)


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    """Files saved on Windows mean the same."""
    sources = read(tmp_path, a=b"\xef\xbb\xbf<a> <p> <b> .\r\n<a> <p> <c> .\r\n")
    assert not sources.broken
    assert len(sources.graph) == 2


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    """A file beyond the limit is refused by its size alone."""
    read(tmp_path, a=b"<a> <p> <b> .")
    settings = dataclasses.replace(read_settings(tmp_path), limits=Limits(file_bytes=5))
    [broken] = read_sources(find_sources(settings), settings).broken
    assert (broken.reason, broken.detail) == ("file-too-large", "13")


def test_a_hundred_thousand_nested_nodes_are_read(tmp_path: Path) -> None:
    """Depth costs no stack: neither the parser's nor ours."""
    depth = 100_000
    content = b"<a> <p> " + b"[ <p> " * depth + b"1" + b" ]" * depth + b" ."
    sources = read(tmp_path, a=content)
    assert not sources.broken
    assert len(sources.graph) == depth + 1


def test_a_statement_written_twice_is_one(tmp_path: Path) -> None:
    """A graph is a set, also across files."""
    sources = read(tmp_path, a=b"<a> <p> 'x' , 'x' .", b=b"<a> <p> 'x' .")
    assert len(sources.graph) == 1
    assert sources.graph.files_of(Iri("https://id.example.org/a")) == ("a.ttl", "b.ttl")


def test_blank_nodes_have_the_same_names_each_time_and_never_meet(tmp_path: Path) -> None:
    """The same label in two files is two nodes (RDF 1.1 §3.4), and a second read is equal."""
    files = {"a": b"_:x <p> [ <p> 1 ] .", "b": b"_:x <p> 2 ."}
    first, second = read(tmp_path, **files), read(tmp_path, **files)
    assert first.graph == second.graph
    blanks = [subject for subject in first.graph.subjects if isinstance(subject, BlankNode)]
    assert len(blanks) == 3


def test_literals_keep_language_datatype_and_lexical_form(tmp_path: Path) -> None:
    """Even an impossible date is kept as written, so that it can be told of."""
    content = b"""@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <a> <p> "x"@nn-NO , "2025-31-12"^^xsd:date , "plain"^^xsd:string , 007 ."""
    graph = read(tmp_path, a=content).graph
    [values] = graph.about(Iri("https://id.example.org/a")).values()
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert (
        set(values)
        == {
            Literal("x", "nn-no"),
            Literal("2025-31-12", "", f"{xsd}date"),
            Literal("plain"),
            Literal("007", "", f"{xsd}integer"),
        }
        or Literal("x", "nn-NO") in values
    )


def test_files_are_found_in_any_layout_and_in_one_order(tmp_path: Path) -> None:
    """Folders at any depth count; hidden ones, Releases and links out of the root don't."""
    outside = tmp_path / "outside.ttl"
    outside.write_text("")
    root = tmp_path / "root"
    for name in ("b.ttl", "a/z.ttl", "a/deep/er.turtle", ".git/x.ttl", "release/r/y.ttl", "n.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")
    (root / "link.ttl").symlink_to(outside)
    (root / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")
    names = [file.name for file in find_sources(read_settings(root))]
    assert names == ["a/deep/er.turtle", "a/z.ttl", "b.ttl"]


def test_a_folder_of_sources_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong folder in the settings is an error with its name."""
    (tmp_path / "omgrep.toml").write_text(MINIMAL + 'sources = ["vocabb"]\n', encoding="utf-8")
    with pytest.raises(SourceUnreadable, match="vocabb"):
        find_sources(read_settings(tmp_path))
