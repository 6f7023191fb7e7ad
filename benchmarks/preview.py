"""``python -m benchmarks.preview``: from a save to the text and the findings in a real browser.

The shipped catalogue, in a copy with a history of its own; beside it a whole ``omgrep build``.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from benchmarks.measure import PROJECT, missing

SAVES: Final = 10
DEFINITION: Final = re.compile(r'(rdf:value|skos:definition) "([^"]*)"@nb')


def main() -> None:
    """Print the seconds, and their share of a whole build."""
    if missing("git", "chromium"):
        sys.exit("NOT MEASURED: install git and chromium")
    folder = Path(tempfile.mkdtemp())
    try:
        root = folder / "root"
        root.mkdir()
        shutil.copytree(PROJECT / "vocab", root / "vocab")
        shutil.copy(PROJECT / "omgrep.toml", root)
        who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org")
        for step in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "all")):
            subprocess.run(["git", "-C", str(root), *who, *step], check=True)
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        omgrep = [sys.executable, "-m", "catalog.cli"]
        begun = time.monotonic()
        subprocess.run(
            [*omgrep, "build", "--root", str(root)],
            env=environment, check=True, capture_output=True,
        )  # fmt: skip
        build = time.monotonic() - begun
        with subprocess.Popen(
            [*omgrep, "preview", "--root", str(root), "--port", "0", "--lang", "nb"],
            env=environment, stdout=subprocess.PIPE, text=True,
        ) as preview:  # fmt: skip
            try:
                shown, judged = _measure(root, preview)
            finally:
                preview.terminate()
    finally:
        shutil.rmtree(folder)
    for name, seconds in (("text", shown), ("findings", judged)):
        median, most = statistics.median(seconds), max(seconds)
        print(
            f"from a save to the {name} in the browser: {median:.2f} s, at most {most:.2f} s"
            f" ({median / build:.2f} of a build, {build:.2f} s)"
        )


def _measure(root: Path, preview: subprocess.Popen[str]) -> tuple[list[float], list[float]]:
    assert preview.stdout is not None  # noqa: S101 — it is a pipe
    port = 0
    for line in preview.stdout:
        port = int(found[1]) if (found := re.search(r":(\d+)/", line)) else port
        if re.match(r"\d\d:\d\d:\d\d  ", line):
            break
    path = next(it for it in sorted((root / "vocab" / "begrep").glob("*.ttl"))
                if DEFINITION.search(it.read_text("utf-8")))  # fmt: skip
    text = path.read_text("utf-8")
    shown, judged = [], []
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://localhost:{port}/nb/begrep/{path.stem}")
        for number in range(SAVES):
            begun = time.monotonic()
            path.write_text(DEFINITION.sub(rf'\1 "\2 {number}."@nb', text, count=1), "utf-8")
            page.locator(".definition", has_text=f" {number}.").wait_for()
            shown.append(time.monotonic() - begun)
            page.locator("#preview-panel ins", has_text=f" {number}.").wait_for()
            judged.append(time.monotonic() - begun)
        browser.close()
    return shown, judged


if __name__ == "__main__":
    main()
