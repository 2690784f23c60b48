"""The four kinds of page open cleanly, from a file share and from the server."""

import urllib.parse

import pytest

from conftest import KINDS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_from_the_file_system_complains_of_nothing_and_asks_no_host(visit, file_addresses, kind, width):
    opened = visit(file_addresses[kind], width)
    assert opened.page.title() and opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert [address for address in opened.addresses if not address.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_from_the_server_complains_of_nothing_and_asks_no_other_host(visit, server, paths, kind):
    opened = visit(f"{server}/{paths[kind]}")
    assert opened.page.title() and opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert [address for address in opened.addresses if not address.startswith((server + "/", "data:"))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_style_sheet_arrives_from_both(visit, server, file_addresses, paths, kind):
    """A page whose style sheet is blocked or misplaced still opens; its length in pixels tells."""
    heights = []
    for address in (file_addresses[kind], f"{server}/{paths[kind]}"):
        opened = visit(address)
        rules = opened.page.evaluate("[...document.styleSheets].reduce((n, s) => n + s.cssRules.length, 0)"
                                     if address.startswith("http") else "document.styleSheets.length")
        assert rules > 0, f"{address} has no style"
        heights.append(opened.page.evaluate("document.documentElement.scrollHeight"))
    assert heights[0] == heights[1]


def test_a_click_leads_from_the_nation_to_a_municipality_and_back(visit, file_addresses, paths):
    """The way of a reader, on the published files: every step by a link that is there to be clicked."""
    opened = visit(file_addresses["national"])
    page = opened.page
    for kind in ("prefecture", "municipality"):
        wanted = urllib.parse.urljoin(file_addresses["national"], paths[kind] + "index.html")
        link = page.locator("a").filter(visible=True).and_(page.locator(f'a[href*="{paths[kind].rstrip("/")}"]'))
        if link.count() == 0:
            # The link may be written relative to the page: compare where it leads.
            leads = page.evaluate(
                "wanted => [...document.links].findIndex(a => a.href === wanted && a.checkVisibility())", wanted)
            assert leads >= 0, f"{page.url} has no visible link to {wanted}"
            link = page.locator(":is(a, area)[href]").nth(leads)
        link.first.click()
        page.wait_for_url(wanted)
    page.go_back()
    page.go_back()
    assert page.url == file_addresses["national"]
    # A reader who clicks on before the icon is there ends its loading: that is not the page's fault.
    assert opened.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_its_language_and_needs_no_script(visit, chromium, file_addresses, kind):
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(file_addresses[kind])
        assert page.locator("html").get_attribute("lang") == "ja"
        assert page.locator("main h1").is_visible()
        without = page.locator("main").inner_text()
    finally:
        context.close()
    assert visit(file_addresses[kind]).page.locator("main").inner_text() == without
