"""A feed as data.norge.no would harvest it: what ends it, what comes of it, in every format.

Each rule has its examples in ``data/``, which test_rules.py tries; here are those that no Turtle
file can break, and what the examples don't show.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import NAME_START_CATEGORIES, split_uri

from catalog.check.harvest import FATAL, Registration, judge_feed, judge_received
from catalog.check.harvesting.formats import KNOWN, UNREAD, chosen, is_html, looks_like
from catalog.check.harvesting.graphs import XML_NAME
from catalog.check.reports import FORMATS
from catalog.errors import FeedUnavailable, SettingsBroken
from catalog.limits import LIMITS
from catalog.model.received import Received
from catalog.terms import CONCEPT, TYPE
from tests.check.reports.test_json import VALIDATOR

if TYPE_CHECKING:
    from catalog.check import Report

DATA = Path(__file__).parent / "data"
SOUND = (DATA / "harvest-collection-none" / "valid.ttl").read_bytes()
"""Two concepts in one collection."""
MODEL = (DATA / "harvest-occurs" / "valid.ttl").read_bytes()
DATASET = (DATA / "harvest-unlisted" / "valid.ttl").read_bytes()
SKOS = "http://www.w3.org/2004/02/skos/core#"
HTML = b"<!DOCTYPE html>\n<html><body>Logg inn</body></html>\n"
LD = json.dumps({
    "@context": {"@vocab": SKOS, "id": "@id", "a": "@type"},
    "@graph": [{"id": "begrep/melding", "a": "Concept", "prefLabel": "melding"}],
}).encode()  # fmt: skip
XML = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
    b'  xmlns:skos="http://www.w3.org/2004/02/skos/core#">\n'
    b'<skos:Concept rdf:about="begrep/melding"/>\n</rdf:RDF>\n'
)


def rules(report: Report) -> set[str]:
    """The rules that were broken."""
    return set(report.counts)


def answered(received: Received, **registration: str) -> Report:
    """What comes of an answer."""
    return judge_received(received, Registration(**registration), name="http://a.example/feed")


@pytest.mark.parametrize(
    "received, rule",
    [
        (Received(SOUND, status=404), "harvest-status"),
        (Received(b"", status=204), "harvest-status"),
        (Received(b"", status=304), "harvest-status"),
        (Received(b"", status=500), "harvest-status"),
        (Received(b"", 301, location="https://a.example/feed"), "harvest-redirect"),
        (Received(SOUND, whole=False), "harvest-too-large"),
        (Received(SOUND, encoding="gzip"), "harvest-content-encoding"),
        (Received(SOUND, encoding="identity"), "harvest-content-encoding"),
        (Received(HTML), "harvest-html"),
        (Received(b"\xef\xbb\xbf\n <?xml version='1.0'?>" + HTML), "harvest-html"),
        (Received(XML), "harvest-format"),
        (Received(LD), "harvest-format"),
        (Received(SOUND[:-30]), "harvest-syntax"),
    ],
)
def test_what_ends_a_harvest_is_the_only_finding(received: Received, rule: str) -> None:
    """Nothing is judged beyond the step at which the harvester gives up, and nothing is lost."""
    report = answered(received)
    assert report.counts == {rule: 1}
    assert report.errors == 1
    assert report.findings[0].file == "http://a.example/feed"
    assert report.outcome is not None
    assert report.outcome.aborted
    assert report.outcome.resources == {}


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "application/json", "text/*"])
def test_an_accept_without_a_format_is_refused(accept: str) -> None:
    """Whatever the server would have answered."""
    report = judge_feed(SOUND, accept)
    assert report.counts == {"harvest-accept": 1}
    assert accept in report.findings[0].message("nb")


@pytest.mark.parametrize("name, form", KNOWN)
def test_the_first_known_name_decides(name: str, form: str) -> None:
    """As text in text, whatever its case and its q-values: that is how the harvester does it."""
    asked = f"text/html;q=0.1, {name.upper()};q=0.9, */*"
    if form in UNREAD:
        with pytest.raises(FeedUnavailable):
            chosen(asked)
    else:
        assert chosen(asked) == form
        assert chosen(f"{name}, text/turtle") == "turtle"


def test_all_is_well_with_a_sound_feed() -> None:
    """No finding, and in words what the catalogue would hold."""
    report = judge_feed(SOUND)
    assert report.findings == ()
    assert report.outcome is not None
    assert (report.outcome.kind, report.outcome.resources) == ("concepts", {"concepts": 2})
    assert (report.outcome.containers, report.outcome.unlisted) == (1, 0)
    assert report.outcome.removed is None


@pytest.mark.parametrize(
    "content, kind, resources",
    [
        (SOUND, "concepts", {"concepts": 2}),
        (MODEL, "models", {"models": 1}),
        (DATASET, "datasets", {"datasets": 1, "services": 0}),
    ],
)
def test_the_kind_is_known_by_the_content(
    content: bytes, kind: str, resources: dict[str, int]
) -> None:
    """What most of the resources are; a registration may say otherwise, and then there is none."""
    report = judge_feed(content)
    assert report.outcome is not None
    assert (report.outcome.kind, report.outcome.resources) == (kind, resources)
    other = {"concepts": "models", "models": "datasets", "datasets": "concepts"}[kind]
    assert "harvest-nothing" in rules(judge_feed(content, kind=other))


def test_typed_themes_make_no_feed_of_concepts() -> None:
    """A feed of datasets types a theme or two for the validator; it stays one of datasets."""
    themes = b"".join(
        b"<http://themes.example/%d> a <http://www.w3.org/2004/02/skos/core#Concept> .\n" % number
        for number in range(9)
    )
    report = judge_feed(DATASET + themes)
    assert report.outcome is not None
    assert report.outcome.kind == "datasets"
    assert report.findings == ()


@pytest.mark.parametrize(
    "accept, form",
    [
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/n-quads", pyoxigraph.RdfFormat.N_QUADS),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
        ("application/trig", pyoxigraph.RdfFormat.TRIG),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("text/n3", pyoxigraph.RdfFormat.TURTLE),
    ],
)
@pytest.mark.parametrize("rule", ["harvest-publisher-number", "harvest-concept-code"])
def test_every_format_gives_the_same_findings(
    rule: str, accept: str, form: pyoxigraph.RdfFormat
) -> None:
    """Only the lines differ: a line is told where the format has lines, and none is made up."""
    content = (DATA / rule / "invalid.ttl").read_bytes()
    triples = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)
    written = pyoxigraph.serialize((quad.triple for quad in triples), format=form)
    assert written is not None
    report = judge_feed(written, accept)
    wanted = judge_feed(content)
    assert report.counts == wanted.counts
    assert {one.message("nb") for one in report.findings} == {
        one.message("nb") for one in wanted.findings
    }
    for finding in report.findings:
        if form == pyoxigraph.RdfFormat.TURTLE:
            assert finding.excerpt
        elif form == pyoxigraph.RdfFormat.N_TRIPLES:
            assert finding.resource in written.decode().splitlines()[finding.line - 1]
        else:
            assert (finding.line, finding.excerpt) == (1, ())


@pytest.mark.parametrize(
    "content, accept", [(LD, "application/ld+json"), (XML, "application/rdf+xml")]
)
def test_addresses_that_are_not_whole_get_the_harvester_s_base(content: bytes, accept: str) -> None:
    """In every format that has such addresses; what was written whole stays as it was."""
    [finding] = [
        one for one in judge_feed(content, accept).findings if one.rule == "harvest-iri-relative"
    ]
    assert "http://example.com/begrep/melding" in finding.message("en")
    whole = content.replace(b"begrep/melding", b"http://example.com/begrep/melding")
    assert "harvest-iri-relative" not in rules(judge_feed(whole, accept))


def test_statements_in_named_graphs_are_counted() -> None:
    """They are lost, and so is what they alone describe."""
    quads = f"<http://a.example/c> <{TYPE}> <{CONCEPT}> <http://a.example/graph> .\n".encode()
    report = judge_feed(quads, "application/n-quads")
    assert {"harvest-graph-named", "harvest-nothing"} <= rules(report)
    assert "(1 i alt)" in report.findings[0].message("nb")


def test_what_is_gone_is_removed() -> None:
    """By address: a concept that is back under another one is a removal and a new concept."""
    now = SOUND.replace(b"<melder>", b"<meldar>")
    report = judge_feed(now, before=SOUND)
    [finding] = report.findings
    assert (finding.rule, finding.resource) == ("harvest-removed", "https://data.example.no/melder")
    assert "«melder»" in finding.message("nb")
    assert report.outcome is not None
    assert report.outcome.removed == 1
    same = judge_feed(SOUND, before=SOUND).outcome
    assert same is not None
    assert same.removed == 0


def test_a_former_feed_that_can_not_be_read_is_no_feed_without_removals() -> None:
    """Nothing is said about what would be removed where nobody knows what there was."""
    with pytest.raises(FeedUnavailable) as raised:
        judge_feed(SOUND, before=HTML)
    assert raised.value.facts["reason"] == "feed-former"


def test_letters_that_are_lost_are_told_and_the_rest_is_judged() -> None:
    """The harvester goes on with U+FFFD; the place is that of the first byte."""
    content = SOUND.replace(b'"melding"@nb', 'b"mølding"@nb'.encode("latin-1")[1:], 1)
    report = judge_feed(content)
    [finding] = report.findings
    assert finding.rule == "harvest-not-utf-8"
    line = content.decode("latin-1").splitlines()[finding.line - 1]
    assert line[finding.column - 1] == "ø"
    assert report.outcome is not None
    assert not report.outcome.aborted


def test_a_content_encoding_that_is_a_charset_is_taken_for_one() -> None:
    """What the harvester meant to do: the letters are right then."""
    content = SOUND.replace(b"melding", "mølding".encode("latin-1"))
    assert answered(Received(content, encoding="ISO-8859-1")).findings == ()


def test_another_base_makes_other_strangers() -> None:
    """Who shares a host with others names what is theirs."""
    both = SOUND + b"<https://data.example.no/andre/ting> a <%sConcept> .\n" % SKOS.encode()
    assert "harvest-concept-foreign" not in rules(judge_feed(both))
    found = judge_feed(both, base="https://data.example.no/andre/").counts
    assert found["harvest-concept-foreign"] == 2


@pytest.mark.parametrize(
    "publisher, good",
    [
        ("https://data.brreg.no/enhetsregisteret/api/enheter/999888777", True),
        ("https://data.brreg.no/enhetsregisteret/api/enheter/9998887771", False),
        ("https://a.example/999888777/111222333", False),
        ("https://a.example/99988877", False),
    ],
)
def test_one_number_of_nine_digits_is_an_organisation(publisher: str, good: bool) -> None:
    """Of a longer one the harvester would take the first nine: somebody else's."""
    content = re.sub(rb"org:999888777", f"<{publisher}>".encode(), SOUND)
    assert ("harvest-publisher-number" not in rules(judge_feed(content))) is good


