"""A file that cannot be read costs itself only: it is kept aside with a sentence, and the others load."""

import io
import os
import zipfile

import pytest

from orchestration.lake import pending_files
from orchestration.readers.contract import Batch


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def reasons(workspace) -> dict[str, str]:
    """The sentence of each quarantined file, by the end of its name."""
    notes = (workspace.quarantine / "historian").glob("*.reason.txt")
    return {note.name.removesuffix(".reason.txt").split("-", 4)[-1]: note.read_text() for note in notes}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("binary.csv", bytes(range(256)) * 50),
        ("header_only.csv", b"tag,time,value,quality\n"),
        ("wrong_delimiter.csv", b"tag;time;value\nA;2026-03-02 00:00:00;1\n"),
        ("wrong_encoding.csv", "tag,time,value\nPreßwerk,2026-03-02 00:00:00,1\n".encode("utf-16")[2:]),
        ("truncated.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x2b"),
        ("outside.zip", zipped("../outside.csv", b"tag,time,value\nA,2026-03-02 00:00:00,1\n")),
        ("bomb.zip", zipped("bomb.csv", b"\0" * (200 << 20))),
        ("long_line.csv", b"tag,time,value\n" + b"x" * (2 << 20)),
    ],
)
def test_a_bad_file_is_quarantined_with_a_sentence_and_the_good_ones_load(
    workspace, drop, ingest, table, long_csv, name, content
):
    drop("a_good.csv", long_csv(3))
    drop(name, content)
    drop("z_good.csv", long_csv(4, day="2026-03-03"))

    result = ingest()

    assert (result.files, result.quarantined, result.rows_loaded) == (2, 1, 7)
    assert table("samples").height == 7
    ledger = {row["file_name"]: row for row in table("ledger").rows(named=True)}
    assert ledger[name]["status"] == "quarantined"
    assert ledger[name]["rows_read"] == 0
    assert ledger[name]["reason"].endswith(".")
    assert ledger[name]["reason"] in reasons(workspace)[name]
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_a_quarantined_file_dropped_again_is_tried_again(workspace, drop, ingest, table, monkeypatch, long_csv):
    import orchestration.lake.reading as reading

    def broken(*_arguments):
        raise ZeroDivisionError("by nothing")
        yield

    working = reading.read_file
    monkeypatch.setattr(reading, "read_file", broken)
    drop("a.csv", long_csv(3))
    assert ingest().quarantined == 1
    monkeypatch.setattr(reading, "read_file", working)
    drop("a.csv", long_csv(3))

    assert ingest().files == 1
    assert table("samples").height == 3
    assert table("ledger")["status"].to_list() == ["quarantined", "loaded"]


def test_a_defect_of_a_reader_is_named_and_costs_one_file(workspace, drop, ingest, table, monkeypatch, long_csv):
    from orchestration.readers.historian.delimited_long import READER

    working = READER.read

    def fails_late(stream, *arguments):
        data = stream.read()
        yield from working(io.BytesIO(data), *arguments)
        if b"2026-03-02" in data:
            raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(READER, "read", fails_late)
    drop("a.csv", long_csv(3))
    drop("b.csv", long_csv(4, day="2026-03-03"))
    ingest()

    assert table("samples").height == 4
    assert "ZeroDivisionError" in reasons(workspace)["a.csv"]
    assert "defect of the reader" in reasons(workspace)["a.csv"]


def test_a_late_refusal_leaves_nothing_of_a_large_file(workspace, drop, ingest, table, monkeypatch, long_csv):
    import orchestration.lake.reading as reading

    working = reading.read_file

    def fails_late(path, *arguments):
        for batch in working(path, *arguments):
            yield batch
            yield batch
        raise ZeroDivisionError("at the end")

    monkeypatch.setattr(reading, "read_file", fails_late)
    monkeypatch.setattr("orchestration.lake.collector.HOLD_BYTES", 10)
    drop("a.csv", long_csv(50))
    ingest()

    assert table("samples").height == 0
    assert list((workspace.root / "lake" / "samples").rglob("*.parquet")) == []


def test_a_reader_that_loses_a_row_is_caught(workspace, drop, ingest, table, monkeypatch, long_csv):
    import orchestration.lake.reading as reading

    working = reading.read_file

    def loses_a_row(*arguments):
        for batch in working(*arguments):
            yield Batch(batch.table, batch.rows.tail(-1), batch.rejected, batch.rows_read)

    monkeypatch.setattr(reading, "read_file", loses_a_row)
    drop("a.csv", long_csv(3))
    ingest()

    assert table("samples").height == 0
    assert "counted 3 rows in this file but gave 2 to load and 0 as rejected" in reasons(workspace)["a.csv"]


def test_a_link_out_of_the_landing_folder_is_refused(workspace, tmp_path, drop, ingest, table, long_csv):
    secret = tmp_path / "secret.csv"
    secret.write_bytes(long_csv(3))
    drop("good.csv", long_csv(2))
    (workspace.landing / "historian" / "link.csv").symlink_to(secret)

    result = ingest()

    assert (result.files, result.quarantined) == (1, 1)
    assert secret.is_file()
    assert table("samples").height == 2
    assert "symbolic link" in reasons(workspace)["link.csv"]
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_a_folder_that_is_a_link_is_not_entered(workspace, tmp_path, drop, ingest, long_csv):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.csv").write_bytes(long_csv(3))
    drop("good.csv", long_csv(2))
    (workspace.landing / "historian" / "deeper").symlink_to(outside)
    source = workspace.load().sources[0].model_copy(update={"files": "**/*.csv"})

    assert [path.name for path in pending_files(workspace, source)] == ["good.csv"]


def test_hidden_and_unfinished_files_wait(workspace, drop, ingest, long_csv):
    for name in (".hidden.csv", "a.csv.tmp", "b.csv.part"):
        drop(name, long_csv(3))

    assert ingest().files == 0
    assert len(list((workspace.landing / "historian").iterdir())) == 3


def test_a_file_that_still_grows_waits_for_the_next_run(workspace, drop, ingest, long_csv, monkeypatch):
    path = drop("a.csv", long_csv(3))
    os.utime(path)

    def grows(_seconds: float) -> None:
        with path.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr("orchestration.lake.landing.time.sleep", grows)

    assert ingest().files == 0
    assert path.is_file()
