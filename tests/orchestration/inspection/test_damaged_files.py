"""Whatever a file holds, inspection ends with what it is or why it is none: never with an error of its own."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.inspection import inspect_file, proposed_files
from orchestration.inspection.mapping import UnitNames
from orchestration.readers.registry import READERS
from tests.orchestration.inspection.machine_exports import export

Damage = list[tuple[float, bytes]]
DAMAGE: st.SearchStrategy[Damage] = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from([b"", b"\x00", b"\xff", b'"', b"\n", b";;;;", b"\xe4", b"1e999", b"[a]", b"<", b"{", b"31.02"]),
    ),
    max_size=6,
)  # fmt: skip


def judged(path: Path) -> None:
    inspection = inspect_file(path, "source", None, UnitNames({}))
    assert (inspection.found is None) == (inspection.because is not None)
    if inspection.found is not None:
        files = proposed_files(inspection.found, path.name, "source", "north", frozenset())
        expected = {"source.yaml", "tags.csv"} if "samples" in inspection.found.reading.loaded else {"source.yaml"}
        assert expected <= {file.name for file in files}


@pytest.mark.parametrize("reader", sorted(READERS))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=DAMAGE, kept=st.floats(0.02, 1))
def test_a_damaged_export_is_judged(tmp_path: Path, reader: str, damage: Damage, kept: float) -> None:
    made = export(reader, tmp_path)
    data = made.read_bytes()
    for place, piece in damage:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + len(piece) :]
    made.write_bytes(data[: int(kept * len(data))])
    judged(made)
    made.unlink()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(alphabet='a1.,;|\t\n":- {}[]<>', max_size=300).map(str.encode)))
def test_any_bytes_are_judged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    judged(tmp_path / "a.csv")
