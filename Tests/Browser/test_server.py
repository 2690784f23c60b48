"""`fukyu serve` as a browser and an operator meet it."""

import gzip
import http.client
import os
import signal
import socket
import subprocess
import time
import urllib.parse

import pytest

from conftest import KINDS, ROOT, start_server

FORMS = {"index.html": "text/html", "index.txt": "text/plain", "index.json": "application/json", "index.csv": "text/csv"}


def ask(server, path, method="GET", **headers):
    """One request; returns the status, the headers (names in lower case) and the body."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(server).netloc, timeout=30)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_server_sends_the_bytes_that_are_published(server, site, paths, kind, form):
    status, headers, body = ask(server, f"/{paths[kind]}{form}")
    assert (status, headers["content-type"].split(";")[0]) == (200, FORMS[form])
    assert body == (site / paths[kind] / form).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_known_page_is_not_sent_again(server, paths, kind):
    _, headers, _ = ask(server, "/" + paths[kind])
    status, again, body = ask(server, "/" + paths[kind], If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")
    assert again["etag"] == headers["etag"]
    assert ask(server, "/" + paths[kind], If_None_Match='"another"')[0] == 200


@pytest.mark.parametrize("kind", KINDS)
def test_gzip_carries_the_same_page_to_who_asks_for_it(server, paths, kind):
    _, plain_headers, plain = ask(server, "/" + paths[kind])
    _, headers, packed = ask(server, "/" + paths[kind], Accept_Encoding="gzip")
    assert "content-encoding" not in plain_headers
    assert headers["content-encoding"] == "gzip" and "accept-encoding" in headers["vary"].lower()
    assert gzip.decompress(packed) == plain and len(packed) < len(plain) / 2
    assert "content-encoding" not in ask(server, "/" + paths[kind], Accept_Encoding="gzip;q=0")[1]


def test_a_browser_is_told_to_load_nothing_from_elsewhere(server):
    _, headers, _ = ask(server, "/")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_only_reading_is_answered(server):
    assert ask(server, "/healthz")[0] == 200
    assert ask(server, "/", "HEAD")[0] == 200
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(server, "/", method)[0] in (404, 405), method


@pytest.mark.parametrize("path", [
    "/municipalities/999999/", "/prefectures/48/", "/nothing", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/../../Package.swift", "/municipalities/%00/", "/fukyu.sqlite", "/" + "a" * 4000,
])
def test_an_address_that_is_not_a_page_is_not_found_and_says_so(server, path):
    status, _, body = ask(server, path)
    assert status in (400, 404, 414)
    assert b"root:" not in body and b"swift-tools-version" not in body and b"SQLite format" not in body


def test_an_address_without_its_last_slash_leads_to_the_page(server, paths):
    status, headers, _ = ask(server, "/" + paths["municipality"].rstrip("/"))
    assert status in (301, 308)
    assert urllib.parse.urlsplit(headers["location"]).path == "/" + paths["municipality"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_gracefully(fukyu, database, workplace, how):
    running = start_server(fukyu, database, workplace / f"stop-{how}.log")
    try:
        with socket.create_connection(("127.0.0.1", running.port)):
            # An idle connection, such as every browser keeps, does not hold it up.
            began = time.monotonic()
            os.kill(running.process.pid, how)
            assert running.process.wait(20) == 0, running.log.read_text()[-2000:]
            assert time.monotonic() - began < 15
    finally:
        running.stop()


def test_a_taken_port_is_one_clear_line(fukyu, database):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [fukyu, "serve", "--database", database, "--port", str(port)],
            cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 69
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(said) <= 2 and str(port) in done.stderr, done.stderr
