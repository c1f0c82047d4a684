"""Every bad file against every reader: refused with a sentence, and with bounded memory."""

import gzip
import hashlib
import os
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from orchestration.readers.contract import FileRejected, ReadContext, ReaderOptions
from orchestration.readers.files import read_file
from orchestration.readers.registry import READERS
from orchestration.readers.text_options import DelimitedOptions
from tests.fuzz.invariants import outcome_of
from tests.orchestration.readers.examples import example

CONTEXT = ReadContext("plant", ZoneInfo("Europe/Berlin"), b"key")
TEXT_READERS = [name for name in sorted(READERS) if isinstance(example(name).file, str)]
EVERY_READER = pytest.mark.parametrize("reader", sorted(READERS))
DELIMITED = pytest.mark.parametrize(
    "reader",
    [name for name, reader in sorted(READERS.items()) if issubclass(reader.options_type, DelimitedOptions)],
)


def options_of(reader: str) -> ReaderOptions:
    return READERS[reader].options_type.model_validate(example(reader).options)


def read(path: Path, reader: str) -> int:
    return sum(batch.rows.height for batch in read_file(path, reader, options_of(reader), CONTEXT))


def noise(size: int) -> bytes:
    """Bytes that do not compress, the same each time."""
    return hashlib.shake_256(b"noise").digest(size)


def written(folder: Path, data: bytes | str) -> Path:
    path = folder / "export.txt"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refused(path: Path, reader: str, sentence: str = r"\w") -> None:
    with pytest.raises(FileRejected, match=sentence) as caught:
        read(path, reader)
    assert len(str(caught.value)) > 15
    assert str(caught.value).rstrip().endswith((".", "!", ")"))


@EVERY_READER
@pytest.mark.parametrize("packed", ["plain", "gzip", "zstd", "zip"])
def test_the_good_file_of_each_reader_loads_however_it_is_packed(reader: str, packed: str, tmp_path: Path) -> None:
    data = example(reader).data
    pack: dict[str, Callable[[], Path]] = {
        "plain": lambda: written(tmp_path, data),
        "gzip": lambda: written(tmp_path, gzip.compress(data)),
        "zstd": lambda: written(tmp_path, pa.compress(data, codec="zstd", asbytes=True)),
        "zip": lambda: zipped(tmp_path, {"a/b.xlsx": data, "c.xlsx": data}),
    }
    assert read(pack[packed](), reader) == (2 if packed == "zip" else 1)


@EVERY_READER
def test_an_empty_file(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, b""), reader, "file is empty")


@EVERY_READER
def test_a_file_of_blank_lines(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, b"\n\n\n"), reader)


@EVERY_READER
@pytest.mark.parametrize("kind", ["random", "executable", "nul"])
def test_a_binary_file(reader: str, kind: str, tmp_path: Path) -> None:
    data = {
        "random": noise(100_000),
        "executable": b"\x7fELF\x02\x01\x01" + bytes(9) + noise(100_000),
        "nul": bytes(5_000),
    }[kind]
    refused(written(tmp_path, data), reader)


@EVERY_READER
def test_a_truncated_gzip_file(reader: str, tmp_path: Path) -> None:
    packed = gzip.compress(example(reader).data + noise(5_000).hex().encode() + b"\n")
    refused(written(tmp_path, packed[:-900]), reader, "truncated")


@EVERY_READER
def test_a_truncated_zip_file(reader: str, tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": example(reader).data})
    path.write_bytes(path.read_bytes()[:-30])
    refused(path, reader, "damaged or truncated")


@EVERY_READER
def test_a_damaged_zip_member(reader: str, tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": noise(5_000)})
    data = bytearray(path.read_bytes())
    data[200:300] = bytes(100)
    path.write_bytes(data)
    refused(path, reader)


@pytest.mark.parametrize("reader", TEXT_READERS)
def test_a_file_in_another_encoding(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, str(example(reader).file).encode("cp1252")), reader, "not utf-8 text|no well-formed XML")


@DELIMITED
def test_a_file_with_another_delimiter(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, str(example(reader).file).replace(",", ";")), reader, "check the separator")


@DELIMITED
def test_a_header_only(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, str(example(reader).file).split("\n")[0] + "\n"), reader, "a header only")


@EVERY_READER
def test_text_of_another_kind(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, "Dear colleague,\nthe export failed.\n" * 100), reader)


@EVERY_READER
@pytest.mark.parametrize("name", ["../evil.txt", "a/../../evil.txt", "/etc/passwd", "..\\evil.txt", "C:\\evil.txt"])
def test_a_zip_name_that_leaves_the_folder(reader: str, name: str, tmp_path: Path) -> None:
    refused(zipped(tmp_path, {"good.txt": example(reader).data, name: b"x"}), reader, "leaves its folder")


@EVERY_READER
@pytest.mark.parametrize("inner", ["gzip", "zip"])
def test_an_archive_inside_an_archive(reader: str, inner: str, tmp_path: Path) -> None:
    data = example(reader).data
    nested = gzip.compress(data) if inner == "gzip" else zipped(tmp_path, {"a.txt": data}).read_bytes()
    refused(zipped(tmp_path, {"a.txt": nested}), reader, "archive inside an archive")
    refused(written(tmp_path, gzip.compress(nested)), reader, "archive inside an archive")


