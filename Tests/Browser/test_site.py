"""The published directory as a whole: what a browser is not needed for, and what holds for every single page."""

import html.parser
import json
import pathlib
import urllib.parse

import pytest

from overflow import overflowing_text

FORMS = ["index.html", "index.txt", "index.json", "index.csv"]


class Addresses(html.parser.HTMLParser):
    """Everything in a page that a browser would follow or load, and the ids that a link may point at."""

    def __init__(self, text):
        super().__init__()
        self.found, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src", "action", "xlink:href", "poster") and value is not None:
                self.found.append(value)
            if name == "id":
                self.ids.add(value)


@pytest.fixture(scope="session")
def pages(site):
    return {path: Addresses(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_is_relative_and_leads_to_a_file_of_the_site(site, pages):
    broken = []
    for path, page in pages.items():
        for address in page.found:
            parts = urllib.parse.urlsplit(address)
            if parts.scheme in ("http", "https", "mailto", "data"):
                # A source may be cited by a link, which nobody is made to follow; test_pages sees what is loaded.
                continue
            target = path if not parts.path else (path.parent / urllib.parse.unquote(parts.path)).resolve()
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                broken.append(f"{path.relative_to(site)}: {address} is not relative")
            elif not target.is_file():
                broken.append(f"{path.relative_to(site)}: {address} leads to no file")
            elif site not in target.parents:
                broken.append(f"{path.relative_to(site)}: {address} leads out of the site")
            elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                broken.append(f"{path.relative_to(site)}: {address} names no id of {target.relative_to(site)}")
    assert broken == []


def test_every_page_is_there_in_four_forms(site, pages):
    for path in pages:
        missing = [form for form in FORMS if not (path.parent / form).is_file()]
        assert missing == [], f"{path.parent.relative_to(site)}"
        json.loads((path.parent / "index.json").read_text(encoding="utf-8"))


def test_nothing_that_runs_or_calls_out_is_in_any_file(site):
    """Strict content security: no script in the page, no inline handler, no style or font from elsewhere."""
    found = []
    for path in sorted(site.rglob("*.css")) + sorted(site.rglob("*.svg")):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        if "http://" in text or "https://" in text or "@import" in text:
            found.append(str(path.relative_to(site)))
    assert found == []


def test_no_page_of_the_site_is_too_wide_for_a_phone_or_complains(visit, site, pages):
    """Every single page, because the longest name of a place is on one that no sample of four would show."""
    opened = visit(next(iter(pages)).as_uri(), width=390, height=844)
    wrong = []
    for path in pages:
        opened.page.goto(path.as_uri())
        wide = opened.page.evaluate("document.documentElement.scrollWidth")
        if wide > 390:
            wrong.append(f"{path.relative_to(site)}: {wide} px wide")
        wrong += [f"{path.relative_to(site)}: {text}" for text in overflowing_text(opened.page)]
    assert wrong[:20] == []
    assert opened.complaints == []


def test_the_directory_holds_nothing_but_the_site(site):
    """No temporary file, no database, no list of offices is published."""
    mark = ".fukyu-site"  # by which a later publication knows the folder as its own
    odd = [
        str(path.relative_to(site)) for path in site.rglob("*")
        if path.is_file() and path.name != mark and path.suffix not in (".html", ".txt", ".json", ".csv", ".css", ".js", ".svg", ".ico", ".png")
    ]
    assert odd == []
    names = [part for path in site.rglob("*") for part in pathlib.Path(path).relative_to(site).parts]
    assert not any(name.startswith(".") and name != mark for name in names)
