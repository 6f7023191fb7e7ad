"""The built assets: complete, from one origin, and the same bytes each time."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
BUILT = SITE / "static/built"


def digests(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each file in a folder, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_styles_ask_nobody_else() -> None:
    """The stylesheet refers only to files beside it: no other host, no import."""
    css = (BUILT / "site.css").read_text("utf-8")
    used = {url.strip("\"'") for url in re.findall(r"url\(((?:\"[^\"]*\")|[^)]*)\)", css)}
    files = {url for url in used if not url.startswith("data:")}
    assert files == {f"./inter-{subset}-wght-normal.woff2" for subset in ("latin", "latin-ext")}
    assert all((BUILT / name).is_file() for name in files)
    assert "@import" not in css


def test_the_theme_gets_the_font_it_asks_for() -> None:
    """The name that the theme uses for its font is the name that the font is given."""
    css = (BUILT / "site.css").read_text("utf-8")
    assert "font-family:Inter;" in css
    assert re.search(r"--ds-font-family:\s*Inter\b", css)


def test_licences_of_what_is_shipped_go_along() -> None:
    """The licence texts name the packages whose files are in the styles, and not the tools."""
    licences = (BUILT / "licences.txt").read_text("utf-8")
    assert "@digdir/designsystemet-css 1." in licences
    assert "SIL OPEN FONT LICENSE" in licences
    assert "esbuild" not in licences
    assert "axe-core" not in licences


def test_a_second_build_gives_the_same_bytes(tmp_path: Path) -> None:
    """Bundling again, in another folder, gives the bytes that are served now."""
    for name in ("build.mjs", "package.json", "styles", "scripts"):
        if (SITE / name).is_dir():
            shutil.copytree(SITE / name, tmp_path / name)
        elif (SITE / name).is_file():
            shutil.copy(SITE / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(SITE / "node_modules")
    path = f"{os.environ['PATH']}:{Path(sys.executable).parent}"
    subprocess.run(
        ["node", "build.mjs"], cwd=tmp_path, env={**os.environ, "PATH": path}, check=True
    )
    assert digests(tmp_path / "static/built") == digests(BUILT)
