"""Public pages from a real streaming replica: they follow, they say how old they are, and nothing can be written."""

import pytest

from conftest import prepare
from postgres import Postgres
from product import eventually, using

# What a visitor of the replica's pages may be behind the primary.
LIMIT = 1.0


@pytest.fixture
def standby(postgres, ledger):
    with postgres.standby() as server:
        yield server


@pytest.fixture
def reader(postgres, ledger):
    """A role that can only read this ledger, with a password of its own."""
    name, password = f"reader_{ledger[-20:]}", "read only+#?"
    postgres.sql(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
    postgres.sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}", ledger)
    yield {"user": name, "password": password}
    postgres.sql(f"DROP OWNED BY {name}; DROP ROLE {name}", ledger)


def test_pages_of_a_replica_follow_and_say_how_old_they_are(fukyu, postgres, ledger, lists, serve, standby, reader):
    primary, replica = postgres.address(ledger), standby.address(ledger, **reader)
    assert standby.sql("SELECT pg_is_in_recovery()") == "t"
    area = lists[0]
    # The reader's role and its rights reach the replica through the stream, too.
    eventually(lambda: standby.has_all_of(postgres), 20)
    by_flag, by_environment = serve(primary, "--replica", replica), serve(primary, FUKYU_REPLICA=replica)
    servers = [by_flag, by_environment]

    def show(lists_imported):
        return all(using(server.page(area.path)) == lists_imported * area.chunk for server in servers)

    fukyu.run(primary, *area.write(0))
    behind = eventually(lambda: show(1), 10)
    print(f"an import is visible on pages of the replica {behind:.2f} s after its exit")
    assert behind <= LIMIT
    # The pages came from the replica and from nowhere else.
    assert standby.sql(f"SELECT count(*) >= 2 FROM pg_stat_activity WHERE usename = '{reader['user']}'") == "t"
    assert postgres.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{ledger}'") == "0"

    standby.sql("SELECT pg_wal_replay_pause()")
    eventually(lambda: standby.sql("SELECT pg_get_wal_replay_pause_state()") == "paused", 10)
    before = by_flag.page(area.path)
    fukyu.run(primary, *area.write(1))
    newest = postgres.rows("SELECT revision, recorded_at FROM ledger_head", ledger)[0]
    # Longer than a server waits between two looks.
    with pytest.raises(AssertionError):
        eventually(lambda: show(2), 1.5)
    stale = by_flag.page(area.path)
    assert using(stale) == area.chunk and stale["revision"] == int(newest[0]) - 1
    assert stale["known_at"] == before["known_at"] < newest[1]
    # Every form of the page tells its reader.
    _, _, text = by_flag.ask(area.path + "index.txt")
    assert f"第{stale['revision']}版" in text
    assert by_flag.health()[:2] == (200, stale["revision"])

    standby.sql("SELECT pg_wal_replay_resume()")
    caught_up = eventually(lambda: show(2), 10)
    print(f"resumed replication: the pages follow after {caught_up:.2f} s")
    assert caught_up <= LIMIT
    assert by_flag.page(area.path)["known_at"] == newest[1]


def test_nothing_can_be_written_through_a_replica(fukyu, postgres, ledger, lists, serve, standby, reader):
    words = lists[0].write(0)
    before = postgres.sql("SELECT * FROM ledger_head", ledger)
    eventually(lambda: standby.has_all_of(postgres), 20)
    # With the owner's role, too.
    for address in (standby.address(ledger), standby.address(ledger, **reader)):
        for command in (words, ["init", "--reason", "試験"], ["import", "undo", "2"]):
            done = fukyu.finish(address, *command)
            assert done.returncode == 69, (command, done)
            assert "読み取り専用" in done.stderr, done.stderr
    # The reader's role cannot write on the primary either.
    done = fukyu.finish(postgres.address(ledger, **reader), *words)
    assert done.returncode == 69 and "権限が足りません" in done.stderr, done
    assert postgres.sql("SELECT * FROM ledger_head", ledger) == before


def test_a_replica_that_goes_away_leaves_the_last_pages(fukyu, postgres, ledger, lists, serve, standby):
    area = lists[0]
    fukyu.run(postgres.address(ledger), *area.write(0))
    server = serve(postgres.address(ledger), "--replica", standby.address(ledger))
    eventually(lambda: using(server.page(area.path)) == area.chunk, 5)
    standby.stop("immediate")
    eventually(lambda: server.health()[0] == 503, 5)
    assert using(server.page(area.path)) == area.chunk
    standby.start()
    fukyu.run(postgres.address(ledger), *area.write(1))
    eventually(lambda: server.health()[0] == 200, 5)
    eventually(lambda: using(server.page(area.path)) == 2 * area.chunk, 10)


def test_servers_follow_a_promoted_replica_that_had_not_heard_the_last_revision(fukyu, lists, serve):
    """The number of a lost revision is used again: what the servers show is the new one, not the one they remember."""
    with Postgres() as first:
        prepare(first, fukyu, lists[0].folder)
        with first.standby() as second:
            address = first.address(
                "prepared?target_session_attrs=read-write", host=f"127.0.0.1:{first.port},127.0.0.1", port=second.port)
            server = serve(address)
            fukyu.run(address, *lists[0].write(0))
            shared = int(first.sql("SELECT revision FROM ledger_head", "prepared"))
            eventually(lambda: second.has_all_of(first), 20)
            second.stop("fast")
            fukyu.run(address, *lists[0].write(1))
            eventually(lambda: using(server.page(lists[0].path)) == 2 * lists[0].chunk, 5)
            first.stop("immediate")
            second.start()
            second.sql("SELECT pg_promote()")
            # The next import takes the number of the lost one, perhaps before a server has looked.
            eventually(lambda: fukyu.finish(address, *lists[1].write(0)).returncode == 0, 20)
            assert int(second.sql("SELECT revision FROM ledger_head", "prepared")) == shared + 1
            took = eventually(lambda: using(server.page(lists[1].path)) == lists[1].chunk, 5)
            print(f"a server shows what was imported after the change of servers after {took:.2f} s")
            assert using(server.page(lists[0].path)) == lists[0].chunk
            assert server.health()[:2] == (200, shared + 1)
