"""The flyer's campaign from its definition to the list of payments: once through the web forms, once through the
commands, with the same result.

The example's definition is squeezed round today, because nobody can record what has not happened: the recruitment ends
tomorrow, every condition is due by then, and the figures are asked for as of the day after.
"""

import csv
import datetime
import io
import json
import re
import subprocess
import sys
import urllib.request
from dataclasses import dataclass

import pytest

from conftest import ROOT, Visit, run, start_server

sys.path.insert(0, str(ROOT / "Tests/Kill"))

from kill_import import corporation_number, office_number  # noqa: E402

CAMPAIGN = "shizuoka-2026"
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
TODAY = datetime.datetime.now(JAPAN).date()


def day(offset):
    return str(TODAY + datetime.timedelta(days=offset))


AFTER = day(2)
# Every day of the example, and what the test makes of the flyer: few places, and a reward for documented costs.
DEFINITION = [
    ("opens: 2026-09-01 09:00", f"opens: {day(-20)} 09:00"),
    ("closes: 2026-10-30 17:00", f"closes: {day(1)} 24:00"),
    ("begins: 2026-09-01", f"begins: {day(-20)}"),
    ("ends: 2027-03-31", f"ends: {day(1)}"),
    ("offers_until: 2026-11-30", f"offers_until: {day(1)}"),
    ("contacts_until: 2027-09-30", f"contacts_until: {day(180)}"),
    ("still_using: {day: 2027-03-31}", f"still_using: {{day: {day(0)}}}"),
    ("by: 2027-01-31", f"by: {day(1)}"),
    ("by: 2027-03-31", f"by: {day(1)}"),
    ("by: 2026-12-31", f"by: {day(0)}"),
    ("from: 2026-06-01", f"from: {day(-60)}"),
    ("through: 2026-10-30", f"through: {day(0)}"),
    ("through: 2026-12-31", f"through: {day(0)}"),
    ("    places: 20\n", "    places: 3\n"),
    ("        needs: [workflow]\n",
     "        needs: [workflow]\n"
     "      - id: software\n"
     "        title: 介護ソフトの費用\n"
     "        cost: {cap: 50000, round_down_to: 1000}\n"),
    # The routes of the KPI change with the year; a test that runs in any year names its own.
    ("budget: 1850000", "routes: careplan-renkei\nbudget: 1850000"),
]

# By a name of the test: service and corporation. Only 法人番号 says who is one corporation.
OFFICES = {
    "attendee": ("43", 1), "absentee": ("11", 2),
    "single": ("43", 3), "leaver": ("11", 4), "silent": ("15", 5), "decliner": ("11", 6), "follower": ("15", 7),
    "last": ("11", 8),
    "manager": ("43", 9), "helper": ("11", 10), "twin": ("43", 11), "twin-helper": ("15", 11),
    "stopper": ("15", 12), "stopped-manager": ("43", 13),
    "model": ("43", 14), "slow-model": ("11", 15), "user": ("43", 16), "friend": ("11", 17),
}
NUMBER = {name: office_number(serial) for serial, name in enumerate(OFFICES, 1)}

# Frame, office and partner in the order of the receipts, and where each application stands at once.
APPLICATIONS = [
    ("attendees", "attendee", None, "held"),
    ("attendees", "absentee", None, "refused"),  # took part in no seminar
    ("single", "single", None, "held"),
    ("single", "leaver", None, "held"),
    ("single", "silent", None, "held"),
    ("single", "decliner", None, "waiting"),
    ("single", "follower", None, "waiting"),
    ("single", "last", None, "waiting"),
    ("pair", "manager", "helper", "awaiting"),
    ("pair", "twin", "twin-helper", "refused"),  # one corporation
    ("pair", "stopper", "stopped-manager", "awaiting"),  # the service's office applies
    ("model", "model", None, "held"),
    ("model", "slow-model", None, "held"),
    ("referral", "user", "friend", "awaiting"),
]
RECEIPT = {office: receipt for receipt, (_, office, _, _) in enumerate(APPLICATIONS, 1)}

