"""What an ingest reports, file by file and in the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from orchestration.lake.reading import FileOutcome
from orchestration.lake.row_changes import RowChanges


@dataclass
class IngestResult:
    """What an ingest did: files loaded, and beside them duplicates and refused ones; rows; time range; seconds.

    An unfinished batch of an earlier run that is finished here counts here; what was already prepared then, does not.
    """

    files: int = 0
    duplicates: int = 0
    quarantined: int = 0
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_new: int = 0
    rows_repeated: int = 0
    rows_changed: int = 0
    rows_superseded: int = 0
    min_ts_utc: datetime | None = None
    max_ts_utc: datetime | None = None
    seconds: float = 0.0

    def add(self, outcome: FileOutcome) -> None:
        """Count one file."""
        if outcome.reason is not None:
            self.quarantined += 1
            return
        self.files += 1
        self.rows_read += outcome.rows_read
        self.rows_loaded += outcome.rows_loaded
        self.rows_rejected += outcome.rows_rejected
        lows = [low for low in (self.min_ts_utc, outcome.min_ts_utc) if low is not None]
        highs = [high for high in (self.max_ts_utc, outcome.max_ts_utc) if high is not None]
        self.min_ts_utc, self.max_ts_utc = min(lows, default=None), max(highs, default=None)

    def add_changes(self, changes: RowChanges) -> None:
        """Count what one file changed; known once its batch is read."""
        self.rows_new += changes.rows_new
        self.rows_repeated += changes.rows_repeated
        self.rows_changed += changes.rows_changed
        self.rows_superseded += changes.rows_superseded


Progress = Callable[[IngestResult], None]
"""Called after each file with the result so far."""