def test_a_severity_can_be_set_and_a_rule_be_off() -> None:
    """As in omgrep.toml; a rule that isn't there is refused, as it is there."""
    content = (DATA / "harvest-language" / "invalid.ttl").read_bytes()
    loud = judge_feed(content, rules={"harvest-language": "error"})
    assert loud.errors == 1
    quiet = judge_feed(content, rules={"harvest-language": "off"})
    assert "harvest-language" not in quiet.counts
    with pytest.raises(SettingsBroken):
        judge_feed(content, rules={"harvest-langauge": "off"})


def test_what_ends_a_harvest_does_so_whatever_its_severity() -> None:
    """A rule that is off hides the finding, not the consequence."""
    report = judge_feed(HTML, rules={"harvest-html": "off"})
    assert report.findings == ()
    assert report.outcome is not None
    assert report.outcome.aborted


def test_every_rule_that_ends_a_harvest_is_one() -> None:
    """A rule that is renamed would silently end nothing."""
    assert {f"{rule}" for rule in FATAL} <= set(judge_feed(SOUND).rules)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_report_can_tell_of_a_harvest(form: str) -> None:
    """Also where there is no line, and the file is an address."""
    text = FORMATS[form](answered(Received(b"", status=503)), "nn")
    assert "harvest-status" in text
    assert "503" in text


