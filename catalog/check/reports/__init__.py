"""A Report as people and programs read it: one file a format; hostile content can steer none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalog.check.reports import github, json, markdown, sarif, text

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS: Final[dict[str, Callable[..., str]]] = {
    "text": text.write,
    "json": json.write,
    "github": github.write,
    "sarif": sarif.write,
    "markdown": markdown.write,
}
"""Each ``write(report, lang)``; some take more by name: what is known of where it will be read."""

__all__ = ["FORMATS"]
