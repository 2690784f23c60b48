"""A password of a database never shows: not in the process list, not in what commands and servers say."""

import os
import pathlib
import signal
import subprocess
import time
import urllib.parse

import pytest

from postgres import free_port
from product import ROOT, WITH_US, communicate
from waiting import hold_head, release

WRONG = "ゎrong@/pass:word#1"


def spellings(password):
    """As it is, as it stands in an address, and longer parts of both."""
    written = urllib.parse.quote(password, safe="")
    return {password, written, *(part for part in password.replace("@", "/").split("/") if len(part) > 3)}


def check_silent(text, *passwords):
    for password in passwords:
        for spelling in spellings(password):
            assert spelling not in text, f"{spelling} in: {text}"


def start(fukyu, *words, **variables):
    """With the address among the arguments, where everybody can read it."""
    return subprocess.Popen(
        [*WITH_US, str(fukyu.binary), *map(str, words)], cwd=ROOT, text=True,
        env={k: v for k, v in fukyu.environment("", **variables).items() if v}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def arguments(process):
    """What `ps` shows of it, once it is the product and not the program that starts it."""
    path = pathlib.Path(f"/proc/{process.pid}")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if os.readlink(path / "exe").endswith("fukyu") and "**" in (shown := listed(process)):
            return shown
        time.sleep(0.002)
    raise AssertionError(f"the password stays in the process title: {len(listed(process))} characters")


def listed(process):
    shown = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(process.pid)], capture_output=True, text=True)
    return shown.stdout


def test_arguments_show_no_password(fukyu, postgres, ledger, lists):
    address = postgres.address(ledger)
    running = []
    # Keeps the imports in the process list.
    blocker = hold_head(postgres, ledger)
    try:
        keywords = f"host=127.0.0.1 port={postgres.port} dbname={ledger} user=fukyu password='{postgres.password}'"
        running = [
            start(fukyu, *lists[0].write(0), "--database", address),
            start(fukyu, *lists[1].write(0), f"--database={address}"),
            start(fukyu, *lists[2].write(0), "--database", keywords),
            start(fukyu, "serve", "--port", "0", "--database", address),
            start(fukyu, "serve", "--port", "0", "--replica", address, "--database", address),
        ]
        for process in running:
            shown = arguments(process)
            check_silent(shown, postgres.password)
            assert "127.0.0.1" in shown
        # Later as at the start, and in the file that other users may read.
        time.sleep(0.5)
        for process in running:
            check_silent(pathlib.Path(f"/proc/{process.pid}/cmdline").read_text(), postgres.password)
    finally:
        release(blocker)
        for process in running[3:]:
            process.terminate()
        ends = [communicate(process) for process in running]
    for process, (out, err) in zip(running, ends):
        # A server that did not listen yet has no handler of the signal.
        assert process.returncode in ((0, -signal.SIGTERM) if process in running[3:] else (0,)), err
        check_silent(out + err, postgres.password)


@pytest.mark.parametrize("words", [["kpi"], ["import", "list"], ["serve", "--port", "0"], ["init"]], ids=" ".join)
def test_errors_show_no_password(fukyu, postgres, ledger, words):
    closed = free_port()
    addresses = [
        postgres.address(ledger, password=WRONG),
        postgres.address(ledger, user="nobody"),
        postgres.address("no_such_database"),
        postgres.address(ledger, port=closed),
        postgres.address(ledger, host="no-such-host.invalid"),
        # Wrongly written, so that a part of the password can be taken for something else.
        f"postgres://fukyu:{WRONG}@127.0.0.1:{postgres.port}/{ledger}",
        f"postgres://fukyu:{WRONG}x@y/z@127.0.0.1/{ledger}",
        f"postgres://fukyu:{urllib.parse.quote(WRONG, safe='')}@127.0.0.1:port/{ledger}",
        f"host=127.0.0.1 port={postgres.port} dbname={ledger} user=fukyu password='{WRONG}'",
        f"host=127.0.0.1 port={postgres.port} dbname={ledger} user=fukyu password={WRONG} nonsense",
        f"postgres://127.0.0.1:{postgres.port}/{ledger}?user=fukyu&password={urllib.parse.quote(WRONG, safe='')}",
    ]
    for address in addresses:
        done = fukyu.finish(address, *words)
        assert done.returncode in (65, 69), (address, done)
        check_silent(done.stdout + done.stderr, postgres.password, WRONG)
        assert done.stderr.count("\n") == 2 and "次にすること" in done.stderr, done.stderr


def test_moving_shows_no_password(fukyu, postgres, ledger, tmp_path):
    done = fukyu.finish(postgres.address(ledger), "migrate-to", tmp_path / "copy.sqlite")
    assert done.returncode == 0, done.stderr
    check_silent(done.stdout + done.stderr, postgres.password)
    done = fukyu.finish(tmp_path / "copy.sqlite", "migrate-to", postgres.address("no_such_database", password=WRONG))
    assert done.returncode == 69
    check_silent(done.stdout + done.stderr, WRONG)


def test_a_password_can_come_from_a_file(fukyu, postgres, ledger, tmp_path):
    """As libpq's PGPASSFILE, so that it stands in no argument and no variable."""
    escaped = postgres.password.replace("\\", "\\\\").replace(":", "\\:")
    path = tmp_path / "pgpass"
    path.write_text(f"127.0.0.1:{postgres.port}:*:fukyu:{escaped}\n", encoding="utf-8")
    path.chmod(0o600)
    address = f"postgres://fukyu@127.0.0.1:{postgres.port}/{ledger}"
    done = fukyu.finish(address, "import", "list", PGPASSFILE=str(path))
    assert done.returncode == 0, done.stderr
    path.write_text(f"127.0.0.1:{postgres.port}:*:fukyu:{WRONG.replace(':', chr(92) + ':')}\n", encoding="utf-8")
    done = fukyu.finish(address, "import", "list", PGPASSFILE=str(path))
    assert done.returncode == 69
    check_silent(done.stdout + done.stderr, postgres.password, WRONG)
