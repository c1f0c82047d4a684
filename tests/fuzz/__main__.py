"""Fuzz the readers: `uv run --group fuzz python -m tests.fuzz --seconds 60 --reader historian.shdr`."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from orchestration.readers.registry import READERS
from tests.fuzz.seeds import check_input

_RUNS = re.compile(r"^(?:Done |stat::number_of_executed_units: )(\d+)", re.MULTILINE)


def main() -> int:
    """Fuzz each reader for some seconds; 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--reader", action="append", choices=sorted(READERS), help="may be repeated; default: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--folder", type=Path, default=Path(".fuzz"), help="where corpus and findings are kept")
    parser.add_argument("--input", type=Path, help="a finding to be tried again instead")
    asked = parser.parse_args()
    readers = asked.reader or sorted(READERS)
    if asked.input:
        check_input(readers[0], asked.input.read_bytes())
        return 0
    found = [reader for reader in readers if _fuzzed(reader, asked.folder / reader, asked.seconds)]
    return 1 if found else 0


def _fuzzed(reader: str, folder: Path, seconds: int) -> bool:
    before = set(folder.glob("found-*"))
    command = [sys.executable, "-m", "tests.fuzz.harness", reader, str(folder)]
    done = subprocess.run(
        [*command, f"-max_total_time={seconds}", "-print_final_stats=1"], capture_output=True, text=True, check=False
    )
    found = sorted(set(folder.glob("found-*")) - before)
    runs = _RUNS.findall(done.stderr)
    sys.stdout.write(f"{reader}: {runs[-1] if runs else 'no'} executions, {len(found)} findings\n")
    if found or done.returncode:
        sys.stdout.write(f"{done.stderr[-6000:]}\n{done.stdout[-2000:]}\n")
    sys.stdout.flush()
    return bool(found or done.returncode)


if __name__ == "__main__":
    sys.exit(main())
