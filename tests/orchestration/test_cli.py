"""The command line: sentences and exit codes, and what it must not import."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import psutil
import pytest

from orchestration.defs.publish.publication import publish
from orchestration.defs.transforms.window import TransformState, write_state
from orchestration.lake import Lake, workspace_lock
from orchestration.plant import Workspace, configuration_hash, scaffold
from orchestration.settings import code_version

Result = subprocess.CompletedProcess[str]


def millrace(*arguments: str, **environment: str) -> Result:
    """Run the command line as a person does."""
    inherited = {name: value for name, value in os.environ.items() if name != "MILLRACE_WORKSPACE"}
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose current configuration and code are published, with nothing waiting."""
    scaffold(tmp_path)
    workspace = Workspace(tmp_path)
    Lake(workspace.lake_uri).create_tables()
    workspace.warehouse.mkdir()
    with duckdb.connect(str(workspace.build_db)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.dim_date as select date '2026-11-01' as production_date")
    plant = workspace.load()
    state = TransformState(
        code_version(), configuration_hash(plant), workspace.lake_uri, finished_at_utc=datetime(2026, 11, 1, tzinfo=UTC)
    )
    write_state(workspace, state)
    publish(
        workspace,
        plant,
        [("marts", "dim_date")],
        code_version=state.code_version,
        configuration_hash=state.configuration_hash,
        data_to_utc=None,
    )
    return workspace


def only_sentence(result: Result) -> str:
    """The message of a foreseen failure: exit code 1, no traceback."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr


def test_help_lists_the_commands() -> None:
    result = millrace("--help")
    assert result.returncode == 0
    for command in ("demo", "run", "up", "init", "check", "status", "sql", "bench"):
        assert f" {command} " in result.stdout


def test_wrong_usage_exits_with_2() -> None:
    assert millrace("run", "--no-such-option").returncode == 2


@pytest.mark.parametrize("command", ["run", "check", "status", "sql", "up"])
def test_without_a_workspace_a_sentence_says_how_to_make_one(tmp_path: Path, command: str) -> None:
    message = only_sentence(millrace(command, "--workspace", str(tmp_path / "none")))
    assert "There is no workspace at" in message
    assert "millrace init" in message


def test_errors_of_the_configuration_are_all_told(tmp_path: Path) -> None:
    scaffold(tmp_path)
    (tmp_path / "plant.yaml").write_text((tmp_path / "plant.yaml").read_text().replace("time_zone:", "timezone:"))
    assert "plant.yaml, line" in only_sentence(millrace("run", "--workspace", str(tmp_path)))
    result = millrace("check", "--workspace", str(tmp_path), "--json")
    assert result.returncode == 1
    assert json.loads(result.stdout)["errors"][0]["file"] == "plant.yaml"


def test_init_makes_a_workspace_that_passes_check_and_refuses_to_overwrite_it(tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    assert millrace("init", str(folder)).returncode == 0
    assert millrace("check", "--workspace", str(folder)).returncode == 0
    assert "already" in only_sentence(millrace("init", str(folder)))


def test_run_with_nothing_new_says_so_without_importing_dagster(workspace: Workspace) -> None:
    code = (
        "import sys; sys.argv = ['millrace', 'run', '--json', '--workspace', sys.argv[1]]\n"
        "from orchestration.cli import main\n"
        "try: main()\n"
        "finally: print([name for name in ('dagster', 'dbt', 'dagster_dbt') if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(workspace.root)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0
    assert json.loads(result.stdout) == {"status": "nothing_new"}
    assert result.stderr.splitlines() == ["Nothing new: all that landed is published.", "[]"]


def test_run_says_who_holds_the_workspace(workspace: Workspace) -> None:
    with workspace_lock(workspace):
        message = only_sentence(millrace("run", "--workspace", str(workspace.root)))
    assert f"in use by process {os.getpid()}" in message


def test_status_tells_what_is_published_and_how_fresh_it_is(workspace: Workspace) -> None:
    result = millrace("status", "--json", MILLRACE_WORKSPACE=str(workspace.root))
    status = json.loads(result.stdout)
    assert status["published"]["code_version"] == code_version()
    assert status["last_failure"] is None
    assert status["lock_holder"] is None
    assert [source["source"] for source in status["sources"]] == [entry.id for entry in workspace.load().sources]
    told = millrace("status", "--workspace", str(workspace.root))
    assert told.returncode == 0
    assert "Published: version" in told.stderr


def test_sql_answers_from_the_published_file_and_the_lake(workspace: Workspace) -> None:
    root = str(workspace.root)
    rows = millrace("sql", "select production_date from dim_date", "--json", "--workspace", root)
    assert json.loads(rows.stdout) == [{"production_date": "2026-11-01"}]
    samples = millrace("sql", "select count(*) as n from lake.samples", "--json", "--workspace", root)
    assert json.loads(samples.stdout) == [{"n": 0}]


def test_sql_does_not_write(workspace: Workspace) -> None:
    message = only_sentence(millrace("sql", "delete from dim_date", "--workspace", str(workspace.root)))
    assert "read-only" in message


def test_sql_before_the_first_publication_says_what_to_do(tmp_path: Path) -> None:
    scaffold(tmp_path)
    message = only_sentence(millrace("sql", "select 1", "--workspace", str(tmp_path)))
    assert "'millrace run'" in message


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    message = only_sentence(millrace("demo", "--no-serve", "--end", "yesterday", "--workspace", str(tmp_path)))
    assert "2026-10-31" in message


def test_a_historian_that_the_demo_does_not_know_is_told_with_those_it_knows(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    message = only_sentence(millrace("demo", "--no-serve", "--historian", "pi", "--workspace", str(root)))
    assert "there is no historian 'pi'; write one of mixed, vendors, aveva_csv, " in message
    assert not root.exists()


def test_a_setting_that_is_no_number_is_named(workspace: Workspace) -> None:
    (workspace.landing / workspace.load().sources[0].id).mkdir(parents=True, exist_ok=True)
    (workspace.landing / workspace.load().sources[0].id / "new.csv").write_text("x")
    result = millrace("run", "--workspace", str(workspace.root), MILLRACE_LOCK_WAIT_S="long")
    assert "MILLRACE_LOCK_WAIT_S is 'long'" in only_sentence(result)


def test_up_says_what_to_do_when_a_port_is_taken(workspace: Workspace) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        message = only_sentence(millrace("up", "--workspace", str(workspace.root), "--dagster-port", str(port)))
    assert f"127.0.0.1:{port}" in message
    assert f"--dagster-port {port + 1}" in message


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.slow
def test_up_answers_on_both_ports_and_leaves_nothing_behind(workspace: Workspace) -> None:
    ports = (free_port(), free_port())
    command = [sys.executable, "-m", "orchestration.cli", "up", "--workspace", str(workspace.root)]
    command += ["--dagster-port", str(ports[0]), "--dashboard-port", str(ports[1])]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as up:
        assert up.stderr is not None
        lines = [up.stderr.readline() for _ in range(3)]
        assert [f":{port}" in line for port, line in zip(ports, lines, strict=False)] == [True, True]
        for port, path in zip(ports, ("/server_info", "/_stcore/health"), strict=True):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                assert answer.status == 200
        family = psutil.Process(up.pid).children(recursive=True)
        assert len(family) >= 4
        up.send_signal(signal.SIGTERM)
        assert up.wait(timeout=60) == 0
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(child.is_running() for child in family):
        time.sleep(0.1)
    assert [child.name() for child in family if child.is_running()] == []
    for port in ports:
        with socket.socket() as probe:
            # Connections that were closed a moment ago do not count as somebody listening.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))


def test_retracting_what_was_never_loaded_says_how_to_name_a_file(workspace: Workspace) -> None:
    refused = millrace("retract", "export.csv", "--reason", "wrong", "--workspace", str(workspace.root))
    assert refused.returncode == 1
    assert "No loaded file is named 'export.csv'. Give its name as it was dropped" in refused.stderr
    without_reason = millrace("retract", "export.csv", "--workspace", str(workspace.root))
    assert without_reason.returncode == 2


def test_the_documentation_needs_a_build_database(tmp_path: Path) -> None:
    scaffold(tmp_path)
    refused = millrace("docs", "--no-serve", "--workspace", str(tmp_path))
    assert refused.returncode == 1
    assert "There is no build database" in refused.stderr
