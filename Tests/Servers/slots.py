"""Applicants of a campaign: each holds a form's token and sends it, over HTTP or through the command, until it has a
receipt; servers and commands are killed meanwhile."""

import datetime
import html
import http.client
import os
import random
import re
import signal
import subprocess
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

from product import communicate, office_number

CAMPAIGN = "slots-test"
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
# Places of each frame: 100 together.
PLACES = {"single": 55, "pair": 25, "model": 20}


def definition():
    """A campaign that is open today."""
    today = datetime.datetime.now(JAPAN).date()
    day = lambda days: (today + datetime.timedelta(days=days)).isoformat()  # noqa: E731
    frames = "".join(
        f"""
  - id: {name}
    kind: {name}
    title: 枠 {name}
    places: {places}
    applicant: {{use: any}}{'''
    partner: {use: any}''' if name == "pair" else ""}
    conditions:
      - {{id: keep, title: 利用の継続, still_using: {{day: {day(90)}}}}}{'''
      - {id: change, title: 業務の変更, workflow: {steps: [hearing, changed, confirmed], by: ''' + day(90) + "}}"
       if name == "model" else ""}
    rewards:
      - {{id: thanks, title: 謝礼, fixed: 20000}}"""
        for name, places in PLACES.items())
    return f"""id: {CAMPAIGN}
title: 先着順の試験
area: 静岡県
recruitment: {{opens: {day(-2)} 09:00, closes: {day(40)} 17:00}}
period: {{begins: {day(-2)}, ends: {day(90)}}}
deadlines: {{partner_hours: 72, offer_hours: 48, offers_until: {day(60)}, contacts_until: {day(200)}}}
frames:{frames}
texts:
  catchphrase: 先着順です。
  summary: 枠が二重に渡らないことを確かめます。
  contact: [試験担当]
  consent: 連絡先は試験のためだけに使います。
"""


@dataclass
class Applicant:
    """One application. `receipt` and `received` are what it was told."""

    serial: int
    frame: str
    door: str
    token: str = field(default_factory=lambda: os.urandom(16).hex())
    receipt: int = 0
    received: str = ""
    address: str = ""
    attempts: int = 0

    @property
    def office(self):
        return office_number(self.serial)

    @property
    def partner(self):
        return office_number(self.serial + 1)

    def fields(self):
        values = {"frame": self.frame, "token": self.token, "office": self.office, "person": "試験 担当",
                  "phone": "054-000-0000", "mail": "", "website": "", "consent": "yes"}
        return values | ({"partner": self.partner} if self.frame == "pair" else {})


def applicants(chance, count, pairs, commands):
    """`count` applicants, each with an office of its own, pairs with two, in random order."""
    found = [Applicant(2 * place, "pair", "http") for place in range(pairs)]
    frames = chance.choices(["single", "model"], [3, 1], k=count - pairs)
    found += [Applicant(2 * pairs + place, frame, "http") for place, frame in enumerate(frames)]
    for one in chance.sample([a for a in found if a.frame != "pair"], commands):
        one.door = "command"
    chance.shuffle(found)
    return found


