"""Three servers on one database: what any process records, all of them show within a second."""

import json
import statistics
import threading
import time

from product import using

LIMIT = 1.0
IMPORTS = 12


class Watch:
    """Asks one server again and again, and notes when it first showed a revision: by /healthz and by a page."""

    def __init__(self, server):
        self.server = server
        self.health, self.pages = {}, {}
        self.path = None
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        while not self.stopped.is_set():
            _, revision, _ = self.server.health()
            self.health.setdefault(revision, time.monotonic())
            if path := self.path:
                page = self.server.page(path)
                self.pages.setdefault((page["revision"], path), (time.monotonic(), using(page)))
            time.sleep(0.01)

    def end(self):
        self.stopped.set()
        self.thread.join(20)


def test_imports_are_visible_on_three_servers_within_a_second(fukyu, postgres, ledger, lists, serve):
    address = postgres.address(ledger)
    watches = [Watch(serve(address)) for _ in range(3)]
    delays = {"healthz": [], "page": []}
    try:
        for k in range(IMPORTS):
            area = lists[k % len(lists)]
            for watch in watches:
                watch.path = area.path
            number = imported(fukyu, address, area, k // len(lists))
            ended = time.monotonic()
            expected = (k // len(lists) + 1) * area.chunk
            for watch in watches:
                shown, figure = awaited(watch, number, area.path)
                assert figure == expected
                delays["healthz"].append(watch.health[number] - ended)
                delays["page"].append(shown - ended)
    finally:
        for watch in watches:
            watch.end()
    for name, seconds in delays.items():
        print(f"{name}: {IMPORTS} imports on 3 servers, seconds after the import's exit: median "
              f"{statistics.median(seconds):.3f}, longest {max(seconds):.3f}")
        assert max(seconds) <= LIMIT
    for watch in watches:
        assert list(watch.health) == sorted(watch.health), "a server went back to an older revision"


def imported(fukyu, address, area, k):
    return json.loads(fukyu.run(address, *area.write(k)))["number"]


def awaited(watch, number, path):
    deadline = time.monotonic() + 10
    while number not in watch.health or (number, path) not in watch.pages:
        assert watch.thread.is_alive(), "the server stopped answering"
        assert time.monotonic() < deadline, f"revision {number} is not shown after 10 s: {watch.server.log()[-2000:]}"
        time.sleep(0.005)
    return watch.pages[number, path]
