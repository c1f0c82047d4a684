"""Leaves cut out as columns: what is read is what the XML parser alone would have read."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers import xml_stream
from orchestration.readers.contract import FileRejected, ReadContext
from orchestration.readers.cut_texts import texts_at
from orchestration.readers.historian.mtconnect_streams import READER, Options
from orchestration.readers.xml_leaves import LeafFinder

CONTEXT = ReadContext("agent", ZoneInfo("UTC"))
LOAD = '<Load dataItemId="l" timestamp="2026-03-02T06:00:00Z" name="load">{}</Load>'
LIKE_AN_OBSERVATION = LOAD.format(7)

TEXTS = ["1.5", "<", "&amp;", "&#65;", "]]>", " x ", "Ö", "\ufffe", 'say "so"', "\t", "\r\n", ""]
PARTS = st.one_of(
    st.sampled_from(TEXTS).map(LOAD.format),
    st.sampled_from(
        [
            "\n  ",
            " text ",
            f"<!-- {LIKE_AN_OBSERVATION} -->",
            f"<![CDATA[{LIKE_AN_OBSERVATION}]]>",
            f"<?pi {LIKE_AN_OBSERVATION}?>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            f"<Load dataItemId='{LIKE_AN_OBSERVATION}'/>",
            '<Load name="',
            '"/>',
            '<Load dataItemId="a>b" timestamp="2026-03-02T06:00:00Z"/>',
            '<Load dataItemId="a" dataItemId="b" timestamp="2026-03-02T06:00:00Z"/>',
            '<Load dataItemId = "a"   timestamp="2026-03-02T06:00:01Z" />',
            '<Load dataItemId="a&lt;b" timestamp="noon">1</Load>',
            '<Load dataItemId="a\nb" timestamp="2026-03-02T06:00:00Z">1</Load>',
            f"<V>{LIKE_AN_OBSERVATION}</V>",
            "</Samples><Condition>",
            '<Fault dataItemId="c" timestamp="2026-03-02T06:00:00Z"/>',
            "</Condition><Samples>",
            '</Samples></DeviceStream><DeviceStream name="B"><Samples>',
        ]
    ),
)  # fmt: skip


@contextmanager
def pieces_of(size: int, *, cutting: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream, "_PIECE_BYTES", size)
        if not cutting:
            patch.setattr(LeafFinder, "leaves_of", lambda _self, _data: None)
        yield


def told(data: bytes, size: int, *, cutting: bool) -> tuple[list[object], list[object]] | str:
    with pieces_of(size, cutting=cutting):
        try:
            batches = list(READER.read(io.BytesIO(data), Options(), CONTEXT))
        except FileRejected as rejection:
            return str(rejection)[:40]
    rejected = pl.concat(batch.rejected for batch in batches).select("row_no", "reason")
    return pl.concat(batch.rows for batch in batches).rows(), rejected.rows()


@settings(deadline=None)
@given(st.lists(PARTS, max_size=12), st.integers(20, 400))
def test_a_document_reads_as_the_parser_alone_reads_it(parts: list[str], size: int) -> None:
    text = f'<MTConnectStreams><DeviceStream name="A"><Samples>{LIKE_AN_OBSERVATION}{"".join(parts)}</Samples></DeviceStream></MTConnectStreams>'  # noqa: E501
    data = text.encode()
    assert told(data, size, cutting=True) == told(data, size, cutting=False)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1", "us-ascii"])
def test_only_utf_8_is_cut(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><MTConnectStreams><Samples>{LOAD.format("ok")}</Samples></MTConnectStreams>'  # noqa: E501
    data = text.encode(encoding)
    assert told(data, 1 << 20, cutting=True) == told(data, 1 << 20, cutting=False)


def test_elements_of_several_shapes_come_in_order_with_their_values() -> None:
    data = b'<A k="1">x</A> <B/>\n<A k="2">a longer text than twelve</A><A l="3" k="4"/><Deep><A k="5">y</A></Deep>'
    leaves = LeafFinder(("k",)).leaves_of(data)
    assert leaves is not None
    cuts = (leaves.names, leaves.attributes["k"], leaves.texts)
    columns = [texts_at(leaves.padded, cut.starts, cut.lengths).to_list() for cut in cuts]
    assert list(zip(*columns, strict=True)) == [
        ("A", "1", "x"), ("B", None, None), ("A", "2", "a longer text than twelve"), ("A", "4", None), ("A", "5", "y"),
    ]  # fmt: skip
    assert list(leaves.runs()) == [(0, 4), (4, 5)]
