"""Every way to ask for a form of a thing, in one table: what is answered, and what varied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from catalog import formats
from catalog.settings import read_settings
from tests.conftest import HEAD, build
from tests.web.conftest import SETTINGS, open_site

if TYPE_CHECKING:
    from tests.web.conftest import Site

TURTLE = """\
<catalog> a dcat:Catalog ; dct:title "Katalog"@nb ; dcat:dataset <sets/all> ;
    dct:license <https://licence.example/by> .
<sets/all> a dcat:Dataset ; dct:title "Alt"@nb ; dct:hasPart <group/pets> , <list/size> .
<group/pets> a skos:Collection ; dct:title "kjæledyr"@nb ; skos:member <c/cat> .
<c/cat> a skos:Concept ; skos:prefLabel "katt"@nb, "katt"@nn, "cat"@en ;
    euvoc:xlDefinition <c/cat#def-nb> .
<c/cat#def-nb> a euvoc:XlNote ; rdf:value "et lite rovdyr"@nb .
<c/bare> a skos:Concept ; skos:prefLabel "bar"@nb .
<list/size> a skos:ConceptScheme, modelldcatno:CodeList ; dct:title "størrelse"@nb ;
    skos:hasTopConcept <list/size/1> .
<list/size/1> a skos:Concept, modelldcatno:CodeElement ; skos:notation "1" ;
    skos:inScheme <list/size> ; skos:topConceptOf <list/size> ; skos:prefLabel "liten"@nb .
