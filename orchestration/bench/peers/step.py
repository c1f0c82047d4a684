"""One peer's load, in a process of its own.

    python -m orchestration.bench.peers.step <peer> <csv> <target>

Prints one JSON object: seconds (the peer itself being started already), and its peak memory in bytes.
"""

import json
import os
import sys
import time
from pathlib import Path

from orchestration.bench.peers.loaders import PEERS, Servers
from orchestration.bench.steps import peak_memory_bytes


def main(name: str, csv: Path, target: Path) -> None:
    """Run one peer and print what it took."""
    servers = Servers([])
    with PEERS[name].started(servers) as load:
        started = time.perf_counter()
        load(csv, target)
        seconds = time.perf_counter() - started
        memory = peak_memory_bytes() + sum(map(_peak_of, servers.pids))
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_memory_bytes": memory}) + "\n")
    sys.stdout.flush()
    # All is done and measured: what native libraries' threads do while Python takes itself down is nobody's business.
    os._exit(0)


def _peak_of(pid: int) -> int:
    """The most memory that another process has held so far; 0 where the system does not tell (only Linux does)."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return 0
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(lines["VmHWM"].split()[0]) * 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
