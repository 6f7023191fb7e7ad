"""Enumerations compiled and asked which codes are valid on a day, in the language itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from catalog.formats.enumerations import BY_NAME, LANGUAGES, Writer, type_names
from tests.conftest import PROJECT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from catalog.formats.enumerations import Listed

ESBUILD: Final = PROJECT / "site" / "node_modules" / ".bin" / "esbuild"
Answer = dict[str, list[list[str]]]
JAVA: Final = """
public class Ask {
    public static void main(String[] days) {
        StringBuilder said = new StringBuilder();
%s        System.out.print(said);
    }
}
"""
ASK: Final = """\
        for (String day : days) {
            said.append("%(name)s");
            for (var code : kodelister.%(name)s.codesOn(java.time.LocalDate.parse(day))) {
                said.append("\\t").append(code.iri());
            }
            said.append("\\n");
        }
"""


def written(lists: Sequence[Listed], folder: Path, most: int = 500) -> dict[str, str]:
    """Write lists in every language below ``folder`` and return the name of each one's type."""
    names = type_names(it.iri for it in lists)
    writer = Writer(("nb", "nn", "en"), most)
    for it in lists:
        for language in LANGUAGES:
            path = folder / language.name / language.path(names[it.iri])
            path.parent.mkdir(parents=True, exist_ok=True)
            assert not path.exists()
            path.write_bytes(writer.write(it, language, names[it.iri]))
    return names


def asked_python(folder: Path, names: Sequence[str], days: Sequence[dt.date]) -> Answer:
    """Return the IRIs of the codes on each day, by Python itself, every warning an error."""
    modules = {name: BY_NAME["python"].path(name).partition("/")[2][:-3] for name in names}
    code = (
        "import datetime, importlib, json\n"
        f"days = [datetime.date.fromisoformat(it) for it in {[str(it) for it in days]}]\n"
        f"print(json.dumps({{name: [[it.iri for it in getattr(importlib.import_module("
        f"'kodelister.' + module), name).codes_on(day)] for day in days]"
        f" for name, module in {modules}.items()}}))"
    )
    return _json([sys.executable, "-W", "error", "-c", code], folder / "python")


def asked_typescript(folder: Path, names: Sequence[str], days: Sequence[dt.date]) -> Answer:
    """Return the same by Node.js, from what esbuild makes of the TypeScript."""
    if not ESBUILD.is_file() or shutil.which("node") is None:
        pytest.skip("NOT TESTED: TypeScript needs Node.js and `npm ci` in site/")
    imports = "".join(f"import * as {name} from './{name}.ts';\n" for name in names)
    days_told = json.dumps([str(it) for it in days])
    entry = folder / "typescript" / "ask.ts"
    entry.write_text(
        f"{imports}const days: string[] = {days_told};\nconst all = {{ {', '.join(names)} }};\n"
        "console.log(JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, it]) =>"
        " [name, days.map((day) => it.codesOn(day).map((code) => code.iri))]))));\n",
        encoding="utf-8",
    )
    bundle = folder / "typescript" / "ask.mjs"
    subprocess.run(
        [ESBUILD, entry, "--bundle", "--format=esm", "--log-level=warning", f"--outfile={bundle}"],
        check=True,
    )
    return _json(["node", str(bundle)], folder)


def asked_java(folder: Path, names: Sequence[str], days: Sequence[dt.date]) -> Answer:
    """Return the same by Java, with every warning of its compiler an error."""
    if shutil.which("javac") is None:
        pytest.skip("NOT TESTED: Java; on Debian: apt-get install default-jdk-headless")
    home = folder / "java"
    (home / "Ask.java").write_text(JAVA % "".join(ASK % {"name": name} for name in names))
    files = [*home.rglob("*.java")]
    subprocess.run(
        ["javac", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-d", home / "made", *files],
        check=True,
    )
    done = subprocess.run(
        ["java", "-Dfile.encoding=UTF-8", "-cp", home / "made", "Ask", *map(str, days)],
        check=True, capture_output=True, env=os.environ | {"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    answer: Answer = {}
    for line in done.stdout.decode().splitlines():
        name, *iris = line.split("\t")
        answer.setdefault(name, []).append(iris)
    return answer


def _json(command: list[str], folder: Path) -> Answer:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    answer: Answer = json.loads(done.stdout)
    return answer