<https://elsewhere.example/x#thing> a skos:Concept ; skos:prefLabel "fremmed"@nb .
"""
CAT = "/c/cat"
LIST = "/list/size"
CODE = "/list/size/1"
GROUP = "/group/pets"
SET = "/sets/all"
FOREIGN = "/-/iri?iri=" + quote("https://elsewhere.example/x#thing", safe="")
FOREIGN_QUERY = "?iri=" + quote("https://elsewhere.example/x#thing", safe="")

ALL = "Accept, Accept-Profile, Accept-Language"
ENCODED = "Accept-Encoding"
BROWSER = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;"
    "q=0.8,application/signed-exchange;v=b3;q=0.7"
)
PROFILE = {profile.name: profile.iri for profile in formats.PROFILES}
SKOS = PROFILE[formats.SKOS]
SKOS_AP_NO = PROFILE[formats.SKOS_AP_NO]
XKOS_AP_NO = PROFILE[formats.XKOS_AP_NO]
MODELLDCAT = PROFILE[formats.MODELLDCAT_AP_NO]
DCAT_AP_NO = PROFILE[formats.DCAT_AP_NO]
SCHEMA_ORG = PROFILE[formats.SCHEMA_ORG]
TTL, LD, NT, XML = (form.content_type for form in (formats.TURTLE, formats.JSON_LD,
                                                   formats.N_TRIPLES, formats.RDF_XML))  # fmt: skip
JSON, HTML, PROBLEM = formats.JSON_TYPE, formats.HTML_TYPE, formats.PROBLEM_TYPE
CSV, XLSX = formats.CSV.content_type, formats.XLSX.content_type
ALTERNATE = 'rel="alternate"'


class Case(NamedTuple):
    """A request, and its answer: a path where it leads on, a type where it answers itself.

    ``link`` must stand in ``Link``.
    """

    url: str
    headers: dict[str, str]
    status: int
    answer: str
    vary: str | None = ALL
    link: str = ALTERNATE


def sees(url: str, accept: str | None, location: str, vary: str | None = ALL, **more: str) -> Case:
    """Return a request that is sent on to a document (httpRange-14)."""
    headers = {} if accept is None else {"Accept": accept}
    return Case(url, headers | more, 303, location, vary)


def gets(url: str, content_type: str, link: str, vary: str | None = None, **more: str) -> Case:
    """Return a request that is answered with a document."""
    return Case(url, more, 200, content_type, vary, link)


def refuses(url: str, status: int, link: str = "", **more: str) -> Case:
    """Return a request that is refused."""
    return Case(url, more, status, PROBLEM, "Accept, Accept-Language", link)


CASES = (
    # What real clients send for a thing: curl, browsers, RDF libraries, OpenRefine, harvesters.
    sees(CAT, None, "/nb/c/cat"),
    sees(CAT, "", "/nb/c/cat"),
    sees(CAT, "*/*", "/nb/c/cat"),
    sees(CAT, BROWSER, "/nb/c/cat"),
    sees(CAT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/nb/c/cat"),
    sees(CAT, "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "/nb/c/cat"),
    sees(CAT, "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,"
         "application/rdf+xml;q=0.7,*/*;q=0.3", "/c/cat.ttl"),
    sees(CAT, "application/n-triples,text/turtle;q=0.9,application/rdf+xml;q=0.8,*/*;q=0.1",
         "/c/cat.nt"),
    sees(CAT, "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, "
         "*/*; q=0.09", "/c/cat.rdf"),
    sees(CAT, "application/ld+json, application/json;q=0.9, text/html;q=0.8", "/c/cat.jsonld"),
    sees(CAT, 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted", '
         "application/json", "/c/cat.jsonld"),
    sees(CAT, "application/ld+json; profile=http://www.w3.org/ns/json-ld#expanded",
         "/c/cat.jsonld"),
    sees(CAT, "application/json, text/javascript, */*; q=0.01", "/c/cat.json"),
    sees(CAT, "application/json, text/plain, */*", "/c/cat.json"),
    sees(CAT, "text/turtle, */*", "/c/cat.ttl"),
    sees(CAT, "text/plain", "/c/cat.nt"),
    sees(CAT, "text/turtle", "/c/cat.ttl"),
    sees(CAT, "text/turtle;charset=utf-8", "/c/cat.ttl"),
    sees(CAT, "application/turtle", "/c/cat.ttl"),
    sees(CAT, "application/x-turtle", "/c/cat.ttl"),
    sees(CAT, "text/n3", "/c/cat.ttl"),
    sees(CAT, "application/n-triples", "/c/cat.nt"),
    sees(CAT, "application/rdf+xml", "/c/cat.rdf"),
    sees(CAT, "application/xml", "/c/cat.rdf"),
    sees(CAT, "text/xml", "/c/cat.rdf"),
    sees(CAT, "TEXT/TURTLE", "/c/cat.ttl"),
    sees(CAT, "text/*", "/nb/c/cat"),
    sees(CAT, "application/*", "/c/cat.jsonld"),
    sees(CAT, "text/html;q=0, */*", "/c/cat.ttl"),
    sees(CAT, "text/html;q=0.1, text/turtle;q=0.2", "/c/cat.ttl"),
    sees(CAT, "text/turtle;q=0.0, application/rdf+xml;q=1.0", "/c/cat.rdf"),
    sees(CAT, "image/png, text/turtle;q=0.001", "/c/cat.ttl"),
    sees(CAT, "text/html ; level=1 ; q=0.4 , application/json;q=0.5", "/c/cat.json"),
    sees(CAT, ",,text/turtle,,", "/c/cat.ttl"),
    # In whose language a page is.
    sees(CAT, "text/html", "/nn/c/cat", Accept_Language="nn"),
    sees(CAT, "text/html", "/en/c/cat", Accept_Language="en-GB,en;q=0.9,nb;q=0.8"),
    sees(CAT, "text/html", "/nb/c/cat", Accept_Language="no"),
    sees(CAT, "text/html", "/nb/c/cat", Accept_Language="de, fr"),
    sees(CAT, "text/turtle", "/c/cat.ttl", Accept_Language="en"),
    # The URL says it: then no header is heard but those that still decide something.
    sees(CAT + "?_format=ttl", BROWSER, "/c/cat.ttl", "Accept-Profile"),
    sees(CAT + "?_format=turtle", "image/png", "/c/cat.ttl", "Accept-Profile"),
    sees(CAT + "?_format=TTL", None, "/c/cat.ttl", "Accept-Profile"),
    sees(CAT + "?_format=jsonld", None, "/c/cat.jsonld", "Accept-Profile"),
    sees(CAT + "?_format=json-ld", None, "/c/cat.jsonld", "Accept-Profile"),
    sees(CAT + "?_format=nt", None, "/c/cat.nt", "Accept-Profile"),
    sees(CAT + "?_format=rdf", None, "/c/cat.rdf", "Accept-Profile"),
    sees(CAT + "?_format=json", "text/turtle", "/c/cat.json", None),
    sees(CAT + "?_format=jskos", "text/turtle", "/c/cat.jskos", None),
    sees(CAT + "?_format=html", "text/turtle", "/en/c/cat", "Accept-Language",
         Accept_Language="en"),
    sees(CAT + "?_mediatype=text/turtle", "text/html", "/c/cat.ttl", "Accept-Profile"),
    sees(CAT + "?_mediatype=application/ld%2Bjson", None, "/c/cat.jsonld", "Accept-Profile"),
    sees(CAT + "?_mediatype=application/ld+json", None, "/c/cat.jsonld", "Accept-Profile"),
    sees(CAT + "?_mediatype=application/json", None, "/c/cat.json", "Accept-Profile"),
    sees(CAT + "?_mediatype=text/html", "text/turtle", "/nn/c/cat",
         "Accept-Profile, Accept-Language", Accept_Language="nn"),
    sees(CAT + "?utm_source=x", "text/turtle", "/c/cat.ttl"),
    # Profiles by the URL, as tokens and IRIs.
    sees(CAT + "?_profile=skos", "text/turtle", "/c/cat.ttl?_profile=skos", "Accept"),
    sees(CAT + "?_profile=skos", None, "/c/cat.ttl?_profile=skos", "Accept"),
    sees(CAT + "?_profile=skos", "application/rdf+xml", "/c/cat.rdf?_profile=skos", "Accept"),
    sees(CAT + "?_profile=" + quote(SKOS, safe=""), "application/n-triples",
         "/c/cat.nt?_profile=skos", "Accept"),
    sees(CAT + "?_profile=skos", "application/json", "/c/cat.jsonld?_profile=skos", "Accept"),
    sees(CAT + "?_profile=skos", BROWSER, "/c/cat.ttl?_profile=skos", "Accept"),
    sees(CAT, "application/trig", "/c/cat.ttl"),
    sees(CAT, "text/rdf+n3", "/c/cat.ttl"),
    sees(CAT + "?_profile=skos-ap-no", None, "/c/cat.ttl", "Accept"),
    sees(CAT + "?_profile=skos-ap-no", "application/ld+json", "/c/cat.jsonld", "Accept"),
    sees(CAT + "?_profile=" + quote(SKOS_AP_NO, safe=""), None, "/c/cat.ttl", "Accept"),
    sees(CAT + "?_profile=jskos", None, "/c/cat.jskos", "Accept"),
    sees(CAT + "?_profile=jskos", "application/json", "/c/cat.jskos", "Accept"),
    sees(CAT + "?_profile=schema.org", None, "/c/cat.jsonld?_profile=schema.org", "Accept"),
    sees(CAT + "?_profile=dcat-ap-no,skos", None, "/c/cat.ttl?_profile=skos", "Accept"),
    sees(CAT + "?_profile=skos&_mediatype=text/turtle", "text/html", "/c/cat.ttl?_profile=skos",
         None),
    sees(CAT + "?_profile=schema.org&_mediatype=application/ld%2Bjson", None,
         "/c/cat.jsonld?_profile=schema.org", None),
    sees(CAT + "?_profile=jskos&_mediatype=application/json", None, "/c/cat.jskos", None),
    sees(CAT + "?_profile=skos&_format=jsonld", None, "/c/cat.jsonld?_profile=skos", None),
    # Profiles by a header, which is a wish.
    sees(CAT, "text/turtle", "/c/cat.ttl?_profile=skos", Accept_Profile=f"<{SKOS}>"),
    sees(CAT, "text/turtle", "/c/cat.ttl", Accept_Profile=f"<{SKOS_AP_NO}>"),
    sees(CAT, "text/turtle", "/c/cat.ttl",
         Accept_Profile=f"<{SKOS}>;q=0.5, <{SKOS_AP_NO}>;q=0.9"),
    sees(CAT, "*/*", "/c/cat.ttl?_profile=skos", Accept_Profile=f"<{SKOS}>"),
    sees(CAT, "*/*", "/c/cat.jskos", Accept_Profile=f"<{PROFILE['jskos']}>"),
    sees(CAT, "application/ld+json", "/c/cat.jsonld?_profile=schema.org",
         Accept_Profile=f"<{SCHEMA_ORG}>"),
    sees(CAT, "text/turtle", "/c/cat.ttl", Accept_Profile=f"<{SCHEMA_ORG}>"),
    sees(CAT, "text/turtle", "/c/cat.ttl", Accept_Profile="<https://nobody.example/profile>"),
    sees(CAT, "text/html", "/nb/c/cat", Accept_Profile=f"<{SKOS}>"),
    sees(CAT, "text/turtle", "/c/cat.ttl", Accept_Profile="<<<;;;,"),
    sees(CAT + "?_format=ttl", None, "/c/cat.ttl?_profile=skos", "Accept-Profile",
         Accept_Profile=f"<{SKOS}>"),
    sees(CAT + "?_profile=skos-ap-no", None, "/c/cat.ttl", "Accept", Accept_Profile=f"<{SKOS}>"),
    # The other kinds.
    sees(LIST, "text/turtle", "/list/size.ttl"),
    sees(LIST, "text/csv", "/list/size.csv"),
    sees(LIST, "application/csv", "/list/size.csv"),
    sees(LIST, XLSX, "/list/size.xlsx"),
    sees(LIST + "?_format=csv", BROWSER, "/list/size.csv", None),
    sees(LIST + "?_format=xlsx", BROWSER, "/list/size.xlsx", None),
    sees(LIST + "?_profile=xkos-ap-no", None, "/list/size.ttl", "Accept"),
    sees(LIST + "?_profile=modelldcat-ap-no", None, "/list/size.ttl", "Accept"),
    sees(LIST + "?_profile=skos", None, "/list/size.ttl?_profile=skos", "Accept"),
    sees(LIST, "text/turtle", "/list/size.ttl", Accept_Profile=f"<{MODELLDCAT}>"),
    sees(CODE, "text/turtle", "/list/size/1.ttl"),
    sees(CODE, None, "/nb/list/size/1"),
    sees(CODE + "?_profile=xkos-ap-no", None, "/list/size/1.ttl", "Accept"),
    sees(CODE, "text/turtle", "/list/size/1.ttl", Accept_Profile=f"<{XKOS_AP_NO}>"),
    sees(GROUP, "text/turtle", "/group/pets.ttl"),
    sees(GROUP, "text/csv", "/group/pets.csv"),
    sees(GROUP + "?_profile=skos-ap-no", None, "/group/pets.ttl", "Accept"),
    sees(SET, "text/turtle", "/sets/all.ttl"),
    sees(SET, "text/csv", "/sets/all.csv"),
    sees(SET + "?_profile=dcat-ap-no", None, "/sets/all.ttl", "Accept"),
    sees(SET, "application/ld+json", "/sets/all.jsonld", Accept_Profile=f"<{DCAT_AP_NO}>"),
    sees("/catalog", "application/ld+json", "/catalog.jsonld"),
    # The root is the catalogue, the feeds are never pages, and the files have a list.
    sees("/", None, "/nb/"),
    sees("/", BROWSER, "/nn/", Accept_Language="nn"),
    sees("/", "text/turtle", "/catalog.ttl"),
    sees("/?_format=ttl", BROWSER, "/catalog.ttl", "Accept-Profile"),
    sees("/?_profile=schema.org", None, "/catalog.jsonld?_profile=schema.org", "Accept"),
    sees("/feed/begrep", None, "/feed/begrep.ttl", "Accept"),
    sees("/feed/begrep", BROWSER, "/feed/begrep.ttl", "Accept"),
    sees("/feed/begrep", "application/json, text/plain, */*", "/feed/begrep.jsonld", "Accept"),
    sees("/feed/datasett?_format=rdf", None, "/feed/datasett.rdf", None),
    sees("/feed/modeller?_profile=xkos-ap-no", None, "/feed/modeller.ttl", "Accept"),
    sees("/.well-known/void", "application/ld+json", "/feed/void.jsonld", "Accept"),
    sees("/downloads/", BROWSER, "/nb/-/datasets", "Accept, Accept-Language"),
    sees("/downloads/", "application/json", "/downloads/manifest.json",
         "Accept, Accept-Language"),
    sees("/catalog?_profile=schema.org", None, "/catalog.jsonld?_profile=schema.org", "Accept"),
    sees(FOREIGN, "text/turtle", "/-/iri.ttl" + FOREIGN_QUERY),
    sees(FOREIGN + "&_profile=schema.org", None,
         "/-/iri.jsonld" + FOREIGN_QUERY + "&_profile=schema.org", "Accept"),
    sees(FOREIGN, None, "/nn/-/iri" + FOREIGN_QUERY, Accept_Language="nn"),
    # A document never negotiates: its suffix wins over all else.
    *(
        gets(CAT + suffix, content_type, link, Accept=accept)
        for accept in ("*/*", "image/png", BROWSER, "text/turtle")
        for suffix, content_type, link in (
            (".ttl", TTL, f'<{SKOS_AP_NO}>; rel="profile"'),
            (".jsonld", LD, '<https://id.example.org/c/cat>; rel="cite-as"'),
            (".nt", NT, '<https://licence.example/by>; rel="license"'),
            (".rdf", XML, '<https://id.example.org/c/cat.rdf>; rel="canonical"'),
            (".json", JSON, '</group/pets>; rel="collection"'),
            (".jskos", JSON, f'<{PROFILE["jskos"]}>; rel="profile"'),
        )
    ),
    gets(CAT + ".ttl", TTL, ALTERNATE, Accept_Profile=f"<{SKOS}>"),
    gets(CAT + ".ttl?_profile=skos", TTL, f'<{SKOS}>; rel="profile"'),
    gets(CAT + ".ttl?_profile=skos", TTL, '<https://id.example.org/c/cat.ttl?_profile=skos>; '
         'rel="canonical"'),
    gets(CAT + ".ttl?_profile=skos-ap-no", TTL, '<https://id.example.org/c/cat.ttl>; '
         'rel="canonical"'),
    gets(CAT + ".nt?_profile=skos", NT, f'<{SKOS}>; rel="profile"'),
    gets(CAT + ".jsonld?_profile=schema.org", LD, f'<{SCHEMA_ORG}>; rel="profile"'),
    gets(CAT + ".ttl?_format=json", TTL, ALTERNATE),
    gets(LIST + ".ttl", TTL, f'<{XKOS_AP_NO}>; rel="profile"'),
    gets(LIST + ".ttl", TTL, f'<{MODELLDCAT}>; rel="profile"'),
    gets(CODE + ".ttl", TTL, '</list/size>; rel="collection"'),
    gets(SET + ".ttl", TTL, f'<{DCAT_AP_NO}>; rel="profile"'),
    gets("/-/iri.ttl" + FOREIGN_QUERY, TTL, 'elsewhere.example/x#thing>; rel="cite-as"'),
    gets("/c/bare.ttl?_profile=skos", TTL, f'<{SKOS}>; rel="profile"'),
    gets("/nb/c/cat", HTML, 'hreflang="en"'),
    gets("/nb/c/cat", HTML, f'formats="{SKOS_AP_NO}"', Accept="text/turtle"),
    gets("/nb/c/cat", HTML, ALTERNATE, Accept_Language="en"),
    # The list of all forms.
    gets(CAT + "?_profile=alt", JSON, ALTERNATE, Accept="image/png"),
    gets(CAT + "?_profile=all", JSON, f'formats="{SCHEMA_ORG}"'),
    gets(LIST + "?_profile=alt", JSON, '</list/size.csv>; rel="alternate"; type="text/csv"'),
    # Refused, with what there is instead.
    refuses(CAT, 406, ALTERNATE, Accept="image/png"),
    refuses(CAT, 406, ALTERNATE, Accept="text/html;q=0, application/pdf"),
    refuses(CAT, 406, ALTERNATE, Accept="nonsense"),
    refuses(CAT, 406, ALTERNATE, Accept="text/turtle;q=abc"),
    refuses(CAT, 406, ALTERNATE, Accept="*/turtle"),
    refuses(CAT, 406, ALTERNATE, Accept="*/*;q=0"),
    refuses(CAT, 406, ALTERNATE, Accept="text/csv"),
    refuses(CAT + "?_format=pdf", 406, ALTERNATE),
    refuses(CAT + "?_format=csv", 406, ALTERNATE),
    refuses(CAT + "?_mediatype=image/png", 406, ALTERNATE),
    refuses(CAT + "?_format=ttl&_mediatype=application/json", 406, ALTERNATE),
    refuses(CAT + "?_profile=nobody", 406, ALTERNATE),
    refuses(CAT + "?_profile=dcat-ap-no", 406, ALTERNATE),
    refuses(CAT + "?_profile=jskos&_mediatype=text/turtle", 406, ALTERNATE),
    refuses(CAT + ".ttl?_profile=schema.org", 406, ALTERNATE),
    refuses(CAT + ".ttl?_profile=nobody", 406, ALTERNATE),
    refuses(CAT + ".csv", 404, ALTERNATE),
    refuses(CAT + "?_format=ttl&_format=nt", 400),
    refuses("/?_foo=1", 400),
    refuses("/feed/begrep?_profile=jskos", 406, ALTERNATE),
    refuses("/feed/begrep.ttl?_profile=skos", 406, ALTERNATE),
    refuses("/feed/begrep", 406, ALTERNATE, Accept="image/png"),
    refuses("/feed/nothing", 404),
    refuses(CAT + ".pdf", 404),
    refuses(CAT + "?_fromat=ttl", 400),
    refuses(CAT + "?_profile=skos&_x=1", 400),
    refuses("/c/nothing", 404, Accept="text/turtle"),
    refuses("/c/nothing.ttl", 404),
    refuses("/-/iri?iri=", 400),
    refuses("/-/iri", 400),
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose sources keep the Norwegian profiles."""
    root = tmp_path_factory.mktemp("negotiation") / "root"
    root.mkdir()
    told = SETTINGS.replace('profile = "skos"', 'profile = "skos-ap-no"')
    (root / "omgrep.toml").write_text(told, encoding="utf-8")
    (root / "all.ttl").write_text(HEAD + TURTLE, encoding="utf-8")
    build(root)
    return open_site(read_settings(root))