@pytest.mark.parametrize("rule", sorted(path.name for path in DATA.glob("harvest-*")))
def test_every_finding_keeps_the_published_schema(rule: str) -> None:
    """With what would come of the harvest, in figures, and no more fixes than there are."""
    report = judge_feed((DATA / rule / "invalid.ttl").read_bytes())
    VALIDATOR.validate(json.loads(FORMATS["json"](report, "en")))
    VALIDATOR.validate(json.loads(FORMATS["json"](answered(Received(b"", 503)), "en")))


def test_a_report_names_an_address_as_one() -> None:
    """Not as a path below the repository."""
    sarif = json.loads(FORMATS["sarif"](answered(Received(b"", 503)), "en", prefix="below/"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "http://a.example/feed"}
    told = FORMATS["github"](answered(Received(b"", 503)), "en", prefix="below/")
    assert told.startswith("::error file=http%3A//a.example/feed,")


@given(st.text("ab1-_./#?:æ", min_size=1, max_size=12))
def test_a_predicate_is_writable_where_an_rdf_xml_writer_writes_it(end: str) -> None:
    """Held against rdflib, whose RDF/XML writer splits a predicate likewise."""
    predicate = f"http://a.example/ns#{end}"
    try:
        split_uri(predicate, NAME_START_CATEGORIES)
    except ValueError:
        assert XML_NAME.search(predicate) is None
    else:
        assert XML_NAME.search(predicate) is not None


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([name for name, form in KNOWN if form not in UNREAD])
)
def test_no_bytes_make_more_than_findings(content: bytes, accept: str) -> None:
    """Noise in any format is a report, or a refusal; never another exception."""
    with contextlib.suppress(FeedUnavailable):
        assert FORMATS["text"](judge_feed(content, accept), "en")


def test_what_a_text_looks_like() -> None:
    """By how it begins; formats that begin alike are not told apart."""
    assert is_html("<!-- a -->\n<HTML lang='nb'>")
    assert not is_html("<https://a.example/html> a <http://b> .")
    assert looks_like("# a\n@prefix a: <b> .", "json-ld") == "turtle"
    assert looks_like("@prefix a: <b> .", "trig") == ""
    assert looks_like("[ ] a <http://b> .", "turtle") == ""


def test_the_limit_is_the_harvester_s() -> None:
    """75 MB to the byte, and it is told in MB."""
    assert LIMITS.feed_bytes == 75 * 1024 * 1024
    small = dataclasses.replace(LIMITS, feed_bytes=2 * 1024 * 1024)
    report = judge_received(Received(b"", whole=False), Registration(), name="feed", limits=small)
    assert "2 MB" in report.findings[0].message("en")
