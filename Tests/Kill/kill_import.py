#!/usr/bin/env python3
"""Kills an import of 50,000 rows, or of 300,000 names of exchanged files, at random moments and looks at what is left.

After every SIGKILL the database must be sound and hold exactly what it held before the import or what it holds after
it, table by table and row by row. The import is killed again and again on the same leftovers; at the end it runs to
its end, and the database and its figures must be those of an import that nobody disturbed.

What proves that a kill fell inside the transaction is the import's own trace (FUKYU_TRACE=FILE: a line as each of
`transaction began`, `first write`, `committed` happens): the first write is there, the commit is not, and nothing of
the import is in the database.

    Tests/Kill/kill_import.py --binary .build/debug/fukyu [--of exchanges] [--kills 50] [--inside 40] [--seed N]
"""

import argparse
import csv
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROWS = 50_400
NAMES = 300_000
KNOWN_BEFORE = 2_000
FIRST_DAY, SECOND_DAY = "2026-03-31", "2026-10-31"
# Instants differ between two imports of the same file; nothing else may.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z")
# The same instant as pages say it: 2026年10月31日 12:00.
SPOKEN_INSTANT = re.compile(r"[0-9]{4}年[0-9]+月[0-9]+日 [0-9]{2}:[0-9]{2}")
# A shared machine may be several times slower than usual; a hang is longer still.
GIVE_UP = 900


# ---- the files


def check_digit(first_nine):
    """Of an office number: Luhn over the nine digits before it, the left-most counted double."""
    total = 0
    for place, digit in enumerate(first_nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return str(-total % 10)


def office_number(serial):
    first_nine = f"227{10 + serial // 10_000:02d}{serial % 10_000:04d}"
    return first_nine + check_digit(first_nine)


def corporation_number(serial):
    """Thirteen digits, the first of which checks the other twelve."""
    twelve = f"{800_000_000_000 + serial}"
    total = sum(int(digit) * (1 if place % 2 == 0 else 2) for place, digit in enumerate(reversed(twelve)))
    return str(9 - total % 9) + twelve


def write_offices(path, count, municipalities, generation):
    """`count` offices with one service each. Another generation of the same office has moved to another building."""
    columns = ("office_number,service_code,name,kana,municipality_code,address,corporation_number,corporation_name,"
               "open_day,last_day,status,successor_of,latitude,longitude,capacity").split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(columns)
        for serial in range(count):
            corporation = serial // 3
            out.writerow([
                office_number(serial), ("11", "15", "43", "13")[serial % 4], f"試験事業所{serial}", f"シケンジギョウショ{serial}",
                municipalities[serial % len(municipalities)], f"見本町{serial % 97 + 1}丁目{generation}番",
                corporation_number(corporation), f"試験法人{corporation}", "", "", "active", "",
                f"{34.6 + serial % 500 / 1000:.4f}", f"{137.5 + serial % 700 / 1000:.4f}", serial % 40 + 1,
            ])


def write_registrations(path, count):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow("office_number,route,stage,from_day,to_day,end_reason,source,evidence".split(","))
        for serial in range(0, count, 3):
            out.writerow([office_number(serial), "careplan-renkei", "registered", "2026-02-01", "", "", "試験", ""])


def write_names(path, first, count):
    """Names of exchanged files: every month three files of a set from one office to another."""
    with path.open("w", encoding="ascii", newline="\n") as file:
        for serial in range(first, first + count):
            pair, month = serial // 30, f"2026{serial // 3 % 10 + 1:02d}"
            sender, receiver = office_number(pair % KNOWN_BEFORE), office_number(pair % 7919 + 1 + pair % KNOWN_BEFORE)
            kind = ("UPHOSOKU", "UPPLAN", "UPSIKYU")[serial % 3]
            file.write(f"{kind}_{month}_{sender}_43_{receiver}_11_{month}{pair % 28 + 1:02d}093001.CSV\n")


def municipalities_of(prefecture):
    """Codes of its cities, towns and wards, from the reference table."""
    with (ROOT / "Data/reference/municipalities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code6"].startswith(prefecture)]
    # Wards only where there are wards, and none that was abolished.
    return [row["code6"] for row in rows if row["kind"] not in ("prefecture", "designated_city") and not row["valid_to"]]


# ---- the product


