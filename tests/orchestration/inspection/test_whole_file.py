"""What only the whole file tells: the order of dates, marks of numbers, encodings, zones, rejected rows, repeats."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.inspection import inspect_file
from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import UnitNames


def clock(*parts: int) -> datetime:
    """A time as it stands in a file that states no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


HEAD = "tag,time,value\n"
MANY = 12_000
"""Rows that are more than a head holds."""


def found(path: Path, text: str | bytes, zone: str | None = None) -> Found:
    path = path / "export.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    inspection = inspect_file(path, "source", zone, UnitNames({}))
    assert inspection.found is not None, inspection.because
    return inspection.found


def minutes(start: datetime, count: int, form: str, *, step_s: int = 60) -> list[str]:
    return [(start + timedelta(seconds=step_s * n)).strftime(form) for n in range(count)]


def test_a_day_past_the_twelfth_far_down_settles_the_order_of_dates(tmp_path: Path) -> None:
    times = ["01/02/2026 06:00"] * MANY + ["25/01/2026 07:00"]
    told = found(tmp_path, HEAD + "".join(f"P1.a,{time},{n}\n" for n, time in enumerate(times)))
    assert told.options["time_format"] == "%d/%m/%Y %H:%M"
    assert told.doubts == ()
    assert any("1 rows could not be read" in note and "25/01/2026" in note for note in told.notes)


def test_the_other_order_is_found_where_the_proposed_one_loses_rows(tmp_path: Path) -> None:
    times = ["01/02/2026 06:00"] * MANY + ["01/25/2026 07:00"]
    told = found(tmp_path, HEAD + "".join(f"P1.a,{time},{n}\n" for n, time in enumerate(times)))
    assert (told.options["time_format"], told.reading.lost, told.doubts) == ("%m/%d/%Y %H:%M", 0, ())


def test_an_order_that_nothing_settles_stays_in_doubt_with_what_each_would_mean(tmp_path: Path) -> None:
    told = found(tmp_path, HEAD + "P1.a,01/02/2026 06:00,1\nP1.a,02/02/2026 06:00,2\n")
    (doubt,) = told.doubts
    assert doubt.values == ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")
    assert "from 2026-02-01 to 2026-02-02 on 2 days" in doubt.sentence
    assert "from 2026-01-02 to 2026-02-02 on 2 days" in doubt.sentence


