"""The comparison: the same file by Millrace and by each peer in turn, round after round."""

import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.bench.ingest import begin, run_step
from orchestration.bench.inputs import INPUTS
from orchestration.bench.peers.loaders import PEERS

_OURS = "millrace"


@dataclass(frozen=True)
class PeersBenchmark:
    """The figures of one run.

    seconds: round by round, of Millrace and of each peer that could run. peak_memory_bytes: of all rounds. ratios: the
    median over the rounds of a peer's seconds / Millrace's. missing: of the other peers, a sentence each.
    """

    rows: int
    input_bytes: int
    seconds: dict[str, list[float]]
    peak_memory_bytes: dict[str, int]
    ratios: dict[str, float]
    missing: dict[str, str]
    processors: int

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """The figures in sentences."""
        lines = [
            f"one long CSV (tag,time,value,quality): {self.rows:,} rows, {self.input_bytes / 1e9:.2f} GB, "
            f"{len(self.seconds[_OURS])} rounds, {self.processors} processors",
            self._line(_OURS, "Millrace, ingest into the lake", ""),
        ]
        for name, ratio in self.ratios.items():
            lines.append(self._line(name, PEERS[name].name, f"   {ratio:.2f} times as long"))
        return "\n".join([*lines, *self.missing.values()])

    def _line(self, name: str, shown: str, more: str) -> str:
        seconds = statistics.median(self.seconds[name])
        memory = self.peak_memory_bytes[name] / 2**30
        return f"{shown:<50} {seconds:8.1f} s   peak memory {memory:.2f} GiB{more}"


def bench_peers(
    rows: int = 10_000_000, rounds: int = 1, folder: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> PeersBenchmark:
    """Make a long CSV of about `rows` rows and load it by Millrace and the peers that are installed.

    Everything made is removed again. `folder` is where it goes meanwhile (default: the system's folder for temporary
    files). `say` is told what happens.
    """
    missing = {name: sentence for name, peer in PEERS.items() if (sentence := peer.missing())}
    names = [_OURS, *(name for name in PEERS if name not in missing)]
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory(prefix="millrace-bench-", dir=folder) as temporary:
        root = Path(temporary)
        say(f"Making a long CSV of {rows:,} rows.")
        run_step("steps", "make", "long", str(rows), str(root / "long"))
        csv = root / "long" / "long.csv"
        input_bytes = csv.stat().st_size
        for number in range(1, rounds + 1):
            for name in names:
                say(f"Round {number}: {name}.")
                target = root / name
                if name == _OURS:
                    begin(target, INPUTS["long"], root / "long")
                    taken[name].append(run_step("steps", "load", str(target)))
                else:
                    taken[name].append(run_step("peers.step", name, str(csv), str(target)))
                shutil.rmtree(target, ignore_errors=True)
    seconds = {name: [one["seconds"] for one in steps] for name, steps in taken.items()}
    return PeersBenchmark(
        rows=rows,
        input_bytes=input_bytes,
        seconds=seconds,
        peak_memory_bytes={name: int(max(one["peak_memory_bytes"] for one in steps)) for name, steps in taken.items()},
        ratios={
            name: statistics.median(theirs / ours for theirs, ours in zip(seconds[name], seconds[_OURS], strict=True))
            for name in names[1:]
        },
        missing=missing,
        processors=os.cpu_count() or 1,
    )
