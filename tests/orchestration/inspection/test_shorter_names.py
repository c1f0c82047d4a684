"""What tags are proposed to be called by, where a reader can call them in several ways."""

from pathlib import Path

import pytest

from orchestration.inspection import inspect_file
from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import UnitNames


def found(folder: Path, *lines: str) -> Found:
    path = folder / "export"
    path.write_text("".join(f"{line} {1769839200 + second}000000000\n" for second, line in enumerate(lines)))
    inspection = inspect_file(path, "source", None, UnitNames({}))
    assert inspection.found is not None, inspection.because
    return inspection.found


@pytest.mark.parametrize(
    ("lines", "name", "tags"),
    [
        (["machines,tag=P1.State value=1", "machines,tag=P1.Total value=2"], "{tag}", ["P1.State", "P1.Total"]),
        (["opc,machine=P1 State=1,Total=2"], "{machine}.{_field}", ["P1.State", "P1.Total"]),
        (["a,m=P1 v=1", "b,m=P1 v=1"], "{_measurement}.{m}.{_field}", ["a.P1.v", "b.P1.v"]),
        (["opc,host=gw,line=l1,m=P1 v=1"], "{host}.{line}.{m}.{_field}", ["gw.l1.P1.v"]),
        # All series have what stands in a value that looks like a key, and none has such a key.
        (["opc,id=ns/s\\=P1 value=1"], None, ["opc/id=ns/s=P1/value"]),
        (["opc,machine=P1 v=1", "opc,cell=C1,machine=P1 v=1"], None, ["opc/machine=P1/v", "opc/cell=C1/machine=P1/v"]),
        (["press01 State=1,Total=2"], None, ["press01/State", "press01/Total"]),
        # Two series would be called alike.
        (["opc,a=x.y,b=z v=1", "opc,a=x,b=y.z v=1"], None, ["opc/a=x.y/b=z/v", "opc/a=x/b=y.z/v"]),
    ],
)
def test_series_are_called_by_their_keys_where_that_tells_them_apart(
    lines: list[str], name: str | None, tags: list[str], tmp_path: Path
) -> None:
    told = found(tmp_path, *lines)
    assert told.options.get("tag_name") == name
    assert [tag.tag for tag in told.reading.tags] == tags
    assert any("see that no other file" in note for note in told.notes) == (name is not None)


@pytest.mark.parametrize(("names", "prefix"), [(("P1.State", "P1.Total"), False), (("P1.State", "Total"), None)])
def test_the_device_is_left_out_where_the_names_of_all_items_begin_with_it(
    names: tuple[str, ...], prefix: bool | None, tmp_path: Path
) -> None:
    items = "".join(f"<X dataItemId='i' name='{name}' timestamp='2026-01-31T06:00:00Z'>1</X>" for name in names)
    path = tmp_path / "current.xml"
    path.write_text(
        "<MTConnectStreams><Streams><DeviceStream name='P1'><ComponentStream><Samples>"
        f"{items}</Samples></ComponentStream></DeviceStream></Streams></MTConnectStreams>"
    )
    told = inspect_file(path, "source", None, UnitNames({})).found
    assert told is not None
    assert told.options.get("device_prefix") == prefix
