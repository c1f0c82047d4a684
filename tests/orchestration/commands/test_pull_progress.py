"""What `millrace status` says of pulled sources."""

from datetime import UTC, datetime
from typing import Any

import pytest

from orchestration.commands.pull_progress import progress_sentence

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TABLE: dict[str, Any] = {
    "mark": "2026-03-02 11:30:00", "keys_at_utc": AT, "rows_deleted": 1, "rows": 1200, "rows_landed": 3,
    "pulled_at_utc": AT, "pulled_whole_at_utc": AT, "failure": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {},
            "erp: pulled to 2026-03-02 11:30:00, all keys compared at 2026-03-02 12:00 UTC. Last pull at "
            "2026-03-02 12:00 UTC: 1 rows gone, 1,200 rows, of which 3 were new or changed.",
        ),
        (
            {"mark": None, "keys_at_utc": None, "failure": "No rights."},
            "erp: pulled whole each time. Last pull at 2026-03-02 12:00 UTC: 1 rows gone, 1,200 rows, of which 3 were "
            "new or changed. It was not whole: No rights.",
        ),
        ({"pulled_at_utc": None}, "erp: never pulled; 'millrace run' pulls it."),
    ],
)
def test_how_far_a_table_was_pulled(changed: dict[str, Any], sentence: str) -> None:
    assert progress_sentence("erp", TABLE | changed) == sentence


def test_how_far_windows_were_pulled() -> None:
    windows = TABLE | {"clock": "UTC", "mark": AT, "done_to": AT.replace(hour=9), "windows": 4}
    assert progress_sentence("hist", windows) == (
        "hist: pulled to 2026-03-02 12:00:00 UTC, final to 2026-03-02 09:00. Last pull at 2026-03-02 12:00 UTC: "
        "4 windows, 1,200 rows, of which 3 were new or changed."
    )