class Doors:
    """The servers and commands through which applications come in, and who kills them."""

    def __init__(self, fukyu, database, servers, seed):
        self.fukyu, self.database, self.servers, self.chance = fukyu, database, servers, random.Random(seed)
        self.lock = threading.Lock()
        self.under_way = {server: 0 for server in servers}
        self.commands = set()
        self.killed_with_requests = self.killed_commands = 0

    def post(self, path, fields, server):
        body = urllib.parse.urlencode(fields)
        return self.ask(server, "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def ask(self, server, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        with self.lock:
            self.under_way[server] += 1
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            with self.lock:
                self.under_way[server] -= 1
            connection.close()

    def until(self, wanted, ask):
        """Asks one server after another until the answer has a wanted status."""
        for _ in range(400):
            try:
                status, headers, text = ask(self.chance.choice(self.servers))
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if status in wanted:
                return status, headers, text
            assert status in (404, 409, 429, 503), (status, text[:2000])
            time.sleep(0.1)
        raise AssertionError("no server answers")

    def apply(self, one):
        if one.door == "command":
            return self.command(one)
        path = f"/campaigns/{CAMPAIGN}/apply"

        def send(server):
            one.attempts += 1
            return self.post(path, one.fields(), server)

        _, headers, _ = self.until({303}, send)
        one.address = urllib.parse.urljoin(path, headers["Location"])
        _, _, text = self.until({200}, lambda server: self.ask(server, "GET", one.address))
        one.receipt, one.received = told(text)
        if one.frame == "pair":
            self.confirm(one)

    def confirm(self, one):
        code = one.address.rsplit("/", 1)[1].partition("-")[2]
        path = f"/campaigns/{CAMPAIGN}/partner/{code}"
        self.until({200, 303}, lambda server: self.post(path, {"office": one.partner, "consent": "yes"}, server))

    def command(self, one):
        words = ["campaign", "apply", CAMPAIGN, "--frame", one.frame, "--office", one.office, "--token", one.token]
        while True:
            one.attempts += 1
            process = self.fukyu.start(self.database, *words)
            with self.lock:
                self.commands.add(process)
            out, err = communicate(process)
            with self.lock:
                self.commands.discard(process)
            if process.returncode == -signal.SIGKILL:
                continue
            assert process.returncode == 0, err
            one.receipt = int(re.search(r"受付番号: (\d+)", out)[1])
            one.received = re.search(r"受付時刻: (\S+ \S+)", out)[1]
            return

    def kill_one(self):
        """Kills a server that has requests under way, or a command that runs. True when there was one."""
        with self.lock:
            busy = [server for server, count in self.under_way.items() if count > 0]
            running = [process for process in self.commands if process.poll() is None]
        if running and self.chance.random() < 0.3:
            os.killpg(self.chance.choice(running).pid, signal.SIGKILL)
            self.killed_commands += 1
            return True
        if not busy:
            return False
        server = self.chance.choice(busy)
        server.kill()
        self.killed_with_requests += 1
        server.start()
        return True


def told(text):
    """Receipt number and time of a status page: `2026年11月1日 09:00:12` as `2026-11-01 09:00:12`."""
    text = html.unescape(text)
    number = re.search(r'<b class="large">([\d,]+)</b>', text)[1].replace(",", "")
    year, month, day, clock = re.search(r"(\d+)年(\d+)月(\d+)日 (\d\d:\d\d:\d\d)", text).groups()
    return int(number), f"{year}-{int(month):02d}-{int(day):02d} {clock}"


def in_japan(instant):
    """`2026-11-01T00:00:12.345Z` as a wall clock in Japan shows it, to the second."""
    moment = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return moment.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M:%S")


def crowd(doors, people, workers, kills):
    """Everybody applies at once; meanwhile servers and commands are killed until there were enough."""
    queue = list(people)
    complaints = []
    lock = threading.Lock()

    def work(door):
        while not complaints:
            with lock:
                place = next((place for place, one in enumerate(queue) if one.door == door), None)
                if place is None:
                    return
                one = queue.pop(place)
            try:
                doors.apply(one)
            except BaseException as problem:  # noqa: BLE001: the main thread raises it again
                complaints.append(problem)

    threads = [threading.Thread(target=work, args=("http",), daemon=True) for _ in range(workers)]
    threads += [threading.Thread(target=work, args=("command",), daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    killed = 0
    deadline = time.monotonic() + 480
    while any(thread.is_alive() for thread in threads):
        assert time.monotonic() < deadline, f"{len(queue)} applications are not received after 8 minutes"
        if killed < kills:
            time.sleep(doors.chance.uniform(0.05, 0.5))
            killed += doors.kill_one()
        else:
            time.sleep(0.1)
    if complaints:
        raise complaints[0]
    return killed
