"""What a browse of the dashboard measured, and what of it misses its aim."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

COLD_AIM_S, WARM_AIM_S = 3.0, 1.0


@dataclass(frozen=True)
class PageTimes:
    """Seconds of the server for one page, and the bytes that it sends.

    cold_s: the first page of a server that has just started. warm_s: median, and p95_s: 95th percentile, of one visitor
    who looks at it with other filters each time. size_bytes: the median.
    """

    cold_s: float
    warm_s: float
    p95_s: float
    size_bytes: int


@dataclass(frozen=True)
class Browsing:
    """What was measured in a browse of all pages by one, and of many at once.

    crowd_p50_s, crowd_p95_s: seconds a page while all visitors are there. failures: sentences of the pages that went
    wrong. memory_bytes: resident memory of the server's processes: when the crowd had been there for a sixth of the
    time, and at the end, each the median of a sixth.
    """

    pages: dict[str, PageTimes]
    visitors: int
    minutes: float
    pages_seen: int
    without_figures: int
    crowd_p50_s: float
    crowd_p95_s: float
    failures: list[str]
    memory_bytes: tuple[int, int]
    processors: int

    def as_text(self) -> str:
        """The figures in sentences."""
        before, after = (size / 2**20 for size in self.memory_bytes)
        return "\n".join(
            [
                f"{'page':<14} {'first of a server':>18} {'later: median':>14} {'95 %':>8} {'sent':>10}",
                *(
                    f"{page:<14} {times.cold_s:>16.2f} s {times.warm_s:>12.2f} s {times.p95_s:>6.2f} s "
                    f"{times.size_bytes / 1000:>7.0f} kB"
                    for page, times in self.pages.items()
                ),
                f"{self.visitors} visitors for {self.minutes:g} minutes, {self.processors} processors: "
                f"{self.pages_seen:,} pages, median {self.crowd_p50_s:.2f} s, 95 % {self.crowd_p95_s:.2f} s, "
                f"{len(self.failures)} failures, {self.without_figures} pages without a figure",
                f"memory of the server {before:.0f} MiB early on, {after:.0f} MiB at the end: "
                f"{after / before:.2f} times as much",
            ]
        )

    def beyond_aim(self) -> list[str]:
        """A sentence for each aim that was missed."""
        slow = [
            f"{page}: {what} {taken:.2f} s, aim at most {aim:g} s"
            for page, times in self.pages.items()
            for what, taken, aim in (
                ("first page of a server", times.cold_s, COLD_AIM_S),
                ("later page, 95 %", times.p95_s, WARM_AIM_S),
            )
            if taken > aim
        ]
        return slow + list(dict.fromkeys(self.failures))


def percentile(values: Iterable[float], share: float) -> float:
    """The least of the values that the share of all of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
