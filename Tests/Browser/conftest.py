"""The sample as a published site and as a running server, and a real Chromium to look at both.

Run through `make browser`. --binary names the fukyu to test; --site and --server point the tests at a site that is
already there, for work on the tests themselves.
"""

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"


def pytest_addoption(parser):
    parser.addoption("--binary", default=".build/debug/fukyu", help="the fukyu to test")
    parser.addoption("--site", help="a published site, instead of publishing one")
    parser.addoption("--server", help="address of a running server, instead of starting one")


# ---- the product


@pytest.fixture(scope="session")
def workplace():
    """A directory of this run. It stays when a test failed: the screenshots are in it."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="fukyu-browser-"))
    yield place
    if not list(place.glob("*.png")):
        subprocess.run(["rm", "-rf", str(place)], check=True)


@pytest.fixture(scope="session")
def fukyu(request):
    binary = (ROOT / request.config.getoption("--binary")).resolve()
    if not binary.exists():
        pytest.exit(f"{binary} is not there: run `make build` first", returncode=1)
    return binary


def run(*command, **options):
    """Runs a command to its end; a failure shows everything that it said."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, **options)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(words)}\nexit status {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


@pytest.fixture(scope="session")
def database(fukyu, workplace):
    """A database with the sample in it."""
    path = workplace / "sample.sqlite"
    run("scripts/load-sample", fukyu, path)
    return path


@pytest.fixture(scope="session")
def site(request, workplace):
    """The directory of the published site."""
    given = request.config.getoption("--site")
    if given:
        return pathlib.Path(given).resolve()
    target = workplace / "site"
    database = request.getfixturevalue("database")
    run(request.getfixturevalue("fukyu"), "publish", target, "--database", database)
    return target


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A `fukyu serve` in a process group of its own."""

    process: subprocess.Popen
    port: int
    log: pathlib.Path

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        """Ends it and everything that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start_server(binary, database, log, *words):
    """Starts a server on a free port and waits until it answers."""
    port = free_port()
    command = [str(binary), "serve", "--database", str(database), "--port", str(port), *words]
    with log.open("w") as sink:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True)
    server = Server(process, port, log)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(server.address + "/healthz", timeout=5):
                return server
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    server.stop()
    pytest.fail(f"{' '.join(command)}\ndid not answer within 60 s\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def server(request, workplace):
    """The address of a server that shows the sample."""
    given = request.config.getoption("--server")
    if given:
        yield given.rstrip("/")
        return
    running = start_server(
        request.getfixturevalue("fukyu"), request.getfixturevalue("database"), workplace / "serve.log")
    yield running.address
    running.stop()


# ---- the pages

KINDS = ["national", "prefecture", "municipality", "definitions"]


@pytest.fixture(scope="session")
def paths(site):
    """One path per kind of page. The municipality is the one with most to show, its prefecture the sample's."""
    municipalities = sorted((site / "municipalities").glob("*/index.html"), key=lambda page: page.stat().st_size)
    assert municipalities, f"no municipality was published in {site}"
    code = municipalities[-1].parent.name
    return {
        "national": "",
        "prefecture": f"prefectures/{code[:2]}/",
        "municipality": f"municipalities/{code}/",
        "definitions": "definitions/",
    }


@pytest.fixture(scope="session")
def file_addresses(site, paths):
    return {kind: (site / path / "index.html").as_uri() for kind, path in paths.items()}


# ---- the browser


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        # No sandbox: Chromium refuses to have one as root. The rule leaves loopback as the only host there is.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page and everything that went wrong while it was open."""

    page: Page
    complaints: list = field(default_factory=list)
    addresses: list = field(default_factory=list)

    def listen(self):
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", lambda request: self.addresses.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def _failed(self, request):
        # Going on to the next page ends the loading of this one's icon: nothing is wrong with it.
        if not f"{request.url} {request.failure}".endswith("icon.svg net::ERR_ABORTED"):
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _response(self, response):
        if response.status >= 400:
            self.complaints.append(f"status {response.status}: {response.url}")


@pytest.fixture
def visit(request, chromium: Browser, workplace):
    """visit(address, width) opens a page; a failed test leaves a screenshot of each."""
    contexts = []
    visits = []

    def open_page(address, width=1280, height=900):
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="ja-JP")
        contexts.append(context)
        opened = Visit(context.new_page())
        visits.append(opened)
        opened.listen()
        opened.page.goto(address, wait_until="load")
        return opened

    yield open_page
    if getattr(request.node, "failed", False):
        for number, opened in enumerate(visits, 1):
            name = re.sub(r"[^\w-]+", "_", request.node.name)
            shot = workplace / f"{name}-{number}.png"
            opened.page.screenshot(path=str(shot), full_page=True)
            print(f"screenshot: {shot} of {opened.page.url}")
    for context in contexts:
        context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Lets the fixtures above know, while they clean up, that their test failed."""
    outcome = yield
    if call.when == "call" and outcome.get_result().failed:
        item.failed = True
