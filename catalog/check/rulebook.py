"""The rule book for people and programs: every rule, and one of them explained."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.text import best
from catalog.terms import DCT, OMGREP, RULES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from catalog.check.rule import Rule
    from catalog.check.shapes import Shapes
    from catalog.model.text import LangString

HOLE: Final = re.compile(r"\{([a-z]+)\}")
FAULTY: Final = "# HERE"
"""What marks the line at fault in an example that is wrong."""
EXCEPTION: Final = (
    "@prefix dct: <{dct}> .\n"
    "@prefix omgrep: <{omgrep}> .\n"
    "@prefix rule: <{rules}> .\n\n"
    "<…> omgrep:exception <…#unntak-1> .\n"
    "<…#unntak-1>\n"
    "    a omgrep:Exception ;\n"
    "    omgrep:rule rule:{rule} ;\n"
    '    omgrep:severity "off" ;\n'
    '    dct:description "{reason}"@{lang} .\n'
)
COLOURS: Final = {"error": "\x1b[31m", "warning": "\x1b[33m", "off": "\x1b[2m"}
RESET: Final = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Examples:
    """The files of one rule: right ones, and wrong ones with the line at fault marked.

    ``former`` are what the last Release had, where the rule compares with it.
    """

    valid: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    def headed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the files of each kind with the name of its heading."""
        return (
            ("rules-former", self.former),
            ("rules-valid", self.valid),
            ("rules-invalid", self.invalid),
        )


class Rulebook:
    """The rules of one catalogue, in the order of the files and of the rules within each."""

    def __init__(self, shapes: Shapes, severities: Mapping[str, str]) -> None:
        self.shapes = shapes
        self.severities = severities
        self.groups: dict[str, list[Rule]] = {}
        for rule in shapes.rules.values():
            self.groups.setdefault(rule.file, []).append(rule)

    def word(self, name: str, lang: str, **facts: str) -> str:
        """Return one of the small words, filled with ``facts``."""
        return text_in(self.shapes.words.get(name, ()), lang).format(**facts)

    def group(self, file: str, lang: str) -> str:
        """Return what the rules of ``file`` are called together."""
        return text_in(self.shapes.groups.get(file, ()), lang) or file.removesuffix(".ttl")

    def listed(self, lang: str, *, color: bool = False) -> str:
        """Return every rule on a line of its own, with its severity in this catalogue."""
        words = {severity: self.word(severity, lang) for severity in COLOURS}
        wide = max(len(word) for word in words.values())
        long = max(map(len, self.shapes.rules), default=0)
        lines: list[str] = []
        for file, rules in self.groups.items():
            lines += ["", self.group(file, lang)] if lines else [self.group(file, lang)]
            for rule in rules:
                severity = self.severities[rule.name]
                shown = words[severity].ljust(wide)
                if color:
                    shown = f"{COLOURS[severity]}{shown}{RESET}"
                lines.append(f"  {shown}  {rule.name.ljust(long)}  {text_in(rule.title, lang)}")
        return "\n".join(lines) + "\n"

    def explained(self, rule: Rule, lang: str, examples: Examples) -> str:
        """Return what there is to know of ``rule``."""
        parts = [
            f"{rule.name}: {text_in(rule.title, lang)}",
            f"{self.word('rules-severity', lang)}: {self.severity(rule, lang)}\n"
            f"{self.word('rules-source', lang)}: {rule.source}"
            + (f"\n{rule.comment}" if rule.comment else ""),
            *(
                f"{self.word(name, lang)}\n    {in_general(rule, text_in(texts, lang))}"
                for name, texts in sentences(rule)
            ),
            *(
                f"{self.word(name, lang)}\n" + indented(text)
                for name, texts in (
                    ("rules-everywhere", (self.setting(rule),)),
                    ("rules-once", self.exception(rule, lang)),
                    *examples.headed(),
                )
                for text in texts
            ),
        ]
        return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"

    def severity(self, rule: Rule, lang: str) -> str:
        """Return how grave a breach is here and by default, and where the rule is asked."""
        severity = self.word(self.severities[rule.name], lang)
        parts = []
        if rule.severity != self.severities[rule.name]:
            parts.append(self.word("rules-default", lang, severity=self.word(rule.severity, lang)))
        if rule.profile:
            parts.append(self.word("rules-profile", lang, profile=rule.profile))
        if rule.error_in:
            parts.append(self.word("rules-error-in", lang, profile=rule.error_in))
        if rule.needs:
            parts.append(self.word(f"rules-{rule.needs}", lang))
        return f"{severity} ({', '.join(parts)})" if parts else severity

    def setting(self, rule: Rule) -> str:
        """Return how to set ``rule`` in ``omgrep.toml``."""
        other = "off" if self.severities[rule.name] != "off" else "warning"
        return f'[rules]\n{rule.name} = "{other}"\n'

    def exception(self, rule: Rule, lang: str) -> tuple[str, ...]:
        """Return how to make an exception in the data; none where the rule is about files."""
        if rule.about == "file":
            return ()
        facts = {"dct": DCT, "omgrep": OMGREP, "rules": RULES, "rule": rule.name, "lang": lang}
        return (EXCEPTION.format(**facts, reason=self.word("rules-reason", lang)),)

    def as_json(self, rules: Sequence[Rule]) -> str:
        """Return ``rules`` with their sentences in all three languages; the keys are stable."""
        content = [
            {
                "rule": rule.name,
                "severity": self.severities[rule.name],
                "default": rule.severity,
                "profile": rule.profile,
                "error_in": rule.error_in,
                "needs": rule.needs,
                "source": rule.source,
                "comment": rule.comment,
                "file": rule.file,
                "title": {text.lang: text.text for text in rule.title},
                "message": {text.lang: text.text for text in rule.messages},
                "why": {text.lang: text.text for text in rule.why},
                "mend": {text.lang: text.text for text in rule.mend},
            }
            for rule in rules
        ]
        return json.dumps({"rules": content}, ensure_ascii=False, indent=2) + "\n"


def sentences(rule: Rule) -> tuple[tuple[str, tuple[LangString, ...]], ...]:
    """Return the three sentences of ``rule``, each with the name of its heading."""
    return (("rules-what", rule.messages), ("rules-why", rule.why), ("rules-mend", rule.mend))


def in_general(rule: Rule, text: str) -> str:
    """Return a sentence of ``rule`` with an ellipsis for what each finding fills in."""
    known = {"suggestion": "", **({"limit": str(rule.limit)} if rule.limit else {})}
    return HOLE.sub(lambda hole: known.get(hole[1], "…"), text)


def text_in(texts: Sequence[LangString], lang: str) -> str:
    """Return the text in ``lang``, or in the language nearest to it."""
    text = best(texts, lang)
    return text.text if text else ""


def indented(text: str) -> str:
    """Return ``text`` four spaces to the right."""
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())


def read_examples(folder: Path, rule: str) -> Examples:
    """Read the examples of ``rule`` below ``folder``; none where there are none."""

    def texts(pattern: str) -> tuple[str, ...]:
        return tuple(path.read_text("utf-8") for path in sorted((folder / rule).glob(pattern)))

    return Examples(
        valid=texts("valid*.ttl"),
        invalid=tuple(text.replace(FAULTY, f"# <-- {rule}") for text in texts("invalid*.ttl")),
        former=texts("before*.ttl"),
    )
