"""DAGSTER_HOME of a workspace: where runs are remembered, and the instance's generated configuration."""

import os
from pathlib import Path

from orchestration.lake.durable import write_atomically
from orchestration.plant import Workspace

_DAGSTER_YAML = """\
# Written by Millrace at each start; changes made here are lost.
telemetry:
  enabled: false
# No invitation to leave an e-mail address.
nux:
  enabled: false
storage:
  custom:
    module: orchestration.defs.run_history
    class: RunHistory
    config:
      base_dir: "{home}"
# Runs start at once and queue at the workspace's lock: that lock is freed by death, a place in Dagster's queue is not.
run_coordinator:
  module: dagster.core.run_coordinator
  class: DefaultRunCoordinator
# Shown in the UI; what keeps two writers apart is the workspace's lock.
concurrency:
  pools:
    granularity: op
    default_limit: 1
# A run whose process died is tried again; a run whose step failed is not, as it would fail again.
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
freshness:
  enabled: true
retention:
  sensor:
    purge_after_days: {{skipped: 3, failure: 30, success: 90}}
  schedule:
    purge_after_days: 90
"""


def prepare_dagster_home(workspace: Workspace) -> Path:
    """Make the workspace's DAGSTER_HOME the one of this process and its children, and return it."""
    home = workspace.dagster_home.absolute()
    content = _DAGSTER_YAML.format(home=home.as_posix())
    path = home / "dagster.yaml"
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        write_atomically(path, content)
    os.environ["DAGSTER_HOME"] = os.fspath(home)
    os.environ["MILLRACE_WORKSPACE"] = os.fspath(workspace.root.absolute())
    return home
