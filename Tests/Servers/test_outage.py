"""The database goes away under load and comes back: pages stay up, errors are quick and clear, nothing leaks."""

import json
import os
import signal
import threading
import time

import pytest

from conftest import prepare
from postgres import Postgres
from product import PAGE_LIMIT, eventually, using

AWAY = 10
# Connections that one process may have to its database: the driver's bound.
POOL = 4
RETURN_LIMIT = 2.0


@pytest.fixture(scope="module")
def postgres():
    """An instance to stop, on which nobody else works."""
    with Postgres() as server:
        yield server


@pytest.fixture(scope="module")
def prepared(postgres, fukyu, tmp_path_factory):
    return prepare(postgres, fukyu, tmp_path_factory.mktemp("offices"))


class Visitors:
    """Ask every server in turn for pages and its health, and keep every answer."""

    def __init__(self, servers, area):
        self.servers, self.area = servers, area
        self.answers, self.complaints = [], []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.work, args=(server,), daemon=True) for server in servers]
        for thread in self.threads:
            thread.start()

    def work(self, server):
        while not self.stopped.is_set():
            for path in (self.area.path, "/", "/healthz"):
                began = time.monotonic()
                try:
                    status, headers, text = server.ask(path)
                    self.answers.append((began, time.monotonic(), path, status, headers, text, server.port))
                except Exception as problem:  # noqa: BLE001: each is a failure of the test
                    self.complaints.append((began, path, repr(problem)))
                time.sleep(0.02)

    def end(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join(20)

    def between(self, began, ended, path):
        return [answer for answer in self.answers if began <= answer[0] and answer[1] <= ended and answer[2] == path]


class Importer:
    """Imports one municipality's lists one after another until an import fails."""

    def __init__(self, fukyu, address, area):
        self.fukyu, self.address, self.area = fukyu, address, area
        self.succeeded, self.last = 0, None
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        while True:
            self.last = self.fukyu.finish(self.address, *self.area.write(self.succeeded))
            if self.last.returncode != 0:
                return
            self.succeeded += 1


def connections(postgres, ledger):
    return int(postgres.sql(
        f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{ledger}' AND backend_type = 'client backend'"))


def test_ten_seconds_without_the_database(fukyu, postgres, ledger, lists, serve):
    address = postgres.address(ledger)
    servers = [serve(address) for _ in range(3)]
    area = lists[0]
    fukyu.run(address, *area.write(0))
    eventually(lambda: all(using(server.page(area.path)) == area.chunk for server in servers), 5)
    files = [server.open_files() for server in servers]
    visitors = Visitors(servers, area)
    importers = [Importer(fukyu, address, other) for other in lists[1:]]
    try:
        # One of them has the head row's lock at this moment, or another waits for it.
        time.sleep(2)
        postgres.stop("immediate")
        gone = time.monotonic()
        for importer in importers:
            importer.thread.join(10)
            assert not importer.thread.is_alive(), "an import hangs"
        begun_meanwhile(fukyu, address, lists)
        time.sleep(max(0, gone + AWAY - time.monotonic()))
        returning = time.monotonic()
        postgres.start()
        returned = time.monotonic()
        for server in servers:
            eventually(lambda server=server: server.health()[0] == 200, 10)
        took = time.monotonic() - returned
        print(f"stopped for {returned - gone:.1f} s; servers well again {took:.2f} s after its return")
        assert took <= RETURN_LIMIT
        report = json.loads(fukyu.run(address, *area.write(1)))
        visible = eventually(lambda: all(using(server.page(area.path)) == 2 * area.chunk for server in servers), 5)
        print(f"an import after it is visible on all servers after {visible:.2f} s")
        assert visible <= 1
    finally:
        visitors.end()
    assert not visitors.complaints, visitors.complaints[:3]
    slowest = max(ended - began for began, ended, *_ in visitors.answers)
    print(f"{len(visitors.answers)} requests answered, the slowest after {slowest:.3f} s")
    assert slowest < PAGE_LIMIT
    check_answers(visitors, area, gone, returning)
    check_importers(postgres, ledger, importers)
    assert report["number"] == int(postgres.sql("SELECT revision FROM ledger_head", ledger))
    check_leaks(postgres, ledger, servers, files)
    for server in servers:
        said = server.log()
        assert "cannot be read" in said and "can be read again" in said, said
        assert postgres.password not in said and len(said.splitlines()) < 10, said
        assert server.stop() == 0


def begun_meanwhile(fukyu, address, lists):
    """Commands that begin while the database is away end soon, with what is wrong and what to do."""
    for words in (lists[0].write(1), ["serve", "--port", "0"], ["kpi"], ["import", "list"]):
        began = time.monotonic()
        done = fukyu.finish(address, *words)
        assert done.returncode == 69, (words, done)
        assert time.monotonic() - began < PAGE_LIMIT
        check_message(done.stderr)


def check_message(text):
    said = text.splitlines()
    assert len(said) == 2 and said[0].startswith("エラー: ") and said[1].startswith("次にすること: "), text
    assert "データベース" in said[0] and "PostgreSQL" in said[0], text


def check_answers(visitors, area, gone, returning):
    """While the database is away: the last pages as they were, and /healthz that says so."""
    # A server may have read the last revision just before and still be at its pages.
    pages = visitors.between(gone + 1, returning, area.path) + visitors.between(gone + 1, returning, "/")
    assert len(pages) > 50
    assert {status for _, _, _, status, *_ in pages} == {200}
    shown = {(port, text) for _, _, path, _, _, text, port in pages if path == area.path}
    assert len(shown) == len(visitors.servers), "a page changed without a database"
    health = visitors.between(gone + 1, returning, "/healthz")
    assert len(health) > 20
    for _, _, _, status, headers, text, _ in health:
        assert status == 503 and int(headers["Retry-After"]) > 0, (status, dict(headers))
        assert "database unreachable" in text and "revision" in text


def check_importers(postgres, ledger, importers):
    """What an import said was recorded is there; the one that the stop hit is there whole or not at all."""
    for importer in importers:
        area = importer.area
        assert importer.last.returncode == 69, importer.last
        check_message(importer.last.stderr)
        counts = [
            int(postgres.sql(f"SELECT count(*) FROM registration WHERE evidence = '{area.evidence(k)}'", ledger))
            for k in range(importer.succeeded + 1)]
        assert counts[:-1] == [area.chunk] * importer.succeeded, counts
        assert counts[-1] in (0, area.chunk), (counts, importer.last.stderr)
    print(f"imports before the stop: {[importer.succeeded for importer in importers]}; the stop hit:")
    for importer in importers:
        print("  " + importer.last.stderr.splitlines()[0])


def check_leaks(postgres, ledger, servers, files):
    for _ in range(3):
        postgres.stop("immediate")
        time.sleep(0.5)
        postgres.start()
        for server in servers:
            eventually(lambda server=server: server.health()[0] == 200, 10)
    count = connections(postgres, ledger)
    now = [server.open_files() for server in servers]
    print(f"connections of {len(servers)} servers after 4 outages: {count}; open files {files} -> {now}")
    assert count <= POOL * len(servers)
    # Keep-alive connections of a moment ago may still be open.
    assert all(after <= before + POOL for before, after in zip(files, now))


def test_a_database_that_hangs_does_not_hang_the_pages(fukyu, postgres, ledger, lists, serve):
    """A server of PostgreSQL that is there but answers nothing, as behind a broken network."""
    server = serve(postgres.address(ledger))
    backends = [int(row[0]) for row in postgres.rows(
        f"SELECT pid FROM pg_stat_activity WHERE datname = '{ledger}'", "postgres")]
    assert backends
    for backend in backends:
        os.kill(backend, signal.SIGSTOP)
    try:
        status, _, _ = server.ask("/")
        assert status == 200
        took = eventually(lambda: server.health()[0] == 503, 15)
        print(f"a silent database shows in /healthz after {took:.1f} s")
        assert server.ask("/")[0] == 200
    finally:
        for backend in backends:
            os.kill(backend, signal.SIGCONT)
    eventually(lambda: server.health()[0] == 200, RETURN_LIMIT)