@EVERY_READER
def test_an_encrypted_zip_member(reader: str, tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": example(reader).data})
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    path.write_bytes(data)
    refused(path, reader, "encrypted")


@EVERY_READER
def test_an_archive_of_another_kind(reader: str, tmp_path: Path) -> None:
    refused(written(tmp_path, b"7z\xbc\xaf\x27\x1c" + bytes(50)), reader, "7-Zip archive")


@EVERY_READER
def test_a_zip_without_files(reader: str, tmp_path: Path) -> None:
    refused(zipped(tmp_path, {}), reader, "holds no files")


TEDIOUS = {
    "quotes": '"\n', "opened quotes": 'a,"b\n', "quoted edges": '"a","b","\n', "pipes": "|", "backslashes": "\\",
    "commas": ",", "escapes": "m,a=\\ \\,\\=", "pairs": "a=1,", "arrays": "[", "objects": '{"a":',
    "elements": "<a>", "digits": "1", "escaped quotes": '"\\', "carriage returns": "\r", "empty lines": "\r\n",
    "sections": "[Data]\n", "annotations": "#datatype,a\n", "assets": "2026-01-31T06:00:00Z|@ASSET@|x--multiline--1\n",
    "foreign digits": "\u0661,\u0661\n", "marks": "\ufeff\n", "separators of lines": "\u2028",
}  # fmt: skip
"""What parsers have been made slow, deep or wrong with."""


@EVERY_READER
@pytest.mark.parametrize("kind", TEDIOUS)
def test_a_file_of_one_thing_repeated_is_refused_or_accounted_for(reader: str, kind: str) -> None:
    options = options_of(reader)
    hostile = (TEDIOUS[kind] * (20_000 // len(TEDIOUS[kind])) + "\n").encode()
    outcome_of(reader, hostile, options)
    # Behind a good file; of XML and JSON within what is open.
    head = example(reader).data
    outcome_of(reader, head + hostile, options)
    outcome_of(reader, head[: len(head) // 2] + hostile, options)


def test_an_xml_entity_bomb_is_refused_unexpanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l0 "lol">{levels}]><MTConnectStreams>&l9;</MTConnectStreams>'
    refused(written(tmp_path, bomb), "historian.mtconnect_streams", "DTD or entities")


def test_an_external_entity_is_refused_unread(tmp_path: Path) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]><MTConnectStreams>&x;</MTConnectStreams>'
    refused(written(tmp_path, text), "historian.mtconnect_streams", "DTD or entities")


MEMORY_MIB = 900
"""Growth allowed while a bomb is refused, far below what it would unpack to."""

CHILD = textwrap.dedent("""
    import resource, sys
    from pathlib import Path
    from zoneinfo import ZoneInfo
    from orchestration.readers.contract import FileRejected, ReadContext, ReaderOptions
    from orchestration.readers.files import read_file
    from orchestration.readers.registry import READERS
    path, reader, options = Path(sys.argv[1]), sys.argv[2], READERS[sys.argv[2]].options_type
    settings = options.model_validate_json(sys.argv[3])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        for _ in read_file(path, reader, settings, ReadContext("plant", ZoneInfo("UTC"))):
            pass
        sentence = "loaded"
    except FileRejected as error:
        sentence = str(error)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, sentence)
""")


def memory_and_sentence(path: Path, reader: str) -> tuple[int, str]:
    """MiB by which a process grew while it read the file, and what it said."""
    settings = options_of(reader).model_dump_json()
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), reader, settings],
        capture_output=True, text=True, check=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, timeout=300,
    )  # fmt: skip
    grown, _, sentence = done.stdout.strip().partition(" ")
    return int(grown), sentence


@pytest.fixture(scope="session")
def long_line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "line.txt"
    path.write_bytes(b"tag,time,value\n" + b"a" * 100_000_000 + b"\n")
    return path


@pytest.fixture(scope="session")
def zip_bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10 GB of zeros, deflated to about 10 MB."""
    path = tmp_path_factory.mktemp("bomb") / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("zeros.txt", "w", force_zip64=True) as member,
    ):
        block = bytes(10_000_000)
        for _ in range(1_000):
            member.write(block)
    return path


@EVERY_READER
def test_a_line_of_100_mb_is_refused_in_bounded_memory(reader: str, long_line: Path) -> None:
    grown, sentence = memory_and_sentence(long_line, reader)
    assert any(words in sentence for words in ("longer than", "no well-formed", "is no "))
    assert grown < MEMORY_MIB


@pytest.mark.slow
@EVERY_READER
def test_a_zip_bomb_of_10_gb_is_refused_in_bounded_memory(reader: str, zip_bomb: Path) -> None:
    grown, sentence = memory_and_sentence(zip_bomb, reader)
    assert "200 times its size" in sentence
    assert grown < MEMORY_MIB


def test_a_zip_bomb_of_well_formed_lines_is_refused_by_its_ratio(tmp_path: Path) -> None:
    lines = b"tag,time,value\n" + b"a,2026-01-31T06:00:00Z,1\n" * 5_000_000
    path = zipped(tmp_path, {"a.txt": lines})
    refused(path, "historian.delimited_long", "200 times its size")
