"""The printed flyer: one sheet of A4 for every shipped definition and for much longer ones, and nothing cut or hidden."""

import re
import subprocess

import pytest

from conftest import ROOT, run

SHIPPED = sorted((ROOT / "Data" / "campaigns").glob("*.yaml"))


def flyer(fukyu, definition, database, target):
    """Registers a definition and makes its flyer."""
    name = re.search(r"^id:\s*(\S+)", definition.read_text(encoding="utf-8"), re.M).group(1)
    run(fukyu, "campaign", "register", definition, "--database", database)
    run(fukyu, "campaign", "flyer", name, "--out", target, "--database", database)
    return target


def sheets(pdf):
    said = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    size = [round(float(number)) for number in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()]
    return int(re.search(r"Pages:\s+(\d+)", said).group(1)), size


def overflow(page):
    """What runs out of the sheet, or out of the box that it stands in."""
    return page.evaluate("""
        () => {
            const sheet = document.querySelector('.sheet').getBoundingClientRect();
            const out = [...document.querySelectorAll('.sheet *')].filter(e => {
                const box = e.getBoundingClientRect();
                return box.right > sheet.right + 1 || box.bottom > sheet.bottom + 1 || e.scrollWidth > e.clientWidth + 1
                    && e.clientWidth > 0 && getComputedStyle(e).display !== 'inline';
            });
            return out.map(e => e.outerHTML.slice(0, 120));
        }""")


def longer(definition, target):
    """The same definition with steps, notes and a summary as long as a definition may have them."""
    text = definition.read_text(encoding="utf-8")
    steps = "".join(f"    - {'申込みの手順を説明する文です。' * 8}\n" for _ in range(8))
    notes = "".join(f"    - {'注意事項を説明する文です。' * 12}\n" for _ in range(8))
    text = re.sub(r"(?m)^  steps:\n(    -.*\n)+", f"  steps:\n{steps}", text)
    text = re.sub(r"(?m)^  notes:\n(    -.*\n)+", f"  notes:\n{notes}", text)
    text = re.sub(r"(?m)^  # address:.*$", "  address: https://kaigo.city.example.jp", text)
    target.write_text(text, encoding="utf-8")
    return target


@pytest.fixture
def copied(database, tmp_path):
    """A database of its own: registering a campaign must not change what the other tests look at."""
    copy = tmp_path / "flyer.sqlite"
    subprocess.run(["cp", str(database), str(copy)], check=True)
    return copy


@pytest.mark.parametrize("definition", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_definition_is_one_sheet(fukyu, copied, visit, definition, tmp_path):
    target = flyer(fukyu, definition, copied, tmp_path / "flyer.html")
    assert sheets(target.with_suffix(".pdf")) == (1, [595, 842])
    opened = visit(target.as_uri())
    assert overflow(opened.page) == []
    assert opened.complaints == []
    # Nothing but the file itself was asked for.
    assert [address for address in opened.addresses if not address.startswith(("file:", "data:"))] == []


def test_long_texts_stay_on_one_sheet(fukyu, copied, visit, tmp_path):
    definition = longer(ROOT / "Data" / "campaigns" / "shizuoka-2026.yaml", tmp_path / "long.yaml")
    target = flyer(fukyu, definition, copied, tmp_path / "flyer.html")
    assert sheets(target.with_suffix(".pdf")) == (1, [595, 842])
    page = visit(target.as_uri()).page
    assert overflow(page) == []
    # 34 mm: what a telephone reads from a flyer on a wall.
    assert page.evaluate("document.querySelector('svg.qr').getBoundingClientRect().width") == pytest.approx(128.5, abs=1)
