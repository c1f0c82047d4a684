"""Files that end within a character: the other lines load, the last one is rejected, no encoding is blamed."""

import io
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.recognition import Sample
from orchestration.readers.registry import READERS
from orchestration.readers.sample_text import text_of
from orchestration.readers.text_options import TextOptions
from orchestration.readers.text_stream import FileCutError, text_blocks
from tests.fuzz.invariants import small_pieces
from tests.orchestration.readers.examples import example

REASON = "the file ends within a character of this line: it was cut, or is no utf-8 text"
LINES = [
    name for name, reader in sorted(READERS.items())
    if issubclass(reader.options_type, TextOptions) and name.startswith("historian.") and not example(name).document
]  # fmt: skip


def read(reader: str, data: bytes) -> Batch:
    options = READERS[reader].options_type.model_validate(example(reader).options)
    batches = list(READERS[reader].read(io.BytesIO(data), options, ReadContext("s", ZoneInfo("UTC"), b"key")))
    return Batch(
        batches[0].table,
        pl.concat(batch.rows for batch in batches),
        pl.concat(batch.rejected for batch in batches),
        sum(batch.rows_read for batch in batches),
    )


@pytest.mark.parametrize("reader", LINES)
def test_a_last_line_that_ends_within_a_character_is_one_rejected_row(reader: str) -> None:
    good = example(reader).data
    lines = good.count(b"\n")
    for text in ("Ö", "Öl,2026-01-31T06:00:00Z|läu", '"€'):
        cut = text.encode()[:-1] if text[-1] in "Ö€" else (text + "ß").encode()[:-1]
        batch = read(reader, good + cut)
        assert batch.rows.height == 1
        assert batch.rejected.select("row_no", "reason").rows() == [(lines + 1, REASON)]
        assert batch.rejected["raw"][0].endswith("\ufffd")
        assert batch.rows_read == 2


def test_it_is_rejected_though_values_may_end_without_a_newline() -> None:
    options = {"final_newline": False}
    reader = READERS["historian.delimited_long"]
    data = "tag,time,value\na,2026-01-31T06:00:00Z,1\na,2026-01-31T06:00:01Z,läuß".encode()[:-1]
    batches = list(
        reader.read(io.BytesIO(data), reader.options_type.model_validate(options), ReadContext("s", ZoneInfo("UTC")))
    )
    assert [batch.rows.height for batch in batches] == [1, 0]
    assert batches[1].rejected["raw"].to_list() == ["a,2026-01-31T06:00:01Z,läu\ufffd"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "shift_jis", "gb18030"])
def test_the_lines_before_it_are_given_first_wherever_blocks_end(encoding: str) -> None:
    lines = [f"{number} あ" for number in range(30)]
    data = "\n".join(lines).encode(encoding)[:-1]
    with small_pieces(5):
        blocks = text_blocks(io.BytesIO(data), encoding)
        found: list[str] = []
        with pytest.raises(FileCutError) as cut:
            found.extend(line for block in blocks for line in block.lines)
    assert found == lines[:-1]
    assert cut.value.line == (30, "29 \ufffd")


@pytest.mark.parametrize("reader", ["mes.event_log", "erp.delimited"])
def test_tables_with_personal_columns_are_refused_without_showing_the_line(reader: str) -> None:
    with pytest.raises(FileRejected, match="ends within a character: it was cut, or it is no utf-8 text") as refused:
        read(reader, example(reader).data + "Müller,Ö".encode()[:-1])
    assert "ller" not in str(refused.value)


def test_a_document_that_ends_within_a_character_is_refused() -> None:
    with pytest.raises(FileRejected, match="ends within a character"):
        read("historian.pi_web_api", '{"Items":[{"Name":"Ö'.encode()[:-1])


def test_bytes_that_are_of_no_character_are_of_another_encoding() -> None:
    with pytest.raises(FileRejected, match="not utf-8 text: byte 0xD6 near position 28"):
        read("historian.delimited_long", b"tag,time,value\na,2026-01-31,\xd6l\n")


def test_the_encoding_of_a_cut_file_is_told_by_its_other_characters() -> None:
    told = text_of(Sample("Öl,1\nlä".encode()[:-1]))
    assert told is not None
    assert (told.encoding, told.lines) == ("utf-8", ("Öl,1", "l"))
    unknown = text_of(Sample(b"a,1\nl\xe4"))
    assert unknown is not None
    assert unknown.encoding == "windows-1252"
