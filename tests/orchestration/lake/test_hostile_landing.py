"""What a landing folder may hold that no exporter drops: strange names, things that are no files, hostile archives."""

import io
import os
import warnings
import zipfile
from pathlib import Path

import polars as pl
import pytest

from orchestration.lake import pending_files

LOADED = b"tag,time,value,quality\nPRESS.Count,2026-03-02 00:00:%02d,1,Good\n"


def ledger(table) -> dict[str, str]:
    return dict(table("ledger").select("file_name", "status").rows())


def reasons(workspace) -> str:
    return "\n".join(note.read_text() for note in (workspace.quarantine / "historian").glob("*.reason.txt"))


NAMES = [
    "two\nlines.csv",
    "tab\tand\x1b[31mcolour.csv",
    "-rf *.csv",
    "'; drop table samples; --.csv",
    "$(touch evil).csv",
    "{uuid}%s%d.csv",
    "Größe ‮vsc.exe.csv",
    "一" * 83 + ".csv",
    "x" * 251 + ".csv",
    "con.csv",
    " .csv",
    "a" + "\u0301" * 100 + ".csv",
    "[a].csv",
    "Ö.csv",
]


def test_a_file_loads_whatever_it_is_called(workspace, drop, ingest, table):
    for number, name in enumerate(NAMES):
        drop(name, LOADED % number)

    result = ingest()

    assert (result.files, result.quarantined) == (len(NAMES), 0)
    assert ledger(table) == dict.fromkeys(NAMES, "loaded")
    archived = [path for path in (workspace.archive / "historian").rglob("*.csv") if path.is_file()]
    assert len(archived) == len(NAMES)
    assert all(path.name.isascii() and path.name.isprintable() for path in archived)
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_a_name_that_is_no_text_is_written_with_escapes(workspace, drop, ingest, table):
    drop(os.fsdecode(b"Gr\xf6\xdfe.csv"), LOADED % 1)
    drop(os.fsdecode(b"leer\xff.csv"), b"")

    result = ingest()

    assert (result.files, result.quarantined) == (1, 1)
    assert ledger(table) == {r"Gr\xf6\xdfe.csv": "loaded", r"leer\xff.csv": "quarantined"}
    assert r"leer\xff.csv" in reasons(workspace)
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_what_is_no_file_is_left_alone(workspace, drop, ingest, table):
    folder = drop("good.csv", LOADED % 1).parent
    os.mkfifo(folder / "pipe.csv")
    (folder / "folder.csv").mkdir()

    result = ingest()

    assert (result.files, result.quarantined) == (1, 0)
    assert (folder / "pipe.csv").is_fifo()
    assert (folder / "folder.csv").is_dir()
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_a_link_to_a_device_is_not_opened(workspace, drop, ingest, table):
    (drop("good.csv", LOADED % 1).parent / "zeros.csv").symlink_to("/dev/zero")

    assert ingest().quarantined == 1
    assert "symbolic link" in reasons(workspace)


def test_a_file_that_may_not_be_read_waits_and_the_others_load(workspace, drop, ingest, table, monkeypatch, caplog):
    locked = drop("locked.csv", LOADED % 1)
    drop("good.csv", LOADED % 2)
    working = Path.open

    def refuses(path: Path, *arguments: str, **named: str) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return working(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuses)
    result = ingest()
    monkeypatch.undo()

    assert (result.files, result.quarantined) == (1, 0)
    assert locked.is_file()
    assert "locked.csv cannot be read (Permission denied)" in caplog.text
    assert ingest().files == 1


def test_a_file_that_changes_while_it_is_read_is_refused(workspace, drop, ingest, table, monkeypatch):
    from orchestration.readers.historian.delimited_long import READER

    working = READER.read

    def written_meanwhile(*arguments):
        for batch in working(*arguments):
            for path in workspace.archive.rglob("*growing.csv"):
                with path.open("ab") as file:
                    file.write(b"PRESS.Count,2026-03-02 00:00:09,1,Good\n")
            yield batch

    monkeypatch.setattr(READER, "read", written_meanwhile)
    drop("growing.csv", LOADED % 1)
    drop("good.csv", LOADED % 2)

    result = ingest()

    assert (result.files, result.quarantined) == (1, 1)
    assert table("samples").height == 1
    assert "still being written" in reasons(workspace)


def zipped(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    """A member that a packer on Unix marks as a symbolic link; its content is what it points to."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("archive", "sentence"),
    [
        (zipped(("/etc/cron.d/a.csv", LOADED % 1)), "leaves its folder"),
        (zipped(("a/../../../b.csv", LOADED % 1)), "leaves its folder"),
        (zipped(("\\\\server\\share\\a.csv", LOADED % 1)), "leaves its folder"),
        (zipped(("good.csv", LOADED % 1), (link("link.csv"), b"/etc/passwd")), "In the member 'link.csv'"),
        (zipped(*((f"{number}.csv", b"") for number in range(20_000))), "holds 20000 files; at most 10000"),
        (zipped(("a.csv", zipped(("b.csv", LOADED % 1)))), "archive inside an archive"),
    ],
    ids=["absolute", "parent", "network", "link", "members", "nested"],
)
def test_a_hostile_archive_costs_itself_only(workspace, drop, ingest, table, archive, sentence):
    drop("hostile.zip", archive)
    drop("good.csv", LOADED % 2)

    result = ingest()

    assert (result.files, result.quarantined) == (1, 1)
    assert table("samples").height == 1
    assert sentence in reasons(workspace)
    assert list(workspace.root.parent.rglob("[ab].csv")) == []


def test_members_of_one_name_are_all_read(workspace, drop, ingest, table):
    drop("twice.zip", zipped(("a.csv", LOADED % 1), ("a.csv", LOADED % 2)))

    assert ingest().rows_loaded == 2
    assert table("samples").height == 2


def test_a_panic_of_the_native_code_costs_one_file(workspace, drop, ingest, table, monkeypatch):
    from orchestration.readers.historian.delimited_long import READER

    working = READER.read
    line = (LOADED % 1).splitlines()[-1]

    def panics(stream, *arguments):
        data = stream.read()
        yield from working(io.BytesIO(data), *arguments)
        if line in data:
            raise pl.exceptions.PanicException("called `Result::unwrap()` on an `Err` value")

    monkeypatch.setattr(READER, "read", panics)
    drop("panic.csv", LOADED % 1)
    drop("good.csv", LOADED % 2)

    result = ingest()

    assert (result.files, result.quarantined) == (1, 1)
    assert table("samples").height == 1
    assert "PanicException" in reasons(workspace)
