"""Who signed in, who was turned away, who took what along: one JSON line each in ``logs/dashboard_access.jsonl``."""

import json
import logging
from datetime import UTC, datetime
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_FILE = "dashboard_access.jsonl"
# Five files of a megabyte: some 30,000 lines.
MOST_BYTES = 1_000_000
KEPT = 4


@cache
def _logger(folder: Path) -> logging.Logger:
    folder.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger(f"millrace.access.{folder}")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(
        RotatingFileHandler(folder / LOG_FILE, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
    )
    return logger


def record(workspace: Path, event: str, reader: str, **facts: str | int | None) -> None:
    """One line: the time (UTC), ``event`` (``sign_in``, ``denied``, ``download``), the reader's name, and ``facts``."""
    line = {"at_utc": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, "reader": reader, **facts}
    _logger(workspace / "logs").info(json.dumps(line, ensure_ascii=False))
