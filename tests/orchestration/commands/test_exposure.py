"""What `millrace up` warns of where others reach its servers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.commands.exposure import is_exposed, warnings

SECRETS = '[auth]\nredirect_uri = "https://millrace.example.org/oauth2callback"\n'


def told(secrets: Path) -> list[str]:
    """The warnings of a process whose environment names this file."""
    code = "from orchestration.commands.exposure import warnings; print(*warnings('10.0.0.7', 3000, 8501), sep='\\n')"
    environment = os.environ | {"STREAMLIT_SECRETS_FILES": str(secrets)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.1", "::1", "localhost"])
def test_this_machine_alone_needs_no_warning(host: str) -> None:
    assert list(warnings(host, 3000, 8501)) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "plant-server"])  # noqa: S104
def test_other_addresses_are_exposed(host: str) -> None:
    assert is_exposed(host)


def test_without_a_login_both_servers_are_named_and_what_to_configure() -> None:
    assert list(warnings("10.0.0.7", 3000, 8501)) == [
        "whoever reaches 10.0.0.7:8501 sees the figures of all sites: the dashboard has no login. "
        "Configure one as docs/operations.md says in 'Who may see the dashboard'.",
        "whoever reaches 10.0.0.7:3000 sees and starts runs: Dagster has no login of its own. "
        "Let a firewall or a reverse proxy admit those who operate it, and nobody else.",
    ]


def test_with_a_login_dagster_alone_is_open(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text(SECRETS)
    assert [line.partition(" sees")[0] for line in told(tmp_path / "secrets.toml")] == ["whoever reaches 10.0.0.7:3000"]


def test_secrets_that_cannot_be_read_let_nobody_in_and_say_so(tmp_path: Path) -> None:
    first = told(tmp_path / "gone.toml")[0]
    assert first.startswith("the dashboard admits nobody. Streamlit's secrets cannot be read: No secrets found.")
