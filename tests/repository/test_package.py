"""The packages: what is in them, and that the program works where only they are installed."""

import os
import re
import socket
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = (
    "shapes", "starter",
    "site/schemas", "site/templates", "site/static", "site/translations", "site/pages",
)  # fmt: skip
CONCEPT = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/terms> a skos:ConceptScheme ; skos:prefLabel "Terms"@en .

<https://example.org/terms/child>
    a skos:Concept ;
    skos:inScheme <https://example.org/terms> ;
    skos:topConceptOf <https://example.org/terms> ;
    skos:prefLabel "child"@en ;
    skos:definition "A person under the age of 18."@en .
"""


def build(target: str, folder: Path) -> Path:
    """Build one kind of package with the locked back end: no network, no isolation."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone in a new virtual environment, and give that one's folder."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "-qq"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", wheel], check=True)
    return folder


def outside() -> dict[str, str]:
    """Give an environment with the locked libraries in it but not this repository."""
    return {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib"), "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def catalogue(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a catalogue from the settings that the README shows, with the installed program."""
    root = tmp_path_factory.mktemp("catalogue")
    (shown,) = re.findall(r"(?s)```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"))
    (root / "omgrep.toml").write_text(shown, "utf-8")
    (root / "child.ttl").write_text(CONCEPT, "utf-8")
    command = [str(installed / "bin/omgrep"), "build", "--root", str(root)]
    done = subprocess.run(
        command, cwd=root, env=outside(), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_the_wheel_carries_the_program_and_its_data(wheel: Path) -> None:
    """Every file of the package, the shapes and the site is in the wheel, and nothing else."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "catalog").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {
        f"catalog/_data/{path.relative_to(ROOT).as_posix()}"
        for name in DATA
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert carried == wanted
    assert {f"catalog/_data/{name}".rsplit("/", 1)[0] for name in DATA} <= {
        folder.as_posix() for name in carried for folder in Path(name).parents
    }
    assert "catalog/_data/site/static/built/site.css" in carried


def test_the_source_package_can_be_built_without_node(tmp_path: Path) -> None:
    """The sdist has the built assets and the locks, and nothing that a set-up leaves behind."""
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {"requirements.txt", "LICENSE", "site/static/built/site.css", "hatch_build.py"} <= names
    left = {"node_modules", ".venv", "__pycache__", ".mypy_cache", ".hypothesis", ".ci"}
    assert {name for name in names if left & set(Path(name).parts)} == set()


def test_the_installed_program_is_the_one_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Outside the repository, `catalog` is imported from where the wheel was installed."""
    done = subprocess.run(
        [installed / "bin/python", "-c", "import catalog; print(catalog.__file__)"],
        cwd=tmp_path,
        env=outside(),
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)


def test_the_readme_s_own_catalogue_builds(catalogue: Path) -> None:
    """The installed program builds a Release from the settings that the README shows."""
    assert (catalogue / "release/current").exists()


def test_the_readme_s_own_catalogue_is_served(installed: Path, catalogue: Path) -> None:
    """The installed program answers with a page of that catalogue."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    omgrep = str(installed / "bin/omgrep")
    command = [omgrep, "serve", "--root", str(catalogue), "--port", str(port)]
    with subprocess.Popen(command, cwd=catalogue, env=outside()) as server:
        try:
            page = get(f"http://localhost:{port}/", seconds=20)
        finally:
            server.terminate()
    assert "Our terms" in page


def get(url: str, seconds: float) -> str:
    """Ask for a page until the server has started."""
    end = time.monotonic() + seconds
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            with direct.open(url, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
