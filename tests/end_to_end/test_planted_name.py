"""A name planted wherever one may come in is nowhere in the workspace after a run: no table, file, log or archive."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.lake.landing import identify

HERE = Path(__file__).parent / "planted_name"
# One that every encoding writes alike, and one that each writes in its own way.
NAMES = ("Zebulon Quxworth", "Jörg Plänterßen")
KEYS = {"MILLRACE_PSEUDONYM_KEY": "a key for this test", "MILLRACE_ARCHIVE_KEY": "5c" * 32}
ANNA, JOERG = NAMES

MES = f"""Machine,Order,Worker,Begin,Finish,Good,Remark
PRESS01,O1,{ANNA},2026-03-02 06:00:00,2026-03-02 08:00:00,100,relieved by {JOERG}
PRESS01,O1,{JOERG},2026-03-02 08:00:00,2026-03-02 10:00:00,80,
PRESS01,O1,{JOERG},yesterday,2026-03-02 11:00:00,10,said {ANNA}
PRESS01,O1,{ANNA},{JOERG},2026-03-02 10:00:00,2026-03-02 11:00:00,10,too many fields
PRESS01,"O1,{ANNA},2026-03-02 12:00:00,2026-03-02 13:00:00,5,
"""
NO_HEADER = f"PRESS01,O1,{ANNA},2026-03-02 06:00:00,2026-03-02 08:00:00,100,{JOERG}\n" * 3
ALL_UNREADABLE = f"Machine,Order,Worker,Begin,Finish,Good,Remark\nPRESS01,O1,7,2026-03-02 06:00:00,,{ANNA},{JOERG}\n"
WRONG_ENCODING = MES.encode("windows-1252")
CONFIRMATIONS = f"""Auftrag;Platz;Ende;Menge;Personal
O1;PRESS01;2026-03-02 10:00:00;180;{JOERG}
O1;PRESS01;never;1;{ANNA}
""".encode("windows-1252")
PEOPLE = f"""Centre,Person,Day,Present,Work
PRESS01,{ANNA},2026-03-02,28800,21600
PRESS01,{JOERG},2026-03-02,28800,28800
PRESS01,{JOERG},2026-03-02,28800,eight
""".encode("utf-16")
NOTES = f"Code,Text,Author\nS1,Scratch,{ANNA}\n,Dent,{JOERG}\n"

DROPPED = {
    "mes": {"log.csv": MES.encode(), "again.csv": MES.encode(), "no_header.csv": NO_HEADER.encode(),
            "unreadable.csv": ALL_UNREADABLE.encode(), "wrong_encoding.csv": WRONG_ENCODING},
    "confirmations": {"confirmations.csv": CONFIRMATIONS},
    "people": {"times.csv": PEOPLE},
    "notes": {"notes.csv": NOTES.encode()},
}  # fmt: skip


def spellings() -> set[bytes]:
    """The names and their parts as text files, JSON and Python would have them."""
    parts = {*NAMES, *(part for name in NAMES for part in name.split())}
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "windows-1252", "unicode_escape")
    return {part.encode(encoding) for part in parts for encoding in encodings}


def contents(path: Path) -> Iterator[bytes]:
    """A file's bytes; where it is a table, also all that its cells hold, which is compressed in its bytes."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"PAR1"):
        yield _as_text(pl.read_parquet(path))
    if data[8:12] == b"DUCK":
        with duckdb.connect(str(path), read_only=True) as connection:
            names = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            assert names
            for schema, name in names:
                yield _as_text(connection.execute(f'select * from "{schema}"."{name}"').pl())


def _as_text(frame: pl.DataFrame) -> bytes:
    return json.dumps(frame.to_dict(as_series=False), default=str, ensure_ascii=False).encode()


def places_of_names(root: Path) -> list[str]:
    """Files below a folder that show a planted name, by content or by name."""
    wanted = spellings()
    found = []
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            shown = [*contents(path), os.fsencode(path.name)]
            if any(spelling in text for text in shown for spelling in wanted):
                found.append(str(path.relative_to(root)))
    return found


