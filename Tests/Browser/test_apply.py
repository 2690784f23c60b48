"""An office applies to a campaign: on a phone, with the keyboard alone, without script, and on paper."""

import contextlib
import datetime
import re
import sqlite3
import subprocess
import unicodedata

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import run, start_server
from overflow import overflowing_text

WINDOW = 30


def campaign_file(area):
    """A campaign whose window is open today; its frames show every kind of field."""
    today = datetime.date.today()
    begin, end = today - datetime.timedelta(days=1), today + datetime.timedelta(days=WINDOW)
    later = end + datetime.timedelta(days=60)
    deleted = later + datetime.timedelta(days=180)
    return f"""
id: browser
title: データ連携促進キャンペーン
area: {area}
recruitment: {{opens: {begin}, closes: {end}}}
period: {{begins: {begin}, ends: {later}}}
deadlines: {{partner_hours: 72, offer_hours: 48, offers_until: {end}, contacts_until: {deleted}}}
frames:
  - id: single
    kind: single
    title: 一般枠(事業所単独)
    places: 20
    applicant:
      declarations:
        - {{id: no-other, text: 同じ費用について、ほかの補助を受けていません。}}
    conditions:
      - {{id: start, title: 利用開始, start_using: {{by: {end}}}}}
    rewards:
      - {{id: thanks, title: 謝礼, fixed: 20000}}
  - id: pair
    kind: pair
    title: 一般枠(2つの事業所の組)
    places: 10
    applicant: {{}}
    partner: {{}}
    conditions:
      - {{id: start, title: 利用開始, start_using: {{by: {end}}}}}
    rewards:
      - {{id: thanks, title: 謝礼, fixed: 20000, to: each}}
texts:
  catchphrase: はじめよう、データ連携。
  summary: ケアプランデータ連携システムの利用を始める事業所を支援します。
  contact: [介護保険課, 電話 000-000-0000]
  notes: [内容は変更になることがあります。]
  steps: [研修会に参加します。, 利用を始めます。, アンケートに答えます。]
  consent: 連絡先は、この申込みの連絡と支払いだけに使い、終了後に消去します。
"""


@pytest.fixture(scope="module")
def campaign(fukyu, database, workplace):
    """The address of the application and some office numbers of the area."""
    # A copy: the other tests compare the server's pages with the site that was published.
    copy = workplace / "apply.sqlite"
    ledger = sqlite3.connect(database)
    with contextlib.closing(sqlite3.connect(copy)) as target:
        ledger.backup(target)
    # 富士市 has no wards, to which lists would give its offices.
    area = "222101"
    offices = ledger.execute(
        "SELECT office_number, name FROM office_entry WHERE municipality_code = ? ORDER BY 1 LIMIT 40", (area,)
    ).fetchall()
    ledger.close()
    file = workplace / "campaign.yaml"
    file.write_text(campaign_file(area), encoding="utf-8")
    run(fukyu, "campaign", "register", file, "--database", copy)
    server = start_server(fukyu, copy, workplace / "apply.log")
    yield server.address + "/campaigns/browser/", iter(offices)
    server.stop()


@pytest.fixture
def root(campaign):
    return campaign[0]


@pytest.fixture
def office(campaign):
    """An office that has not applied yet, as (number, name)."""
    return next(campaign[1])


def fill(page, number):
    page.fill("#f-office", number)
    page.fill("#f-person", "架空 花子")
    page.fill("#f-phone", "054-000-0000")
    page.check("#f-declare-no-other")
    page.check("#f-consent-yes")


