"""Rules of Ignition's tag history: value columns, dataintegrity, tags' names."""

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from orchestration.readers.contract import FileRejected
from orchestration.readers.historian.ignition_rows import ROWS, TAGS, IgnitionOptions, history_batch, tag_names

TE = pl.DataFrame({"id": [1, 2, 7], "tagpath": ["press/speed", "press/state", "press/speed"], "scid": [1, 1, 2]})
SCINFO = pl.DataFrame({"id": [1, 2], "drvid": [1, 2]})
NAMES = pl.DataFrame({"tagid": [1, 2, 7], "tag": ["press/speed", "press/state", "press/speed"]}, schema=TAGS)
T0 = 1_769_839_200_000


def rows(*given: dict[str, Any]) -> pl.DataFrame:
    full = [{"dataintegrity": 192, "t_stamp": T0, "row_no": no} | row for no, row in enumerate(given, 2)]
    return pl.DataFrame(full, schema=ROWS)


def values(*given: dict[str, Any], **options: Any) -> list[tuple[Any, ...]]:
    batch = history_batch(rows(*given), NAMES, IgnitionOptions(**options))
    return batch.rows.select("tag", "value_num", "value_text", "quality", "quality_raw").rows()


def test_the_filled_column_is_the_value() -> None:
    assert values(
        {"tagid": 1, "intvalue": 3}, {"tagid": 1, "floatvalue": 0.1}, {"tagid": 2, "stringvalue": "RUN"},
        {"tagid": 2, "datevalue": "2026-01-31 06:00:00"},
    ) == [
        ("press/speed", 3.0, None, 2, "192"),
        ("press/speed", 0.1, None, 2, "192"),
        ("press/state", None, "RUN", 2, "192"),
        ("press/state", None, "2026-01-31 06:00:00", 2, "192"),
    ]  # fmt: skip


def test_an_id_that_was_retired_keeps_its_tags_name() -> None:
    assert [row[0] for row in values({"tagid": 7, "intvalue": 1}, {"tagid": 1, "intvalue": 2})] == ["press/speed"] * 2


def test_no_value_and_no_finite_number_are_bad_whatever_the_integrity_says() -> None:
    assert values({"tagid": 1}, {"tagid": 1, "floatvalue": float("nan")}, {"tagid": 2, "stringvalue": "Bad"}) == [
        ("press/speed", None, None, 0, "192"),
        ("press/speed", None, "NaN", 0, "192"),
        ("press/state", None, "Bad", 0, "192"),
    ]


@pytest.mark.parametrize(
    ("code", "quality"),
    [
        (192, 2), (200, 2), (216, 2), (0, 0), (24, 0), (64, 1),
        # 7: configuration error, communication error, access denied, not found, stale, unknown, by low byte up to good.
        (300, 0), (301, 0), (403, 0), (404, 0), (500, 0), (600, 0),
        # 8: uncertain, its last kind, bad, stale, error; and the same with their level in the two top bits.
        (256, 1), (261, 1), (512, 0), (516, 0), (768, 0), (1073742080, 1), (-2147483132, 0), (-1073741056, 0),
        (None, 0),
    ],
)  # fmt: skip
def test_dataintegrity_codes_of_ignition_7_and_8(code: int | None, quality: int) -> None:
    found = values({"tagid": 1, "intvalue": 1, "dataintegrity": code})
    assert found[0][3:] == (quality, None if code is None else str(code))


def test_a_code_can_be_configured() -> None:
    assert values({"tagid": 1, "intvalue": 1, "dataintegrity": 300}, uncertain=["300"])[0][3] == 1


def test_time_is_in_milliseconds_since_1970() -> None:
    batch = history_batch(rows({"tagid": 1, "intvalue": 1, "t_stamp": T0 + 1}), NAMES, IgnitionOptions())
    assert batch.rows["ts_utc"].to_list() == [datetime(2026, 1, 31, 6, 0, 0, 1000, tzinfo=UTC)]


def test_rows_that_cannot_be_read_are_rejected_with_their_reason_and_the_others_load() -> None:
    batch = history_batch(
        rows(
            {"tagid": 9, "intvalue": 1},
            {"tagid": 1, "intvalue": 1, "t_stamp": None},
            {"tagid": 1, "intvalue": 1, "floatvalue": 1.5},
            {"tagid": 1, "intvalue": 2**53 + 1},
            {"tagid": None, "intvalue": 1},
            {"tagid": 1, "intvalue": 1, "t_stamp": 10**17},
            {"tagid": 1, "intvalue": 5},
        ),
        NAMES,
        IgnitionOptions(),
    )
    assert batch.rejected["reason"].to_list() == [
        "sqlth_te names no tag of the id 9",
        "the t_stamp '' is no time in milliseconds since 1970",
        "more than one of intvalue, floatvalue, stringvalue and datevalue is filled",
        "the whole number 9007199254740993 is too large to be kept exactly",
        "it has no tagid",
        "the t_stamp '100000000000000000' is no time in milliseconds since 1970",
    ]
    assert batch.rejected["raw"][0] == "tagid=9,intvalue=1,dataintegrity=192,t_stamp=1769839200000"
    assert (batch.rows["row_no"].to_list(), batch.rows_read) == ([8], 7)


def providers(*names: str) -> pl.DataFrame:
    return pl.DataFrame({"id": [1, 2], "provider": names})


def test_names_are_paths_and_with_tag_provider_begin_with_it() -> None:
    plain = tag_names(TE, SCINFO, providers("default", "default"), IgnitionOptions())
    assert plain.equals(NAMES)
    assert tag_names(TE, None, None, IgnitionOptions()).equals(NAMES)
    told = tag_names(TE, SCINFO, providers("default", "edge"), IgnitionOptions(tag_provider=True))
    assert told["tag"].to_list() == ["[default]press/speed", "[default]press/state", "[edge]press/speed"]


def test_one_path_of_two_providers_is_refused_until_they_are_told_apart() -> None:
    with pytest.raises(FileRejected, match="'press/speed' is one of the tag providers default and edge: set"):
        tag_names(TE, SCINFO, providers("default", "edge"), IgnitionOptions())


def test_providers_that_are_not_exported_cannot_be_prefixed() -> None:
    with pytest.raises(FileRejected, match="sqlth_drv, which have it, are missing"):
        tag_names(TE, None, None, IgnitionOptions(tag_provider=True))
