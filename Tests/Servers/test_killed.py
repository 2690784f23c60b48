"""Importers and servers killed at random while others work: what was acknowledged is there, nothing is there by half,
and the order is kept."""

import collections
import contextlib
import http.client
import json
import os
import random
import signal
import threading
import time

from product import Area, change, communicate, eventually, using

KILLS = 20
NEW_SPELLS = "新しい利用の期間"
GIVE_UP = 240


class Importer:
    """Imports one municipality's lists one after another; a killed import is sometimes run again."""

    def __init__(self, fukyu, address, area: Area, seed):
        self.fukyu, self.address, self.area = fukyu, address, area
        self.chance = random.Random(seed)
        self.trace = area.folder / f"trace-{area.index}"
        self.process = None
        self.stopped = threading.Event()
        # By list: the revisions that its imports reported (None: nothing new), with when they ran.
        self.acknowledged = collections.defaultdict(list)
        self.abandoned, self.attempted, self.killed, self.complaint = set(), 0, 0, None
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        try:
            for k in range(self.area.chunks):
                while not self.stopped.is_set() and not self.once(k):
                    if self.chance.random() < 0.5:
                        self.abandoned.add(k)
                        break
                if self.stopped.is_set():
                    return
            raise AssertionError(f"all {self.area.chunks} lists are used up")
        except BaseException as problem:  # noqa: BLE001: the main thread raises it again
            self.complaint = problem

    def once(self, k):
        """True when the import ended by itself, which is when it said that it succeeded."""
        words = self.area.write(k)
        began = time.monotonic()
        self.trace.unlink(missing_ok=True)
        self.process = self.fukyu.start(self.address, *words, FUKYU_TRACE=str(self.trace))
        self.attempted = k + 1
        out, err = communicate(self.process)
        if self.process.returncode == -signal.SIGKILL:
            self.killed += 1
            return False
        assert self.process.returncode == 0, f"{words}: exit status {self.process.returncode}\n{out}{err}"
        report = json.loads(out)
        number = report.get("number")
        assert change(report, NEW_SPELLS) == (0 if number is None else self.area.chunk), report
        self.acknowledged[k].append((number, began, time.monotonic()))
        return True

    def kill(self, chance):
        """Kills the import that runs, at a random moment or just after it wrote. True when one was running."""
        process = self.process
        if chance.random() < 0.6:
            deadline = time.monotonic() + 2
            while not (self.trace.exists() and "first write" in self.trace.read_text()):
                if process is None or process.poll() is not None or time.monotonic() > deadline:
                    break
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.02))
        if process is None or process.poll() is not None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return True


class Reader:
    """Reads pages of one server in a row, and remembers the figure of every revision that it was shown."""

    def __init__(self, server, areas):
        self.server, self.areas = server, areas
        self.shown, self.revisions, self.complaint = {}, [], None
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        try:
            turn = 0
            while not self.stopped.is_set():
                area = self.areas[turn % len(self.areas)]
                turn += 1
                time.sleep(0.02)
                # A server that was killed does not answer until its successor listens.
                with contextlib.suppress(OSError, http.client.HTTPException):
                    page = self.server.page(area.path)
                    self.shown[page["revision"], area.index] = using(page)
                    self.revisions.append((self.server.process.pid, page["revision"]))
        except BaseException as problem:  # noqa: BLE001: the main thread raises it again
            self.complaint = problem


def test_twenty_kills_of_importers_and_servers(fukyu, postgres, ledger, lists, serve, request):
    seed = request.config.getoption("--seed") or random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    address = postgres.address(ledger)
    servers = [serve(address) for _ in range(3)]
    readers = [Reader(server, lists) for server in servers]
    importers = [Importer(fukyu, address, area, seed + area.index) for area in lists]
    killed = collections.Counter()
    deadline = time.monotonic() + GIVE_UP
    try:
        while sum(killed.values()) < KILLS:
            assert time.monotonic() < deadline, killed
            for worker in importers + readers:
                if worker.complaint:
                    raise worker.complaint
            time.sleep(chance.uniform(0, 0.6))
            if chance.random() < 0.35:
                acknowledged = newest(importers)
                server = chance.choice(servers)
                server.restart()
                assert server.health()[1] >= acknowledged, "a restarted server does not show what was acknowledged"
                killed["servers"] += 1
            else:
                killed["importers"] += chance.choice(importers).kill(chance)
    finally:
        end(importers + readers)
    head = int(postgres.sql("SELECT revision FROM ledger_head", ledger))
    for server in servers:
        eventually(lambda server=server: server.health()[1] == head, 5)
    print(f"killed {dict(killed)}; {sum(len(i.acknowledged) for i in importers)} lists acknowledged, "
          f"{head} revisions, {sum(len(r.revisions) for r in readers)} pages read")
    check_order(postgres, ledger, importers)
    revisions = check_facts(postgres, ledger, fukyu.run(address, "import", "list", "--json"), importers)
    check_pages(readers, servers, lists, revisions)


