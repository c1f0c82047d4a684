"""The benchmark of the dashboard: a large plant's published file, how long each question to it takes, and each page,
for one visitor and for many at once."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.publication import OPEN_VERSIONS
from dashboard.workspace import current_version
from orchestration.bench.dashboard.asking import Asked, ask_all
from orchestration.bench.dashboard.browsing import USUAL_CROWD, Crowd, browse
from orchestration.bench.dashboard.page_times import Browsing
from orchestration.bench.dashboard.published_file import make_published

MOST_P95_S = 0.2
LOOKS_AT_A_PAGE = 20
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class DashboardBenchmark:
    """The figures of one run. made_seconds: what making the file took; None where it was there already.

    load: the machine's mean load over the last minute, before and after asking. browsing: what visitors waited for.
    """

    work_units: int
    days: int
    rows: int
    size_bytes: int
    made_seconds: float | None
    questions: dict[str, Asked]
    rounds: int
    processors: int
    load: tuple[float, float]
    browsing: Browsing

    @property
    def too_slow(self) -> list[str]:
        """The questions whose p95 exceeds the aim, the slowest first."""
        slow = [name for name, asked in self.questions.items() if asked.slowest_p95 > MOST_P95_S]
        return sorted(slow, key=lambda name: -self.questions[name].slowest_p95)

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self) | {"beyond_aim": self.beyond_aim()}, indent=2)

    def beyond_aim(self) -> list[str]:
        """A sentence for each aim that was missed."""
        too_slow = self.too_slow
        questions = [f"{len(too_slow)} questions have a p95 above 200 ms: {', '.join(too_slow)}"] if too_slow else []
        return questions + self.browsing.beyond_aim()

    def as_text(self) -> str:
        """The figures in sentences, the questions by their p95."""
        made = "" if self.made_seconds is None else f", made in {self.made_seconds:.0f} s"
        ordered = sorted(self.questions.items(), key=lambda item: -item[1].slowest_p95)
        return "\n".join(
            [
                f"{self.work_units:,} work units, {self.days:,} production days: {self.rows:,} rows, "
                f"{self.size_bytes / 2**30:.2f} GiB{made}",
                f"each question on all visits, {self.rounds} rounds, {self.processors} processors, load "
                f"{self.load[0]:.1f} before and {self.load[1]:.1f} after; of one site: of a reader who sees no other",
                f"{'milliseconds':<32}{'visits':>7}{'p50':>8}{'p95':>8}{'longest':>9}{'of one site':>13}{'rows':>7}  "
                "p95 / scan of its largest table",
                *(_line(name, asked) for name, asked in ordered),
                f"{len(self.too_slow)} of {len(self.questions)} questions have a p95 above {MOST_P95_S * 1000:.0f} ms"
                + (f": {', '.join(self.too_slow)}" if self.too_slow else ""),
                self.browsing.as_text(),
            ]
        )


def _line(name: str, asked: Asked) -> str:
    p50, p95, longest, of_one = (1000 * s for s in (asked.p50, asked.p95, asked.longest, asked.one_site_p95))
    times = f"{p50:>8.0f}{p95:>8.0f}{longest:>9.0f}{of_one:>13.0f}"
    return f"{name:<32}{asked.n:>7}{times}{asked.rows:>7}  {asked.ratio:.3f} {asked.table}"


def bench_dashboard(
    years: float = 5,
    work_units: int = 500,
    rounds: int = 3,
    every: int = 1,
    crowd: Crowd = USUAL_CROWD,
    workspace: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> DashboardBenchmark:
    """Make a published file of so many years and work units; ask the dashboard's questions to it, and browse its pages.

    With ``workspace`` the file that is published there is asked, or made there and kept. ``every`` nth visit is
    made. ``say`` is told what happens.
    """
    with _workspace(workspace) as root:
        path, made_seconds = current_version(root / "published"), None
        if path is None:
            say(f"Making the published file of {work_units} work units and {years:g} years.")
            made = make_published(root, round(years * DAYS_A_YEAR), work_units, say=say)
            path, made_seconds = made.path, made.seconds
        before = os.getloadavg()[0]
        work_units, days, rows = _shape(path)
        questions = ask_all(path, rounds, every, say)
        OPEN_VERSIONS.close()
        after = os.getloadavg()[0]
        return DashboardBenchmark(
            work_units=work_units,
            days=days,
            rows=rows,
            size_bytes=path.stat().st_size,
            made_seconds=made_seconds,
            questions=questions,
            rounds=rounds,
            processors=os.cpu_count() or 1,
            load=(before, after),
            browsing=browse(root, LOOKS_AT_A_PAGE, crowd, say),
        )


@contextmanager
def _workspace(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="millrace-bench-") as folder:
        yield Path(folder)


def _shape(path: Path) -> tuple[int, int, int]:
    """Work units, production days and rows of all tables of a published file."""
    with OPEN_VERSIONS.lease(path) as connection:
        (shape,) = connection.execute(
            """
            select (select count(*) from dim_work_unit), (select count(distinct production_date) from oee_by_day),
                (select sum(estimated_size)::bigint from duckdb_tables())
            """
        ).fetchall()
    return int(shape[0]), int(shape[1]), int(shape[2])
