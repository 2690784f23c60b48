"""First come, first served: 2,000 applications for 100 places at once, over HTTP and through the command, while
servers and commands are killed. No place is given twice, and every receipt that somebody was told stands."""

import contextlib
import csv
import io
import random
import sqlite3

import pytest

from product import CITIES, eventually, write_offices
from slots import CAMPAIGN, PLACES, Doors, applicants, crowd, definition, in_japan

APPLICATIONS, PAIRS, COMMANDS, KILLS = 2000, 50, 120, 24


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def engine(request, tmp_path):
    """An empty database, and what asks it in SQL."""
    if request.param == "SQLite":
        path = tmp_path / "slots.sqlite"

        def rows(query):
            with contextlib.closing(sqlite3.connect(path)) as connection:
                return [["" if cell is None else str(cell) for cell in row] for row in connection.execute(query)]

        yield str(path), rows
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.create_database("slots")
    yield postgres.address(name), lambda query: postgres.rows(query, name)
    postgres.sql(f"DROP DATABASE {name} WITH (FORCE)")


def test_two_thousand_applications_for_a_hundred_places(fukyu, serve, engine, tmp_path, request):
    database, rows = engine
    seed = request.config.getoption("--seed") or random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    write_offices(tmp_path / "offices.csv", APPLICATIONS + 2 * PAIRS, CITIES, generation=1)
    (tmp_path / "campaign.yaml").write_text(definition(), encoding="utf-8")
    fukyu.run(database, "init")
    fukyu.run(database, "import", "offices", tmp_path / "offices.csv", "--as-of", "2026-01-31")
    fukyu.run(database, "campaign", "register", tmp_path / "campaign.yaml")
    servers = [serve(database, "--form-limit", "100000") for _ in range(3)]
    people = applicants(chance, APPLICATIONS, PAIRS, COMMANDS)
    doors = Doors(fukyu, database, servers, seed)
    assert crowd(doors, people, workers=32, kills=KILLS) >= 20
    print(f"killed {doors.killed_with_requests} servers with requests under way, {doors.killed_commands} commands; "
          f"{sum(one.attempts for one in people)} attempts")

    book = rows(
        f"""SELECT a.receipt, r.recorded_at, a.office_number, a.frame, a.revision, a.form_digest
        FROM campaign_application a JOIN revision r ON r.revision = a.revision
        WHERE a.campaign = '{CAMPAIGN}' ORDER BY a.receipt""")
    check_order(book, people)
    check_places(rows, book)
    check_book(fukyu, database, book)
    check_retries(doors, chance.sample([one for one in people if one.door == "http"], 40), rows)


def check_order(book, people):
    """Numbers without gaps, instants strictly rising with them, and what everybody was told is what stands there."""
    assert [int(row[0]) for row in book] == list(range(1, APPLICATIONS + 1))
    instants = [row[1] for row in book]
    assert all(earlier < later for earlier, later in zip(instants, instants[1:]))
    revisions = [int(row[4]) for row in book]
    assert revisions == sorted(set(revisions))
    by_office = {row[2]: row for row in book}
    assert len(by_office) == len(people)
    for one in people:
        row = by_office[one.office]
        assert (one.receipt, one.received) == (int(row[0]), in_japan(row[1])), (one, row)


def check_places(rows, book):
    """Exactly as many accepted as there are places, and the first ones: of a pair counts when the partner agreed."""
    frame = {int(row[0]): row[3] for row in book}
    steps = rows(
        f"SELECT receipt, kind, id FROM enrollment_step WHERE campaign = '{CAMPAIGN}' ORDER BY id")
    accepted, complete = {name: [] for name in PLACES}, {name: [] for name in PLACES}
    for receipt, kind, _ in steps:
        name = frame[int(receipt)]
        if kind == "accepted":
            accepted[name].append(int(receipt))
        if kind == "partner_confirmed" if name == "pair" else kind in ("accepted", "waitlisted"):
            complete[name].append(int(receipt))
    assert {name: len(found) for name, found in accepted.items()} == PLACES
    assert sum(len(found) for found in accepted.values()) == 100
    for name, places in PLACES.items():
        assert accepted[name] == complete[name][:places], name
        if name != "pair":
            assert complete[name] == sorted(complete[name])
    assert len(complete["pair"]) == PAIRS
    assert len([step for step in steps if step[1] == "waitlisted"]) == APPLICATIONS - 100


def check_book(fukyu, database, book):
    """The printed 受付簿 says the same."""
    printed = list(csv.reader(io.StringIO(fukyu.run(database, "campaign", "book", CAMPAIGN, "--csv", "-"))))
    assert [(row[0], row[1]) for row in printed[1:]] == [(row[0], in_japan(row[1])) for row in book]


def check_retries(doors, people, rows):
    """A form that is sent once more leads to the same receipt, at every server, and records nothing."""
    before = rows("SELECT revision FROM ledger_head")
    for one in people:
        for server in doors.servers:
            status, headers, _ = doors.post(f"/campaigns/{CAMPAIGN}/apply", one.fields(), server)
            assert status == 303 and one.address.endswith(headers["Location"]), (one, status, headers["Location"])
    assert rows("SELECT revision FROM ledger_head") == before
    for server in doors.servers:
        eventually(lambda server=server: server.health()[1] == int(before[0][0]), 5)
