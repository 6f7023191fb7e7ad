"""Every limit of the program, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


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
    body_seconds: float = 2.0
    """What a client may take to send a body, beside what so many bytes take at the rate below."""
    body_rate: int = 128 * 1024
    """Bytes a second that a body must come in: the slowest lines that messages are sent through."""
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
