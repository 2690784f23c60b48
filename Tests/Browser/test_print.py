"""A page printed on A4 explains itself: its title on every sheet, and the head of a table on every sheet that it is on."""

import re
import subprocess
import unicodedata

import pytest

from conftest import KINDS

# The texts of each table as they are seen: without drawings in cells (sparklines) and without what is there for screen
# readers only, a box of one pixel. Folded tables are unfolded for the look and folded again.
TABLES = """
() => {
    const folded = [...document.querySelectorAll('details:not([open])')];
    folded.forEach(box => box.open = true);
    const seen = element => {
        for (let e = element; e; e = e.parentElement) {
            if (e instanceof SVGElement || (e.offsetWidth <= 1 && e.offsetHeight <= 1)) return false;
            if (e instanceof HTMLTableCellElement) return true;
        }
    };
    const text = cell => {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        let found = '';
        while (walker.nextNode()) if (seen(walker.currentNode.parentElement)) found += walker.currentNode.data;
        return found;
    };
    const tables = [...document.querySelectorAll('table')].map(table => ({
        // Heads that are for paper only are not seen here, but they are in the sheet.
        heads: table.tHead ? [...table.tHead.querySelectorAll('th')].map(text) : [],
        rows: [...table.tBodies].flatMap(body => [...body.rows]).map(row => [...row.cells].map(text)),
    }));
    folded.forEach(box => box.open = false);
    return tables;
}
"""


def plain(text):
    """Without the marks of layout: line ends inside a cell, and the compatibility forms that PDF fonts give for kanji."""
    # U+2EA0–2ED9 have no decomposition, and Noto draws these as its ordinary kanji.
    radicals = str.maketrans("⺟⺠⻁⻄⻑⻘⻝⻤⻩⻫⻭⻯⻲", "母民虎西長青食鬼黄斉歯竜亀")
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(radicals))


def sheets_of(page, target):
    """Prints the page and returns the text of each sheet."""
    page.emulate_media(media="print")
    page.pdf(path=str(target), prefer_css_page_size=True, print_background=False)
    # -raw: in the order of drawing, cell by cell; the reading order would mix the lines of neighbouring cells.
    text = subprocess.run(
        ["pdftotext", "-raw", str(target), "-"], check=True, capture_output=True, text=True).stdout
    return [plain(sheet) for sheet in text.split("\f")[:-1]]


def size_of(target):
    said = subprocess.run(["pdfinfo", str(target)], check=True, capture_output=True, text=True).stdout
    return [round(float(number)) for number in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_bears_the_title_and_every_table_repeats_its_head(visit, file_addresses, kind, tmp_path):
    page = visit(file_addresses[kind]).page
    # The part before " | " is the page's own name, the rest the product's.
    title = plain(re.split(r"\s[|｜–—]\s", page.title())[0])
    tables = page.evaluate(TABLES)
    target = tmp_path / "page.pdf"
    sheets = sheets_of(page, target)
    assert size_of(target) == [595, 842]
    assert [number for number, sheet in enumerate(sheets, 1) if title not in sheet] == []

    longest = 0
    for table in tables:
        heads = [plain(head) for head in table["heads"]]
        rows = [[plain(cell) for cell in row] for row in table["rows"]]
        where = [[sheet for sheet, text in enumerate(sheets) if all(cell in text for cell in row)] for row in rows]
        lost = [row for row, found in zip(rows, where) if not found]
        assert lost == [], f"not on paper, of a table of {len(rows)} rows"
        # A row that stands on one sheet only tells where its table is; a row such as 「合計 0 0」 may stand on many.
        on = sorted({found[0] for found in where if len(found) == 1})
        longest = max(longest, len(on))
        for sheet in on:
            lacking = [head for head in heads if head not in sheets[sheet]]
            assert lacking == [], f"heads missing on sheet {sheet + 1} of {len(sheets)}"
    # The sample's nation has two prefectures: only the prefecture's table is long.
    if kind == "prefecture":
        assert longest > 1, "no table was long enough to go on to another sheet, so nothing was tested"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_on_paper(visit, file_addresses, kind):
    """What a box hides until it is scrolled is lost on paper. 688 px = the text width of A4 with margins of 14 mm."""
    page = visit(file_addresses[kind], 688, 1000).page
    page.emulate_media(media="print")
    lost = page.evaluate("""
        () => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
            && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
            && getComputedStyle(e).overflowX !== 'visible').map(e => e.outerHTML.slice(0, 120))""")
    assert lost == []
