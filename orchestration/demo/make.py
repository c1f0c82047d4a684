"""Make the demo plant's workspace: configuration, landing files and truth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from orchestration.demo.deliveries import deliver
from orchestration.demo.delivery import write
from orchestration.demo.erp import DIALECTS, TABLES
from orchestration.demo.outlets import HISTORIANS, MIXED, as_recorded
from orchestration.demo.simulation import simulate
from orchestration.demo.truth import Truth, tell
from orchestration.demo.working_time import Window, last_full_day
from orchestration.demo.workspace_files import write_configuration

MIN_DAYS = 14


def make_demo(
    root: Path, end: date | None = None, days: int = 28, seed: int = 7, historian: str = MIXED, erp: str = TABLES
) -> Truth:
    """Write the demo workspace into `root` and return its truth.

    `end` is the last production date; by default the newest one that has ended at both sites. `historian` is one of
    HISTORIANS: what the machines' samples are exported by; `erp` one of DIALECTS: whose tables the ERP hands over. The
    same arguments give the same bytes. Raises ValueError for another historian or ERP, and for fewer than 14 days: the
    scripted oddities would not fit.
    """
    if historian not in HISTORIANS:
        raise ValueError(f"there is no historian '{historian}'; write one of {', '.join(HISTORIANS)}")
    if erp not in DIALECTS:
        raise ValueError(f"there is no ERP '{erp}'; write one of {', '.join(DIALECTS)}")
    if days < MIN_DAYS:
        raise ValueError(f"the demo plant needs at least {MIN_DAYS} days for its oddities, not {days}")
    last = end or last_full_day(datetime.now(UTC))
    sim = as_recorded(simulate(Window(last - timedelta(days=days - 1), last), seed), historian)
    root.mkdir(parents=True, exist_ok=True)
    write_configuration(sim, root, historian, erp)
    deliveries = deliver(sim, historian, erp)
    write(deliveries, root / "landing")
    truth = tell(sim, deliveries)
    truth.write(root / "truth")
    return truth
