from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from orchestration.plant import Plant, Workspace, compile_config, configuration_hash, write_config

UNTIL = date(2026, 10, 18)
UTC_TIME = pl.Datetime("us", "UTC")


def test_each_table_has_its_columns_even_where_it_is_empty(workspace: Callable[..., Workspace]) -> None:
    bare = workspace(
        **dict.fromkeys(("tags", "states", "reasons", "reason_codes", "shifts", "calendar", "targets"))
    ).load()
    tables = compile_config(bare, UNTIL)
    assert {name: table.columns for name, table in tables.items() if name != "work_units"} == {
        "order_bases": ["work_unit", "basis", "precedence"],
        "aliases": ["alias", "level", "object"],
        "sources": ["source", "site", "reader", "produces", "time_zone", "stale_after_s", "fresh_within_s"],
        "tags": [
            "source",
            "tag",
            "work_unit",
            "signal",
            "state_set",
            "scale",
            "value_offset",
            "counter_mode",
            "rollover_at",
            "unit",
        ],
        "states": ["state_set", "raw_state", "state", "reason"],
        "reasons": ["reason", "reason_name", "parent", "bucket", "is_failure"],
        "reason_codes": ["source", "code", "reason"],
        "targets": ["level", "object", "kpi", "value", "valid_from"],
        "fiscal_periods": ["fiscal_period", "start_date", "end_date", "closed_on"],
        "loss_policies": ["policy", "valid_from", "bucket", "reason", "treatment"],
        "cost_parameters": [
            "line",
            "constraint_factor",
            "recovery_share",
            "recovery_premium",
            "contribution_net_of_labour",
        ],
        "energy_prices": ["site", "valid_from", "price_per_kwh"],
        "tolerances": ["maintenance_match_s", "order_finish_s"],
        "settings": ["origin", "item", "setting", "setting_value"],
        "iso22400_parameters": ["mttr_adds_units"],
        "privacy": ["least_group", "publishes_workers"],
        "production_days": ["site", "production_date", "start_utc", "end_utc"],
        "shift_instances": ["work_unit", "shift_id", "site", "shift", "production_date", "start_utc", "end_utc"],
        "planned_stops": ["work_unit", "start_utc", "end_utc", "kind", "reason", "name"],
    }
    assert tables["shift_instances"].schema["start_utc"] == UTC_TIME
    assert tables["planned_stops"].schema["end_utc"] == UTC_TIME
    assert tables["tags"].schema["scale"] == pl.Float64


def test_work_units_carry_their_place_and_their_settings(plant: Plant) -> None:
    units = compile_config(plant, UNTIL)["work_units"]
    assert units.to_dicts()[1] == {
        "work_unit": "pack",
        "work_unit_name": "Packer",
        "position": 2,
        "line": "l1",
        "line_name": "Line 1",
        "line_rollup": "constraint",
        "line_constraint": "press",
        "line_exit": "pack",
        "line_sold_out": True,
        "area": "assembly",
        "area_name": "Assembly",
        "site": "north",
        "site_name": "North plant",
        "enterprise": "acme",
        "enterprise_name": "Acme Works",
        "time_zone": "Europe/Berlin",
        "currency": "EUR",
        "state_from": "counter",
        "counts_from": "counter",
        "total_from": "counter",
        "good_from": "counter",
        "reject_from": "counter",
        "rework_from": "counter",
        "minor_stop_threshold_s": 300.0,
        "bridge_gap_s": 60.0,
        "idle_after_s": 120.0,
        "startup_window_s": 1800.0,
        "parallel_capacity": None,
        "derives_waiting": False,
        "in_service_from": None,
        "in_service_to": None,
    }


def test_the_nearest_startup_window_holds(workspace: Callable[..., Workspace], right_files: dict[str, str]) -> None:
    """The site's for a unit of a line without one, the line's before it, the unit's own before both, and 0 is none."""

    def windows(*replaced: tuple[str, str]) -> list[float]:
        text = right_files["plant"]
        for old, new in replaced:
            text = text.replace(old, new)
        plant = workspace(plant=text).load()
        return compile_config(plant, UNTIL)["work_units"]["startup_window_s"].to_list()

    of_site = ("day_start: 06:00", "day_start: 06:00\n    startup_window_s: 600")
    of_line = ("rollup: constraint", "startup_window_s: 900\n            rollup: constraint")
    of_unit = ("name: Press,", "name: Press, startup_window_s: 0,")
    assert windows(of_site) == [600, 600]
    assert windows(of_site, of_line) == [900, 900]
    assert windows(of_site, of_line, of_unit) == [0, 900]