@dataclass
class Product:
    binary: pathlib.Path

    def command(self, database, *words):
        return [str(self.binary), *map(str, words), "--database", str(database)]

    def run(self, database, *words):
        command = self.command(database, *words)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=600)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}\nexit status {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def start(self, database, trace, *words):
        return subprocess.Popen(
            self.command(database, *words), cwd=ROOT, env={**os.environ, "FUKYU_TRACE": str(trace)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def files_of(database):
    return [path for path in (database.with_name(database.name + end) for end in ("", "-wal", "-shm")) if path.exists()]


def copy_database(source, target):
    """With its write-ahead log, if there is one. Nobody may have either open."""
    for path in files_of(target):
        path.unlink()
    for path in files_of(source):
        shutil.copyfile(path, target.with_name(target.name + path.name[len(source.name):]))


@dataclass
class Contents:
    """What a database holds: rows per table, and a digest of every row with the instants left out."""

    counts: dict
    digests: dict

    @classmethod
    def of(cls, database):
        # Read only: the leftovers of the kill stay for the next import to find.
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
        try:
            sound = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            if sound != ["ok"]:
                raise Broken(f"integrity_check: {sound[:5]}")
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
            if dangling:
                raise Broken(f"foreign_key_check: {dangling[:5]}")
            counts, digests = {}, {}
            names = [row[0] for row in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' ORDER BY name")]
            for name in names:
                digest, count = hashlib.blake2b(), 0
                for row in connection.execute(f'SELECT * FROM "{name}"'):
                    count += 1
                    digest.update(INSTANT.sub("INSTANT", repr(row)).encode())
                counts[name], digests[name] = count, digest.hexdigest()
            return cls(counts, digests)
        finally:
            connection.close()

    def differences(self, other):
        names = sorted(set(self.counts) | set(other.counts))
        return [
            f"{name}: {self.counts.get(name)} / {other.counts.get(name)} rows" for name in names
            if self.digests.get(name) != other.digests.get(name)
        ]


class Broken(Exception):
    """What must never be seen after a kill."""


# ---- the killing


def trace_lines(trace):
    try:
        return trace.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def has(lines, mark):
    return any(mark in line for line in lines)


def await_mark(process, trace, mark):
    """The moment at which the mark appeared, or None when the process ended without it."""
    while True:
        ended = process.poll() is not None
        if has(trace_lines(trace), mark):
            return time.monotonic()
        if ended:
            return None
        time.sleep(0.001)


@dataclass
class Tally:
    """What came of the kills so far; shared by the workers."""

    kills: int = 0
    inside: int = 0
    before_the_write: int = 0
    at_or_after_commit: int = 0
    too_late: int = 0
    logged: int = 0
    span: float = 0.0

    def __post_init__(self):
        self.lock = threading.Lock()


@dataclass
class Killing:
    product: Product
    pristine: pathlib.Path
    before: Contents
    after: Contents
    words: list
    tally: Tally
    wanted: argparse.Namespace
    deadline: float

    def enough(self):
        with self.tally.lock:
            return self.tally.kills >= self.wanted.kills and self.tally.inside >= self.wanted.inside

    def work(self, place, seed):
        """Kills imports on one database until all workers together have enough."""
        place.mkdir()
        chance = random.Random(seed)
        database = place / "ledger.sqlite"
        copy_database(self.pristine, database)
        while not self.enough():
            if time.monotonic() > self.deadline:
                raise Broken(f"only {self.tally} after {GIVE_UP} s")
            if not self.once(place, database, chance):
                copy_database(self.pristine, database)
        return database

    def once(self, place, database, chance):
        """One import and its end. True when the database still holds what it held before."""
        trace = place / "trace"
        trace.unlink(missing_ok=True)
        process = self.product.start(database, trace, *self.words)
        try:
            # Most kills fall uniformly between the first write and the commit; some where the file is still being
            # read, and some past the expected commit, where the log is carried into the database.
            kind = chance.choices(["inside", "early", "late"], [20, 1, 2])[0]
            if kind == "early":
                time.sleep(chance.uniform(0, 0.5))
            elif await_mark(process, trace, "first write") is not None:
                with self.tally.lock:
                    span = self.tally.span
                if kind == "late":
                    await_mark(process, trace, "committed")
                    time.sleep(chance.uniform(0, 0.05))
                else:
                    time.sleep(chance.uniform(0, span))
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # It was faster than the kill: told apart below by its exit status.
        finally:
            status = process.wait()
        return self.judge(database, trace_lines(trace), status)

    def judge(self, database, lines, status):
        left_log = any(path.name.endswith("-wal") and path.stat().st_size > 0 for path in files_of(database))
        found = Contents.of(database)
        unchanged = not found.differences(self.before)
        if not unchanged and found.differences(self.after):
            raise Broken(
                f"half an import after {lines}: against before {found.differences(self.before)}, "
                f"against after {found.differences(self.after)}")
        if unchanged and has(lines, "committed"):
            raise Broken(f"an import that said it was committed is gone: {lines}")
        if status not in (0, -signal.SIGKILL):
            raise Broken(f"the import ended by itself with exit status {status}")
        with self.tally.lock:
            tally = self.tally
            if status == 0:
                tally.too_late += 1
                tally.span *= 0.95
            else:
                tally.kills += 1
                tally.logged += left_log
                if not unchanged:
                    tally.at_or_after_commit += 1
                elif has(lines, "first write"):
                    tally.inside += 1
                else:
                    tally.before_the_write += 1
        return unchanged


# ---- the whole


def prepare(product, place, of):
    """The database before the big import, the words of that import, and how many rows it adds at least."""
    municipalities = municipalities_of("22")
    small, big, registrations = place / "first.csv", place / "offices.csv", place / "registrations.csv"
    write_offices(small, KNOWN_BEFORE, municipalities, generation=1)
    write_offices(big, ROWS, municipalities, generation=2)
    write_registrations(registrations, KNOWN_BEFORE)
    pristine = place / "pristine.sqlite"
    product.run(pristine, "init")
    product.run(pristine, "import", "offices", small, "--as-of", FIRST_DAY)
    product.run(pristine, "import", "registrations", registrations, "--as-of", FIRST_DAY)
    if of == "exchanges":
        some, all_names = place / "some.txt", place / "names.txt"
        write_names(some, 0, NAMES // 10)
        write_names(all_names, 0, NAMES)
        product.run(pristine, "import", "exchanges", some)
        return pristine, ["import", "exchanges", all_names], 10
    return pristine, ["import", "offices", big, "--as-of", SECOND_DAY], ROWS - KNOWN_BEFORE


def figures(product, database):
    """What the product itself says: every KPI figure as of the day of the second list."""
    answer = json.loads(product.run(database, "kpi", "--json", "--as-of", SECOND_DAY))
    text = INSTANT.sub("INSTANT", json.dumps(answer, ensure_ascii=False, sort_keys=True))
    return SPOKEN_INSTANT.sub("INSTANT", text)


def undisturbed(product, pristine, place, words):
    """An import that nobody kills: what it leaves, and how long it writes."""
    database, trace = place / "whole.sqlite", place / "whole.trace"
    copy_database(pristine, database)
    began = time.monotonic()
    process = product.start(database, trace, *words)
    wrote = await_mark(process, trace, "first write")
    committed = await_mark(process, trace, "committed")
    if process.wait() != 0 or wrote is None or committed is None:
        product.run(database, *words)
        raise Broken(f"the import's trace lacks a line: {trace_lines(trace)}")
    print(f"undisturbed {words[0]} of {words[1]}: {time.monotonic() - began:.2f} s, first write after {wrote - began:.2f} s, "
          f"commit after {committed - began:.2f} s", flush=True)
    return database, committed - wrote


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default=".build/debug/fukyu", type=pathlib.Path)
    options.add_argument("--of", default="offices", choices=("offices", "exchanges"), help="which import is killed")
    options.add_argument("--kills", default=50, type=int, help="kills at least")
    options.add_argument("--inside", default=40, type=int, help="of them between first write and commit, at least")
    options.add_argument("--seed", default=random.SystemRandom().randrange(1 << 32), type=int)
    wanted = options.parse_args()
    product = Product((ROOT / wanted.binary).resolve())
    began = time.monotonic()
    place = pathlib.Path(tempfile.mkdtemp(prefix="fukyu-kill-"))
    print(f"seed {wanted.seed}", flush=True)
    try:
        pristine, words, least = prepare(product, place, wanted.of)
        whole, span = undisturbed(product, pristine, place, words)
        before, after = Contents.of(pristine), Contents.of(whole)
        if sum(after.counts.values()) - sum(before.counts.values()) < least:
            raise Broken(f"the import wrote fewer rows than its file has: {after.differences(before)}")
        killing = Killing(product, pristine, before, after, words, Tally(span=span * 0.97), wanted, began + GIVE_UP)
        workers = min(2, os.cpu_count() or 1)
        with ThreadPoolExecutor(workers) as pool:
            ends = [pool.submit(killing.work, place / f"worker-{n}", wanted.seed + n) for n in range(workers)]
            leftovers = [end.result() for end in ends]
        expected = figures(product, whole)
        for database in leftovers:
            product.run(database, *words)
            if differences := Contents.of(database).differences(after):
                raise Broken(f"the import after the kills does not complete: {differences}")
            if figures(product, database) != expected:
                raise Broken("the figures after the kills are not those of an undisturbed import")
        tally = killing.tally
        print(f"{tally.kills} kills in {time.monotonic() - began:.0f} s: {tally.inside} between the first write and the "
              f"commit ({tally.logged} of all left a log behind), {tally.before_the_write} before, "
              f"{tally.at_or_after_commit} at or after the commit; {tally.too_late} came too late. "
              "No half import; the last import completed and every figure is right.")
    except Broken as broken:
        print(f"FAILED (seed {wanted.seed}): {broken}\nleft for you to look at: {place}", file=sys.stderr)
        return 1
    shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
