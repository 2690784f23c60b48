"""Processes that want the same thing at the same moment: one does it, the others wait, each says what came of it."""

import time

from product import communicate
from waiting import hold_head, release

# A big import of another process takes this long at least: to give up earlier would be of no use.
LEAST_PATIENCE = 30


def waits_for_lock(postgres, name):
    waiting = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND wait_event_type = 'Lock'"
    return int(postgres.sql(waiting)) > 0


def test_processes_that_make_the_same_database_at_once(fukyu, postgres):
    for turn in range(3):
        name = postgres.create_database(f"new_{turn}")
        running = [fukyu.start(postgres.address(name), "init") for _ in range(3)]
        ends = [communicate(process) for process in running]
        assert [process.returncode for process in running] == [0, 0, 0], ends
        said = sorted("最新です" in out for out, _ in ends)
        assert said == [False, True, True], ends
        assert postgres.sql("SELECT count(*), max(revision) FROM revision", name) == "1|1"
        assert postgres.sql("SELECT count(*) = count(DISTINCT name) FROM migration", name) == "t"


def test_a_migration_waits_for_the_one_that_runs(fukyu, postgres):
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


def test_an_import_waits_for_a_long_transaction_and_then_goes_on(fukyu, postgres, ledger, lists, serve):
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
    release(blocker)
    for process in processes:
        out, err = communicate(process)
        assert process.returncode == 0, err
    assert postgres.sql("SELECT count(*) FROM import_batch WHERE kind = 'registrations'", ledger) == "2"


def test_an_import_that_waited_in_vain_says_so(patient_import, postgres):
    out, err, took = patient_import.outcome()
    print(f"gave up after {took:.0f} s: {err.strip()}")
    assert patient_import.process.returncode == 69 and out == "", (patient_import.process.returncode, out, err)
    assert "ほかの処理が使っています" in err and "次にすること" in err
    assert LEAST_PATIENCE <= took <= 120
    assert postgres.sql("SELECT count(*) FROM registration", patient_import.database) == "0"
