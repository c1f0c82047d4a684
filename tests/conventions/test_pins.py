"""requirements.lock pins for production what `uv run` resolves for everyone else."""

import re
from importlib.metadata import distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>[^\\]+))?")


def pins() -> dict[str, str]:
    found = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        match = PIN.match(line)
        if match and (match["marker"] is None or Marker(match["marker"].strip()).evaluate()):
            found[canonicalize_name(match["name"])] = match["version"]
    return found


def test_the_lock_and_the_environment_have_the_same_versions() -> None:
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    pinned = pins()
    assert len(pinned) > 50
    different = {
        name: (version, installed.get(name)) for name, version in pinned.items() if installed.get(name) != version
    }
    assert different == {}, "pinned, installed; make requirements.lock anew as CONTRIBUTING.md says"


def test_no_package_index_is_written_down() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index-url" not in text
    assert "://" not in text
