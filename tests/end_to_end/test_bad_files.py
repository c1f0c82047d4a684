"""One of each bad file among good ones: each is quarantined with a sentence, all others load, memory stays bounded."""

import gzip
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Published, workspace
from tests.end_to_end.two_machines_exports import DAYS, drop, drop_first, packer_xml, press_csv

pytestmark = pytest.mark.slow

MEMORY_LIMIT_MIB = 1536
BOMB_BYTES = 10_000_000_000

TELLING_WORDS = {
    "empty.csv": "is empty",
    "binary.csv": "is binary",
    "truncated.csv.gz": "is truncated",
    "windows.csv": "not utf-8 text",
    "semicolons.csv": "check the separator",
    "header_only.csv": "a header only",
    "bomb_of_zeros.zip": "more than 200 times its size",
    "bomb_of_lines.zip": "more than 200 times its size",
    "bomb_of_lines.csv.gz": "more than 200 times its size",
    "leaving.zip": "'../../plant.yaml', a name that leaves its folder",
    "long_line.csv": "longer than 1 MiB",
    "entities.xml": "a DTD or entities, which are refused",
    "cut.xml": "perhaps truncated",
}
"""Bad file → what its sentence must say."""


def bomb(head: bytes, piece: bytes, window: int) -> list[bytes]:
    """10 GB packed: `head`, then `piece` again and again, for which it is packed once (a full flush allows that).

    The checksum at the end is wrong; no reader may ever get as far.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return [first, *[again] * (BOMB_BYTES // len(piece)), packer.flush()]


def zip_bomb(path: Path, head: bytes, piece: bytes) -> None:
    """A zip file with a bomb as its one member, written by hand: packing 10 GB would take minutes."""
    packed = bomb(head, piece, -15)
    name, size = b"export.csv", len(head) + (len(packed) - 2) * len(piece)
    # Sizes over 4 GB are in the extra field.
    common = struct.pack("<HHHHIIIHH", 0, zipfile.ZIP_DEFLATED, 0, 0x21, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20)
    extra = struct.pack("<HHQQ", 1, 16, size, sum(map(len, packed)))
    entry = struct.pack("<HH", 45, 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    with path.open("wb") as file:
        file.write(b"PK\x03\x04" + struct.pack("<H", 45) + common + name + extra)
        file.writelines(packed)
        start = file.tell()
        file.write(b"PK\x01\x02" + entry)
        file.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, file.tell() - start, start, 0))


def entity_bomb() -> bytes:
    """A billion laughs: nine levels of entities, ten times each."""
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l0 "lol">{levels}]>'
    return f"{head}<MTConnectStreams>&l9;</MTConnectStreams>".encode()


def drop_bad(root: Path) -> None:
    day = press_csv(DAYS[-1])
    header = b"tag,time,value,quality\n"
    drop(root, "historian", "empty.csv", b"")
    drop(root, "historian", "binary.csv", b"\x7fELF" + bytes(range(32)) * 5_000)
    drop(root, "historian", "truncated.csv.gz", gzip.compress(day)[:-500])
    drop(root, "historian", "windows.csv", day.replace(b"PRESS", "PRÄGE".encode("windows-1252")))
    drop(root, "historian", "semicolons.csv", day.replace(b",", b";"))
    drop(root, "historian", "header_only.csv", header)
    drop(root, "historian", "long_line.csv", header + b"a" * 100_000_000 + b"\n")
    drop(root, "agent", "entities.xml", entity_bomb())
    drop(root, "agent", "cut.xml", packer_xml(DAYS[-1])[:-100])
    historian = root / "landing" / "historian"
    lines = b"PRESS.Total,2026-03-30T06:00:00Z,1,Good\n" * 250_000
    drop(root, "historian", "bomb_of_lines.csv.gz", b"".join(bomb(header, lines, 31)))
    zip_bomb(historian / "bomb_of_lines.zip", header, lines)
    zip_bomb(historian / "bomb_of_zeros.zip", b"", bytes(10_000_000))
    with zipfile.ZipFile(historian / "leaving.zip", "w") as archive:
        archive.writestr("good.csv", day)
        archive.writestr("../../plant.yaml", "millrace: 0")


@dataclass(frozen=True)
class Finished:
    """A workspace after a run over good and bad files, and the most memory that a process of the run took."""

    published: Published
    plant_yaml: bytes
    memory_mib: float


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    root = workspace("two_machines", tmp_path_factory.mktemp("bad_files") / "workspace", {})
    plant_yaml = (root / "plant.yaml").read_bytes()
    drop_first(root)
    with zipfile.ZipFile(root / "landing" / "historian" / "packed.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/press.csv", press_csv(DAYS[-1]))
    drop_bad(root)
    log = root.parent / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", "run", "--workspace", str(root)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # Of the run and its dbt: the larger of the two.
        _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, log.read_text()
    return Finished(Published(root), plant_yaml, usage.ru_maxrss / 1024)


@pytest.mark.parametrize("name", sorted(TELLING_WORDS))
def test_each_bad_file_is_quarantined_with_a_sentence(finished: Finished, name: str) -> None:
    rows = finished.published.ask(
        f"select status, reason, rows_read, rows_loaded, rows_rejected from meta.files where file_name = '{name}'"
    ).rows()
    assert len(rows) == 1
    status, reason, *counts = rows[0]
    assert (status, counts) == ("quarantined", [0, 0, 0])
    assert TELLING_WORDS[name] in reason
    assert reason.endswith((".", ")"))
    kept = list((finished.published.root / "quarantine").glob(f"*/*-{name}"))
    assert len(kept) == 1
    assert reason in kept[0].with_name(f"{kept[0].name}.reason.txt").read_text(encoding="utf-8")


def test_all_others_load_in_full(finished: Finished) -> None:
    rows = finished.published.ask(
        "select source, file_name, rows_read, rows_loaded from meta.files where status = 'loaded' order by all"
    ).rows()
    press = [(f"press_{day}.csv", press_csv(day).count(b"\n") - 1) for day in DAYS[:-1]]
    press.append(("packed.zip", press_csv(DAYS[-1]).count(b"\n") - 1))
    packer = [(f"packer_{day}.xml", packer_xml(day).count(b"timestamp=")) for day in DAYS[:-1]]
    expected = [("historian", *file) for file in press] + [("agent", *file) for file in packer]
    expected += [("routings", "routings.csv", 4), ("prices", "prices.csv", 2)]
    assert rows == sorted((source, name, count, count) for source, name, count in expected)
    assert finished.published.ask("select count(*) from meta.rejected_rows").item() == 0


def test_nothing_of_a_bad_file_is_left_behind(finished: Finished) -> None:
    root = finished.published.root
    assert [path for path in (root / "landing").rglob("*") if path.is_file()] == []
    assert [path for path in (root / "archive").rglob("*") if path.name.endswith(tuple(TELLING_WORDS))] == []
    assert (root / "plant.yaml").read_bytes() == finished.plant_yaml
    assert not list(root.parent.rglob("good.csv"))


def test_memory_stays_bounded(finished: Finished) -> None:
    assert finished.memory_mib < MEMORY_LIMIT_MIB
