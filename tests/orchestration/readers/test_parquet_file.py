"""Parquet files as record batches: in memory is a piece of the file, whatever its size."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.readers.parquet_file import opened_parquet, record_batches

GROUP_ROWS, PIECE_ROWS = 5_000, 20_000


def written(path: Path, rows: int, *, has_dictionary: bool) -> bytes:
    """A file of keys that never repeat beside words that do, in many row groups as pulls write them."""
    keys = pa.array([f"confirmation {row:012}" for row in range(rows)])
    words = pa.array([f"work centre {row % 60}" for row in range(rows)])
    table = pa.table({"key": keys, "word": words})
    pq.write_table(table, path, row_group_size=GROUP_ROWS, compression="zstd", use_dictionary=has_dictionary)
    return path.read_bytes()


def peak_bytes(data: bytes) -> tuple[int, int]:
    """The rows of a file, and the most memory that Arrow had while they were read, one column after the other."""
    pool = pa.proxy_memory_pool(pa.default_memory_pool())
    usual, threads = pa.default_memory_pool(), pa.cpu_count()
    pa.set_memory_pool(pool)
    pa.set_cpu_count(1)
    try:
        with opened_parquet(io.BytesIO(data), "export it again") as file:
            rows = sum(batch.num_rows for batch in record_batches(file, ["key", "word"]))
    finally:
        pa.set_memory_pool(usual)
        pa.set_cpu_count(threads)
    return rows, pool.max_memory()


@pytest.mark.parametrize("has_dictionary", [False, True])
def test_ten_times_the_rows_take_no_more_memory(
    has_dictionary: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.readers.parquet_file._PIECE_ROWS", PIECE_ROWS)
    short = peak_bytes(written(tmp_path / "short", 2 * PIECE_ROWS, has_dictionary=has_dictionary))
    long = peak_bytes(written(tmp_path / "long", 20 * PIECE_ROWS, has_dictionary=has_dictionary))
    assert (short[0], long[0]) == (2 * PIECE_ROWS, 20 * PIECE_ROWS)
    assert long[1] < 1.3 * short[1]


def test_long_texts_that_are_packed_to_nothing_are_read_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.readers.parquet_file._PIECE_TEXT", 1_000_000)
    peaks = []
    for count in (40, 400):
        texts = pa.array([f"{'a' * 100_000}{row}" for row in range(count)])
        table = pa.table({"key": texts, "word": texts})
        pages = {"write_batch_size": 10, "data_page_size": 1_000_000}
        pq.write_table(table, tmp_path / "long", compression="zstd", use_dictionary=False, **pages)
        data = (tmp_path / "long").read_bytes()
        assert len(data) < 1_000 * count
        rows, peak = peak_bytes(data)
        assert rows == count
        peaks.append(peak)
    assert peaks[1] < 1.3 * peaks[0]


def test_row_groups_are_read_in_their_order(tmp_path: Path) -> None:
    data = written(tmp_path / "file", 3 * GROUP_ROWS + 7, has_dictionary=True)
    with opened_parquet(io.BytesIO(data), "export it again") as file:
        keys = [key for batch in record_batches(file, ["key"]) for key in batch.column("key").to_pylist()]
    assert keys == [f"confirmation {row:012}" for row in range(3 * GROUP_ROWS + 7)]
