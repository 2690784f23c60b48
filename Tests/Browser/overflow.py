"""Finds text that a reader cannot see or reach."""

# For every piece of text: the nearest box that clips or scrolls it decides. Text beyond a scroll box can be scrolled
# to, if it lies inside what the box can scroll; text beyond a box that hides its overflow is lost; text in no such
# box must lie within the page. One pixel is left for rounding.
SCRIPT = """
() => {
    const width = document.documentElement.clientWidth, found = [];
    const skipped = element => element.closest('title, desc, script, style, template') !== null;
    const note = (text, why) => found.push(why + ': ' + text.trim().replace(/\\s+/g, ' ').slice(0, 60));

    function clippingBox(element) {
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            if (box instanceof SVGElement && box.ownerSVGElement) continue;
            const style = getComputedStyle(box);
            const rect = box.getBoundingClientRect();
            // Text for screen readers only is a box of a pixel.
            if (rect.width <= 1 && rect.height <= 1 && style.position === 'absolute') return { box, hidden: true };
            if (box instanceof SVGSVGElement || style.overflowX !== 'visible') return { box, style, rect };
        }
        return null;
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || skipped(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const lines = [...range.getClientRects()].filter(line => line.width > 0);
        if (!lines.length) continue;
        const left = Math.min(...lines.map(line => line.left)), right = Math.max(...lines.map(line => line.right));
        const bottom = Math.max(...lines.map(line => line.bottom)) + scrollY;
        const clip = clippingBox(element);
        if (!clip) {
            // A skip link waits above the page until it has the focus.
            if (bottom <= 0 && element.closest('a[href^="#"]')) continue;
            if (left < -1 || right > width + 1) note(node.data, `beyond the page (${left.toFixed()}–${right.toFixed()})`);
        } else if (!clip.hidden) {
            const { box, style, rect } = clip;
            if (style.overflowX === 'auto' || style.overflowX === 'scroll') {
                const start = rect.left + box.clientLeft - box.scrollLeft;
                if (left < start - 1 || right > start + box.scrollWidth + 1) note(node.data, 'cannot be scrolled to');
                if (rect.left < -1 || rect.right > width + 1) note(node.data, 'its scroll box is beyond the page');
            } else if (left < rect.left - 1 || right > rect.right + 1) {
                note(node.data, `cut off by <${box.tagName.toLowerCase()} class="${box.getAttribute('class') ?? ''}">`);
            }
        }
    }
    return found;
}
"""


def open_details(page):
    """Opens what can be unfolded: what is folded is neither laid out nor checked."""
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")


def overflowing_text(page):
    """Texts of the page, folded ones included, that are cut off or beyond its edge; each with the reason."""
    open_details(page)
    return page.evaluate(SCRIPT)
