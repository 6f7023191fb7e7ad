"""A page against the rules of axe-core, light and dark, wide and narrow."""

from __future__ import annotations

from typing import Any, Final, Literal

from playwright.sync_api import Page

WCAG: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUNS: Final[tuple[tuple[Literal["light", "dark"], int, object], ...]] = (
    ("light", 1280, [*WCAG, "best-practice"]),
    ("light", 320, WCAG),
    # The scheme changes colours and nothing else.
    ("dark", 320, {"type": "rule", "values": ["color-contrast"]}),
    ("dark", 1280, {"type": "rule", "values": ["color-contrast"]}),
)


def broken_rules(page: Page, axe: str) -> list[tuple[str, int, str, str]]:
    """Return the rules that a page breaks with everything unfolded, and the elements that do."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(axe)
    broken: list[tuple[str, int, str, str]] = []
    for scheme, width, only in RUNS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        result: dict[str, Any] = page.evaluate(
            "only => axe.run({ runOnly: only, resultTypes: ['violations'] })", only
        )
        broken += [
            (scheme, width, str(rule["id"]), str(node["html"]))
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
    return broken