def newest(importers):
    runs = [run for importer in importers for runs in list(importer.acknowledged.values()) for run in runs]
    return max((number or 0 for number, _, _ in runs), default=0)


def end(workers):
    for worker in workers:
        worker.stopped.set()
    for worker in workers:
        worker.thread.join(60)
        assert not worker.thread.is_alive(), f"{worker} does not end"
    for worker in workers:
        if worker.complaint:
            raise worker.complaint


def check_order(postgres, ledger, importers):
    """Revisions without gaps, instants strictly increasing, and in the order in which imports came after each other."""
    rows = postgres.rows("SELECT revision, recorded_at FROM revision ORDER BY revision", ledger)
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    instants = [row[1] for row in rows]
    assert all(earlier < later for earlier, later in zip(instants, instants[1:]))
    head = postgres.rows("SELECT revision, recorded_at FROM ledger_head", ledger)
    assert head == [rows[-1]]
    runs = [run for i in importers for runs in i.acknowledged.values() for run in runs if run[0] is not None]
    for number, _, ended in runs:
        for other, began, _ in runs:
            assert began < ended or other > number, f"{other} began after {number} had ended"


def check_facts(postgres, ledger, listing, importers):
    """Every list is there once and whole, or, if no import of it succeeded, perhaps not at all.

    Returns: revision -> (index of the municipality, offices that it added)
    """
    facts = collections.defaultdict(set)
    for evidence, revision, count in postgres.rows(
            "SELECT evidence, revision, count(*) FROM registration GROUP BY 1, 2", ledger):
        facts[evidence].add((int(revision), int(count)))
    batches = {entry["number"]: entry for entry in json.loads(listing)}
    revisions = {}
    for importer in importers:
        area = importer.area
        for k in range(importer.attempted):
            found = facts.pop(area.evidence(k), set())
            runs = importer.acknowledged.get(k, [])
            assert len(found) == 1 or not runs and not found, (area.evidence(k), found, runs)
            for revision, count in found:
                assert count == area.chunk, (area.evidence(k), found)
                assert {number for number, _, _ in runs} <= {revision, None}, (found, runs)
                assert change(batches[revision], NEW_SPELLS) == count
                revisions[revision] = (area.index, count)
    assert not facts, f"facts that nobody imported: {facts}"
    # Every other table of a revision: the import itself, one list, nothing superseded.
    per_revision = "SELECT r.revision, {} FROM revision r WHERE r.operation = 'import registrations' ORDER BY 1"
    counted = ", ".join(
        f"(SELECT count(*) FROM {table} t WHERE t.revision = r.revision)"
        for table in ("import_batch", "registration_list", "registration", "supersession"))
    for revision, *counts in postgres.rows(per_revision.format(counted), ledger):
        assert counts == ["1", "1", str(revisions[int(revision)][1]), "0"], (revision, counts)
    assert set(revisions) <= set(batches)
    return revisions


def check_pages(readers, servers, lists, revisions):
    """Every page that anybody read showed exactly what its revision holds; a server never went back."""
    # A municipality without a list has no figure.
    sums, figures = {}, {}
    for revision in range(1, max(revisions) + 1):
        if revision in revisions:
            index, count = revisions[revision]
            sums[index] = sums.get(index, 0) + count
        figures[revision] = dict(sums)
    for reader in readers:
        for (revision, index), shown in reader.shown.items():
            assert shown == figures[revision].get(index), (revision, index)
        for pid in {pid for pid, _ in reader.revisions}:
            mine = [revision for process, revision in reader.revisions if process == pid]
            assert mine == sorted(mine), "a server went back to an older revision"
    for server in servers:
        for area in lists:
            assert using(server.page(area.path)) == sums.get(area.index)


def test_importers_at_once_lose_nothing_and_do_not_lock_each_other_out(fukyu, postgres, ledger, lists):
    """Four processes start at the same moment, again and again; each list becomes one revision."""
    address = postgres.address(ledger)
    before = int(postgres.sql("SELECT revision FROM ledger_head", ledger))
    for k in range(3):
        running = [fukyu.start(address, *area.write(k)) for area in lists]
        numbers = []
        for process in running:
            out, err = communicate(process)
            assert process.returncode == 0, err
            numbers.append(json.loads(out)["number"])
        first = before + 1 + k * len(lists)
        assert sorted(numbers) == list(range(first, first + len(lists)))
    for area in lists:
        answer = json.loads(fukyu.run(address, "kpi", "--municipality", area.code, "--as-of", "2026-12-31", "--json"))
        assert using(answer) == 3 * area.chunk
