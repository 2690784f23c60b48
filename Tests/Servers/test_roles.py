"""The roles of the operations manual: the SQL that it shows is run, and each role can do what it says and no more."""

import pathlib
import re

import pytest

from product import AS_OF, ROOT, areas, write_office_list

PASSWORDS = {"fukyu_owner": "owner-p@ss 1", "fukyu_app": "writer-p@ss 2", "fukyu_read": "reader-p@ss 3"}


def blocks():
    """The two blocks of SQL about roles: as superuser, and as the owner once the tables are there."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(ROOT / "docs").glob("operations*.md"))]
    found = [sql for text in texts for sql in re.findall(r"```sql\n(.*?)```", text, re.DOTALL)]
    marks = ("CREATE ROLE fukyu_owner", "GRANT UPDATE ON ledger_head")
    return [next(sql for sql in found if mark in sql) for mark in marks]


@pytest.fixture
def addresses(postgres, fukyu):
    as_superuser, as_owner = blocks()
    for statement in as_superuser.split(";"):
        if statement.strip():
            postgres.sql(statement)
    for role, password in PASSWORDS.items():
        postgres.sql(f"ALTER ROLE {role} PASSWORD '{password}'")
    found = {role: postgres.address("fukyu", user=role, password=password) for role, password in PASSWORDS.items()}
    # Without tables only the owner can begin.
    assert fukyu.finish(found["fukyu_app"], "init").returncode == 69
    fukyu.run(found["fukyu_owner"], "init")
    postgres.sql(f"SET ROLE fukyu_owner; {as_owner}", "fukyu")
    yield found
    postgres.sql("DROP DATABASE fukyu WITH (FORCE)")
    for role in PASSWORDS:
        postgres.sql(f"DROP ROLE {role}")


def test_each_role_can_do_what_the_manual_says(fukyu, postgres, addresses, serve, tmp_path):
    app, read = addresses["fukyu_app"], addresses["fukyu_read"]
    offices = tmp_path / "offices.csv"
    write_office_list(offices)
    fukyu.run(app, "import", "offices", offices, "--as-of", "2026-01-31")
    area = areas(tmp_path)[0]
    fukyu.run(app, *area.write(0))
    fukyu.run(app, "import", "undo", "3", "--reason", "試験")
    fukyu.run(app, "init")
    for words in (["kpi", "--as-of", AS_OF], ["import", "list"], ["export", "all", "--out", tmp_path / "export"],
                  ["publish", tmp_path / "site", "--as-of", AS_OF], ["migrate-to", tmp_path / "copy.sqlite"]):
        fukyu.run(read, *words)
    server = serve(read)
    assert server.health()[:2] == (200, 4)
    done = fukyu.finish(read, *area.write(1))
    assert done.returncode == 69 and "権限が足りません" in done.stderr, done
    # Recorded facts: not even the owner.
    for role, complaint in {"fukyu_app": "permission denied", "fukyu_owner": "append-only"}.items():
        with pytest.raises(RuntimeError, match=complaint):
            postgres.sql(f"SET ROLE {role}; DELETE FROM revision", "fukyu")
