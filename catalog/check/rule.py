"""Rule: what is asked, how gravely, in which words; read from the shapes, never written here."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.errors import SettingsBroken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.model.text import LangString
    from catalog.settings import Settings


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``shapes/``.

    ``severity`` is ``error``, ``warning`` or ``off``; ``profile`` is the only one that asks it, or
    empty; ``error_in`` names the profile where it is an error whatever ``severity`` says; ``needs``
    is ``before`` where it compares with the last Release; ``about`` is ``file`` where no resource
    is at fault, so none can be excused; ``file`` is where it stands, ``title`` its name for people,
    ``comment`` what others call it.
    """

    name: str
    severity: str
    title: tuple[LangString, ...]
    messages: tuple[LangString, ...]
    why: tuple[LangString, ...]
    mend: tuple[LangString, ...]
    source: str
    file: str = ""
    comment: str = ""
    profile: str = ""
    needs: str = ""
    about: str = ""
    error_in: str = ""
    limit: int = 0
    allowed: frozenset[str] = frozenset()

    def severity_in(self, profile: str) -> str:
        """Return how grave a breach is where ``profile`` is asked and nothing else is said."""
        if self.profile and self.profile != profile:
            return "off"
        if self.error_in == profile and self.severity != "off":
            return "error"
        return self.severity


def severities(rules: Mapping[str, Rule], settings: Settings) -> dict[str, str]:
    """Return the severity of every rule: what ``[rules]`` says, else what the profile says.

    Raises SettingsBroken for a rule that doesn't exist.
    """
    for name in settings.rules:
        if name not in rules:
            nearest = difflib.get_close_matches(name, rules, 1, 0.0)
            raise SettingsBroken(
                f"omgrep.toml: rules.{name}", reason="unknown", known="".join(nearest)
            )
    return {
        name: settings.rules.get(name, rule.severity_in(settings.profile))
        for name, rule in rules.items()
    }
