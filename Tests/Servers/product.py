"""The product as its users run it: commands and servers in processes of their own, and the lists that they import."""

import csv
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Kill"))

from kill_import import municipalities_of, office_number, write_offices, write_registrations  # noqa: E402, F401

# Every test of figures is about this day; lists are dated before it.
AS_OF = "2026-12-31"
# Nobody waits longer than this for a page.
PAGE_LIMIT = 2
GIVE_UP = 120
# Cities of Shizuoka without wards: 沼津市, 熱海市, 三島市, 富士宮市.
CITIES = ["222038", "222054", "222062", "222071"]
OFFICES = 1600
# A process that outlives a killed test run would keep its database's connections: the kernel ends it.
WITH_US = ["setpriv", "--pdeathsig", "KILL", "--"]


@dataclass
class Product:
    binary: pathlib.Path
    project: pathlib.Path = ROOT

    def start(self, database, *words, **variables):
        """A command in a process group of its own; the database's address only in its environment."""
        return subprocess.Popen(
            [*WITH_US, str(self.binary), *map(str, words)], cwd=ROOT, text=True,
            env=self.environment(database, **variables), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    def environment(self, database, **variables):
        """The caller's environment without what would lead a command to another database."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FUKYU_", "PG"))}
        return kept | {"FUKYU_PROJECT": str(self.project), "FUKYU_DATABASE": str(database)} | variables

    def finish(self, database, *words, **variables):
        """Runs a command to its end, whatever that is."""
        process = self.start(database, *words, **variables)
        out, err = communicate(process)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def run(self, database, *words, **variables):
        """Runs a command that must succeed; tells what it printed."""
        done = self.finish(database, *words, **variables)
        said = done.stdout[-3000:] + done.stderr[-3000:]
        assert done.returncode == 0, f"{words}: exit status {done.returncode}\n{said}"
        return done.stdout

    def serve(self, database, *words, **variables):
        """A server that listens."""
        return Server(self, database, words, variables)


def communicate(process):
    try:
        return process.communicate(timeout=GIVE_UP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        raise AssertionError(f"{process.args} did not end within {GIVE_UP} s\n{out}{err}") from None


class Server:
    """A `fukyu serve` on a free port. `restart` starts another in its place."""

    def __init__(self, product, database, words=(), variables=None):
        self.product, self.database, self.words, self.variables = product, database, words, variables or {}
        self.said = ""
        self.start()

    def start(self):
        # Into a file without a name: nobody has to read it for the server to go on.
        self._sink = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [*WITH_US, str(self.product.binary), "serve", "--as-of", AS_OF, "--port", "0", *self.words], cwd=ROOT,
            env=self.product.environment(self.database, **self.variables), stdin=subprocess.DEVNULL,
            stdout=self._sink, stderr=self._sink, start_new_session=True)
        deadline = time.monotonic() + GIVE_UP
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", self.log())):
            if self.process.poll() is not None or time.monotonic() > deadline:
                status = self.kill()
                raise AssertionError(f"serve did not start (exit status {status}):\n{self.log()[-3000:]}")
            time.sleep(0.01)
        self.port = int(found[1])

    def log(self):
        return os.pread(self._sink.fileno(), 1 << 20, 0).decode()

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()

    def stop(self):
        """Ends it as an operator would."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"serve did not stop within 20 s\n{self.log()[-3000:]}") from None

    def restart(self):
        self.kill()
        self.start()

    def ask(self, path):
        """Status, headers and body of a page. Raises OSError or HTTPException when there is no answer in time."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PAGE_LIMIT)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def health(self):
        """The status of /healthz, the revision that it names, and its text."""
        status, _, text = self.ask("/healthz")
        found = re.search(r"revision (\d+)", text)
        return status, int(found[1]) if found else 0, text

    def page(self, path):
        """A page's JSON form."""
        status, _, text = self.ask(path + "index.json")
        assert status == 200, (path, status, text)
        return json.loads(text)

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def using(page):
    """n of a municipality's page: the offices that use the system; None before its first list."""
    value = next(number["value"] for number in page["numbers"] if number["key"] == "using")
    return value if isinstance(value, int) else None


def eventually(condition, within, pause=0.02):
    """Seconds until the condition gave something true; fails after `within` seconds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within, f"not within {within} s"
        time.sleep(pause)
    return time.monotonic() - began


# ---- lists


class Area:
    """A municipality whose offices register in chunks: the k-th list names the k-th chunk, so that every list adds
    as many offices to the municipality's figure as it has rows."""

    def __init__(self, place, index, chunk=5):
        self.folder, self.index, self.chunk = place, index, chunk
        self.code = CITIES[index]
        # write_offices deals its offices round the municipalities.
        self.serials = range(index, OFFICES, len(CITIES))
        self.chunks = len(self.serials) // chunk
        self.path = f"/municipalities/{self.code}/"

    def write(self, k):
        """The k-th list, and the words that import it. Each row's evidence names the list."""
        path = self.folder / f"registrations-{self.index}-{k}.csv"
        rows = self.serials[k * self.chunk:(k + 1) * self.chunk]
        assert len(rows) == self.chunk, f"{self.code} has no {k}-th chunk"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\r\n")
            out.writerow("office_number,route,stage,from_day,to_day,end_reason,source,evidence".split(","))
            for serial in rows:
                spell = ["careplan-renkei", "registered", "2026-02-01", "", "", "試験", self.evidence(k)]
                out.writerow([office_number(serial), *spell])
        day = f"2026-{3 + k // 28:02d}-{1 + k % 28:02d}"
        return ["import", "registrations", path, "--as-of", day, "--covers", self.code, "--json"]

    def evidence(self, k):
        return f"list-{self.index}-{k}"


def areas(place):
    return [Area(place, index) for index in range(len(CITIES))]


def write_office_list(path):
    write_offices(path, OFFICES, CITIES, generation=1)


def change(report, label):
    """A count of an import's report."""
    return next((entry["count"] for entry in report["changes"] if entry["label"] == label), 0)
