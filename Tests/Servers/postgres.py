"""A PostgreSQL of the tests' own: in a temporary directory, on a free port of the loopback interface and a socket in
that directory. It is stopped and its directory removed when this process ends, however it ends: a shell waits for the
end of a pipe that only this process holds.

    with Postgres() as server:
        database = server.create_database("ledger")
        server.address(database)      # postgres://fukyu:…@127.0.0.1:…/ledger
        with server.standby() as replica: …
"""

import atexit
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

# Newest first: a machine can have several.
PROGRAMS = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -int(p.parts[-3]))
# PostgreSQL refuses to run as root.
AS_OWNER = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.geteuid() == 0 else []
# The caller's own PGHOST, PGPASSFILE and the like have no say here.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}
# A shared machine may be several times slower than usual.
PATIENCE = 60

QUICK = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
SETTINGS = [
    "listen_addresses=127.0.0.1", "max_connections=60", "shared_buffers=64MB", "log_min_messages=warning",
    "wal_level=replica", "max_wal_senders=4",
]
AT_END = """
trap '' INT TERM HUP
cat >/dev/null
for file in "$0"/*/postmaster.pid; do
    [ -f "$file" ] && kill -QUIT "$(head -n 1 "$file")"
done
sleep 0.3
rm -rf "$0" || { sleep 1; rm -rf "$0"; }
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """A server with a superuser at its socket and the role `fukyu`, which has a password and no special rights."""

    user = "fukyu"
    # With signs that must be written in other ways in an address.
    password = "s3cret@/?:%#&秘密 の鍵"

    def __init__(self, settings=(), durable=False, base=None):
        """
        settings: further `name=value` of postgresql.conf.
        durable: what is committed survives a crash of the machine; slower.
        base: called with the new data directory to fill it; without it, initdb makes an empty cluster.
        """
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="fukyu-postgres-"))
        self.data = self.directory / "data"
        self.log = self.directory / "server.log"
        self.port = free_port()
        self.settings = SETTINGS + ([] if durable else QUICK) + list(settings)
        self.process = None
        # In a session of its own, so that an interrupt from the terminal does not reach it.
        self._watchdog = subprocess.Popen(
            ["sh", "-c", AT_END, str(self.directory)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        atexit.register(self.close)
        if os.geteuid() == 0:
            shutil.chown(self.directory, "postgres", "postgres")
        if base:
            base(self.data)
        else:
            self._make_cluster()
        self.start()
        if not base:
            self.sql(f"CREATE ROLE {self.user} LOGIN PASSWORD '{self.password}'")

    def _make_cluster(self):
        # Not the C locale, so that a column that does not sort by bytes shows.
        self.as_owner(
            "initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu",
            "--icu-locale=ja", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--no-instructions")

    # ---- running

    def start(self):
        """Starts the server and waits until it answers."""
        options = [word for setting in self.settings for word in ("-c", setting)]
        with self.log.open("a") as sink:
            self.process = subprocess.Popen(
                [*AS_OWNER, program("postgres"), "-D", self.data, "-p", str(self.port), "-k", self.directory, *options],
                cwd="/", env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)

    def answers(self):
        ready = [program("pg_isready"), "-q", *self._at_socket()]
        return subprocess.run(ready, env=ENVIRONMENT, timeout=PATIENCE).returncode == 0

    def stop(self, mode="immediate"):
        """Stops the server, its clients' connections with it; `immediate` is a crash."""
        if self.process and self.process.poll() is None:
            self.as_owner("pg_ctl", "stop", "-w", "-t", PATIENCE, "-m", mode, "-D", self.data)
            self.process.wait(PATIENCE)

    def close(self):
        """Stops the server for good and removes its directory."""
        atexit.unregister(self.close)
        try:
            self.stop()
        finally:
            if self.process and self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            if self._watchdog.poll() is None:
                self._watchdog.stdin.close()
                self._watchdog.wait(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # ---- databases

    def create_database(self, name):
        """A new, empty database that `fukyu` owns."""
        self.sql(f"CREATE DATABASE {name} OWNER {self.user}")
        return name

    def address(self, database, user=None, password=None, host="127.0.0.1", port=None):
        """The address of a database over TCP, with the password as it must be written in an address."""
        user, password = user or self.user, self.password if password is None else password
        written = urllib.parse.quote(password, safe="")
        return f"postgres://{user}:{written}@{host}:{port or self.port}/{database}"

    def sql(self, text, database="postgres"):
        """What the superuser gets as an answer, as text: rows in lines, columns between |."""
        return self._psql(database, "-c", text).stdout.rstrip("\n")

    def rows(self, text, database):
        """An answer's rows as lists of texts."""
        lines = self.sql(text, database).splitlines()
        return [line.split("|") for line in lines]

    def _psql(self, database, *words):
        command = [
            program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *self._at_socket(), "-d", database, *words]
        done = subprocess.run(
            command, env=ENVIRONMENT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)
        if done.returncode != 0:
            raise RuntimeError(f"{words[-1]}\n{done.stderr}")
        return done

    def _at_socket(self):
        return ["-h", str(self.directory), "-p", str(self.port), "-U", "postgres"]

    def session(self, database):
        """An open psql of the superuser, to hold locks with: write lines to its stdin."""
        return subprocess.Popen(
            [program("psql"), "-X", "-q", "-A", "-t", *self._at_socket(), "-d", database],
            env=ENVIRONMENT, text=True, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True)

    # ---- replication

    def standby(self, settings=()):
        """A streaming replica of this server, which follows it from now on."""
        def base(data):
            # -R writes standby.signal and primary_conninfo.
            self.as_owner(
                "pg_basebackup", *self._at_socket(), "-D", data, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        return Postgres(settings=settings, base=base)

    def has_all_of(self, primary):
        """Whether this replica shows everything that the primary has recorded."""
        written = primary.sql("SELECT pg_current_wal_insert_lsn()")
        return self.sql(f"SELECT pg_last_wal_replay_lsn() >= '{written}'") == "t"

    def as_owner(self, name, *words):
        """Runs one of PostgreSQL's programs to its end, as the user that the server runs as."""
        command = [*AS_OWNER, program(name), *map(str, words)]
        # Into a file: a server that a program starts must not keep a pipe of ours open.
        with (self.directory / "commands.log").open("a+") as sink:
            done = subprocess.run(
                command, cwd="/", env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
                timeout=3 * PATIENCE)
            if done.returncode != 0:
                sink.seek(0)
                raise RuntimeError(f"{' '.join(map(str, command))}\n{sink.read()[-3000:]}")


def program(name):
    """The path of one of PostgreSQL's programs."""
    if not PROGRAMS:
        raise RuntimeError("PostgreSQL (15 or newer) is not installed: run scripts/setup --tests")
    return str(PROGRAMS[0].parent / name)
