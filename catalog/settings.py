"""``omgrep.toml`` and ``OMGREP_*`` into one frozen Settings; the only reader of the environment.

Every limit of the program stands here with its reason.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from catalog.errors import SettingsBroken, SettingsMissing

FILE_NAME: Final = "omgrep.toml"
PROFILES: Final = ("skos", "skos-ap-no")
SEVERITIES: Final = ("error", "warning", "off")
INTERFACE_LANGUAGES: Final = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much."""

    file_bytes: int = 256 * 1024 * 1024
    """A source file: 100,000 concepts in one file are 100 MB; beyond twice that, split it."""
    literal_characters: int = 65_536
    """A literal: a long definition has 1,000 characters; more than this is a pasted document."""
    iri_characters: int = 2_000
    """An IRI: it must fit in a URL that browsers and proxies carry."""
    brackets: int = 64
    """Brackets in brackets in a source that is rewritten: people write three, none needs more."""
    findings_per_rule: int = 1_000
    """Findings of one rule in a report: nobody reads more, the count is told."""
    excerpt_characters: int = 120
    """Of a source line in a finding: a line of a terminal; a pasted document may be one line."""
    url_bytes: int = 8_192
    """A request's path and query: the longest IRI, percent-encoded, has room; 100 kB doesn't."""
    query_characters: int = 200
    """A search text: ten long compounds; the index is never asked for more."""
    page_size: int = 100
    """Hits or rows on one page of the API and the site."""
    batch_size: int = 1_000
    """IRIs in one look-up: what a list of codes has, and a megabyte in short."""
    page_offset: int = 10_000
    """How deep a list may be paged in a search: nobody reads hit 10,001."""
    sitemap_things: int = 400
    """Things in one sitemap: in three languages with links to each other they are 800 kB."""
    opensearch_suggestions: int = 8
    """Suggestions below a browser's search field: none shows more."""
    tree_rows: int = 2_000
    """Members of a scheme that are shown as one tree; a larger scheme shows its top concepts."""
    embedded_members: int = 2_000
    """Codes whose statements stand in their list's own documents; a larger list is a download."""
    compared_codes: int = 20_000
    """Codes of a list of which a day is told, or two compared: ICD-10 has 15,000: half a second."""
    neighbours: int = 1_000
    """Things that a document names and tells type and name of: a collection of so many is half a
    megabyte; a larger one's members are told of in its download."""
    compared_releases: int = 20
    """Former Releases whose changes a Release knows: some years; each is read at every build."""
    compared_commits: int = 20
    """Commits between Releases whose content may have been served too; each is read likewise."""
    compared_codes_told: int = 200
    """Codes of one change that ``omgrep diff`` tells of: a whole code list, but no register."""
    compared_users: int = 12
    """Users of a changed thing that a comparison names, of each kind; of further ones, how many."""
    record_relations: int = 200
    """Relations of one kind shown on a concept's page; further ones stand in the data."""
    cached_answers: int = 4_096
    """Finished answers kept ready for each worker."""
    cached_bytes: int = 64 * 1024 * 1024
    """Memory that those may fill: 64 MB keeps a worker far below what one Graph would need."""
    cached_answer_bytes: int = 1024 * 1024
    """The largest answer worth keeping; downloads are streamed from their file."""
    kept_releases: int = 5
    """Releases that a build leaves on disk, for rolling back and for workers still serving one."""
    release_poll_seconds: float = 0.2
    """How often a worker looks for a new Release: within a second for people, free for the CPU."""
    release_retry_seconds: float = 5.0
    """How long a Release that couldn't be opened is left alone: each try takes a moment."""
    query_fields: int = 20
    """Parameters in a query: no URL of ours has more than five."""
    reconcile_queries: int = 50
    """Queries in a batch of reconciliation: OpenRefine sends ten, more only where it may."""
    reconcile_candidates: int = 25
    """Candidates for one cell: nobody reads further; a larger wish is answered with these."""
    reconcile_types: int = 3
    """Types in one query: each is searched by itself, so a batch could cost so many times more."""
    reconcile_wishes: int = 10
    """Properties in one query: columns that tell namesakes apart; two or three mostly do."""
    reconcile_values: int = 10
    """Values of one property in a query: of a cell that was split."""
    reconcile_properties: int = 20
    """Properties fetched at once: a table has a dozen columns."""
    reconcile_ids: int = 1_000
    """Things that properties are fetched of at once: OpenRefine asks for ten."""
    list_offset: int = 1_000_000
    """How deep a list may be paged: beyond the largest catalogue that was measured."""
    compressed_bytes: int = 1_000
    """From what size an answer is compressed: a smaller one fits in one packet anyway."""
    server_threads: int = 6
    """Threads of a worker: slow downloads, bodies and searches leave some for the rest; with 8,
    ready answers are a quarter slower, since all threads of a process take turns."""
    open_downloads: int = 2
    """Streams of large files at once in a worker: each holds a thread until the client has it."""
    body_bytes: int = 1024 * 1024
    """The body of a POST: a thousand of the longest addresses that people use have room twice."""
    open_bodies: int = 2
    """Bodies that a worker reads, or has judged, at once: each holds a thread meanwhile."""
    body_wait_seconds: float = 0.5
    """How long a POST waits for its turn to be read: one from a proxy takes a millisecond."""
    harvested_bytes: int = 75 * 1024 * 1024
    """A feed: the national harvester reads no more of one (fdk-harvester, MAX_CONTENT_SIZE)."""
    download_piece_bytes: int = 256 * 1024
    """What a stream reads at a time."""
    connections: int = 1_024
    """Open connections of a worker; further ones wait in the system's queue."""
    header_seconds: float = 10.0
    """How long a client may take to ask, or stay without asking, before it is hung up on."""
    sparql_seconds: float = 10.0
    """A SPARQL query: a join over the whole catalogue takes a tenth of a second; what takes this
    long would take for ever."""
    sparql_memory_bytes: int = 512 * 1024 * 1024
    """Memory of a SPARQL query above what is loaded: sorting a million rows takes half of it."""
    sparql_stack_bytes: int = 8 * 1024 * 1024
    """Stack of a SPARQL query: brackets 5,000 deep; people write five."""
    sparql_answer_bytes: int = 16_000_000
    """The answer to a SPARQL query: beyond it a download is the better way to the same data."""
    sparql_query_bytes: int = 256 * 1024
    """The text of a SPARQL query: a VALUES of 4,000 addresses."""
    sparql_waiting: int = 16
    """SPARQL queries that wait or whose answers are being sent; each may hold a whole answer."""
    sparql_send_seconds: float = 60.0
    """How long a client may take to fetch a SPARQL answer: 16 MB through a slow line."""
    sparql_load_seconds: float = 300.0
    """Loading a Release for SPARQL: 5 million statements take a tenth of it."""
    sparql_stop_seconds: float = 2.0
    """How long SPARQL answers under way may take when the endpoint is stopped."""
    message_seconds: float = 5.0
    """Judging one message: 3 kB take a millisecond, and what takes this long would for ever."""
    message_memory_bytes: int = 512 * 1024 * 1024
    """Memory for judging one, above what is loaded: the largest as a tree takes half of it."""
    message_stack_bytes: int = 8 * 1024 * 1024
    """Stack for judging one: what systems give every program."""
    messages_at_once: int = 2
    """Messages that a server judges at a time: the site must not have to wait for a core."""
    judging_load_seconds: float = 120.0
    """Making ready to judge by a Release's requirements: ten of them take some seconds."""
    stop_seconds: int = 10
    """How long answers under way may take when the server is stopped."""
    preview_shown: int = 500
    """Findings, and differences, that the preview shows: more are worked off in rounds."""
    preview_beat_seconds: float = 15.0
    """How often the preview says that it is still there: a closed tab would keep its thread."""
    preview_look_seconds: float = 0.3
    """How often the preview looks whether ``omgrep.toml`` or a folder of sources is another."""
    snapshot_pages: int = 20_000
    """Pages that `omgrep preview --to` writes: of 1,500 concepts in three languages and more."""
    preview_quiet_milliseconds: int = 50
    """Quiet after a save before the preview builds: an editor writes a file in several steps."""
    sheet_bytes: int = 256 * 1024 * 1024
    """What a workbook may unpack to, or a CSV file hold: 100,000 rows are about half of it, and a
    small file that unpacks to more is a bomb."""
    sheet_parts: int = 2_000
    """Files within a workbook: one of ours has 15; pictures and comments make it some hundreds."""
    sheet_rows: int = 200_000
    """Rows with something in them in one sheet: twice the largest catalogue that was measured."""
    sheet_columns: int = 1_000
    """Columns in one sheet: every property in thirty languages."""
    cell_characters: int = 32_767
    """Characters in a cell: Excel's own limit."""
    feed_bytes: int = 75 * 1024 * 1024
    """A feed: the national harvester's own limit (fdk-harvester, BaseHarvester)."""
    feed_seconds: float = 600.0
    """How long a feed may take in all: the harvester's ten minutes."""
    feed_quiet_seconds: float = 30.0
    """How long a server may send nothing of a feed: one that is silent for longer is down."""
    feed_redirects: int = 20
    """Redirects that are followed: as many as Java's client, which the harvester uses, follows."""
    feed_depth: int = 100
    """Brackets in brackets in a feed of JSON-LD, elements in elements in one of RDF/XML: people
    write ten, and the parser's time and memory grow with the square."""
    drawn_rows: int = 1_500
    """Boxes and rows of a class diagram: seven times the largest shipped, and still under 1 MB."""
    enumerated_codes: int = 500
    """Codes of a list that is written as source: Java has 64 kB for what makes an enumeration."""
    message_bytes: int = 10_000_000
    """A message: the case of one child is 3 kB, some years of one are 100; a whole service isn't
    one message."""
    message_depth: int = 200
    """Elements in elements, or brackets in brackets: a register's are six; libxml2 reads 256."""
    message_findings: int = 1_000
    """Findings told of one message: nobody reads more, the count is told."""
    message_excerpt: int = 80
    """Signs of a value of the message in a sentence: more hides the sentence."""
    message_nearest: int = 100
    """Unknown codes of a message that others like them are looked for of: each takes a look at
    every code of its list."""
    sheet_faults: int = 1_000
    """Faults told of one spreadsheet: nobody reads more, the count is told."""


LIMITS: Final = Limits()


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