def violations(page):
    result = Axe().run(page).response
    assert result["passes"], "axe checked nothing"
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:160]} — {node['failureSummary']}"
        for rule in result["violations"] for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_form_is_accessible_and_fits(visit, root, office, width):
    opened = visit(root + "apply", width)
    page = opened.page
    assert violations(page) == []
    page.check("#f-frame-single")
    page.click("button")
    assert "frame=single" in page.url
    assert violations(page) == []
    page.click("button")
    assert page.title().startswith("入力を確かめてください")
    assert page.evaluate("document.activeElement.id") == "mistakes"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    fill(page, office[0])
    page.click("button")
    page.wait_for_url("**/status/**")
    assert violations(page) == []
    assert overflowing_text(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("text=申込みを取り下げる")
    assert violations(page) == []
    # A form that came back has a status of its own; nothing else may go wrong.
    assert [complaint for complaint in opened.complaints if "422" not in complaint] == []


def test_the_name_is_said_while_the_number_is_typed(visit, root, office):
    opened = visit(root + "apply?frame=single", 390)
    page = opened.page
    number, name = office
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)
    page.locator("#f-office").press_sequentially(wide)
    # No function can be waited for: the page forbids scripts made from texts.
    page.wait_for_selector("#f-office-found:not(:empty)")
    assert name in page.text_content("#f-office-found")
    assert page.get_attribute("#f-office-found", "aria-live") == "polite"
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    page.fill("#f-office", wrong)
    page.locator("#f-office-found", has_text="検査数字").wait_for()
    assert opened.complaints == []
    assert all(address.startswith(root.split("/campaigns/")[0]) for address in opened.addresses)


def test_the_keyboard_alone_is_enough(visit, root, office):
    page = visit(root + "apply", 1280).page

    def go_to(selector):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", selector
                return
        pytest.fail(f"the keyboard does not reach {selector}")

    go_to("#f-frame-single")
    page.keyboard.press("Space")
    go_to("button")
    page.keyboard.press("Enter")
    page.wait_for_url("**frame=single")
    for selector, text in [("#f-office", office[0]), ("#f-person", "架空 花子"), ("#f-phone", "0540000000")]:
        go_to(selector)
        page.keyboard.type(text)
    for selector in ["#f-declare-no-other", "#f-consent-yes"]:
        go_to(selector)
        page.keyboard.press("Space")
    go_to("button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/status/**")
    assert "受付番号" in page.text_content("#receipt")


def test_everything_works_without_script(chromium, root, campaign):
    context = chromium.new_context(java_script_enabled=False, locale="ja-JP", viewport={"width": 390, "height": 844})
    page = context.new_page()
    first, second = next(campaign[1])[0], next(campaign[1])[0]
    page.goto(root + "apply?frame=pair")
    page.fill("#f-office", first)
    page.fill("#f-partner", second)
    page.fill("#f-person", "架空 花子")
    page.fill("#f-mail", "hanako@example.jp")
    page.check("#f-consent-yes")
    page.click("button")
    assert "/status/" in page.url
    code = page.text_content("#pass-on code")
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", code)
    status = page.url
    page.goto(root + "partner")
    page.fill("#f-code", code.lower())
    page.click("button")
    page.fill("#f-office", second)
    page.check("#f-consent-yes")
    page.click("button")
    assert "確認が済み" in page.text_content("h1")
    page.goto(status)
    page.click("text=申込みを取り下げる")
    page.click("button")
    assert "取り下げられました" in page.text_content("h1")
    page.reload()
    assert "取り下げられました" in page.text_content("h1")
    context.close()


def test_the_printed_receipt_has_number_time_and_link(visit, root, office, workplace):
    page = visit(root + "apply?frame=single", 1280).page
    fill(page, office[0])
    page.click("button")
    page.wait_for_url("**/status/**")
    link = page.url
    sheet = workplace / "receipt.pdf"
    page.pdf(path=str(sheet), prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", str(sheet), "-"], check=True, capture_output=True, text=True).stdout
    text = unicodedata.normalize("NFKC", text)
    flat = "".join(text.split())
    for part in ["受付票", "受付番号", office[0], "データ連携促進キャンペーン"]:
        assert unicodedata.normalize("NFKC", part) in flat, part
    assert re.search(r"\d{4}年\d{1,2}月\d{1,2}日\d{2}:\d{2}:\d{2}", flat)
    assert link.rsplit("/", 1)[1] in flat
    assert "申込みを取り下げる" not in flat
    assert "054-000-0000" not in flat and "花子" not in flat