# What the accountant pays, office by office, worked out by hand from the flyer:
#   attendee   20,000
#   single     20,000 (its last survey was filed under the first one's name, and corrected)
#   silent          0 (no last survey)
#   follower   20,000 (took the place that the leaver gave up and the decliner did not want)
#   manager, helper         20,000 each
#   stopper, stopped-manager     0 each (one of them stopped: the pair's conditions are conditions of both)
#   model      20,000 + 30,000 for the changed workflow + 34,567 of costs in whole thousands, 34,000 = 84,000
#   slow-model      0 (nobody confirmed its change)
#   user, friend            20,000 each
# Who was refused, withdrew, declined or still waits is no payee. 20,000·7 + 84,000 = 224,000.
DUE = {
    "attendee": 20_000, "single": 20_000, "silent": 0, "follower": 20_000, "manager": 20_000, "helper": 20_000,
    "stopper": 0, "stopped-manager": 0, "model": 84_000, "slow-model": 0, "user": 20_000, "friend": 20_000,
}


# Where the applications without a place end up.
STATES = {"absentee": "対象外", "leaver": "取下げ", "decliner": "案内を辞退", "last": "待機", "twin": "対象外"}

INSTANT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


# ---- the two ways in


class Commands:
    """A clerk enters what came on paper and by telephone."""

    SAYS = {"held": "枠に入りました", "refused": "対象になりませんでした", "waiting": "空きを待っています",
            "awaiting": "相手の事業所の確認を待っています", "offered": "空きが出ました", "withdrawn": "取り下げました",
            "declined": "空きの案内を辞退しました"}

    def __init__(self, ledger):
        self.ledger = ledger
        self.codes = {}

    def apply(self, frame, office, partner, place):
        words = ["--partner", NUMBER[partner]] if partner else []
        said = self.ledger.campaign(
            "apply", "--frame", frame, "--office", NUMBER[office], "--person", "架空 花子", "--phone", "054-000-0000",
            *words)
        assert f"受付番号: {RECEIPT[office]}\n" in said
        assert self.SAYS[place] in said, said
        if place == "refused":
            assert "対象外の理由: " in said
        if place == "awaiting":
            self.codes[office] = re.search(r"確認コード: (\S+)", said)[1]

    def confirm(self, applicant, partner):
        said = self.ledger.campaign("partner", "--code", self.codes[applicant], "--office", NUMBER[partner])
        assert self.SAYS["held"] in said, said

    def withdraw(self, office):
        assert self.SAYS["withdrawn"] in self.ledger.campaign("withdraw", "--receipt", RECEIPT[office])

    def answer(self, office, accept):
        said = self.ledger.campaign(
            "answer", "--receipt", RECEIPT[office], "--accept" if accept else "--no-accept")
        assert self.SAYS["held" if accept else "declined"] in said, said


class Forms:
    """The offices fill in the forms themselves."""

    SAYS = {"held": "枠を確保しました", "refused": "受け付けられませんでした", "waiting": "キャンセル待ちの",
            "awaiting": "相手の事業所の確認を待っています", "offered": "空きが出ました", "withdrawn": "取り下げられました",
            "declined": "空きの案内を辞退した"}

    def __init__(self, page, root):
        self.page, self.root = page, root
        self.status, self.links = {}, {}

    def says(self, place):
        assert self.SAYS[place] in self.page.text_content("h1")

    def apply(self, frame, office, partner, place):
        page = self.page
        page.goto(self.root + "apply")
        page.check(f"#f-frame-{frame}")
        page.click("button")
        page.fill("#f-office", NUMBER[office])
        if partner:
            page.fill("#f-partner", NUMBER[partner])
        page.fill("#f-person", "架空 花子")
        page.fill("#f-phone", "054-000-0000")
        page.check("#f-consent-yes")
        page.click("button")
        page.wait_for_url("**/status/**")
        assert page.title().startswith(f"受付番号 {RECEIPT[office]} ")
        self.says(place)
        self.status[office] = page.url
        if place == "awaiting":
            self.links[office] = page.get_attribute("#pass-on a", "href")

    def confirm(self, applicant, partner):
        page = self.page
        page.goto(self.links[applicant])
        assert NUMBER[applicant] in page.text_content("#receipt")
        page.fill("#f-office", NUMBER[partner])
        page.check("#f-consent-yes")
        page.click("button")
        page.locator("h1", has_text="確認が済み、枠を確保しました").wait_for()

    def withdraw(self, office):
        self.decide(office, "申込みを取り下げる", "取り下げます", "withdrawn")

    def answer(self, office, accept):
        self.page.goto(self.status[office])
        self.says("offered")
        if accept:
            self.decide(office, "参加する", "参加します", "held")
        else:
            self.decide(office, "辞退する", "辞退します", "declined")

    def decide(self, office, wish, answer, place):
        page = self.page
        page.goto(self.status[office])
        page.get_by_role("button", name=wish, exact=True).click()
        page.get_by_role("button", name=answer, exact=True).click()
        page.wait_for_url(self.status[office])
        self.says(place)


