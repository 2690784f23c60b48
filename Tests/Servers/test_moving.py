"""A ledger moves from SQLite to PostgreSQL and back, killed again and again on its way: every figure stays the same."""

import filecmp
import json
import os
import random
import signal
import sqlite3
import subprocess
import time

import pytest

from product import AS_OF, ROOT, communicate, municipalities_of, write_offices, write_registrations

# More than one batch of a table, so that a kill can fall between two.
OFFICES = 60_000
BATCH = 50_000
# The sample's last day.
LAST_DAY = "2026-10-31"
KILLS_THERE, KILLS_BACK = 5, 3


@pytest.fixture(scope="module")
def original(fukyu, tmp_path_factory):
    """An SQLite ledger: the sample, and a list of offices on top of it."""
    place = tmp_path_factory.mktemp("moving")
    path = place / "original.sqlite"
    loading = subprocess.run(
        ["scripts/load-sample", fukyu.binary, path], cwd=ROOT, capture_output=True, text=True, timeout=120,
        env=fukyu.environment(path))
    assert loading.returncode == 0, loading.stderr
    offices = place / "offices.csv"
    write_offices(offices, OFFICES, municipalities_of("22"), generation=1)
    fukyu.run(path, "import", "offices", offices, "--as-of", LAST_DAY)
    return path


def figures(fukyu, database, place):
    """Everything that the product says about a ledger, as files."""
    time_options = ["--as-of", AS_OF]
    place.mkdir()
    imports = fukyu.run(database, "import", "list", "--json")
    # An earlier state of knowledge, too: instants are copied.
    known_at = sorted(entry["recordedAt"] for entry in json.loads(imports))[1]
    answers = {
        "imports": imports,
        "nation": fukyu.run(database, "kpi", "--json", *time_options),
        "prefecture": fukyu.run(database, "kpi", "--json", "--prefecture", "静岡県", *time_options),
        "earlier": fukyu.run(database, "kpi", "--json", "--prefecture", "静岡県", *time_options, "--known-at", known_at),
    }
    assert answers["earlier"] != answers["prefecture"]
    for name, text in answers.items():
        (place / f"{name}.json").write_text(text, encoding="utf-8")
    fukyu.run(database, "export", "all", "--out", place / "export", *time_options)
    return place


def check_same(one, other):
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert len(files) > 10
    same, different, unreadable = filecmp.cmpfiles(one, other, [str(path) for path in files], shallow=False)
    assert not different and not unreadable, (different, unreadable)


class Target:
    """What has arrived at a target so far."""

    def __init__(self, ask):
        self.ask = ask

    def count(self, table):
        return self.ask(f"SELECT count(*) FROM {table}")

    def is_closed(self):
        return self.ask("SELECT revision FROM ledger_head") == 0


def of_postgres(postgres, name):
    return Target(lambda sql: int(postgres.sql(sql, name)))


def of_sqlite(path):
    def ask(sql):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchone()[0]
        finally:
            connection.close()
    return Target(ask)


def has(target, table, rows):
    try:
        return target.count(table) >= rows
    except (RuntimeError, sqlite3.OperationalError):
        return False  # The tables are not there yet.


def move_with_kills(fukyu, source, address, target, kills, chance):
    """Kills the move in the middle of a table, between tables and at random, and lets it go on after each."""
    moments = [("office_entry", BATCH), ("office_service", BATCH)] + [None] * (kills - 2)
    kept, killed = 0, []
    for moment in moments:
        process = fukyu.start(source, "migrate-to", address)
        try:
            if moment:
                deadline = time.monotonic() + 60
                while process.poll() is None and not has(target, *moment) and time.monotonic() < deadline:
                    time.sleep(0.005)
            else:
                time.sleep(chance.uniform(0.1, 1.0))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        out, err = communicate(process)
        assert process.returncode == -signal.SIGKILL, (moment, process.returncode, out, err)
        count = target.count("office_entry") + target.count("office_service")
        killed.append(count)
        assert count >= kept, "what had arrived is gone"
        kept = count
        # Half a ledger is an empty ledger to everybody.
        assert target.is_closed()
        assert fukyu.finish(address, "kpi", "--as-of", AS_OF).returncode == 66
    print(f"killed with {killed} rows there")
    assert 0 < killed[0] < kept
    fukyu.run(source, "migrate-to", address)
    assert not target.is_closed()


def test_there_and_back_with_kills_keeps_every_figure(fukyu, postgres, original, tmp_path, request):
    seed = request.config.getoption("--seed") or random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    before = figures(fukyu, original, tmp_path / "before")

    name = postgres.create_database("moved")
    address = postgres.address(name)
    move_with_kills(fukyu, original, address, of_postgres(postgres, name), KILLS_THERE, chance)
    check_same(before, figures(fukyu, address, tmp_path / "there"))

    back = tmp_path / "back.sqlite"
    move_with_kills(fukyu, address, back, of_sqlite(back), KILLS_BACK, chance)
    check_same(before, figures(fukyu, back, tmp_path / "back"))
    # Moving once more finds everything there.
    again = fukyu.run(address, "migrate-to", back)
    assert "すべての表で一致しています" in again

    # The moved ledger goes on where the original stopped.
    registrations = tmp_path / "registrations.csv"
    write_registrations(registrations, 3000)
    words = ["import", "registrations", registrations, "--as-of", LAST_DAY, "--json"]
    report = json.loads(fukyu.run(address, *words))
    assert report == json.loads(fukyu.run(back, *words)) and report["number"] == 26
    postgres.sql(f"DROP DATABASE {name} WITH (FORCE)")


def test_another_ledger_is_never_overwritten(fukyu, postgres, ledger, original, lists, tmp_path):
    fukyu.run(postgres.address(ledger), *lists[0].write(0))
    before = postgres.rows("SELECT * FROM ledger_head", ledger)
    done = fukyu.finish(original, "migrate-to", postgres.address(ledger))
    assert done.returncode == 75 and "別の記録" in done.stderr and "次にすること" in done.stderr, done
    assert postgres.rows("SELECT * FROM ledger_head", ledger) == before
    other = tmp_path / "other.sqlite"
    fukyu.run(other, "init")
    content = dump(other)
    done = fukyu.finish(original, "migrate-to", other)
    assert done.returncode == 75, done
    assert dump(other) == content


def test_a_ledger_is_not_moved_onto_itself(fukyu, postgres, ledger):
    address = postgres.address(ledger)
    done = fukyu.finish(address, "migrate-to", address)
    assert done.returncode == 65 and "同じです" in done.stderr, done


def dump(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()
