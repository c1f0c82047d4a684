"""MTConnectStreams: events, samples and conditions of any version, refusing what is no such document."""

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.historian.mtconnect_streams import READER, Options
from tests.orchestration.readers.examples import Example
from tests.orchestration.readers.written_exports import Written, iso


def written_document(samples: list[Written]) -> bytes:
    """One device's document, an element a sample."""
    observations = "".join(
        f"<Load dataItemId='i' name={quoteattr(s.tag)} timestamp='{iso(s.time)}'>{escape(str(s.value))}</Load>"
        for s in samples
    )
    return (
        "<MTConnectStreams><Streams><DeviceStream name='M'><ComponentStream><Samples>"
        f"{observations}</Samples></ComponentStream></DeviceStream></Streams></MTConnectStreams>"
    ).encode()


EXAMPLE = Example(
    '<?xml version="1.0" encoding="UTF-8"?>\n<MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.3"><Streams>'
    '<DeviceStream name="M1"><ComponentStream><Events><Execution dataItemId="e" timestamp="2026-01-31T06:00:00Z">'
    "Öffnen</Execution></Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>\n",
    {"device_prefix": False},
    bad=("UNAVAILABLE", "UNAVAILABLE"),
    document=written_document,
)

CONTEXT = ReadContext("agent", ZoneInfo("Europe/Berlin"))


def document(body: str, namespace: str = "urn:mtconnect.org:MTConnectStreams:1.3") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><MTConnectStreams xmlns="{namespace}"><Header/><Streams>'
        f'<DeviceStream name="Mazak03" uuid="u"><ComponentStream component="Path">{body}</ComponentStream>'
        "</DeviceStream></Streams></MTConnectStreams>"
    )


def read(text: str, **options: Any) -> Batch:
    (batch,) = READER.read(io.BytesIO(text.encode()), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


EVENT = '<Events><Execution dataItemId="e1" timestamp="2016-05-14T05:00:00.1234567Z" name="execution">ACTIVE</Execution></Events>'  # noqa: E501


@pytest.mark.parametrize(
    "namespace", ["urn:mtconnect.org:MTConnectStreams:1.3", "urn:mtconnect.org:MTConnectStreams:2.4"]
)
def test_an_event_is_a_sample_named_by_device_and_item(namespace: str) -> None:
    row = read(document(EVENT, namespace)).rows.row(0, named=True)
    assert (row["tag"], row["value_text"], row["quality"], row["row_no"]) == ("Mazak03.execution", "ACTIVE", 2, 1)
    assert row["ts_utc"].isoformat() == "2016-05-14T05:00:00.123456+00:00"


def test_tags_may_be_called_by_id_and_without_device() -> None:
    assert read(document(EVENT), item="id", device_prefix=False).rows["tag"].to_list() == ["e1"]


def test_a_conditions_level_is_its_value_and_unavailable_is_bad() -> None:
    body = (
        '<Condition><Fault dataItemId="c1" timestamp="2016-05-14T05:00:00Z" type="LOAD">too hot</Fault>'
        '<Unavailable dataItemId="c2" timestamp="2016-05-14T05:00:00Z" type="LOAD"/></Condition>'
        '<Samples><Load dataItemId="s1" timestamp="2016-05-14T05:00:00Z">12.5</Load></Samples>'
    )
    rows = read(document(body)).rows.select("tag", "value_num", "value_text", "quality").rows()
    assert rows == [
        ("Mazak03.c1", None, "Fault", 2),
        ("Mazak03.c2", None, "UNAVAILABLE", 0),
        ("Mazak03.s1", 12.5, None, 2),
    ]


def test_observations_without_item_time_or_with_entries_are_rejected() -> None:
    body = (
        '<Events><A timestamp="2016-05-14T05:00:00Z">1</A><B dataItemId="b">1</B>'
        '<V dataItemId="v" timestamp="2016-05-14T05:00:00Z"><Entry key="k">1</Entry></V></Events>' + EVENT
    )
    batch = read(document(body))
    assert batch.rejected["row_no"].to_list() == [1, 2, 3]
    assert batch.rows["row_no"].to_list() == [4]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<html><body/></html>", "root is 'html'"),
        (document(EVENT)[:-40], "no well-formed XML, perhaps truncated"),
        (
            document(EVENT).replace("<MTConnectStreams", "<!DOCTYPE a><MTConnectStreams", 1),
            "declares a DTD or entities",
        ),
        (document("<a>" * 100 + "</a>" * 100), "nested deeper"),
    ],
)
def test_what_is_no_such_document_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read(text)


