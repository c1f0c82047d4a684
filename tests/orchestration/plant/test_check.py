from collections.abc import Callable
from datetime import UTC, datetime

import polars as pl

from orchestration.plant import Workspace, check
from orchestration.plant.check import UnmappedTag

Make = Callable[..., Workspace]


def test_a_wrong_workspace_has_only_its_errors(workspace: Make) -> None:
    report = check(workspace(plant="millrace: 1\n"))
    assert not report.is_ok
    assert [error.column for error in report.errors if error.file == "plant.yaml"] == [
        "enterprise",
        "history_start",
        "sites",
    ]
    assert report.unmapped_tags is None


def test_without_a_lake_nothing_is_said_about_tags(workspace: Make) -> None:
    report = check(workspace())
    assert report.is_ok
    assert report.unmapped_tags is None
    assert report.units_without_signal == ()
    assert report.notices == ()


def test_tags_of_the_lake_that_no_row_maps_are_listed(workspace: Make) -> None:
    space = workspace()
    seen = [("hist", "P.State"), ("hist", "P.Speed"), ("hist", "P.Speed"), ("other", "P.State")]
    samples = pl.DataFrame(seen, schema=["source", "tag"], orient="row").with_columns(
        ts_utc=pl.lit(datetime(2026, 10, 18, tzinfo=UTC))
    )
    samples.write_delta(f"{space.lake_uri}/samples")
    report = check(space)
    assert report.unmapped_tags == (UnmappedTag("hist", "P.Speed", 2), UnmappedTag("other", "P.State", 1))
    assert report.is_ok


def test_a_unit_without_state_or_count_signal_is_named(workspace: Make, right_files: dict[str, str]) -> None:
    only_reject = "source,tag,work_unit,signal,counter_mode\nhist,P.Bad,press,reject_count,reset\n"
    found = [str(notice) for notice in check(workspace(tags=only_reject)).units_without_signal]
    assert found == [
        "press: no tag says its state: all its time is unknown. "
        "Map one with signal 'state' in tags.csv, or set state_from to 'counter' or 'mes'.",
        "press: no tag counts its units: it has no performance and no OEE. "
        "Map one with signal 'total_count' or 'good_count' in tags.csv, "
        "or set counts_from to 'mes', 'erp' or 'none'.",
        "pack: its state comes from its counter, and it has none. "
        "Map one with signal 'total_count' or 'good_count' in tags.csv.",
        "pack: no tag counts its units: it has no performance and no OEE. "
        "Map one with signal 'total_count' or 'good_count' in tags.csv, "
        "or set counts_from to 'mes', 'erp' or 'none'.",
    ]


def test_a_unit_that_needs_a_log_of_operations_misses_its_source(workspace: Make, right_files: dict[str, str]) -> None:
    text = right_files["plant"].replace("state_from: counter", "state_from: mes, counts_from: none")
    assert [str(notice) for notice in check(workspace(plant=text)).units_without_signal] == [
        "pack: it needs a log of operations, and site 'north' has no such source. "
        "Add a source with reader mes.event_log or mes.b2mml, or set another origin."
    ]


def test_a_unit_that_needs_confirmations_misses_their_source(workspace: Make, right_files: dict[str, str]) -> None:
    text = right_files["plant"].replace("name: Press,", "name: Press, quantities_from: {reject: erp},")
    assert [str(notice) for notice in check(workspace(plant=text)).units_without_signal] == [
        "press: it needs confirmations, and site 'north' has no such source. "
        "Add a source with reader erp.delimited and the entity confirmations, or set another origin."
    ]


def test_a_unit_without_a_shift_and_a_shift_before_the_day_are_noticed(workspace: Make) -> None:
    shifts = "scope,shift,days,start,end\npress,early,Mon-Fri,05:45,13:45\n"
    assert [str(notice) for notice in check(workspace(shifts=shifts)).notices] == [
        "pack: it has no shift: no time of it is planned. "
        "Add one to shifts.csv for 'north', as: north,all day,daily,00:00,24:00,,",
        "press: shift 'early' starts at 05:45, before the production day at 06:00. "
        "It is the last of its production day, on the morning after the weekday written. "
        "If it is meant to be the first, set the site's day_start to '05:45'.",
    ]


def test_two_state_tags_of_one_unit_are_noticed(workspace: Make, right_files: dict[str, str]) -> None:
    tags = right_files["tags"] + "hist,P.Mode,press,state,,,,,,\n"
    assert [notice.object for notice in check(workspace(tags=tags)).notices] == ["press"]
