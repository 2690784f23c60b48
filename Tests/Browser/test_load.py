"""The server under load while somebody imports: every answer is whole, of one revision, and the new one comes at once."""

import csv
import http.client
import shutil
import sqlite3
import threading
import time

import pytest

from conftest import ROOT, run, start_server

READERS = 8
SECONDS = 4


@pytest.fixture
def own_server(fukyu, database, workplace):
    """A server on a copy of the sample that this test may write to."""
    copy = workplace / "load.sqlite"
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    running = start_server(fukyu, copy, workplace / "load.log")
    yield running, copy
    running.stop()
    for left in workplace.glob("load.sqlite*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def one_more_registration(workplace):
    """A file that registers one office of the sample which its last list of registrations has in no stage."""
    sample = ROOT / "Data/sample"
    newest = sorted(sample.glob("registrations_*.csv"))[-1]
    with newest.open(encoding="utf-8-sig", newline="") as file:
        known = {row["office_number"] for row in csv.DictReader(file)}
    with sorted(sample.glob("offices/*/jigyosho_110_*.csv"))[-1].open(encoding="utf-8-sig", newline="") as file:
        number = next(row["事業所番号"] for row in csv.DictReader(file) if row["事業所番号"] not in known)
    target = workplace / "one.csv"
    target.write_text(
        "office_number,route,stage,from_day,to_day,end_reason,source,evidence\n"
        f"{number},careplan-renkei,registered,2026-10-01,,,試験,\n", encoding="utf-8")
    return target


class Reader(threading.Thread):
    """Asks for the pages in turn over one connection, as fast as they come."""

    def __init__(self, port, paths, until):
        super().__init__()
        self.port, self.paths, self.until = port, paths, until
        self.seen, self.wrong, self.count = {}, [], 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.until.is_set():
            path = self.paths[self.count % len(self.paths)]
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
            except OSError as error:
                self.wrong.append(f"{path}: {error!r}")
                return
            self.count += 1
            if answer.status != 200 or not body.rstrip().endswith(b"</html>"):
                self.wrong.append(f"{path}: status {answer.status}, {len(body)} bytes")
            self.seen.setdefault((path, answer.getheader("etag")), set()).add(body)
        connection.close()


def test_readers_see_whole_pages_of_one_revision_while_somebody_imports(own_server, paths, fukyu, workplace):
    running, database = own_server
    update = one_more_registration(workplace)
    changing = "/" + paths["prefecture"]
    over = threading.Event()
    readers = [Reader(running.port, ["/" + path for path in paths.values()], over) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        time.sleep(SECONDS / 2)
        before = read(running.port, changing)
        run(fukyu, "import", "registrations", update, "--as-of", "2026-10-31", "--database", database)
        imported = time.monotonic()
        while read(running.port, changing) == before:
            assert time.monotonic() - imported < 5, "the pages do not show what was imported"
            time.sleep(0.05)
        time.sleep(SECONDS / 2)
    finally:
        over.set()
        for reader in readers:
            reader.join(60)
    assert [wrong for reader in readers for wrong in reader.wrong] == []
    bodies = {}
    for reader in readers:
        assert reader.count > 20
        for key, seen in reader.seen.items():
            bodies.setdefault(key, set()).update(seen)
    assert [key for key, seen in bodies.items() if len(seen) != 1] == [], "one ETag for two different pages"
    assert len({tag for path, tag in bodies if path == changing}) == 2
    running.process.terminate()
    assert running.process.wait(20) == 0


def read(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()
