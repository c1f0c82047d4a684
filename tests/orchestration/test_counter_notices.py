"""`millrace check` says where loaded counters end otherwise than tags.csv says."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from orchestration.commands.configure import check_workspace
from orchestration.commands.counter_notices import notices_of_counters
from orchestration.lake import ingest_source
from orchestration.plant import Workspace, scaffold

FROM_62 = [(62 + 3 * n) for n in range(60)]
OVER_65535 = [(65_400 + 3 * n) % 65_536 for n in range(60)]
OF_ORDERS = [*range(0, 120, 3), *range(0, 90, 3)]
CORRECTED = [*range(500, 560), *range(540, 600)]


def notices(root: Path, mode: str, values: list[int], *, days_apart: bool = False) -> list[str]:
    """What `check` says of the counter PRESS01.Total, configured so and with one value a minute (or a day)."""
    scaffold(root)
    tags = (root / "tags.csv").read_text()
    (root / "tags.csv").write_text(tags.replace("total_count,,,,rollover,65535", f"total_count,,,,{mode}"))
    start, step = datetime(2026, 2, 1, 12), timedelta(minutes=1440 if days_apart else 1)  # noqa: DTZ001 - of the file
    rows = "".join(f"PRESS01.Total,{start + n * step:%Y-%m-%d %H:%M:%S},{value}\n" for n, value in enumerate(values))
    (root / "landing" / "north_historian" / "a.csv").write_text("tag,time,value\n" + rows)
    workspace = Workspace(root)
    plant = workspace.load()
    ingest_source(workspace, plant, plant.sources[0], settle_s=0)
    told = check_workspace(root, quiet=True)["notices"]
    return [f"{one['object']}: {one['message']} {one['remedy']}" for one in told if one["object"] == "PRESS01.Total"]


@pytest.mark.parametrize(
    ("mode", "values"),
    [
        ("rollover,65535", OVER_65535),
        ("rollover,65535", FROM_62),
        ("reset,", OF_ORDERS),
        ("reset,", FROM_62),
        ("rollover,65535", OF_ORDERS),
    ],
)
def test_a_counter_that_does_as_configured_is_not_noticed(tmp_path: Path, mode: str, values: list[int]) -> None:
    assert notices(tmp_path, mode, values) == []


def test_a_reset_counter_that_goes_on_past_a_usual_limit_is_noticed(tmp_path: Path) -> None:
    assert notices(tmp_path, "reset,", OVER_65535) == [
        "PRESS01.Total: its counter_mode is reset, but it goes on from 65535 to 2, past 65535 (1 lately): what it "
        "counts up to the limit is lost each time. Write counter_mode 'rollover' and rollover_at 65535 in tags.csv."
    ]


def test_a_wrong_limit_that_would_count_what_never_was_is_noticed(tmp_path: Path) -> None:
    (told,) = notices(tmp_path, "rollover,99999", OVER_65535)
    assert "it falls from 65535 to 2 at 2026-02-01 11:46:00 UTC, which counts 34467 with its rollover_at 99999" in told


def test_a_value_past_the_limit_is_noticed(tmp_path: Path) -> None:
    (told,) = notices(tmp_path, "rollover,9999", OVER_65535)
    assert "it reads 65535, past its rollover_at 9999." in told


def test_a_counter_that_falls_and_not_to_zero_is_noticed(tmp_path: Path) -> None:
    (told,) = notices(tmp_path, "reset,", CORRECTED)
    assert "it falls from 559 to 540 at 2026-02-01 12:00:00 UTC (1 such drops lately), which counts 540" in told


def test_a_drop_between_two_days_is_seen(tmp_path: Path) -> None:
    (told,) = notices(tmp_path, "rollover,99999", OVER_65535, days_apart=True)
    assert "it falls from 65535 to 2" in told


def test_without_a_lake_there_is_nothing_to_say(tmp_path: Path) -> None:
    scaffold(tmp_path)
    workspace = Workspace(tmp_path)
    assert list(notices_of_counters(workspace, workspace.load())) == []
