"""Rejected rows as frames, and the rule when so much is rejected that the file itself is refused."""

import re
from collections.abc import Iterable, Iterator

import polars as pl

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.schema import RAW_LIMIT, REJECTED, SAMPLES
from orchestration.readers.text_stream import FileCutError

FILTERED = "left out by the configured filter: "
"""Start of the reason of rows that are readable and not wanted."""

NO_SAMPLE = "no sample: "
"""Start of the reason of rows that a vendor's format has among the samples and that are none."""

ROWS_TO_PROVE = 10_000
"""Rows after which a file of which nothing could be read is refused as a whole."""


def rejected_frame(rows: Iterable[tuple[int, str, str]]) -> pl.DataFrame:
    """(row_no, raw, reason) as a frame of the schema REJECTED, raw cut to its limit."""
    triples = list(rows)
    return pl.DataFrame(
        {
            "row_no": [row_no for row_no, _, _ in triples],
            "member": [None] * len(triples),
            "raw": [raw[:RAW_LIMIT] for _, raw, _ in triples],
            "reason": [reason for _, _, reason in triples],
        },
        schema=REJECTED,
    )


def refuse_unreadable(batches: Iterator[Batch], *, is_personal: bool = False) -> Iterator[Batch]:
    """Pass batches on once one row could be read; raises FileRejected when the first rows are all unreadable.

    Rows left out by a configured filter, or known to be no samples, were readable: they prove the file as loaded rows
    do. A last line of samples within which the file ends is one rejected row. Of a file that may hold personal data the
    sentence shows no value.
    """
    batches = _with_cut_line(batches)
    held: list[Batch] = []
    for batch in batches:
        held.append(batch)
        if batch.rows.height or _any_left_out(batch):
            yield from held
            yield from batches
            return
        if sum(one.rows_read for one in held) >= ROWS_TO_PROVE:
            raise FileRejected(_sentence(held, is_personal=is_personal))
    if any(one.rows_read for one in held):
        raise FileRejected(_sentence(held, is_personal=is_personal))
    raise FileRejected("The file holds no row of data: it is empty or has a header only.")


def _with_cut_line(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Other tables' lines are not shown, as they may have personal data: there it refuses the file."""
    last: Batch | None = None
    try:
        for last in batches:
            yield last
    except FileCutError as cut:
        if cut.line is None or last is None or last.table != SAMPLES:
            raise
        reason = f"the file ends within a character of this line: it was cut, or is no {cut.encoding} text"
        yield Batch(last.table, last.rows.clear(), rejected_frame([(*cut.line, reason)]), 1)


def _any_left_out(batch: Batch) -> bool:
    reason = pl.col("reason")
    return batch.rejected.filter(reason.str.starts_with(FILTERED) | reason.str.starts_with(NO_SAMPLE)).height > 0


def _sentence(held: list[Batch], *, is_personal: bool) -> str:
    read = sum(one.rows_read for one in held)
    first = next(one.rejected for one in held if one.rejected.height).sort("row_no").row(0, named=True)
    # From the first quotation mark to the last: a value may have some itself.
    reason = re.sub(r"'.*'", "'***'", first["reason"], flags=re.DOTALL) if is_personal else first["reason"]
    return (
        f"None of the first {read} rows can be read; the first one is row {first['row_no']}: {reason}. "
        "Check that the source's reader, separator, encoding and time format fit this file."
    )
