"""Zip files whose list of members is itself too much, whatever its end says of it."""

import re
import zipfile
from pathlib import Path

import pytest

from orchestration.inspection import inspect_file
from orchestration.inspection.mapping import UnitNames
from orchestration.readers.archive import open_members, packing, refuse_bomb
from orchestration.readers.contract import FileRejected
from orchestration.readers.workbook import opened_workbook

SENTENCE = r"The list of members of the zip file takes more than 10 MiB"


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty members, parts of a workbook among them, each with a comment of 60 KB: a list of 12 MB."""
    path = tmp_path_factory.mktemp("list") / "long.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", *map(str, range(200))):
            member = zipfile.ZipInfo(name)
            member.comment = bytes(60_000)
            archive.writestr(member, b"")
    return path


def test_it_is_not_read(long_list: Path) -> None:
    with pytest.raises(FileRejected, match=SENTENCE):
        next(open_members(long_list))
    with pytest.raises(FileRejected, match=SENTENCE):
        refuse_bomb(long_list, "The workbook")
    with pytest.raises(FileRejected, match=SENTENCE), opened_workbook(long_list):
        pass


def test_it_is_told_what_it_is_by_inspection(long_list: Path) -> None:
    assert packing(long_list) == "zip"
    told = inspect_file(long_list, "source", None, UnitNames({})).because
    assert told is not None
    assert re.match(SENTENCE.replace("The list", "the list"), told)


def test_fewer_members_than_there_are_may_be_announced(long_list: Path, tmp_path: Path) -> None:
    """The number at the end of the file is not what is believed."""
    data = bytearray(long_list.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = b"\x01\x00\x01\x00"
    (tmp_path / "few.zip").write_bytes(data)
    with pytest.raises(FileRejected, match=SENTENCE):
        next(open_members(tmp_path / "few.zip"))


def test_ten_thousand_members_with_long_names_are_read(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_000):
            archive.writestr(f"{'folder/' * 30}{number:05}.csv", b"x")
    assert sum(1 for _ in open_members(path)) == 10_000