# ---- what the clerk does


@dataclass
class Ledger:
    """A database of this campaign and the lists that it was given."""

    fukyu: object
    path: object
    place: object
    # The instant before the corrections.
    uncorrected: str = ""

    def run(self, *words):
        return run(self.fukyu, *words, "--database", self.path)

    def campaign(self, command, *words):
        return self.run("campaign", command, CAMPAIGN, *words)

    def write(self, name, columns, rows):
        path = self.place / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns.split(","), *rows])
        return path

    def begin(self):
        """The offices, who uses the system already, who was at the first seminar, and the definition."""
        self.place.mkdir()
        self.run("init")
        offices = [
            [NUMBER[name], service, f"試験事業所{name}", "221015", "架空町1丁目", corporation_number(corporation),
             f"試験法人{corporation}", "active"]
            for name, (service, corporation) in OFFICES.items()]
        self.run("import", "offices", self.write(
            "offices.csv", "office_number,service_code,name,municipality_code,address,corporation_number,"
            "corporation_name,status", offices), "--as-of", day(-90))
        self.registered("before.csv", [("user", -100, None)])
        self.seminar("spring", -30, ["attendee", "follower"])
        text = (ROOT / f"Data/campaigns/{CAMPAIGN}.yaml").read_text(encoding="utf-8")
        changes = dict(DEFINITION)
        assert not [old for old in changes if old not in text], "the example says this no more"
        # All at once: a day of the test may be a day of the example.
        text = re.sub("|".join(map(re.escape, changes)), lambda found: changes[found[0]], text)
        file = self.place / "campaign.yaml"
        file.write_text(text, encoding="utf-8")
        self.run("campaign", "check", file)
        self.run("campaign", "register", file)

    def registered(self, name, spells):
        rows = [
            [NUMBER[office], "careplan-renkei", "registered", day(first), "" if last is None else day(last)]
            for office, first, last in spells]
        self.run(
            "import", "registrations", self.write(name, "office_number,route,stage,from_day,to_day", rows),
            "--as-of", day(0), "--covers", "静岡県静岡市")

    def seminar(self, name, offset, offices):
        activity = self.write(
            f"outreach-{name}.csv", "activity_id,kind,day,title,municipality_code",
            [[name, "seminar", day(offset), "データ連携研修会", "221007"]])
        attendance = self.write(
            f"attendance-{name}.csv", "activity_id,office_number", [[name, NUMBER[office]] for office in offices])
        self.run("import", "outreach", activity, attendance)

    def steps(self, name, rows):
        """Rows of office, 段階, 対象, 金額 and 根拠, filed under the receipt of that office."""
        rows = [
            [RECEIPT[office], step, day(0), subject, amount, "", evidence] for office, step, subject, amount, evidence
            in rows]
        file = self.write(name, "受付番号,段階,日付,対象,金額,事業所番号,根拠", rows)
        assert f"{len(rows)} 件を記録しました" in self.campaign("record", "--file", file)

    def hearing(self, office, phase, rows):
        file = self.write(f"{phase}-{office}.csv", "業務,担当,期日,分", rows)
        self.campaign(
            "hearing", "--receipt", RECEIPT[office], "--office", NUMBER[office], "--phase", phase, "--day", day(0),
            "--file", file)

    def fact(self, office, *parts):
        """The number of the one record of an application that says all this."""
        lines = [
            line for line in self.campaign("history", "--receipt", RECEIPT[office]).splitlines()
            if all(part in line for part in parts)]
        assert len(lines) == 1, lines
        return lines[0].split()[0]

    def correct(self, office, fact, *words):
        self.campaign("correct", "--fact", self.fact(office, *fact), "--reason", "控えの見直し", *words)

    def sheet(self, document, encoding="utf8"):
        """A document as a spreadsheet gets it."""
        file = self.place / f"{document}-{encoding}.csv"
        self.campaign(document, "--as-of", AFTER, "--csv", file, "--encoding", encoding)
        return file.read_bytes().decode("utf-8-sig" if encoding == "utf8" else encoding)

    def rows(self, document):
        return list(csv.DictReader(io.StringIO(self.sheet(document))))

    def changes(self):
        """What --since tells of the corrections."""
        return self.campaign("conditions", "--as-of", AFTER, "--since", self.uncorrected).splitlines()

    def public_page(self):
        """The campaign's page on the site, without what tells one writing of it from another."""
        server = start_server(self.fukyu, self.path, self.place / "site.log", "--as-of", AFTER)
        try:
            with urllib.request.urlopen(f"{server.address}/campaigns/{CAMPAIGN}/index.json", timeout=60) as answer:
                page = json.load(answer)
        finally:
            server.stop()
        del page["known_at"], page["revision"]
        page["context"] = [entry for entry in page["context"] if entry["key"] != "known_at"]
        return page