def test_a_long_document_comes_in_batches() -> None:
    item = '<Load dataItemId="s" timestamp="2016-05-14T05:00:00Z">1</Load>'
    text = document("<Samples>" + item * 60_000 + "</Samples>")
    batches = list(READER.read(io.BytesIO(text.encode()), Options(), CONTEXT))
    assert len(batches) == 2
    assert sum(batch.rows_read for batch in batches) == 60_000
    assert batches[-1].rows["row_no"].max() == 60_000


def test_rejected_observations_are_kept_as_they_stood() -> None:
    body = (
        '<Events><V dataItemId="v"><Entry key="a&amp;b">1 &lt; 2</Entry></V>'
        '<B dataItemId="b" timestamp="noon">R &amp; D</B></Events>' + EVENT
    )
    assert read(document(body)).rejected["raw"].to_list() == [
        '<V dataItemId="v"><Entry key="a&amp;b">1 &lt; 2</Entry></V>',
        '<B dataItemId="b" timestamp="noon">R &amp; D</B>',
    ]


def test_each_observation_belongs_to_its_device_also_after_a_batch() -> None:
    item = '<Load dataItemId="s" timestamp="2016-05-14T05:00:00Z">1</Load>'
    streams = [
        f'<DeviceStream name="{name}"><Component><Samples>{item * count}</Samples></Component></DeviceStream>'
        for name, count in (("A", 60_000), ("B", 1), ("C", 70_000))
    ]
    text = f"<MTConnectStreams><Streams>{''.join(streams)}</Streams></MTConnectStreams>"
    batches = list(READER.read(io.BytesIO(text.encode()), Options(), CONTEXT))
    rows = pl.concat(batch.rows for batch in batches)
    assert len(batches) > 2
    assert rows.group_by("tag", maintain_order=True).len().rows() == [("A.s", 60_000), ("B.s", 1), ("C.s", 70_000)]
    assert rows["row_no"].to_list() == list(range(1, 130_002))


def test_prefixes_character_data_comments_and_other_encodings() -> None:
    value = "Ö<!-- no --><![CDATA[<l>]]> &amp; &#214;"
    event = f'<m:Message dataItemId="e1" timestamp="2016-05-14T05:00:00Z">{value}</m:Message>'
    text = document(f"<m:Events>{event}</m:Events>").replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    (batch,) = READER.read(io.BytesIO(text.encode("latin-1")), Options(), CONTEXT)
    assert batch.rows["value_text"].to_list() == ["Ö<l> & Ö"]


@pytest.mark.parametrize("body", ["x" * 9_000_000, "<E/>" * 2_000_000, f'<E k="{"x" * 9_000_000}"/>'])
def test_an_observation_that_does_not_end_is_refused(body: str) -> None:
    with pytest.raises(FileRejected, match="longer than 4 MiB"):
        read(document(f'<Events><V dataItemId="v">{body}</V></Events>'))


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["qdr_input001.xml", "qdr_input418.xml"])
def test_every_observation_of_a_real_document_is_read(real_data: Path, name: str) -> None:
    path = real_data / "mtconnect_streams" / name
    with path.open("rb") as stream:
        batches = list(READER.read(stream, Options(), CONTEXT))
    rows = pl.concat(batch.rows for batch in batches)
    assert rows.height == path.read_text().count("dataItemId=")
    assert sum(batch.rejected.height for batch in batches) == 0