def test_times_to_come_speak_against_an_order(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    numbers = [(first, second) for first in range(1, 13) for second in range(1, 13)]
    past, to_come = next(
        (first, second)
        for first, second in numbers
        if clock(now.year, first, second) <= now and clock(now.year, second, first) > now + timedelta(days=2)
    )
    told = found(tmp_path, HEAD + f"P1.a,{past:02}/{to_come:02}/{now.year} 00:00,1\n")
    assert (told.options["time_format"], told.doubts) == ("%m/%d/%Y %H:%M", ())
    assert any("times to come" in note for note in told.notes)


@pytest.mark.parametrize(
    ("last", "options"), [("1,5", {"decimal": ","}), ("1,234.5", {"decimal": ".", "thousands": ","})]
)
def test_a_number_far_down_settles_the_decimal_mark(tmp_path: Path, last: str, options: dict[str, str]) -> None:
    rows = "".join(f"P1.a;2026-01-31 06:00:00;{1 + n % 8},{n % 900 + 100}\n" for n in range(MANY))
    told = found(tmp_path, "tag;time;value\n" + rows + f"P1.a;2026-01-31 07:00:00;{last}\n")
    assert {name: told.options[name] for name in options} == options
    assert told.doubts == ()
    assert told.reading.texts == 0


def test_letters_far_down_that_are_not_utf_8_are_read_as_one_byte_with_a_doubt(tmp_path: Path) -> None:
    rows = "".join(f"P1.a,2026-01-31 06:00:00,{n}\n" for n in range(MANY))
    told = found(tmp_path, (HEAD + rows).encode() + "Öl.a,2026-01-31 06:00:00,1\n".encode("windows-1252"))
    assert told.options["encoding"] == "windows-1252"
    assert [doubt.option for doubt in told.doubts] == ["encoding"]
    assert told.reading.tags[-1].tag == "Öl.a"


def test_rows_that_would_be_rejected_are_counted_by_reason_with_the_first_of_each(tmp_path: Path) -> None:
    good = "P1.a,2026-01-31 06:00:00,1\n" * 5
    told = found(
        tmp_path, HEAD + good + "P1.a,yesterday,2\nP1.a,31.01.,3\nP1.a,2026-01-31 06:00:00\nP1.a,2026-01-31 06:01:00,1"
    )
    counts = [(one.count, one.line) for one in told.reading.rejected]
    assert counts == [(2, 7), (1, 9), (1, 10)]
    assert "the file ends within this line" in told.reading.rejected[2].reason
    assert (told.reading.rows_read, told.reading.rows_loaded, told.reading.lost) == (9, 5, 4)


def test_a_window_exported_twice_and_one_with_corrected_values_are_told_apart(tmp_path: Path) -> None:
    window = "".join(f"P1.a,{time},{n}\n" for n, time in enumerate(minutes(clock(2026, 1, 31), 100, "%Y-%m-%d %H:%M")))
    told = found(tmp_path, HEAD + window + window + window.replace(",99\n", ",77\n"))
    assert (told.reading.repeats.equal, told.reading.repeats.other) == (199, 1)


def test_silences_and_intervals_are_told(tmp_path: Path) -> None:
    times = minutes(clock(2026, 1, 31), 60, "%Y-%m-%d %H:%M") + minutes(clock(2026, 1, 31, 5), 60, "%Y-%m-%d %H:%M")
    told = found(tmp_path, HEAD + "".join(f"P1.a,{time},1\n" for time in times))
    (silence,) = told.reading.timeline.silences().rows()
    assert silence == (clock(2026, 1, 31, 0, 59), clock(2026, 1, 31, 5, 0), 14_460.0)
    intervals = told.reading.tags[0].intervals
    assert intervals is not None
    assert (intervals.median_s, intervals.longest_s, intervals.order, intervals.is_regular) == (
        60,
        14_460,
        "ascending",
        True,
    )


def test_a_descending_file_counts_in_the_order_of_time(tmp_path: Path) -> None:
    times = minutes(clock(2026, 1, 31), 50, "%Y-%m-%d %H:%M")
    rows = [f"P1.Total,{time},{(65_500 + 3 * n) % 65_536}\n" for n, time in enumerate(times)]
    (tag,) = found(tmp_path, HEAD + "".join(reversed(rows))).tags
    assert tag.profile.intervals is not None
    assert tag.profile.intervals.order == "descending"
    assert dict(tag.guess.columns)["rollover_at"] == 65_535


class TestZones:
    @staticmethod
    def rows(times: list[str]) -> str:
        return HEAD + "".join(f"P1.a,{time},{n}\n" for n, time in enumerate(times))

    def test_a_repeated_hour_tells_whose_clock_it_is(self, tmp_path: Path) -> None:
        form = "%Y-%m-%d %H:%M:%S"
        times = minutes(clock(2025, 10, 26), 180, form) + minutes(clock(2025, 10, 26, 2), 180, form)
        told = found(tmp_path, self.rows(times))
        assert (told.stated, told.zone) == ("none", "Europe/Berlin")
        assert told.reading.repeats.other == 0
        assert [hint.zone for hint in told.hints if hint.contradicts] == ["Europe/London", "Europe/Helsinki"]

    def test_a_skipped_hour_tells_it_as_well(self, tmp_path: Path) -> None:
        form = "%Y-%m-%d %H:%M:%S"
        times = minutes(clock(2026, 3, 8), 120, form) + minutes(clock(2026, 3, 8, 3), 120, form)
        assert found(tmp_path, self.rows(times)).zone == "America/New_York"

    def test_clocks_that_never_change_contradict_all_candidates(self, tmp_path: Path) -> None:
        told = found(tmp_path, self.rows(minutes(clock(2026, 3, 28), 2880, "%Y-%m-%d %H:%M:%S")))
        assert told.zone is None
        assert {hint.zone: bool(hint.contradicts) for hint in told.hints} == {
            "Europe/Berlin": True, "Europe/London": True, "Europe/Helsinki": True,
        }  # fmt: skip

    def test_rows_in_a_skipped_hour_of_the_given_zone_are_rejected(self, tmp_path: Path) -> None:
        times = minutes(clock(2026, 3, 29), 300, "%Y-%m-%d %H:%M:%S")
        told = found(tmp_path, self.rows(times), "Europe/Berlin")
        assert told.reading.lost == 60
        assert "does not exist in Europe/Berlin" in told.reading.rejected[0].reason

    def test_times_that_state_their_zone_need_no_hint(self, tmp_path: Path) -> None:
        told = found(tmp_path, self.rows(minutes(clock(2026, 3, 29), 300, "%Y-%m-%dT%H:%M:%SZ")))
        assert (told.stated, told.hints) == ("all", ())
