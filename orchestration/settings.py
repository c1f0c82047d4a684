"""What an installation decides, as against what a plant is: read from the environment, once.

Plant facts belong into the workspace (`orchestration.plant`); secrets have their own variables, read where used.
"""

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
TRANSFORMS_DIR = PROJECT_ROOT / "transforms"
DASHBOARD_APP = PROJECT_ROOT / "dashboard" / "server.py"

# Readers and lake are not among them: what they have loaded stays as it is.
_MAKES_FIGURES = (PROJECT_ROOT / "orchestration" / "plant", PROJECT_ROOT / "orchestration" / "defs", TRANSFORMS_DIR)
_CODE_SUFFIXES = frozenset({".py", ".sql", ".yml", ".csv"})
_NOT_CODE = frozenset({"target", "logs", "dbt_packages", "__pycache__"})


@dataclass(frozen=True)
class Settings:
    """The installation's choices, each from an environment variable named MILLRACE_<FIELD>.

    Attributes:
        sensor_interval_s: seconds between two looks into landing.
        settle_s: a landing file changed less than this many seconds ago may still be being written.
        schedule_delay_min: minutes after a site's production day starts, before the daily run.
        schedule_cron: one more schedule, in UTC, as a cron line; none by default.
        upkeep_cron: when the lake is kept, as a cron line by the first site's clock.
        lock_wait_s: how long a run waits for another one that holds the workspace.
        ingest_retries: how often a failed ingest step is tried again within its run.
    """

    sensor_interval_s: int = 10
    settle_s: float = 5.0
    schedule_delay_min: int = 15
    schedule_cron: str | None = None
    upkeep_cron: str = "30 2 * * *"
    lock_wait_s: float = 3600.0
    ingest_retries: int = 2


class SettingError(ValueError):
    """An environment variable holds a value that cannot be used."""


def _number(name: str, default: float, least: float) -> float:
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    try:
        value = float(raw)
    except ValueError:
        raise SettingError(f"{name} is '{raw}', which is no number; write a number, or leave it unset.") from None
    if value < least:
        raise SettingError(f"{name} is {raw}; the least it can be is {least:g}.")
    return value


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingError: a variable holds no number, or one too small.
    """
    defaults = Settings()
    return Settings(
        sensor_interval_s=int(_number("MILLRACE_SENSOR_INTERVAL_S", defaults.sensor_interval_s, 5)),
        settle_s=_number("MILLRACE_SETTLE_S", defaults.settle_s, 0),
        schedule_delay_min=int(_number("MILLRACE_SCHEDULE_DELAY_MIN", defaults.schedule_delay_min, 0)),
        schedule_cron=os.environ.get("MILLRACE_SCHEDULE_CRON", "").strip() or None,
        upkeep_cron=os.environ.get("MILLRACE_UPKEEP_CRON", "").strip() or defaults.upkeep_cron,
        lock_wait_s=_number("MILLRACE_LOCK_WAIT_S", defaults.lock_wait_s, 0),
        ingest_retries=int(_number("MILLRACE_INGEST_RETRIES", defaults.ingest_retries, 0)),
    )


@cache
def code_version() -> str:
    """Name the code that makes figures of the lake: the package's version and a hash over that code.

    Two runs of the same code version over the same lake and configuration give the same figures; a changed one
    rebuilds everything.
    """
    digest = hashlib.sha256()
    for root in _MAKES_FIGURES:
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(PROJECT_ROOT)
            if path.suffix in _CODE_SUFFIXES and not _NOT_CODE.intersection(relative.parts):
                digest.update(f"{relative.as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return f"{version('millrace')}+{digest.hexdigest()[:12]}"
