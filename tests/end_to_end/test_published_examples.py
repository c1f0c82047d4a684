"""The published examples of docs/kpis.md through the whole chain: files in, published figures out, to a millionth."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Published, run, workspace

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_NEXT_DAY = 24 * 60
_END = _NEXT_DAY + 14 * 60

# Per work unit: ideal cycle in seconds, states by minute, and readings of its two counters (total, rejected) by minute.
_States = tuple[tuple[int, str], ...]
_Counts = tuple[tuple[int, int, int], ...]
_RUNS: dict[str, tuple[float, _States, _Counts]] = {
    "filler": (1, ((0, "RUN"), (60, "STOP"), (107, "RUN"), (180, "STOP"), (210, "RUN"), (360, "STOP"), (390, "RUN")),
               ((0, 0, 0), (480, 19_271, 423))),
    "short_run": (60, ((0, "RUN"), (40, "STOP"), (50, "RUN")), ((0, 0, 0), (100, 80, 0))),
    "long_run": (60, ((0, "RUN"), (100, "STOP"), (250, "RUN")), ((0, 0, 0), (300, 150, 15))),
    # 40 of its rejects fall into the first twenty minutes.
    "moulder": (30, ((0, "RUN"), (100, "STOP"), (150, "RUN"), (300, "SETUP"), (330, "RUN")),
                ((0, 0, 0), (20, 50, 40), (120, 150, 40), (150, 150, 40), (170, 190, 40), (300, 400, 70),
                 (330, 400, 70), (350, 440, 70), (480, 700, 100))),
    "lathe": (60, ((0, "RUN"), (200, "STOP"), (260, "RUN")), ((0, 0, 0), (480, 400, 20))),
    "cutter": (3600 / 115, ((0, "RUN"), (60, "STOP"), (_NEXT_DAY + 525, "RUN"), (_NEXT_DAY + 585, "STOP"),
                            (_NEXT_DAY + 795, "RUN"), (_NEXT_DAY + 840, "STOP")),
               ((0, 0, 0), (60, 115, 0), (_NEXT_DAY + 840, 115, 0))),
    "press_1": (0.03, ((0, "RUN"),), ((0, 0, 0), (455, 730_002, 0))),
    "press_2": (0.03, ((0, "RUN"),), ((0, 0, 0), (455, 637_455, 0))),
    "press_3": (0.03, ((0, "RUN"),), ((0, 0, 0), (455, 508_690, 0))),
}  # fmt: skip


def _historian() -> str:
    lines = ["tag,time,value,quality"]
    for unit, (_, states, counts) in _RUNS.items():
        lines.append(f"{unit}.product,{_at(0)},made-on-{unit},Good")
        lines += [f"{unit}.state,{_at(minute)},{state},Good" for minute, state in states]
        after_work = counts[-1][0]
        if unit != "cutter":
            lines.append(f"{unit}.state,{_at(after_work)},STOP,Good")
        for minute, total, rejected in counts:
            lines += [f"{unit}.total,{_at(minute)},{total},Good", f"{unit}.reject,{_at(minute)},{rejected},Good"]
    return "\n".join(lines) + "\n"


def _at(minute: int) -> str:
    return f"{START + timedelta(minutes=minute):%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The examples' workspace, run once."""
    folder = tmp_path_factory.mktemp("examples")
    cycles = "".join(f"made-on-{unit},{unit},{cycle!r},nameplate\n" for unit, (cycle, _, _) in _RUNS.items())
    exports = {
        "historian": _historian(),
        "routings": f"Product,Resource,Seconds,Basis\n{cycles}",
        "prices": "Product,Price,Cost\nmade-on-cutter,10.00,3.25\n",
        "rates": "Resource,Rate,Crew\ncutter,60,4\n",
    }
    drops = {}
    for source, text in exports.items():
        file = folder / f"{source}.csv"
        file.write_text(text, encoding="utf-8")
        drops[source] = [file]
    return run(workspace("published_examples", folder / "workspace", drops))


def ratios(examples: Published, level: str, name: str) -> dict[str, float]:
    """The ratios of the one shift of a work unit or a line."""
    query = f"select * from oee_by_shift where level = '{level}' and object = '{name}' and shift = 'day'"
    (row,) = examples.ask(query).to_dicts()
    return row


def to_a_millionth(figures: dict[str, float]) -> dict[str, object]:
    return {name: pytest.approx(figure, abs=1e-6, rel=0) for name, figure in figures.items()}


def test_oee_of_one_shift(examples: Published) -> None:
    """480 minutes, breaks 60, stops 47, 60 pieces a minute, 19,271 made, 423 rejected."""
    expected = {
        "availability": 0.888095,
        "performance": 0.861081,
        "quality": 0.978050,
        "oee": 0.747937,
        "teep": 0.654444,
    }
    found = ratios(examples, "work_unit", "filler")
    assert {name: found[name] for name in expected} == to_a_millionth(expected)
    assert (found["planned_s"], found["breakdown_s"], found["calendar_s"]) == (60 * 60, 47 * 60, 480 * 60)


