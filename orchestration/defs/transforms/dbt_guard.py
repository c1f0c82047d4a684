"""Runs dbt, and ends with the process that started it: `python dbt_guard.py <dbt arguments>`.

A killed Dagster run must not leave a dbt behind that holds the build database. Started as a plain script, so that it
imports nothing but dbt.
"""

import os
import signal
import sys
import threading
import time

PARENT_VARIABLE = "MILLRACE_DBT_PARENT"
_LOOK_EVERY_S = 0.2


def _end_with(parent: int) -> None:
    # Orphans are given to another process: a changed parent means the starter is gone.
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_S)
    # Not sys.exit: dbt's worker threads would be waited for. DuckDB recovers from its write-ahead log.
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Watch the parent and hand over to dbt, which exits with its own code."""
    parent = int(os.environ[PARENT_VARIABLE])
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    from dbt.cli.main import cli

    sys.argv[0] = "dbt"
    cli()


if __name__ == "__main__":
    main()