def test_the_table_is_as_long_as_it_should_be() -> None:
    """At least 120 cases, none of them twice."""
    told = {(case.url, *sorted(case.headers.items()), case.link) for case in CASES}
    assert len(told) == len(CASES) >= 120


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.url} {' '.join(case.headers.values())[:60]}"
)
def test_the_table(site: Site, case: Case, method: str) -> None:
    """Each request gets its status, Location or Content-Type, Vary and Link."""
    answer = site.get(case.url, method, **case.headers)
    assert answer.status_code == case.status, answer.text
    if case.status == 303:
        assert answer.headers["Location"] == case.answer
        assert site.get(case.answer).status_code == 200
    else:
        assert answer.headers["Content-Type"] == case.answer
        assert "Location" not in answer.headers
    told = answer.headers.get("Vary")
    assert told == case.vary or (case.vary is None and told == ENCODED)
    assert case.link in answer.headers.get("Link", "")
    assert ("Link" in answer.headers) or not case.link


@pytest.mark.parametrize("url", [CAT, LIST, CODE, GROUP, SET, "/catalog", FOREIGN])
def test_each_form_that_is_listed_is_there_and_is_what_it_says(site: Site, url: str) -> None:
    """The list of forms is true: type, language and profile of each, at an absolute URL."""
    sign = "&" if "?" in url else "?"
    listed = site.get(f"{url}{sign}_profile=alt").get_json()["alternates"]
    assert len({one["url"] for one in listed}) == len(listed) >= 9
    for one in listed:
        path = one["url"].removeprefix("https://id.example.org")
        answer = site.get(path)
        assert answer.status_code == 200
        assert answer.mimetype == one["type"]
        assert answer.headers.get("Content-Language") == one.get("language")
        for profile in one.get("profiles", ()):
            assert f'<{profile["iri"]}>; rel="profile"' in answer.headers["Link"]
            by_token = site.get(f"{url}{sign}_profile={profile['token']}", Accept=one["type"])
            assert f'<{profile["iri"]}>; rel="profile"' in by_token.headers["Link"]


