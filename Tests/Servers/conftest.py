"""Several servers and importers on one PostgreSQL of the tests' own. Run through `make servers`; --binary names the
fukyu to test. Everything is on the loopback interface, and everything that was started ends with the run."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from postgres import Postgres  # noqa: E402
from product import ROOT, Product, areas, write_office_list  # noqa: E402
from waiting import PatientImport  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--binary", default=".build/debug/fukyu", help="the fukyu to test")
    parser.addoption("--project", default=ROOT, type=pathlib.Path, help="the folder with Dashboards and Data")
    parser.addoption("--seed", type=int, help="of the random kills, to repeat a run")


@pytest.fixture(scope="session")
def fukyu(request):
    binary = (ROOT / request.config.getoption("--binary")).resolve()
    if not binary.exists():
        pytest.exit(f"{binary} is not there: run `make build` first", returncode=1)
    return Product(binary, request.config.getoption("--project").resolve())


@pytest.fixture(scope="session")
def postgres():
    with Postgres() as server:
        yield server


def prepare(postgres, fukyu, place):
    """The name of a database with the reference and a list of offices in it, to make others from."""
    path = place / "offices.csv"
    write_office_list(path)
    name = postgres.create_database("prepared")
    fukyu.run(postgres.address(name), "init")
    fukyu.run(postgres.address(name), "import", "offices", path, "--as-of", "2026-01-31")
    return name


@pytest.fixture(scope="session")
def prepared(postgres, fukyu, tmp_path_factory):
    return prepare(postgres, fukyu, tmp_path_factory.mktemp("offices"))


@pytest.fixture(scope="session", autouse=True)
def patient_import(request):
    """An import that waits for a transaction which never ends: begun first, so that it waits while others work."""
    if not any("in_vain" in item.name for item in request.session.items):
        yield None
        return
    patient = PatientImport(*map(request.getfixturevalue, ("fukyu", "postgres", "prepared", "tmp_path_factory")))
    yield patient
    patient.end()


@pytest.fixture
def ledger(postgres, prepared, request):
    """The name of this test's own copy of the prepared database."""
    name = "of_" + "".join(sign for sign in request.node.name if sign.isalnum())[-50:].lower()
    postgres.sql(f"CREATE DATABASE {name} TEMPLATE {prepared} OWNER {postgres.user}")
    yield name
    # A base backup for a replica must not carry it along.
    postgres.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def lists(tmp_path):
    """Four municipalities with lists of registrations to import."""
    return areas(tmp_path)


@pytest.fixture
def serve(fukyu):
    """serve(address, words…) starts a server; all end with the test."""
    running = []

    def start(database, *words, **variables):
        running.append(fukyu.serve(database, *words, **variables))
        return running[-1]

    yield start
    for server in running:
        server.kill()