def test_a_roll_up_adds_parts_and_divides_once(examples: Published) -> None:
    """0.80 over 100 minutes and 0.45 over 300 are 0.5375 together, not their mean of 0.625."""
    assert ratios(examples, "work_unit", "short_run")["oee"] == pytest.approx(0.80, abs=1e-6, rel=0)
    assert ratios(examples, "work_unit", "long_run")["oee"] == pytest.approx(0.45, abs=1e-6, rel=0)
    assert ratios(examples, "line", "two_units")["oee"] == pytest.approx(0.5375, abs=1e-6, rel=0)


def test_availability_performance_and_quality_of_a_textbook_shift(examples: Published) -> None:
    """480 minutes of which 420 run, one a minute ideal, 400 made, 380 good."""
    expected = {"availability": 0.875, "performance": 0.952381, "quality": 0.95, "oee": 0.791667}
    found = ratios(examples, "work_unit", "lathe")
    assert {name: found[name] for name in expected} == to_a_millionth(expected)


def test_cost_of_downtime(examples: Published) -> None:
    """8.75 hours at 115 units an hour, 6.75 a unit and 240 an hour of labour; and 3.5 hours of the same."""
    stops = examples.ask(
        "select duration_s / 3600 as hours, lost_units, lost_contribution, recovery, idle_labour, cost_low, cost_high "
        "from fct_stops where work_unit = 'cutter' order by start_utc"
    )
    long_stop, short_stop = stops.to_dicts()
    expected = {
        "hours": 8.75,
        "lost_units": 1006.25,
        "lost_contribution": 6792.1875,
        "recovery": 0.0,
        "idle_labour": 2100.0,
        "cost_low": 8892.1875,
        "cost_high": 8892.1875,
    }
    assert long_stop == to_a_millionth(expected)
    assert (short_stop["hours"], short_stop["cost_low"]) == (3.5, pytest.approx(3556.875, abs=1e-6, rel=0))


def test_a_weighted_roll_up(examples: Published) -> None:
    """0.8022, 0.7005 and 0.5590 over 455 minutes each, at an ideal cycle of 0.03 seconds."""
    for unit, oee in (("press_1", 0.8022), ("press_2", 0.7005), ("press_3", 0.5590)):
        assert ratios(examples, "work_unit", unit)["oee"] == pytest.approx(oee, abs=1e-6, rel=0)
    assert ratios(examples, "line", "three_presses")["oee"] == pytest.approx(0.687233, abs=1e-6, rel=0)


def test_six_losses(examples: Published) -> None:
    """480 minutes, breakdown 50, set-up 30, half a minute ideal, 700 made, 100 rejected, 40 of them at the start."""
    found = examples.ask(
        "select loss, loss_s / 60 as minutes from six_big_losses where level = 'work_unit' and object = 'moulder' "
        "and production_date = '2026-03-02'"
    )
    minutes = dict(found.rows())
    minutes["minor stops and speed"] = minutes.pop("minor stops") + minutes.pop("reduced speed")
    expected = {
        "breakdowns": 50.0,
        "set-up and adjustment": 30.0,
        "minor stops and speed": 50.0,
        "process defects": 30.0,
        "start-up rejects": 20.0,
    }
    assert minutes == to_a_millionth(expected)


def test_what_an_edit_of_the_configuration_moved_is_on_record(examples: Published, tmp_path: Path) -> None:
    """The lathe's routing is corrected to 54 s (380 good x 54 / 8 h); the cutter's line is no longer sold out."""
    root = tmp_path / "workspace"
    shutil.copytree(examples.root, root, symlinks=True)
    plant = (root / "plant.yaml").read_text(encoding="utf-8")
    assert "sold_out: true" in plant
    (root / "plant.yaml").write_text(plant.replace("sold_out: true", "sold_out: false"), encoding="utf-8")
    corrected = "Product,Resource,Seconds,Basis\nmade-on-lathe,lathe,54,nameplate\n"
    (root / "landing" / "routings" / "corrected.csv").write_text(corrected, encoding="utf-8")
    edited = run(root)

    settings = "select origin, setting, value_before, value_after from meta.configuration_changes order by all"
    assert edited.ask(settings).rows() == [
        ("plant.yaml", "sold_out", "yes", "no"),
        ("staged.routings", "ideal_cycle_s", "60.0", "54.0"),
    ]
    moved = edited.ask(
        "select object, before.oee as oee_before, now.oee, before.cost_low as cost_before, now.cost_low "
        "from meta.kpi_history as now join meta.kpi_history as before using (object, level, production_date, policy) "
        "where now.change = 'changed' and before.change = 'first' and level = 'work_unit' order by object"
    )
    # 12.25 hours of stop now cost their idle labour only.
    assert moved.rows() == [("cutter", 0, 0, 12449.0625, 2940), ("lathe", pytest.approx(380 / 480), 0.7125, 0, 0)]
    reasons = edited.ask("select reason from meta.publication_history order by version")
    assert reasons["reason"].to_list() == ["first publication", "the configuration changed; 1 new file(s)"]
