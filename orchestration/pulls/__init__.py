"""Pulls: what a database or server has is landed as files for the ordinary ingest to load.
Samples are pulled window by window of their time, tables by what changed in them.


What belongs here: connectors that read (and only read), how far each source was read, and the files that are landed.
What does not: what values mean (`orchestration.readers`), the lake (`orchestration.lake`), when pulls run
(`orchestration.defs`).
"""

from orchestration.pulls.failure import PullFailed
from orchestration.pulls.pulling import due_pulls, pull_source
from orchestration.pulls.result import PullResult, pull_sentence
from orchestration.pulls.state import PullState, pull_state
from orchestration.pulls.table_state import TableState, table_state

__all__ = [
    "PullFailed",
    "PullResult",
    "PullState",
    "TableState",
    "due_pulls",
    "pull_sentence",
    "pull_source",
    "pull_state",
    "table_state",
]
