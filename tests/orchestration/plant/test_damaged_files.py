"""Whatever stands in a configuration file, the answer is a plant or sentences, never a traceback."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.plant import ConfigurationErrors, Workspace, compile_config

PIECES = [b":", b"- ", b"[", b"}", b"&a ", b"*a", b'"', b"'", b",", b";", b"\n", b"\n  ", b"\t", b"#", b"<<: ", b"? "]
PIECES += [b"\xff", b"\x00", b"null", b"0", b"-1", b"1e999", b"nan", b"9999-12-31", b"0001-01-01", b"24:00", b"daily"]
PIECES += [b"!!set", b"Mon-", b"..", b"constraint", b"|\n", b"%", b"\xe2\x80\xa8", b"\x85", b"2026-02-30", b"{}", b"[]"]


@pytest.mark.parametrize(
    "file", ["plant", "tags", "states", "reasons", "reason_codes", "shifts", "calendar", "targets"]
)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_gives_sentences(
    workspace: Callable[..., Workspace], right_files: dict[str, str], file: str, data: st.DataObject
) -> None:
    content = right_files[file].encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        content = content[:start] + data.draw(st.sampled_from(PIECES)) + content[start + length :]
    with suppress(ConfigurationErrors):
        plant = workspace(**{file: content}).load()
        compile_config(plant, plant.history_start)