def recruit(door):
    """Applications in the order of their receipts, partners who agree, and a place that finds another office."""
    for application in APPLICATIONS:
        door.apply(*application)
    door.confirm("manager", "helper")
    door.confirm("stopper", "stopped-manager")
    door.confirm("user", "friend")
    door.withdraw("leaver")
    door.answer("decliner", False)
    door.answer("follower", True)


FIRST, LAST = f"{CAMPAIGN}-start", f"{CAMPAIGN}-end"


def carry_out(ledger):
    """What follows until the end, with three slips. Who has no place does all of it too, and is not paid for it."""
    everybody = [*DUE, "leaver", "last"]
    starters = [office for office in everybody if office not in ("user", "stopper")]
    # The list says since when; one office stopped on the day before the one that counts.
    ledger.registered("after.csv", [(office, 0, None) for office in starters] + [("stopper", -5, -1)])
    ledger.seminar("autumn", 0, ["single", "silent", "last"])
    answering = [office for office in RECEIPT if office in everybody and office != "leaver"]
    ledger.steps("first.csv", [(office, "アンケート", FIRST, "", "最初の回答票") for office in answering])
    ledger.steps("last.csv", [
        (office, "アンケート", FIRST if office == "single" else LAST, "", "最後の回答票")
        for office in answering if office != "silent"])
    for office in ("model", "slow-model"):
        ledger.hearing(office, "before", [["印刷", "事務職員", "5", "120"], ["実績の入力", "介護職員、事務職員", "3", "600"]])
    ledger.steps("changes.csv", [
        ("model", "業務変更", "", "", "訪問"), ("slow-model", "業務変更", "", "", "訪問"),
        ("model", "費用", "", "43,567円", "領収書 1号")])
    ledger.hearing("model", "after", [["印刷", "なし", "", "0"], ["実績の入力", "なし", "", "0"]])


def put_right(ledger):
    """The slips: a survey under the other's name, an amount, an answer of somebody else. The first office is paid."""
    ledger.uncorrected = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")[:-6] + "Z"
    ledger.correct("single", ("アンケート", "最後の回答票"), "--subject", LAST)
    ledger.correct("model", ("費用", "領収書 1号"), "--amount", "34567")
    ledger.correct("slow-model", ("アンケート", "最初の回答票"), "--remove")
    ledger.steps("paid.csv", [("attendee", "支払", "", "20,000", "支出命令 1号")])


@pytest.fixture(scope="module")
def ledgers(fukyu, workplace, chromium):
    """The same campaign twice: (entered by a clerk, filled in by the offices)."""
    entered, filled = (Ledger(fukyu, workplace / f"{name}.sqlite", workplace / name) for name in ("entered", "filled"))
    for ledger in (entered, filled):
        ledger.begin()
    recruit(Commands(entered))
    server = start_server(fukyu, filled.path, workplace / "filled.log")
    context = chromium.new_context(locale="ja-JP", viewport={"width": 390, "height": 844})
    visit = Visit(context.new_page())
    visit.listen()
    try:
        recruit(Forms(visit.page, f"{server.address}/campaigns/{CAMPAIGN}/"))
    except Exception:
        visit.page.screenshot(path=str(workplace / "campaign.png"), full_page=True)
        raise
    finally:
        context.close()
        server.stop()
    # Who goes on to the next page breaks off what the one before was still loading: an icon, an office's name.
    assert [complaint for complaint in visit.complaints if "ERR_ABORTED" not in complaint] == []
    for ledger in (entered, filled):
        carry_out(ledger)
        put_right(ledger)
    return entered, filled


