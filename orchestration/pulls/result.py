"""What a pull did, and its sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PullResult:
    """What a pull did. `failure` is the sentence that says why it is not whole; what it landed stays.

    windows: that were asked for; none of tables. rows_deleted: rows of tables that are gone. note: what else is to be
    known.
    """

    source: str
    windows: int = 0
    rows: int = 0
    rows_landed: int = 0
    files: int = 0
    failure: str | None = None
    seconds: float = 0.0
    rows_deleted: int = 0
    note: str | None = None


def pull_sentence(result: PullResult) -> str:
    """What a pull did, in words."""
    of_windows = f"{result.windows} windows with " if result.windows else ""
    gone = f", {result.rows_deleted} are gone" if result.rows_deleted else ""
    told = (
        f"{result.source}: pulled {of_windows}{result.rows} rows in {result.seconds:.1f} s, "
        f"{result.rows_landed} new or changed landed in {result.files} files{gone}."
    )
    note = f" {result.note}" if result.note else ""
    return f"{told}{note}" if result.failure is None else f"{told}{note} Not pulled whole: {result.failure}"
