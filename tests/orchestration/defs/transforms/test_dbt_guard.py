"""dbt ends with the process that started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from orchestration.defs.transforms import dbt_guard

# A stand-in for dbt that would run for minutes, started by a process which is then killed.
FAKE_DBT = "import time\ndef cli():\n    print('started', flush=True)\n    time.sleep(300)\n"
PARENT = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, sys.argv[1], "build"], env={**os.environ, sys.argv[2]: str(os.getpid())})
print(child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def fake_dbt(tmp_path: Path) -> dict[str, str]:
    package = tmp_path / "dbt" / "cli"
    package.mkdir(parents=True)
    (tmp_path / "dbt" / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(FAKE_DBT)
    return {**os.environ, "PYTHONPATH": str(tmp_path)}


def test_a_killed_parent_takes_dbt_along(fake_dbt: dict[str, str]) -> None:
    command = [sys.executable, "-c", PARENT, dbt_guard.__file__, dbt_guard.PARENT_VARIABLE]
    with subprocess.Popen(command, env=fake_dbt, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert parent.stdout.readline() == "started\n"
        parent.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.05)
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_dbt_whose_parent_died_before_it_looked_ends_at_once(fake_dbt: dict[str, str]) -> None:
    environment = {**fake_dbt, dbt_guard.PARENT_VARIABLE: "1"}
    command = [sys.executable, dbt_guard.__file__, "build"]
    result = subprocess.run(command, env=environment, capture_output=True, timeout=30, check=False)
    assert result.returncode == -signal.SIGKILL
