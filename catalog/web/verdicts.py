"""A verdict in words: the sentences of one language, with links to what a finding is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.formats import plain
from catalog.model.requirement import SEVERITIES
from catalog.model.text import best
from catalog.web.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from catalog.formats.plain import Json
    from catalog.model.resource import Link
    from catalog.model.text import LangString
    from catalog.model.verdict import Finding, Verdict
    from catalog.web.i18n import Translator

PART: Final = "message"
"""The folder of the sentences about messages."""
MEASURED: Final = frozenset({"too-large", "out-of-time"})
"""Findings whose values are all numbers of ours; those of a message are told as they stand."""


class Teller:
    """Tells verdicts; ``say`` has each language's sentences, ``origin`` is before every URL."""

    def __init__(self, say: Mapping[str, Translator], origin: str) -> None:
        self._say = say
        self._origin = origin

    def tell(self, verdict: Verdict, lang: str) -> Json:
        """Return a verdict as the API and the command write it; sentences are in ``lang``."""
        urls = Urls(lang)
        return {
            "requirement": self._link(verdict.requirement, urls),
            "version": verdict.version,
            "right": verdict.right,
            "judged": verdict.told,
            "counts": {name: verdict.counts.get(name, 0) for name in SEVERITIES},
            "rules": {"computed": verdict.computed, "skipped": verdict.skipped},
            "findings": [self._finding(it, lang, urls) for it in verdict.findings],
        }

    def _finding(self, finding: Finding, lang: str, urls: Urls) -> Json:
        say = self._say[lang]
        values = finding.values
        if finding.code in MEASURED:
            values = {name: say.decimal(value) for name, value in values.items()}
        own = best(finding.message, lang)
        called = best(finding.rule.label, lang) if finding.rule and own else None
        # Beside a rule the part only tells where the rule looks.
        by_part, by_rule = ((), finding.said) if finding.rule else (finding.said, ())
        content: Json = {
            "code": finding.code,
            "severity": finding.severity,
            "line": finding.line,
            "column": finding.column,
            "path": finding.path,
            "title": called.text if called else say(f"{finding.code}.title", **values),
            "message": own.text if own else say(f"{finding.code}.sentence", **values),
            "advice": say(f"{finding.code}.advice", **values),
            "part": self._about(finding.part, urls, "description", by_part),
            "concept": self._about(finding.concept, urls, "definition", finding.definition),
            "codeList": self._about(finding.code_list, urls),
            "rule": self._about(finding.rule, urls, "description", by_rule),
            "nearest": [
                _filled(
                    {
                        "iri": code.iri,
                        "notation": code.notation,
                        "prefLabel": plain.by_language(code.label),
                        "definition": plain.by_language(code.definition),
                        "validFrom": code.valid.start,
                        "validTo": code.valid.end,
                    }
                )
                for code in finding.nearest
            ],
        }
        return _filled(content)

    def _about(
        self, link: Link | None, urls: Urls, name: str = "", texts: Sequence[LangString] = ()
    ) -> Json:
        if link is None:
            return {}
        return _filled({**self._link(link, urls), name: plain.by_language(texts)})

    def _link(self, link: Link, urls: Urls) -> Json:
        url = self._origin + urls.page(link) if link.kind else ""
        return _filled({**plain.link(link), "url": url})


def _filled(content: Json) -> Json:
    return {name: value for name, value in content.items() if value not in ("", 0, None, {}, [])}
