"""What was published when: first, changed and gone figures, and why; carried on from version to version."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from orchestration.defs.publish import publication as module
from orchestration.defs.publish.publication import Published, publish
from orchestration.defs.publish.versions import pointer, published_versions
from orchestration.plant import Plant, Workspace, scaffold

TABLES = [
    ("marts", "oee_by_day"),
    ("marts", "downtime_cost_by_reason"),
    ("meta", "files"),
    ("meta", "configuration"),
    ("staged", "prices"),
]


class Build:
    """A build database whose tables are set by hand."""

    def __init__(self, workspace: Workspace, plant: Plant) -> None:
        self.workspace, self.plant = workspace, plant
        self.code, self.configuration = "1+a", "c1"
        with duckdb.connect(str(workspace.build_db)) as connection:
            for statement in (
                "create schema marts",
                "create schema meta",
                "create schema staged",
                "create table marts.oee_by_day (level varchar, object varchar, object_name varchar, "
                "production_date date, policy varchar, oee double, good_s decimal(18, 6))",
                "comment on column marts.oee_by_day.oee is 'good_s / busy.'",
                "create table marts.downtime_cost_by_reason (level varchar, object varchar, production_date date, "
                "cost_low double, cost_high double, currency varchar, cost_missing varchar)",
                "create table meta.files (load_seq bigint, status varchar)",
                "create table meta.configuration (origin varchar, item varchar, setting varchar, "
                "setting_value varchar)",
                "create table staged.prices (source varchar, product varchar, valid_from date, price double, "
                "currency varchar, load_seq bigint, row_no bigint)",
            ):
                connection.execute(statement)

    def do(self, statement: str) -> None:
        with duckdb.connect(str(self.workspace.build_db)) as connection:
            connection.execute(statement)

    def oee(self, day: int, oee: float | None, unit: str = "press") -> None:
        self.do(f"delete from marts.oee_by_day where production_date = '2026-11-{day:02d}' and object = '{unit}'")
        if oee is not None:
            self.do(
                f"insert into marts.oee_by_day values ('work_unit', '{unit}', upper('{unit}'), '2026-11-{day:02d}', "
                f"'default', {oee}, {oee} * 1000)"
            )

    def publish(self) -> Published:
        return publish(
            self.workspace,
            self.plant,
            TABLES,
            code_version=self.code,
            configuration_hash=self.configuration,
            data_to_utc=None,
        )

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(pointer(self.workspace).resolve()), read_only=True) as connection:
            return connection.execute(question).fetchall()


@pytest.fixture
def build(tmp_path) -> Iterator[Build]:
    scaffold(tmp_path)
    workspace = Workspace(tmp_path)
    workspace.warehouse.mkdir()
    yield Build(workspace, workspace.load().model_copy(update={"published_versions": 2}))


HISTORY = (
    "select dense_rank() over (order by version), change, object, day(production_date), round(oee, 3) "
    "from meta.kpi_history order by all"
)


def test_only_what_is_new_or_changed_is_appended(build: Build) -> None:
    build.oee(1, 0.7)
    build.oee(2, 0.8)
    build.publish()
    build.oee(2, 0.75)
    build.oee(3, 0.6)
    build.publish()
    build.publish()

    assert build.ask(HISTORY) == [
        (1, "first", "press", 1, 0.7),
        (1, "first", "press", 2, 0.8),
        (2, "changed", "press", 2, 0.75),
        (2, "first", "press", 3, 0.6),
    ]
    assert build.ask("select count(*) from meta.publication_history") == [(3,)]


RESTATED = (
    "select object_name, day(production_date), oee_first, oee_now, cost_first, cost_now, currency, is_removed, "
    "version = (select max(version) from meta.publication_history), published_at_utc > first_published_at_utc "
    "from meta.restated_figures order by all"
)


def test_restated_days_have_their_first_and_their_present_figures(build: Build) -> None:
    for day in (1, 2, 3):
        build.oee(day, 0.7)
        build.do(
            "insert into marts.downtime_cost_by_reason values "
            f"('work_unit', 'press', '2026-11-{day:02d}', 100, 120, 'EUR', null)"
        )
    build.publish()
    assert build.ask(RESTATED) == []
    build.oee(2, 0.6)
    build.publish()
    build.oee(1, None)
    build.oee(2, 0.75)
    build.do("update marts.downtime_cost_by_reason set cost_low = 90 where day(production_date) = 2")
    # What is neither OEE nor the cost as configured is in the history alone.
    build.do("update marts.downtime_cost_by_reason set cost_high = 130 where day(production_date) = 3")
    build.publish()
    assert build.ask("select count(*) from meta.kpi_history where day(production_date) = 3") == [(2,)]
    assert build.ask(RESTATED) == [
        ("PRESS", 1, 0.7, None, 100.0, None, "EUR", True, True, True),
        ("PRESS", 2, 0.7, 0.75, 100.0, 90.0, "EUR", False, True, True),
    ]


def test_a_figure_that_came_back_to_what_it_was_is_not_restated(build: Build) -> None:
    for oee in (0.7, 0.6, 0.7):
        build.oee(1, oee)
        build.publish()
    assert build.ask("select count(*) from meta.kpi_history") == [(3,)]
    assert build.ask(RESTATED) == []


def test_a_day_that_is_gone_is_removed_once_and_may_come_back(build: Build) -> None:
    build.oee(1, 0.7)
    build.publish()
    build.oee(1, None)
    build.publish()
    build.publish()
    build.oee(1, 0.7)
    build.publish()

    assert build.ask(HISTORY) == [
        (1, "first", "press", 1, 0.7),
        (2, "removed", "press", 1, None),
        (3, "first", "press", 1, 0.7),
    ]


def test_a_cost_that_changed_is_a_change_and_currencies_are_never_added(build: Build) -> None:
    build.oee(1, 0.7)
    cost = "insert into marts.downtime_cost_by_reason values ('work_unit', 'press', '2026-11-01', {}, {}, '{}', {})"
    build.do(cost.format(100.25, 200, "EUR", "null"))
    build.publish()
    build.do(cost.format(10, 20, "EUR", "'no rate'"))
    build.publish()
    build.do(cost.format(1, 2, "INR", "null"))
    build.publish()

    found = "select cost_low, cost_high, currency, cost_missing from meta.kpi_history order by version"
    assert build.ask(found) == [
        (100.25, 200.0, "EUR", None),
        (110.25, 220.0, "EUR", "no rate"),
        (None, None, None, "no rate"),
    ]


def test_each_version_says_why_it_is(build: Build) -> None:
    build.do("insert into meta.files values (1, 'loaded'), (2, 'loaded'), (3, 'quarantined')")
    build.publish()
    build.do("insert into meta.files values (4, 'loaded')")
    build.do("update meta.files set status = 'retracted' where load_seq = 2")
    build.publish()
    build.code, build.configuration = "2+b", "c2"
    build.publish()
    build.publish()

    assert build.ask("select reason, last_load_seq from meta.publication_history order by version") == [
        ("first publication", 3),
        ("1 new file(s); 1 file(s) retracted", 4),
        ("the code changed; the configuration changed", 4),
        ("rebuilt", 4),
    ]
    assert build.ask("select changes from meta.publication") == [("rebuilt",)]


def test_changed_settings_and_prices_are_listed_with_both_values(build: Build) -> None:
    build.do("insert into meta.configuration values ('plant.yaml', 'cost', 'cost.recovery_share', '0.2')")
    build.do("insert into meta.configuration values ('tags.csv', 'plc/A', 'scale', '1')")
    build.do("insert into staged.prices values ('erp', 'P1', '2026-01-01', 10.5, 'EUR', 1, 1)")
    build.publish()
    assert build.ask("from meta.configuration_changes") == []
    build.do("update meta.configuration set setting_value = '0.3' where origin = 'plant.yaml'")
    build.do("update meta.configuration set item = 'plc/B' where origin = 'tags.csv'")
    # The same price from a newer load is no change; another price is.
    build.do("update staged.prices set load_seq = 9, row_no = 4")
    build.do("insert into staged.prices values ('erp', 'P1', '2026-06-01', 11, null, 9, 5)")
    build.publish()
    build.publish()

    found = "select origin, item, setting, value_before, value_after from meta.configuration_changes order by all"
    assert build.ask(found) == [
        ("plant.yaml", "cost", "cost.recovery_share", "0.2", "0.3"),
        ("staged.prices", "erp/P1/2026-06-01", "price", None, "11.0"),
        ("tags.csv", "plc/A", "scale", "1", None),
        ("tags.csv", "plc/B", "scale", None, "1"),
    ]


def test_the_history_survives_removed_versions_and_a_deleted_build_database(build: Build) -> None:
    for number in range(4):
        build.oee(1, 0.5 + number / 10)
        build.publish()
    assert len(published_versions(build.workspace)) == 2
    build.workspace.build_db.unlink()
    anew = Build(build.workspace, build.plant)
    anew.oee(1, 0.95)
    anew.publish()

    assert [row[-1] for row in anew.ask(HISTORY)] == [0.5, 0.6, 0.7, 0.8, 0.95]


@pytest.mark.parametrize("step", ["add_history", "verify", "switch_to"])
def test_a_publication_that_was_cut_short_leaves_no_trace_in_the_history(
    build: Build, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    build.oee(1, 0.7)
    build.publish()
    build.oee(1, 0.6)

    def dies(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, dies)
        with pytest.raises(KeyboardInterrupt):
            build.publish()
    build.oee(1, 0.5)
    build.publish()

    assert [(row[0], row[-1]) for row in build.ask(HISTORY)] == [(1, 0.7), (2, 0.5)]
    assert build.ask("select count(*) from meta.publication_history") == [(2,)]


def test_a_figure_that_is_new_in_the_code_is_reported_first_by_the_version_that_has_it(build: Build) -> None:
    build.oee(1, 0.7)
    build.publish()
    build.do("alter table marts.oee_by_day add column nee double default 0.9")
    build.publish()
    build.publish()

    assert build.ask("select change, oee, nee from meta.kpi_history order by version") == [
        ("first", 0.7, None),
        ("changed", 0.7, 0.9),
    ]


def test_what_an_older_millrace_published_is_continued_without_a_history(build: Build) -> None:
    build.oee(1, 0.7)
    published = build.publish()
    with duckdb.connect(str(published.path)) as connection:
        for table in ("kpi_history", "publication_history", "configuration_changes", "configuration"):
            connection.execute(f"drop table meta.{table}")
    build.publish()

    assert [row[1] for row in build.ask(HISTORY)] == ["first"]


def test_every_column_of_the_history_is_described(build: Build) -> None:
    build.publish()
    described = {
        "level",
        "object",
        "object_name",
        "production_date",
        "policy",
        "good_s",
        "cost_low",
        "cost_high",
        "currency",
    }
    bare = build.ask(
        "select column_name from duckdb_columns() where schema_name = 'meta' and comment is null and table_name in "
        "('kpi_history', 'restated_figures', 'publication_history', 'configuration_changes', 'publication')"
    )
    # Those are described in the marts, which have no comments in this test; oee has one.
    assert {name for (name,) in bare} == described | {"cost_missing"}
