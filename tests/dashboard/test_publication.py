import re
from pathlib import Path

import duckdb
import pytest
from published_fixture import make_published

from dashboard import contract
from dashboard.publication import MismatchError, OpenVersions, UnreadableError, open_locked


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/hostname')",
        "attach '/tmp/other.duckdb'",
        "copy dim_product to '/tmp/out.csv'",
        "set enable_external_access = true",
        "set TimeZone = 'Asia/Tokyo'",
        "set memory_limit = '8GB'",
        "create table stray (a int)",
        "delete from fct_stops",
    ],
)
def test_the_connection_can_read_the_published_file_and_nothing_else(
    connection: duckdb.DuckDBPyConnection, statement: str
) -> None:
    with pytest.raises(duckdb.Error):
        connection.cursor().execute(statement)


@pytest.mark.parametrize("sites", [None, frozenset({"north"})])
def test_its_memory_is_bounded_whatever_the_machine_has(tmp_path: Path, sites: frozenset[str] | None) -> None:
    with open_locked(make_published(tmp_path), sites) as connection:
        assert connection.execute("select current_setting('memory_limit')").fetchone() == ("953.6 MiB",)


def test_one_connection_serves_all_visits_of_a_version(tmp_path: Path) -> None:
    published = make_published(tmp_path)
    versions = OpenVersions()
    with versions.lease(published) as one, versions.lease(published) as other:
        assert one.execute("select count(*) from dim_work_unit").fetchone() == (5,)
        assert other.execute("select count(*) from dim_work_unit").fetchone() == (5,)
        assert versions.paths() == [published]


def test_an_older_version_closes_when_its_last_visit_ends(tmp_path: Path) -> None:
    old, new = make_published(tmp_path, version="old"), make_published(tmp_path, version="new")
    versions = OpenVersions()
    with versions.lease(old) as visitor:
        with versions.lease(new):
            pass
        assert visitor.execute("select count(*) from dim_work_unit").fetchone() == (5,)
        assert set(versions.paths()) == {old, new}
    assert versions.paths() == [new]


def test_publishing_is_not_blocked_by_an_open_version(tmp_path: Path) -> None:
    old = make_published(tmp_path, version="old")
    with OpenVersions().lease(old) as visitor:
        make_published(tmp_path, version="new")
        old.unlink()
        assert visitor.execute("select count(*) from fct_stops").fetchone() is not None


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "millrace-x.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(UnreadableError, match=r"millrace-x.duckdb cannot be opened"):
        open_locked(path)


def test_a_file_of_another_release_names_what_is_missing(tmp_path: Path) -> None:
    path = make_published(tmp_path)
    with duckdb.connect(str(path)) as writer:
        writer.execute("alter table fct_stops drop column cost_missing")
    with pytest.raises(MismatchError) as caught:
        open_locked(path)
    assert caught.value.missing == ["main.fct_stops.cost_missing"]


def test_the_fixture_has_every_column_of_the_contract(connection: duckdb.DuckDBPyConnection) -> None:
    assert contract.missing_columns(connection) == []


def test_the_dashboard_knows_nothing_of_the_pipeline() -> None:
    sources = Path(contract.__file__).parent.rglob("*.py")
    guilty = [path.name for path in sources if re.search(r"^\s*(from|import) orchestration", path.read_text(), re.M)]
    assert guilty == []
