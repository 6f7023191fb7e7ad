"""The report of one bad catalogue in every format, as it is kept in ``tests/check/golden``.

Where a sentence or a layout was changed on purpose, renew the files and read what changed:

    python -m tests.check.reports.golden && git diff tests/check/golden
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.check import check
from catalog.check.reports import FORMATS, github
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.turtle import read_sources

if TYPE_CHECKING:
    from catalog.check import Report

FOLDER: Final = Path(__file__).parents[1] / "golden"
CHANGED: Final = {"uro.ttl": (range(18, 21),)}
"""The lines of an imagined pull request."""


def report() -> Report:
    """Check the bad catalogue."""
    settings = read_settings(FOLDER / "catalogue")
    files = find_sources(settings)
    return check(read_sources(files, settings), files, settings)


def written(found: Report) -> dict[str, str]:
    """Return every golden file's content by its name."""
    version = f'"semanticVersion": "{importlib.metadata.version("omgrepskatalog")}"'
    texts = {f"text.{lang}.txt": FORMATS["text"](found, lang) for lang in ("nb", "nn", "en")}
    texts["color.en.txt"] = FORMATS["text"](found, "en", color=True)
    texts["json.json"] = FORMATS["json"](found, "nb")
    texts["sarif.nn.sarif"] = FORMATS["sarif"](found, "nn", prefix="data/").replace(
        version, '"semanticVersion": "0.0.0"'
    )
    for lang in ("nb", "nn", "en"):
        texts[f"github.{lang}.txt"] = FORMATS["github"](
            found, lang, changed=CHANGED, prefix="data/"
        )
        texts[f"markdown.{lang}.md"] = FORMATS["markdown"](found, lang, changed=CHANGED)
    texts["summary.nb.md"] = github.overflow(found, "nb", changed=CHANGED)
    return texts


def main() -> None:
    """Write the golden files anew."""
    for name, text in written(report()).items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