def test_each_kind_of_quantity_has_its_own_basis_or_the_unit_s(
    workspace: Callable[..., Workspace], right_files: dict[str, str]
) -> None:
    text = right_files["plant"].replace("name: Press,", "name: Press, quantities_from: {reject: mes, rework: erp},")
    units = compile_config(workspace(plant=text).load(), UNTIL)["work_units"]
    assert units.select("counts_from", "total_from", "good_from", "reject_from", "rework_from").rows() == [
        ("counter", "counter", "counter", "mes", "erp"),
        ("counter", "counter", "counter", "counter", "counter"),
    ]


def test_rows_of_the_files_become_rows_of_tables(plant: Plant) -> None:
    tables = compile_config(plant, UNTIL)
    assert tables["aliases"].rows() == [
        ("l1", "line", "l1"),
        ("L1", "line", "l1"),
        ("press", "work_unit", "press"),
        ("0010", "work_unit", "press"),
        ("pack", "work_unit", "pack"),
    ]
    assert tables["sources"].rows() == [("hist", "north", "historian.shdr", "samples", "Europe/Berlin", 900.0, 93600.0)]
    assert tables["tags"].rows() == [
        ("hist", "K.Good", "pack", "good_count", None, 0.5, 0.0, "reset", None, "pcs"),
        ("hist", "P.State", "press", "state", "default", 1.0, 0.0, None, None, None),
        ("hist", "P.Total", "press", "total_count", None, 1.0, 0.0, "rollover", 65535.0, "pcs"),
    ]
    assert tables["states"].rows() == [
        ("default", "FAULT", "stopped", "fault"),
        ("default", "RUN", "running", None),
    ]
    assert tables["reasons"].rows() == [
        ("fault", "Fault", None, "own", True),
        ("pause", "Break", None, "planned", False),
    ]
    assert tables["reason_codes"].rows() == [(None, "17", "fault")]
    assert tables["targets"].rows() == [("line", "l1", "oee", 0.8, date(2026, 10, 18))]
    closed = ("2026-P10", date(2026, 9, 28), date(2026, 10, 25), date(2026, 11, 3))
    assert tables["fiscal_periods"].rows() == [closed]
    assert tables["cost_parameters"].rows() == [("l1", 0.0, 0.0, 0.0, False)]


def test_a_loss_policy_says_for_each_bucket_and_down_the_reason_tree_how_it_counts(
    workspace: Callable[..., Workspace], right_files: dict[str, str]
) -> None:
    policy = (
        "loss_policies: [{name: p, valid_from: 2026-01-01, excluded: [external], performance: [minor_stop],"
        " reasons: {technical: performance, oil: availability}}]\n"
    )
    tree = "gearbox,Gearbox,technical,own,\noil,Oil,gearbox,own,\ntechnical,Technical,,own,\nbelt,Belt,gearbox,own,\n"
    files = {"plant": right_files["plant"] + policy, "reasons": right_files["reasons"] + tree}
    tables = compile_config(workspace(**files).load(), UNTIL)
    valid_from = date(2026, 1, 1)
    assert tables["loss_policies"].rows() == [
        ("p", valid_from, "breakdown", None, "availability"),
        ("p", valid_from, "minor_stop", None, "performance"),
        ("p", valid_from, "changeover", None, "availability"),
        ("p", valid_from, "external", None, "excluded"),
        ("p", valid_from, None, "belt", "performance"),
        ("p", valid_from, None, "gearbox", "performance"),
        ("p", valid_from, None, "oil", "availability"),
        ("p", valid_from, None, "technical", "performance"),
    ]


def test_written_tables_are_the_compiled_ones_and_nothing_else_is_left(plant: Plant, tmp_path: Path) -> None:
    folder = tmp_path / "warehouse" / "config"
    assert write_config(plant, UNTIL, folder) == configuration_hash(plant)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    write_config(plant, UNTIL, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    for name, table in compile_config(plant, UNTIL).items():
        assert pl.read_parquet(folder / f"{name}.parquet").equals(table)
        del first[f"{name}.parquet"]
    assert first == {}


def test_the_hash_is_of_what_is_said_and_not_of_how(
    workspace: Callable[..., Workspace], right_files: dict[str, str]
) -> None:
    original = configuration_hash(workspace().load())
    head, first, second, third = right_files["tags"].splitlines()
    same = workspace(
        plant="# a comment\n" + right_files["plant"].replace("name: North plant", "name: 'North plant'"),
        tags="\n".join([head, third, "# moved", second, first]),
    )
    assert configuration_hash(same.load()) == original
    other_option = workspace(plant=right_files["plant"].replace("Press01", "Press02"))
    assert configuration_hash(other_option.load()) != original
    other_tag = workspace(tags=right_files["tags"].replace("65535", "65536"))
    assert configuration_hash(other_tag.load()) != original