def test_the_list_of_payments_is_the_one_worked_out_by_hand(ledgers):
    for ledger in ledgers:
        rows = ledger.rows("payments")
        due = {row["事業所の番号"]: int(row["決まった額(円)"]) for row in rows if int(row["決まった額(円)"])}
        assert due == {NUMBER[office]: yen for office, yen in DUE.items() if yen}
        paid = {row["事業所の番号"]: int(row["支払済み(円)"]) for row in rows if int(row["支払済み(円)"])}
        assert paid == {NUMBER["attendee"]: 20_000}
        # 224,000 less the 20,000 that were paid.
        assert sum(int(row["支払える額(円)"]) for row in rows) == 204_000
        assert ledger.sheet("payments", "cp932") == ledger.sheet("payments")


def test_a_correction_is_listed_with_the_verdict_before_and_after(ledgers):
    for ledger in ledgers:
        single, slow = ledger.changes()
        assert re.fullmatch(r"受付番号 3「キャンペーン終了時のアンケート」: 満たさず\(.+\) → 満たした\(.+\)", single)
        assert re.fullmatch(r"受付番号 13「利用開始時のアンケート」: 満たした\(.+\) → 満たさず\(.+\)", slow)


def test_a_list_with_mistakes_is_refused_row_by_row(ledgers):
    for ledger in ledgers:
        history = ledger.campaign("history", "--receipt", 3)
        file = ledger.write("mistaken.csv", "受付番号,段階,日付,対象,金額", [
            [3, "業務変更", day(0), "", ""],
            [99, "アンケート", day(0), FIRST, ""],  # no such receipt
            [3, "アンケート", day(0), "shizuoka-start", ""],  # no such survey
            [3, "アンケート", day(2), FIRST, ""],  # in the future
            [3, "費用", day(0), "", ""]])  # no amount
        done = subprocess.run(
            [ledger.fukyu, "campaign", "record", CAMPAIGN, "--file", file, "--database", ledger.path],
            cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 65
        assert re.findall(r"mistaken\.csv (\d)行目", done.stderr) == ["3", "4", "5", "6"]
        assert f"使える id: {FIRST}、{LAST}" in done.stderr
        assert ledger.campaign("history", "--receipt", 3) == history


def test_the_history_says_why_an_application_was_refused(ledgers):
    for ledger in ledgers:
        assert "対象の研修会への参加が記録にありません" in ledger.campaign("history", "--receipt", RECEIPT["absentee"])
        assert "同じ法人" in ledger.campaign("history", "--receipt", RECEIPT["twin"])


def test_the_receipts_are_in_the_order_of_the_applications(ledgers):
    for ledger in ledgers:
        rows = ledger.rows("book")
        assert [(int(row["受付番号"]), row["事業所の番号"]) for row in rows] == [
            (receipt, NUMBER[office]) for office, receipt in RECEIPT.items()]
        assert {row["受付番号"]: row["状態"][1:] for row in rows} == {
            str(RECEIPT[office]): STATES.get(office, "参加決定") for office in RECEIPT}


def test_forms_and_commands_leave_the_same(ledgers):
    entered, filled = ledgers
    page = entered.public_page()
    assert page == filled.public_page()
    # Nine applications have a place; all but the silent, the stopper's pair and the slow model met everything.
    assert "参加した9件のうち、6件がすべての条件を満たしました" in page["headline"]
    numbers = {number["key"]: number["value"] for number in page["numbers"]}
    assert (numbers["taken"], numbers["due"]) == (9, 224_000)
    shown = json.dumps(page, ensure_ascii=False)
    assert not [number for number in NUMBER.values() if number in shown] and "試験事業所" not in shown
    for document in ("conditions", "payments"):
        assert entered.sheet(document) == filled.sheet(document)
    books = [[
        {key: INSTANT.sub("", text) for key, text in row.items() if key != "受付方法"} for row in ledger.rows("book")
    ] for ledger in ledgers]
    assert books[0] == books[1]
    assert {row["受付方法"] for row in entered.rows("book")} == {"職員が入力"}
    assert {row["受付方法"] for row in filled.rows("book")} == {"ウェブ"}
