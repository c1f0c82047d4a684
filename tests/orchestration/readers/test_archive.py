"""Landed files as members: kinds told by content, caps, and row numbers that run on over members."""

import gzip
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa
import pytest

from orchestration.readers.archive import member_names, open_members
from orchestration.readers.capped import Caps
from orchestration.readers.contract import ByteStream, FileRejected, ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.historian.delimited_long import Options
from orchestration.readers.seekable import local_file

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


def zstandard(data: bytes) -> bytes:
    packed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return packed


@pytest.mark.parametrize("between", [b"", b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"])
def test_a_zstandard_file_may_have_several_frames_and_frames_to_skip(between: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(between + zstandard(b"tag,time\n" * 5000) + between + zstandard(b"z" * 100_000))
    assert contents(path) == [(None, b"tag,time\n" * 5000 + b"z" * 100_000)]


def test_a_zstandard_file_that_is_cut_or_damaged_or_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zst"
    good = zstandard(b"tag,time\n" * 5000)
    path.write_bytes((good + good)[:-3])
    with pytest.raises(FileRejected, match="The Zstandard file is truncated"):
        contents(path)
    path.write_bytes(good + b"garbage of some length")
    with pytest.raises(FileRejected, match="The Zstandard file is damaged"):
        contents(path)
    path.write_bytes(zstandard(bytes(1_000_000)))
    with pytest.raises(FileRejected, match="more than 200 times its size"):
        contents(path, Caps(ratio_from_bytes=100_000))
    path.write_bytes(zstandard(gzip.compress(b"tag,time\n")))
    with pytest.raises(FileRejected, match="archive inside an archive"):
        contents(path)


def test_an_office_document_is_one_file_though_it_is_a_zip_file(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    assert contents(path) == [(None, path.read_bytes())]
    assert member_names(path) == []
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(path, "a/book")
    assert contents(outer) == [("a/book", path.read_bytes())]
    assert member_names(outer) == ["a/book"]
    packed = tmp_path / "book.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert contents(packed) == [(None, path.read_bytes())]


def test_a_plain_file_is_sought_in_where_it_stands_and_a_packed_one_in_a_copy_that_goes(tmp_path: Path) -> None:
    path = tmp_path / "export.db"
    for data in (b"plain", gzip.compress(b"plain")):
        path.write_bytes(data)
        for member in open_members(path):
            with local_file(member.stream) as found:
                assert found.read_bytes() == b"plain"
                assert (found == path) == (data == b"plain")
            assert found.exists() == (data == b"plain")


def test_a_copy_to_seek_in_has_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "export.db"
    path.write_bytes(gzip.compress(bytes(3000)))
    with pytest.raises(FileRejected, match="unpack it before"):
        for member in open_members(path):
            with local_file(member.stream, limit=2999):
                pass
    path.write_bytes(b"")
    with pytest.raises(FileRejected, match="The file is empty"):
        for member in open_members(path):
            with local_file(member.stream):
                pass


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
