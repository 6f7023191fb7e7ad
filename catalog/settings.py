"""``omgrep.toml`` and ``OMGREP_*`` into one frozen Settings; the only reader of the environment."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from catalog.errors import SettingsBroken, SettingsMissing
from catalog.limits import LIMITS, Limits

FILE_NAME: Final = "omgrep.toml"
PROFILES: Final = ("skos", "skos-ap-no")
SEVERITIES: Final = ("error", "warning", "off")
INTERFACE_LANGUAGES: Final = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """One catalogue's settings; all folders are absolute."""

    root: Path
    base_iri: str
    title: dict[str, str]
    description: dict[str, str] = field(default_factory=dict)
    profile: str = "skos"
    languages: tuple[str, ...] = ("en",)
    sources: tuple[str, ...] = (".",)
    rules: dict[str, str] = field(default_factory=dict)
    public_url: str = ""
    hosts: tuple[str, ...] = ()
    release_folder: Path = Path("release")
    schema_register: str = "xsd.oversikt.json"
    edit_url: str = ""
    limits: Limits = LIMITS


def read_settings(root: Path, told: bytes | None = None) -> Settings:
    """Read ``omgrep.toml`` in ``root`` and the environment.

    ``told`` is what the file holds where that isn't what lies on the disk: in another commit.

    ``OMGREP_PUBLIC_URL``, ``OMGREP_HOSTS`` (comma separated) and ``OMGREP_RELEASES`` (a folder)
    win over the file: they differ from one server to the next.

    Raises SettingsMissing where there is no such file, SettingsBroken where it can't be used.
    """
    root = root.resolve()
    path = root / FILE_NAME
    try:
        written = path.read_bytes() if told is None else told
        content = tomllib.loads(written.decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsMissing(str(root), file=FILE_NAME) from None
    except OSError as problem:
        raise SettingsBroken(str(path), reason=problem.strerror or str(problem)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsBroken(str(path), reason=str(problem)) from None
    catalog = _table(content, "catalog", path)
    server = _table(content, "server", path)
    rules = _table(content, "rules", path)
    forge = _table(content, "forge", path)
    vendors = _table(content, "vendors", path)
    _known(content, {"catalog", "server", "rules", "forge", "vendors"}, "", path)
    _known(
        catalog,
        {"base_iri", "title", "description", "profile", "languages", "sources"},
        "catalog.",
        path,
    )
    _known(server, {"public_url", "hosts", "releases"}, "server.", path)
    _known(forge, {"edit_url"}, "forge.", path)
    _known(vendors, {"register"}, "vendors.", path)
    for rule, severity in rules.items():
        if severity not in SEVERITIES:
            raise SettingsBroken(f"{path}: rules.{rule}", reason=f"{severity!r}", known=SEVERITIES)
    languages = _strings(catalog.get("languages", ["en"]), "catalog.languages", path)
    if not languages:
        raise SettingsBroken(f"{path}: catalog.languages", reason="empty")
    profile = catalog.get("profile", "skos")
    if profile not in PROFILES:
        raise SettingsBroken(f"{path}: catalog.profile", reason=f"{profile!r}", known=PROFILES)
    base_iri = _http(catalog.get("base_iri"), f"{path}: catalog.base_iri")
    environment = os.environ
    public_url = environment.get("OMGREP_PUBLIC_URL", "") or server.get("public_url", "")
    releases = environment.get("OMGREP_RELEASES", "") or server.get("releases", "release")
    if not isinstance(releases, str):
        raise SettingsBroken(f"{path}: server.releases", reason=f"{releases!r}")
    hosts = environment.get("OMGREP_HOSTS", "")
    return Settings(
        root=root,
        base_iri=base_iri,
        title=_texts(catalog.get("title", {}), languages[0], "catalog.title", path),
        description=_texts(
            catalog.get("description", {}), languages[0], "catalog.description", path
        ),
        profile=profile,
        languages=languages,
        sources=_strings(catalog.get("sources", ["."]), "catalog.sources", path),
        rules={rule: str(severity) for rule, severity in rules.items()},
        public_url=_http(public_url, f"{path}: server.public_url") if public_url else base_iri,
        hosts=(
            tuple(host.strip() for host in hosts.split(",") if host.strip())
            or _strings(server.get("hosts", []), "server.hosts", path)
        ),
        release_folder=root / releases,
        schema_register=_file_name(vendors.get("register", "xsd.oversikt.json"), path),
        edit_url=_template(forge.get("edit_url", ""), "forge.edit_url", path),
    )


def environment_root() -> Path:
    """Return the root that ``OMGREP_ROOT`` names, by which ``serve`` tells its workers."""
    return Path(os.environ.get("OMGREP_ROOT", "."))


def environment_judges() -> str:
    """Return where verdicts are had, by which ``serve`` tells its workers; empty for nowhere."""
    return os.environ.get("OMGREP_JUDGES", "")


def tell_workers(settings: Settings, judges: str = "") -> None:
    """Tell the processes that ``serve`` starts the root, and the address of those that judge."""
    os.environ["OMGREP_ROOT"] = str(settings.root)
    os.environ["OMGREP_JUDGES"] = judges


def interface_language(wanted: str = "") -> str:
    """Return the language to speak on a terminal: ``wanted``, else what the locale says."""
    spoken = wanted or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    short = {"no": "nb"}.get(spoken[:2].lower(), spoken[:2].lower())
    return short if short in INTERFACE_LANGUAGES else "en"


def color_wanted() -> bool:
    """Tell whether the user lets programs write in colour (no-color.org)."""
    return not os.environ.get("NO_COLOR")


@dataclass(frozen=True, slots=True)
class Workflow:
    """What GitHub tells a step of a workflow; everything empty elsewhere."""

    summary: Path | None = None
    """Where the step may write Markdown that is shown with its result."""
    workspace: Path | None = None
    """The folder of the repository, by which annotations name files."""
    base: str = ""
    """The branch that a pull request is to be merged into."""


def read_workflow() -> Workflow:
    """Read what GitHub tells of the step that this process runs in, if it runs in one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    return Workflow(
        summary=Path(summary) if summary else None,
        workspace=Path(workspace).resolve() if workspace else None,
        base=os.environ.get("GITHUB_BASE_REF", ""),
    )


def program_folder(name: str) -> Path:
    """Return where the program's own ``shapes`` or ``site`` lies: in the wheel, or beside it."""
    package = Path(__file__).resolve().parent
    packed = package / "_data" / name
    return packed if packed.is_dir() else package.parent / name


def read_base(text: str, place: str) -> str:
    """Return a base IRI that a user typed. Raises SettingsBroken where it can't be one."""
    if not text.endswith(("/", "#")):
        raise SettingsBroken(place, reason=f"{text!r}", known="http(s)://…/")
    return _http(text, place)


def _table(content: dict[str, object], name: str, path: Path) -> dict[str, object]:
    table = content.get(name, {})
    if not isinstance(table, dict):
        raise SettingsBroken(f"{path}: {name}", reason="not a table")
    return table


def _known(table: dict[str, object], known: set[str], prefix: str, path: Path) -> None:
    for name in table:
        if name not in known:
            raise SettingsBroken(f"{path}: {prefix}{name}", reason="unknown", known=sorted(known))


def _strings(value: object, name: str, path: Path) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsBroken(f"{path}: {name}", reason="not a list of texts")
    return tuple(value)


def _texts(value: object, language: str, name: str, path: Path) -> dict[str, str]:
    """Read a text per language; a bare text is in the catalogue's first language."""
    if isinstance(value, str):
        return {language: value}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise SettingsBroken(f"{path}: {name}", reason="not a table of texts by language")
    return dict(value)


def _template(value: object, name: str, path: Path) -> str:
    """Read an absolute http(s) URL with a place for a file's path, or nothing."""
    if value == "":
        return ""
    text = value if isinstance(value, str) else ""
    if "{file}" not in text:
        raise SettingsBroken(f"{path}: {name}", reason=f"{value!r}", known="https://…/{file}")
    _http(text.replace("{file}", "file"), f"{path}: {name}")
    return text


def _file_name(value: object, path: Path) -> str:
    """Read what loaders know the register of schemas in the vendors' zip by."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.json", value):
        return value
    raise SettingsBroken(f"{path}: vendors.register", reason=f"{value!r}", known="name.json")


def _http(value: object, place: str) -> str:
    """Read an absolute http(s) IRI without white space or quotes."""
    text = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    odd = any(character <= " " or character in '<>"{}|\\^`' for character in text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or odd:
        raise SettingsBroken(place, reason=f"{value!r}", known="http(s)://…/")
    return text
