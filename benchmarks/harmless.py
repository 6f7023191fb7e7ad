"""Edits that change no statement: order, white space, comments, prefixes, quotes, line breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.document import is_text
from catalog.source.walk import TOKEN

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from benchmarks.document import Document


def blocks(document: Document, dice: random.Random) -> str:
    """Things in another order."""
    head, things = _things(document)
    dice.shuffle(things)
    return "\n\n".join([head, *things]) + "\n"


def properties(document: Document, dice: random.Random) -> str:
    """The properties of each thing in another order."""
    head, things = _things(document)
    for index, thing in enumerate(things):
        name, separator, rest = thing.partition("\n    ")
        if separator:
            parts = re.split(r"\s;\n    (?! )", re.sub(r"[\s;]*\.$", "", rest))
            dice.shuffle(parts)
            things[index] = f"{name}\n    " + " ;\n    ".join(parts) + " ."
    return "\n\n".join([head, *things]) + "\n"


def values(document: Document, _dice: random.Random) -> str:
    """The values of a property in one list, where they were one by one."""
    return re.sub(
        r"(\n    (\S+) [^\n]*) ;(?=\n    \2 )(?:\n    \2 )([^\n]*)", r"\1 , \3", document.text
    )


def _things(document: Document) -> tuple[str, list[str]]:
    """Return the head of a file with its prefixes, and the text of each thing."""
    head, *things = re.split(r"\n\n(?=<)", document.text.rstrip("\n"))
    return head, things


def white_space(document: Document, dice: random.Random) -> str:
    """More and other white space between the signs."""
    text = ""
    for found in TOKEN.finditer(document.text):
        text += found.group()
        if found.lastgroup == "space" and not found.group().startswith("#"):
            text += dice.choice(["", "", " ", "\t", "\n", "\n\n  "])
    return text


def comments(document: Document, dice: random.Random) -> str:
    """A comment after some of the lines."""
    return "".join(
        f"{line}  # «{dice.randrange(99)}» ; . <x>\n" if dice.randrange(3) else f"{line}\n"
        for line in document.text.splitlines()
    )


def prefixes(document: Document, dice: random.Random) -> str:
    """Another name for a prefix, or none."""
    declared = re.findall(r"@prefix ([a-z]+): <([^>]*)> \.", document.text)
    if not declared:
        return document.text
    name, namespace = dice.choice(declared)
    new = dice.choice([f"{name}2", f"x{name}", ""])
    text = ""
    for found in TOKEN.finditer(document.text):
        used = found.lastgroup == "name" and found.group().startswith(f"{name}:")
        text += new + found.group()[len(name) :] if used else found.group()
    assert namespace in text  # noqa: S101 — only the name was to change
    return text


def prefix_order(document: Document, dice: random.Random) -> str:
    """The prefixes in another order, and as SPARQL writes them."""
    lines = document.text.splitlines()
    head = [line for line in lines if line.startswith("@prefix")]
    rest = [line for line in lines if not line.startswith(("@prefix", "@base"))]
    base = [line for line in lines if line.startswith("@base")]
    dice.shuffle(head)
    told = [f"PREFIX{line.removeprefix('@prefix').removesuffix(' .')}" for line in head]
    return "\n".join([*base, *told, *rest]) + "\n"


def quotes(document: Document, dice: random.Random) -> str:
    """Texts between other quotation marks."""
    text = document.text
    for one in reversed([one for one in document.statements if is_text(one)]):
        token = text[slice(*one.value_at)]
        inner, tag = token.rpartition("@")[0][1:-1], token.rpartition("@")[2]
        mark = dice.choice(["'", '"""', "'''", '"'])
        if token[1:2] != '"' and "'" not in inner and '"' not in inner:
            text = f"{text[: one.value_at[0]]}{mark}{inner}{mark}@{tag}{text[one.value_at[1] :]}"
    return text


def absolute(document: Document, dice: random.Random) -> str:
    """Relative addresses written in full."""
    return "".join(
        f"<{document.base_iri}{found.group()[1:]}"
        if found.lastgroup == "iri" and ":" not in found.group() and dice.randrange(2)
        else found.group()
        for found in TOKEN.finditer(document.text)
    )


def type_in_words(document: Document, _dice: random.Random) -> str:
    """``rdf:type`` for ``a``."""
    return re.sub(
        r"(?<=\n    )a (?=[a-z]+:)",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ",
        document.text,
    )


def repeated(document: Document, _dice: random.Random) -> str:
    """A semicolon too many, which Turtle lets stand."""
    return document.text.replace(" ;\n", " ; ;\n")


def one_line(document: Document, _dice: random.Random) -> str:
    """Each thing on one line."""
    return re.sub(r"\n {4,}", " ", document.text)


EDITS: tuple[Callable[[Document, random.Random], str], ...] = (
    blocks, properties, values, white_space, comments, prefixes, prefix_order, quotes, absolute,
    type_in_words, repeated, one_line,
)  # fmt: skip
