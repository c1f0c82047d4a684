"""Landed files as members: kinds told by content, caps, and row numbers that run on over members."""

import gzip
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.archive import Caps, open_members
from orchestration.readers.contract import ByteStream, FileRejected, ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.historian.delimited_long import Options

CONTEXT = ReadContext("hist", ZoneInfo("UTC"))


def everything(stream: ByteStream) -> bytes:
    parts = []
    while part := stream.read(1000):
        parts.append(part)
    return b"".join(parts)


def contents(path: Path, caps: Caps | None = None) -> list[tuple[str | None, bytes]]:
    return [(member.name, everything(member.stream)) for member in open_members(path, caps)]


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "export.csv"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("data", [b"", b"a", b"tag,time\n" * 5000])
def test_a_plain_file_and_a_gzip_file_are_one_member_without_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(data)
    assert contents(path) == [(None, data)]
    path.write_bytes(gzip.compress(data))
    assert contents(path) == [(None, data)]


def test_a_zip_files_members_come_in_its_order_and_folders_are_none(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"b/": b"", "b/2.csv": b"two", "1.csv": b"one"})
    assert contents(path) == [("b/2.csv", b"two"), ("1.csv", b"one")]


def test_the_cap_on_the_total_counts_all_members(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a": b"x" * 600, "b": b"x" * 600})
    assert len(contents(path, Caps(total_bytes=1200))) == 2
    with pytest.raises(FileRejected, match="'b' brings the file over 1199 bytes"):
        contents(path, Caps(total_bytes=1199))


def test_the_cap_on_the_ratio_spares_small_files(tmp_path: Path) -> None:
    path = tmp_path / "export.gz"
    path.write_bytes(gzip.compress(bytes(1_000_000)))
    assert len(contents(path)) == 1
    with pytest.raises(FileRejected, match="more than 200 times its size"):
        contents(path, Caps(ratio_from_bytes=100_000))


def test_what_a_zip_file_announces_is_weighed_before_any_of_it_is_read(tmp_path: Path) -> None:
    good, bomb = b"tag,time,value\n", bytes(1_000_000)
    with pytest.raises(FileRejected, match="'bomb' unpacks to more than 200 times its size"):
        next(open_members(zipped(tmp_path, {"good": good, "bomb": bomb}), Caps(ratio_from_bytes=100_000)))
    with pytest.raises(FileRejected, match="'bomb' brings the file over 500000 bytes"):
        next(open_members(zipped(tmp_path, {"good": good, "bomb": bomb}), Caps(total_bytes=500_000)))
    parts = {str(number): bytes(90_000) for number in range(9)}
    with pytest.raises(FileRejected, match="The zip file unpacks to more than 200 times its size"):
        next(open_members(zipped(tmp_path, parts), Caps(ratio_from_bytes=100_000)))


def test_the_cap_on_the_number_of_members(tmp_path: Path) -> None:
    path = zipped(tmp_path, {str(number): b"" for number in range(11)})
    with pytest.raises(FileRejected, match="holds 11 files; at most 10"):
        contents(path, Caps(members=10))


def test_rows_run_on_over_members_and_rejected_rows_name_theirs(tmp_path: Path) -> None:
    text = b"tag,time,value\na,2026-01-31T06:00:00Z,1\nbroken\n"
    path = zipped(tmp_path, {"1.csv": text, "2.csv": text})
    batches = list(read_file(path, "historian.delimited_long", Options(), CONTEXT))
    assert pl.concat(batch.rows for batch in batches)["row_no"].to_list() == [2, 5]
    rejected = pl.concat(batch.rejected for batch in batches)
    assert rejected.select("row_no", "member").rows() == [(3, "1.csv"), (6, "2.csv")]


def test_a_bad_member_refuses_the_file_by_its_name(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"1.csv": b"tag,time,value\na,2026-01-31T06:00:00Z,1\n", "2.csv": b""})
    with pytest.raises(FileRejected, match=r"In the member '2\.csv': The file is empty\."):
        list(read_file(path, "historian.delimited_long", Options(), CONTEXT))