def planted(root: Path) -> Path:
    shutil.copytree(HERE, root)
    for source, files in DROPPED.items():
        folder = root / "landing" / source
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def ran(tmp_path_factory, run_workspace):
    root = planted(tmp_path_factory.mktemp("planted") / "workspace")
    dropped = [f"landing/{source}/{name}" for source, files in DROPPED.items() for name in files]
    # What follows would find them: every file that is dropped shows one.
    assert places_of_names(root) == sorted(dropped)
    return run_workspace(root, **KEYS)


def test_the_names_are_nowhere(ran):
    assert places_of_names(ran.root) == []


def test_all_kinds_of_places_were_searched(ran):
    for place in ("lake/operations", "archive/mes", "quarantine/mes", "warehouse", "logs", ".dagster", "published"):
        assert any(path.is_file() for path in (ran.root / place).rglob("*")), place


def test_what_came_with_the_names_is_there(ran):
    files = ran.ask("select source, status, rows_loaded, rows_rejected from meta.files order by all").rows()
    assert files == [
        ("confirmations", "loaded", 1, 1),
        ("mes", "loaded", 2, 3),
        ("mes", "quarantined", 0, 0),
        ("mes", "quarantined", 0, 0),
        ("mes", "quarantined", 0, 0),
        ("notes", "loaded", 1, 1),
        ("people", "loaded", 2, 1),
    ]
    lake = pl.read_delta(str(ran.root / "lake" / "operations"))
    assert lake["worker"].n_unique() == 2
    assert lake["worker"].str.contains("^[0-9a-f]{32}$").all()
    assert ran.ask("select count(worker), count(*) from staged.operations").row(0) == (0, 2)


def test_no_original_is_left_in_clear_and_status_says_which_need_the_key(ran, command):
    kept = [path for folder in ("archive", "quarantine", "landing") for path in (ran.root / folder).rglob("*")]
    assert {path.suffix for path in kept if path.is_file()} == {".sealed", ".txt"}
    assert not any((ran.root / "archive" / "people").rglob("*.*"))
    status = json.loads(command("status", "--json", "--workspace", ran.root).stdout)
    assert status["restorable_from"] == (
        "a backup of the lake only: the archive has 3 of 4 loaded files; those of people are not kept; "
        "those of confirmations, mes, notes need MILLRACE_ARCHIVE_KEY"
    )


def test_an_original_comes_back_to_who_has_the_key(ran, command, tmp_path):
    content = ran.root / "archive"
    (sealed,) = (path for path in content.rglob("*.sealed") if "mes" in path.parts)
    file_id = sealed.name[:64]

    without = command("archive", "restore", file_id, tmp_path / "a.csv", "--workspace", ran.root)
    restored = command("archive", "restore", file_id[:12], tmp_path / "b.csv", "--workspace", ran.root, **KEYS)

    assert (without.returncode, (tmp_path / "a.csv").exists()) == (1, False)
    assert "MILLRACE_ARCHIVE_KEY is not set" in without.stderr
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "b.csv").read_bytes() == MES.encode()
    assert identify(tmp_path / "b.csv").file_id == file_id


def test_without_the_key_nothing_is_read_and_run_and_check_say_what_to_do(tmp_path, command):
    root = planted(tmp_path / "workspace")

    ran, checked = command("run", "--workspace", root), command("check", "--json", "--workspace", root)

    assert ran.returncode == 1
    assert "originals of source mes are kept encrypted, and MILLRACE_ARCHIVE_KEY is not set" in ran.stderr
    assert "`archive: drop`" in ran.stderr
    assert len(list((root / "landing").rglob("*.csv"))) == 8
    told = [notice for notice in json.loads(checked.stdout)["notices"] if "ARCHIVE_KEY" in notice["remedy"]]
    assert [notice["object"] for notice in told] == ["mes", "confirmations", "notes"]
