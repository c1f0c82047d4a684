"""Retention deletes what the policy keeps no longer, never what figures are made of; the ledger says what is gone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from deltalake import DeltaTable

from orchestration.defs.ingest.reconciliation import lake_holds_ledger
from orchestration.lake import Lake, apply_retention, compact, finish_open_retention, retract
from orchestration.plant import ConfigurationErrors

TODAY = date(2026, 6, 1)
# history_start 2026-03-01 less 35 days is 2026-01-25: that is as far as samples may go.
OLD, NEEDED = "2026-01-10", "2026-02-01"


@pytest.fixture
def policy(workspace):
    """Give the plant a retention, and perhaps another start of its history."""

    def write(retention: str, history_start: str = "2026-03-01"):
        path = workspace.root / "plant.yaml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("lake:")]
        lines = [f"history_start: {history_start}" if line.startswith("history_start") else line for line in lines]
        path.write_text("\n".join([*lines, f"lake: {{retention: {retention}}}", ""]))
        return workspace.load()

    return write


@pytest.fixture
def two_months(workspace, drop, ingest, long_csv):
    """One file with five samples of an old day and three of a day that figures need, and one of the latter alone."""
    drop("both.csv", long_csv(5, day=OLD) + long_csv(3, day=NEEDED) + b"PRESS.Count,yesterday,1,Good\n")
    drop("needed.csv", long_csv(2, day=NEEDED, first=10))
    ingest()
    return workspace


def test_samples_older_than_the_policy_go_and_the_ledger_says_so(two_months, policy, table):
    done = apply_retention(two_months, policy("{samples_days: 100}"), TODAY)
    assert (done.samples, done.rejected_rows, done.archived_files) == (5, 0, 0)
    assert table("samples")["day_utc"].unique().to_list() == [date(2026, 2, 1)]
    ledger = table("ledger").sort("load_seq").select("rows_loaded", "rows_expired", "kept_from")
    assert ledger.rows() == [(8, 5, date(2026, 1, 25)), (2, None, None)]


def test_what_figures_are_made_of_stays_and_it_is_said_what_to_do(two_months, policy, table):
    done = apply_retention(two_months, policy("{samples_days: 10}"), TODAY)
    assert done.samples == 5
    assert "set history_start to 2026-06-26" in done.held_back
    assert apply_retention(two_months, policy("{samples_days: 1000}"), TODAY).held_back is None
    again = apply_retention(two_months, policy("{samples_days: 10}", history_start="2026-06-26"), TODAY)
    assert (again.samples, again.held_back) == (5, None)
    assert table("samples").height == 0
    assert table("ledger").sort("load_seq").select("rows_expired", "kept_from").rows() == [
        (8, date(2026, 5, 22)),
        (2, date(2026, 5, 22)),
    ]


def test_the_lake_still_holds_what_the_ledger_says(two_months, policy):
    plant = policy("{samples_days: 100, rejected_rows_days: 1}")
    done = apply_retention(two_months, plant, datetime.now(UTC).date() + timedelta(days=2))
    assert (done.samples, done.rejected_rows) == (5, 1)
    lake = Lake(two_months.lake_uri)
    finding = lake_holds_ledger(lake, lake.read("ledger"), plant.source("historian"))
    assert finding.passed, finding.detail
    assert finding.detail == "samples: ledger 5, lake 5; rejected_rows: ledger 0, lake 0."


def test_done_again_it_does_nothing(two_months, policy):
    plant = policy("{samples_days: 100, rejected_rows_days: 1, archive_days: 1}")
    later = datetime.now(UTC).date() + timedelta(days=2)
    apply_retention(two_months, plant, later)
    version = Lake(two_months.lake_uri).table("ledger").version()
    done = apply_retention(two_months, plant, later)
    assert (done.samples, done.rejected_rows, done.archived_files) == (0, 0, 0)
    assert Lake(two_months.lake_uri).table("ledger").version() == version


@pytest.mark.parametrize("step", ["delete", "merge"])
def test_one_that_was_cut_short_is_finished_before_the_next_load(two_months, policy, ingest, table, monkeypatch, step):
    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk went away")

    plant = policy("{samples_days: 100}")
    with monkeypatch.context() as patch:
        patch.setattr(DeltaTable, step, fails)
        with pytest.raises(OSError, match="went away"):
            apply_retention(two_months, plant, TODAY)
    ingest()
    assert table("samples").height == 5
    assert table("ledger").sort("load_seq")["rows_expired"].to_list() == [5, None]
    finish_open_retention(two_months, Lake(two_months.lake_uri))


def test_archived_files_go_by_the_age_of_their_load(two_months, policy):
    plant = policy("{archive_days: 3}")
    archived = list(two_months.archive.rglob("*.csv"))
    assert apply_retention(two_months, plant, datetime.now(UTC).date() + timedelta(days=3)).archived_files == 0
    size = sum(path.stat().st_size for path in archived)
    done = apply_retention(two_months, plant, datetime.now(UTC).date() + timedelta(days=4))
    assert (done.archived_files, done.archived_bytes) == (2, size)
    assert not any(path.exists() for path in archived)


def test_without_a_policy_everything_stays(two_months, workspace, table):
    done = apply_retention(two_months, workspace.load(), date(2099, 1, 1))
    assert (done.samples, done.rejected_rows, done.archived_files, done.held_back) == (0, 0, 0, None)
    assert table("samples").height == 10


def test_a_compacted_day_goes_as_any_other_and_the_rest_can_be_retracted(two_months, policy, table):
    compact(two_months)
    apply_retention(two_months, policy("{samples_days: 100}"), TODAY)
    retract(two_months, "both.csv", "wrong")
    assert table("samples").select("load_seq").unique().rows() == [(2,)]
    lake = Lake(two_months.lake_uri)
    assert lake_holds_ledger(lake, lake.read("ledger"), two_months.load().source("historian")).passed


@pytest.mark.parametrize(
    ("retention", "sentence"),
    [
        ("{samples_days: 0}", "lake.retention.samples_days"),
        ("{sample_days: 10}", "Did you mean 'samples_days'?"),
        ("{archive_days: long}", "lake.retention.archive_days"),
    ],
)
def test_a_mistaken_policy_is_refused_with_what_to_write(policy, retention, sentence):
    with pytest.raises(ConfigurationErrors) as refused:
        policy(retention)
    assert sentence in str(refused.value)


def test_how_the_lake_is_kept_changes_no_figure(workspace, policy):
    from orchestration.plant import configuration_hash

    before = configuration_hash(workspace.load())
    assert configuration_hash(policy("{samples_days: 100}")) == before
