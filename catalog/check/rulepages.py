"""The rule book as Markdown: an index, and a page for each rule in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from catalog.check.rulebook import in_general, sentences, text_in
from catalog.settings import INTERFACE_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check.rule import Rule
    from catalog.check.rulebook import Examples, Rulebook

INDEX: Final = "README.md"
SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def as_pages(book: Rulebook, examples: Callable[[str], Examples]) -> dict[str, str]:
    """Return the index and every page, by file name."""
    pages = {INDEX: as_table(book, INTERFACE_LANGUAGES)}
    for name, rule in book.shapes.rules.items():
        pages[f"{name}.md"] = as_page(book, rule, examples(name))
    return pages


def as_table(book: Rulebook, languages: tuple[str, ...]) -> str:
    """Return all rules, each a row with its severity and its name in ``languages``."""
    lines = [f"# {_joined(book, 'rules-title', languages)}"]
    for file, rules in book.groups.items():
        group = dict.fromkeys(book.group(file, lang) for lang in languages)
        head = [_joined(book, name, languages) for name in ("rules-rule", "rules-severity")]
        head += [book.word(f"language-{lang}", lang).capitalize() for lang in languages]
        lines += ["", f"## {escaped(' · '.join(group))}", "", _row(head), _row(["---"] * len(head))]
        for rule in rules:
            titles = [escaped(text_in(rule.title, lang)) for lang in languages]
            severity = _joined(book, book.severities[rule.name], languages)
            lines.append(_row([f"[`{rule.name}`]({rule.name}.md)", severity, *titles]))
    return "\n".join(lines) + "\n"


def as_page(book: Rulebook, rule: Rule, examples: Examples) -> str:
    """Return one rule in every language, how to set it, and its examples."""
    parts = [f"# `{rule.name}`"]
    for lang in INTERFACE_LANGUAGES:
        language = book.word(f"language-{lang}", lang).capitalize()
        parts.append(f"## {language}: {escaped(text_in(rule.title, lang))}")
        parts += [
            f"**{book.word(heading, lang)}:** {escaped(in_general(rule, text_in(texts, lang)))}"
            for heading, texts in sentences(rule)
        ]
        parts.append(
            f"**{book.word('rules-severity', lang)}:** {escaped(book.severity(rule, lang))}"
        )
    source = f"{_joined(book, 'rules-source', INTERFACE_LANGUAGES)}: <{rule.source}>"
    parts += ["---", f"{source}\\\n{escaped(rule.comment)}" if rule.comment else source]
    first = INTERFACE_LANGUAGES[0]
    for heading, texts in (
        *examples.headed(),
        ("rules-everywhere", (book.setting(rule),)),
        ("rules-once", book.exception(rule, first)),
    ):
        syntax = "toml" if heading == "rules-everywhere" else "turtle"
        if texts:
            parts.append(f"## {_joined(book, heading, INTERFACE_LANGUAGES)}")
            parts += [f"```{syntax}\n{text.rstrip()}\n```" for text in texts]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return SPECIAL.sub(r"\\\1", text)


def _joined(book: Rulebook, name: str, languages: tuple[str, ...]) -> str:
    """Return a word in each language, once where two have the same."""
    return " · ".join(dict.fromkeys(book.word(name, lang) for lang in languages))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
