"""Everyone can use the pages: axe-core's rules, the keyboard alone, a phone's width, larger text."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import KINDS
from overflow import open_details, overflowing_text


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_serious_or_critical_violation(visit, file_addresses, kind, width):
    page = visit(file_addresses[kind], width).page
    open_details(page)
    result = Axe().run(page).response
    assert result["passes"], "axe checked nothing"
    found = [
        f"{rule['impact']} {rule['id']}: {node['html'][:160]} — {node['failureSummary']}"
        for rule in result["violations"] if rule["impact"] in ("serious", "critical") for node in rule["nodes"]
    ]
    assert found[:10] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_off_at_390_px(visit, file_addresses, kind):
    page = visit(file_addresses[kind], 390, 844).page
    open_details(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert overflowing_text(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_off_at_320_px_or_twice_the_text_size(visit, file_addresses, kind):
    """WCAG 2.2, 1.4.10 (320 CSS pixels = 1280 at 400 %) and 1.4.4 (text at 200 %)."""
    page = visit(file_addresses[kind], 320, 640).page
    open_details(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


# ---- the keyboard

FOCUS = """
() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    window.stops ??= [];
    const seen = window.stops.includes(element);
    if (!seen) window.stops.push(element);
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const middle = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), innerHeight - 1));
    return {
        seen,
        what: element.outerHTML.slice(0, 120),
        tag: element.tagName,
        href: element.getAttribute('href'),
        ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
        onScreen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth,
        covered: !(middle && (element.contains(middle) || middle.contains(element))),
    };
}
"""

# What must be reachable: links, what folds, form fields, and every box whose contents are wider than it is.
REACHABLE = """
() => [...document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex="0"], *')]
    .filter(e => e.checkVisibility({ visibilityProperty: true }))
    .filter(e => e.matches('a[href], summary, button, input, select, textarea, [tabindex="0"]')
        || (e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)))
    .filter(e => !(window.stops ?? []).includes(e))
    .map(e => e.outerHTML.slice(0, 120))
"""


def tab_through(page):
    """Every stop of the Tab key, in order, until it comes back to the first or leaves the page."""
    stops = []
    while len(stops) < 3000:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["seen"]:
            return stops
        stops.append(stop)
    raise AssertionError("the Tab key never comes back to the start")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_reaches_everything_and_the_focus_is_seen(visit, file_addresses, kind, width):
    page = visit(file_addresses[kind], width).page
    stops = tab_through(page)
    assert stops[0]["tag"] == "A" and stops[0]["href"].startswith("#"), f"first is {stops[0]['what']}, no skip link"
    assert [stop["what"] for stop in stops if not stop["onScreen"]] == []
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert [stop["what"] for stop in stops if stop["covered"]] == []
    assert page.evaluate(REACHABLE) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_skip_link_leads_past_the_navigation(visit, file_addresses, kind):
    page = visit(file_addresses[kind]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("""
        () => {
            const main = document.querySelector('main'), e = document.activeElement;
            return main.contains(e) || (main.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        }""")
    assert inside, "after the skip link the next stop is still before the main part"


@pytest.mark.parametrize("kind", KINDS)
def test_tables_fold_and_scroll_by_the_keyboard(visit, file_addresses, kind):
    page = visit(file_addresses[kind], 390, 844).page
    for summary in page.locator("summary:visible").all():
        before = summary.evaluate("e => e.parentElement.open")
        summary.focus()
        page.keyboard.press("Enter")
        assert summary.evaluate("e => e.parentElement.open") != before
    open_details(page)
    boxes = page.evaluate_handle("""
        () => [...document.querySelectorAll('body *')].filter(e =>
            e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
            && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))""")
    for box in [handle.as_element() for handle in boxes.get_properties().values()]:
        name = box.evaluate("e => e.outerHTML.slice(0, 120)")
        assert box.get_attribute("tabindex") == "0", f"cannot be focused in every browser: {name}"
        labelled = box.evaluate("""e => e.hasAttribute('aria-label') || (e.getAttribute('aria-labelledby') ?? '')
            .split(/\\s+/).some(id => document.getElementById(id)?.textContent.trim())""")
        assert labelled, f"a screen reader has no name for {name}"
        box.focus()
        box.evaluate("e => e.scrollLeft = 0")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("e => e.scrollLeft > 0", arg=box, timeout=3000)
