"""The dbt project as Dagster sees it: where it is, its manifest, and the environment its process gets.

Not here: what the assets look like (`translator`), or what a run rebuilds (`window`).
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orchestration.defs.transforms import dbt_guard
from orchestration.lake.durable import write_atomically
from orchestration.plant import Workspace
from orchestration.settings import TRANSFORMS_DIR

GUARD = Path(dbt_guard.__file__)
_SUFFIXES = frozenset({".sql", ".yml", ".csv", ".py"})
_GENERATED = frozenset({"target", "logs", "dbt_packages"})


class ProjectUnreadableError(Exception):
    """dbt could not parse the transforms; the message is dbt's own."""


def target_folder(workspace: Workspace) -> Path:
    """Return where dbt keeps its manifest, its parse cache and the results of the last run.

    Where there is no workspace yet, loading the definitions must not make the beginning of one.
    """
    return workspace.warehouse / "dbt" if workspace.root.is_dir() else TRANSFORMS_DIR / "target"


def dbt_environment(workspace: Workspace) -> dict[str, str]:
    """Return the variables by which the dbt project finds the workspace (a contract with transforms/)."""
    target = os.fspath(target_folder(workspace))
    return {
        "MILLRACE_LAKE": str(workspace.lake_uri),
        "MILLRACE_CONFIG": os.fspath(workspace.config_dir),
        "MILLRACE_BUILD_DB": os.fspath(workspace.build_db),
        "MILLRACE_REBUILD": os.fspath(workspace.rebuild_dir),
        "DBT_TARGET_PATH": target,
        "DBT_LOG_PATH": target,
        # By default dbt logs each statement, which takes a tenth of its time; the statements are in target/run too.
        "DBT_LOG_LEVEL_FILE": "info",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        dbt_guard.PARENT_VARIABLE: str(os.getpid()),
    }


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the length of a `with` block; what is started inside inherits them."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _fingerprint(project: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(project.rglob("*")):
        relative = path.relative_to(project)
        if path.suffix in _SUFFIXES and not _GENERATED.intersection(relative.parts):
            digest.update(f"{relative.as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def load_manifest(workspace: Workspace, project: Path = TRANSFORMS_DIR) -> dict[str, Any]:
    """Return the manifest of the dbt project as it is now, parsing it only when a file of it changed.

    Raises:
        ProjectUnreadableError: dbt finds an error in the project.
    """
    manifest_path = target_folder(workspace) / "manifest.json"
    stamp = target_folder(workspace) / "manifest.stamp"
    fingerprint = _fingerprint(project)
    if not manifest_path.exists() or not stamp.exists() or stamp.read_text(encoding="utf-8") != fingerprint:
        target_folder(workspace).mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        command = [sys.executable, os.fspath(GUARD), "parse", "--quiet", "--profiles-dir", os.fspath(project)]
        with environment(dbt_environment(workspace)):
            result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            message = (result.stdout + result.stderr).strip()
            raise ProjectUnreadableError(f"dbt cannot parse {project}:\n{message}")
        write_atomically(stamp, fingerprint)
    manifest: dict[str, Any] = json.loads(manifest_path.read_bytes())
    return manifest


def read_run_results(workspace: Workspace) -> dict[str, Any] | None:
    """Return the results of the last dbt run, or None when it ended before it had any."""
    try:
        results: dict[str, Any] = json.loads((target_folder(workspace) / "run_results.json").read_bytes())
    except FileNotFoundError:
        return None
    return results


def failure_sentence(run_results: Mapping[str, Any] | None, output: str) -> str:
    """Say which tests and models failed, and why; `output` is dbt's own message, for when it got no results at all."""
    if run_results is None:
        return f"dbt failed before it built anything: {output.split('Errors parsed from dbt logs:')[-1].strip()}"
    failed = [result for result in run_results["results"] if result["status"] in {"error", "fail"}]
    named = [
        f"{kind} {name} ({' '.join((result.get('message') or 'no message').split())})"
        for result in failed
        for kind, _, name in [result["unique_id"].split(".")[:3]]
    ]
    more = f"; and {len(named) - 5} more" if len(named) > 5 else ""
    return f"dbt: {len(failed)} of {len(run_results['results'])} failed: {'; '.join(named[:5])}{more}."
