"""Processes that want the same thing at the same moment: one does it, the others wait, and each says what came of it."""

import time

import pytest

from product import areas, communicate

# How long a writer waits for another: the driver's lock timeout.
LOCK_TIMEOUT = 60


@pytest.fixture(scope="module")
def waiting(fukyu, postgres, prepared, tmp_path_factory):
    """An import that waits for a transaction which never ends. It waits while the other tests run."""
    name = "waited_for"
    postgres.sql(f"CREATE DATABASE {name} TEMPLATE {prepared} OWNER {postgres.user}")
    area = areas(tmp_path_factory.mktemp("waiting"))[0]
    blocker = hold_head(postgres, name)
    process = fukyu.start(postgres.address(name), *area.write(0))
    yield name, process, time.monotonic()
    blocker.kill()
    blocker.wait()
    if process.poll() is None:
        process.kill()
        process.wait()


def hold_head(postgres, name):
    """A psql inside a transaction that has locked the head row."""
    session = postgres.session(name)
    session.stdin.write("BEGIN; UPDATE ledger_head SET revision = revision; SELECT 'locked';\n")
    assert session.stdout.readline().strip() == "locked"
    return session


def waits_for_lock(postgres, name):
    waiting = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND wait_event_type = 'Lock'"
    return int(postgres.sql(waiting)) > 0


def test_processes_that_make_the_same_database_at_once(waiting, fukyu, postgres):
    for turn in range(3):
        name = postgres.create_database(f"new_{turn}")
        running = [fukyu.start(postgres.address(name), "init") for _ in range(3)]
        ends = [communicate(process) for process in running]
        assert [process.returncode for process in running] == [0, 0, 0], ends
        said = sorted("最新です" in out for out, _ in ends)
        assert said == [False, True, True], ends
        assert postgres.sql("SELECT count(*), max(revision) FROM revision", name) == "1|1"
        assert postgres.sql("SELECT count(*) = count(DISTINCT name) FROM migration", name) == "t"


def test_a_migration_waits_for_the_one_that_runs(waiting, fukyu, postgres):
    """A process that found no tables waits while another makes them, however long that takes."""
    name = postgres.create_database("being_migrated")
    other = postgres.session(name)
    # "fukyu" in ASCII: the number that the driver's migrations lock.
    other.stdin.write(f"BEGIN; SELECT pg_advisory_xact_lock({int.from_bytes(b'fukyu', 'big')});\n")
    other.stdout.readline()
    process = fukyu.start(postgres.address(name), "init")
    deadline = time.monotonic() + 20
    while not waits_for_lock(postgres, name):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    assert postgres.sql("SELECT to_regclass('ledger_head')", name) == ""
    other.stdin.write("COMMIT;\n")
    other.stdin.close()
    out, err = communicate(process)
    assert process.returncode == 0, err
    other.wait(10)


def test_an_import_waits_for_a_long_transaction_and_then_goes_on(waiting, fukyu, postgres, ledger, lists, serve):
    address = postgres.address(ledger)
    server = serve(address)
    blocker = hold_head(postgres, ledger)
    processes = [fukyu.start(address, *area.write(0)) for area in lists[:2]]
    time.sleep(3)
    assert [process.poll() for process in processes] == [None, None]
    # Readers do not wait.
    began = time.monotonic()
    assert server.health()[0] == 200
    fukyu.run(address, "import", "list")
    assert time.monotonic() - began < 2
    blocker.stdin.write("ROLLBACK;\n")
    blocker.stdin.close()
    for process in processes:
        out, err = communicate(process)
        assert process.returncode == 0, err
    blocker.wait(10)
    assert postgres.sql("SELECT count(*) FROM import_batch WHERE kind = 'registrations'", ledger) == "2"


def test_an_import_that_waited_in_vain_says_so(waiting, fukyu, postgres):
    name, process, began = waiting
    out, err = communicate(process)
    took = time.monotonic() - began
    print(f"gave up after {took:.0f} s: {err.strip()}")
    assert process.returncode == 69 and out == "", (process.returncode, out, err)
    assert "ほかの処理が使っています" in err and "次にすること" in err
    # The other tests of this file may have taken longer than the wait.
    assert took >= LOCK_TIMEOUT
    assert postgres.sql("SELECT count(*) FROM registration", name) == "0"
