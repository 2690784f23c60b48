"""Transactions of somebody else that hold the ledger's lock, and imports that wait for them."""

import threading
import time

from product import areas, communicate


def hold_head(postgres, name):
    """A psql inside a transaction that has locked the head row; end it with `release`."""
    session = postgres.session(name)
    session.stdin.write("BEGIN; UPDATE ledger_head SET revision = revision; SELECT 'locked';\n")
    assert session.stdout.readline().strip() == "locked"
    return session


def release(session):
    session.stdin.write("ROLLBACK;\n")
    session.stdin.close()
    session.wait(10)


class PatientImport:
    """Waits until it gives up; `outcome` has what it said and after how many seconds."""

    def __init__(self, fukyu, postgres, prepared, places):
        self.database = "waited_for"
        postgres.sql(f"CREATE DATABASE {self.database} TEMPLATE {prepared} OWNER {postgres.user}")
        self.blocker = hold_head(postgres, self.database)
        area = areas(places.mktemp("waiting"))[0]
        self.began = time.monotonic()
        self.process = fukyu.start(postgres.address(self.database), *area.write(0))
        self.result = None
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        out, err = communicate(self.process)
        self.result = out, err, time.monotonic() - self.began

    def outcome(self):
        self.thread.join(150)
        return self.result

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.thread.join(10)
        self.blocker.kill()
        self.blocker.wait()