def test_a_refusal_lists_what_there_is(site: Site) -> None:
    """As links and in the problem, each of them there (RFC 9110 §15.5.7)."""
    answer = site.get(CAT, Accept="image/png")
    listed = answer.get_json()["alternates"]
    assert {"text/turtle", "application/ld+json", "application/json"} <= {
        one["type"] for one in listed
    }
    assert all(site.get(one["url"]).status_code == 200 for one in listed)


def test_the_simple_form_has_what_plain_skos_tools_read(site: Site) -> None:
    """A definition is an object of its own in the own form, and a literal in the simple one."""
    own, simple = (site.get(f"{CAT}.nt{query}").text for query in ("", "?_profile=skos"))
    assert "skos/core#definition" not in own
    assert "skos/core#definition" in simple
    assert "XlNote" not in simple


@pytest.mark.parametrize("header", ["Accept", "Accept-Language", "Accept-Profile"])
def test_a_header_of_any_length_is_answered_quickly(site: Site, header: str) -> None:
    """A long one is taken apart or refused, and no pattern in it takes long."""
    for value in ("a/b;q=0.5," * 700, '"' * 8_000, "<" * 8_000, ";=" * 4_000, "x" * 100_000):
        answer = site.get(CAT, **{header.replace("-", "_"): value})
        assert answer.status_code in {303, 406, 431}
