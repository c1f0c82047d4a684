from pathlib import Path

import altair as alt
import duckdb
import polars as pl
import pytest
from opening import opened, words

from dashboard.charts import ranking
from dashboard.charts.colours import Colours


def test_maintenance_names_the_machine_that_failed_longest_and_leads_to_its_stops(workspace: Path) -> None:
    test = opened("maintenance")
    assert not test.exception
    assert test.title[0].value == "Mill failed longest: 3 failures, 2.5\xa0h"
    values = {element.label: element.value for element in test.metric}
    assert values["Failures"] == "4"
    assert values["MTTR"] == "52 min"
    messages = [element.value for element in test.header]
    assert "Press's failures cost most: 700 EUR" in messages
    assert "1 repair took 1 h 00 min from report to finish" in messages
    assert "4 failures, 1 of them with a maintenance order" in messages
    assert "Fixit kept 50.0\xa0% of its agreed repair times" in messages


def test_the_bars_of_what_failures_cost_go_down_from_the_costliest_machine(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[pl.DataFrame] = []
    draw = ranking.draw

    def noting(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
        frames.append(frame)
        return draw(frame, colours)

    monkeypatch.setattr(ranking, "draw", noting)
    opened("maintenance")
    assert frames[0].rows() == [("Press", 700.0, "700 EUR · 1.0\xa0h"), ("Mill", None, "not priced · 2.5\xa0h")]


def test_a_mean_time_that_there_is_not_says_why(workspace: Path) -> None:
    with duckdb.connect(str((workspace / "published" / "millrace.duckdb").resolve())) as writer:
        found = writer.execute(
            "select max(production_date)::varchar from oee_by_day where object = 'north' and pbt_s = 0"
        ).fetchone()
        writer.execute("update maintenance_by_day set mtbf_28d_h = null")
    assert found is not None
    test = opened("maintenance", period="Custom", first=found[0], last=found[0])
    assert not test.exception
    shown = {element.label: (element.value, element.delta) for element in test.metric}
    assert shown["MTBF"] == ("\N{EN DASH}", "no operating time")
    assert shown["MTTR"] == ("\N{EN DASH}", "no failure ended")
    assert shown["Report to finish"] == ("\N{EN DASH}", "no repair finished")
    assert "28 days up to the last: MTBF no operating time" in words(test)


def test_maintenance_says_what_no_source_tells(workspace: Path) -> None:
    with duckdb.connect(str((workspace / "published" / "millrace.duckdb").resolve())) as writer:
        writer.execute("update dim_reason set is_failure = false")
        writer.execute("delete from repair_times")
        writer.execute("delete from service_level")
    test = opened("maintenance")
    assert not test.exception
    assert test.title[0].value == "Failures are not told"
    said = words(test)
    assert "Flag the reasons that are failures in `reasons.csv`" in said
    assert "With maintenance orders or notifications" in said
    assert "With the tickets of service providers" in said
    assert not test.metric
