"""Make the demo plant's workspace: configuration, landing files and truth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from orchestration.demo.deliveries import deliver, write
from orchestration.demo.simulation import simulate
from orchestration.demo.truth import Truth, tell
from orchestration.demo.working_time import Window, last_full_day
from orchestration.demo.workspace_files import write_configuration

MIN_DAYS = 14


def make_demo(root: Path, end: date | None = None, days: int = 28, seed: int = 7) -> Truth:
    """Write the demo workspace into `root` and return its truth.

    `end` is the last production date; by default the newest one that has ended at both sites. The same arguments
    give the same bytes. Raises ValueError for fewer than 14 days: the scripted oddities would not fit.
    """
    if days < MIN_DAYS:
        raise ValueError(f"the demo plant needs at least {MIN_DAYS} days for its oddities, not {days}")
    last = end or last_full_day(datetime.now(UTC))
    sim = simulate(Window(last - timedelta(days=days - 1), last), seed)
    root.mkdir(parents=True, exist_ok=True)
    write_configuration(sim, root)
    deliveries = deliver(sim)
    write(deliveries, root / "landing")
    truth = tell(sim, deliveries)
    truth.write(root / "truth")
    return truth
