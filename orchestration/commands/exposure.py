"""What others reach where the servers do not listen on this machine alone."""

import os
from collections.abc import Iterator
from contextlib import chdir
from ipaddress import ip_address

from orchestration.settings import PROJECT_ROOT


def is_exposed(host: str) -> bool:
    """Whether other machines may reach a server that listens on `host`; a name that is not `localhost` is taken so."""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def warnings(host: str, dagster_port: int, dashboard_port: int) -> Iterator[str]:
    """What is open to whoever reaches the servers on `host`, and what to configure: a sentence or two each."""
    if not is_exposed(host):
        return
    yield from _without_login(f"{host}:{dashboard_port}")
    yield (
        f"whoever reaches {host}:{dagster_port} sees and starts runs: Dagster has no login of its own. "
        "Let a firewall or a reverse proxy admit those who operate it, and nobody else."
    )


def _without_login(address: str) -> Iterator[str]:
    from streamlit import config  # slow to import

    from dashboard.access import SECRETS_FILES, AccessError, is_login_configured

    if named := os.environ.get(SECRETS_FILES):
        config.set_option("secrets.files", named.split())  # as `streamlit run` reads the variable
    try:
        with chdir(PROJECT_ROOT):  # where the dashboard is started, and looks for its secrets
            has_login = is_login_configured()
    except AccessError as error:
        yield f"the dashboard admits nobody. {error}"
        return
    if not has_login:
        yield (
            f"whoever reaches {address} sees the figures of all sites: the dashboard has no login. "
            "Configure one as docs/operations.md says in 'Who may see the dashboard'."
        )
