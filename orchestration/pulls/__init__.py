"""Pulls: what a database or server has is landed as files, window by window, for the ordinary ingest to load.

What belongs here: connectors that read (and only read), how far each source was read, and the files that are landed.
What does not: what values mean (`orchestration.readers`), the lake (`orchestration.lake`), when pulls run
(`orchestration.defs`).
"""

from orchestration.pulls.failure import PullFailed
from orchestration.pulls.pulling import PullResult, due_pulls, pull_sentence, pull_source
from orchestration.pulls.state import PullState, pull_state

__all__ = ["PullFailed", "PullResult", "PullState", "due_pulls", "pull_sentence", "pull_source", "pull_state"]
