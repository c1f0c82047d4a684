"""MTConnect: the log of an adapter (SHDR), and the document that an agent answers (MTConnectStreams).

Neither knows a quality: what is not known is UNAVAILABLE.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from orchestration.demo.exports.rows import Export, Format, Row, utc_text
from orchestration.demo.signals import Value

_EVENTS = {
    "execution": "Execution",
    "TotalCount": "PartCount",
    "GoodCount": "PartCount",
    "RejectCount": "PartCount",
    "Order": "ProcessAggregateId",
}
_SAMPLES = {
    "Energy": "ElectricalEnergy",
    "Power": "Wattage",
    "Strokes_min": "RotaryVelocity",
    "Seal_temp": "Temperature",
}
_COMPONENT = '<ComponentStream component="Controller" name="controller" componentId="c1">'


def shdr_log(rows: Iterable[Row], tail: str = "") -> bytes:
    """`time|item|value`, in UTC with a changing number of fraction digits; items of one second share a line."""
    lines = []
    for at, same in groupby(rows, key=lambda row: row[0]):
        fraction = ("", ".0", ".000", ".000000", ".0000000")[at % 5]
        pairs = "|".join(f"{tag}|{_shown(value, good)}" for _, tag, value, good in same)
        lines.append(f"{utc_text(at)}{fraction}Z|{pairs}")
    return ("\n".join(lines) + "\n" + tail).encode()


def streams_xml(rows: list[Row], *, whole_names: bool = False) -> bytes:
    """One MTConnectStreams 1.3 document; tags are `<device>.<item>`, and by `whole_names` data items are named so.

    Types that the standard does not have stand in a namespace of their own.
    """
    created = utc_text(rows[-1][0] + 60)
    own_types = ' xmlns:x="urn:acme.example:MTConnectStreams:1.3"' if whole_names else ""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.3"{own_types}>\n'
        f'<Header creationTime="{created}Z" sender="agent" instanceId="1" version="1.3.0" bufferSize="131072" '
        'nextSequence="1" firstSequence="1" lastSequence="1"/>\n'
    )
    devices: dict[str, dict[str, list[str]]] = {}
    for sequence, (at, tag, value, good) in enumerate(rows, start=1):
        device, item = _device_and_item(tag)
        container, element = "Events", _EVENTS.get(item, f"x:{item}")
        if item in _SAMPLES:
            container, element = "Samples", _SAMPLES[item]
        devices.setdefault(device, {}).setdefault(container, []).append(
            f'<{element} dataItemId="{device}-{item}" name="{tag if whole_names else item}" sequence="{sequence}" '
            f'timestamp="{utc_text(at)}Z">{_shown(value, good)}</{element}>\n'
        )
    streams = "\n".join(_device_stream(device, containers) for device, containers in devices.items())
    return f"{head}<Streams>{streams}</Streams></MTConnectStreams>\n".encode()


def _device_stream(device: str, containers: dict[str, list[str]]) -> str:
    components = "".join(
        f"{_COMPONENT}<{name}>\n{''.join(observations)}</{name}></ComponentStream>"
        for name, observations in containers.items()
    )
    return f"<DeviceStream name={quoteattr(device)} uuid={quoteattr('demo-' + device)}>\n{components}</DeviceStream>"


def _device_and_item(tag: str) -> tuple[str, str]:
    device, _, item = tag.partition("." if "." in tag else "_")
    return device, item


def _shown(value: Value, good: bool) -> str:
    return escape(str(value)) if good else "UNAVAILABLE"


SHDR = Format("historian.shdr", ".txt", lambda rows, _zone: Export(shdr_log(rows)))
STREAMS = Format(
    "historian.mtconnect_streams", ".xml", lambda rows, _zone: Export(streams_xml(rows, whole_names=True)),
    {"device_prefix": False},
)  # fmt: skip
