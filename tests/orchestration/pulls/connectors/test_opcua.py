"""The history of an OPC UA server, read from a real one."""

from datetime import UTC, datetime, timedelta

import pytest
from asyncua import ua

from orchestration.lake import Lake

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = "Good (0x00000000)"


def samples(plant) -> list[tuple[object, ...]]:
    """tag, seconds after midnight UTC, number, text, quality, raw quality of all that is in the lake."""
    frame = plant.ingest().sort("ts_utc", "tag")
    rows = frame.select("tag", "ts_utc", "value_num", "value_text", "quality", "quality_raw").rows()
    return [(tag, (at - MIDNIGHT).total_seconds(), *more) for tag, at, *more in rows]


def numbers(plant) -> list[tuple[object, ...]]:
    return [row[:3] for row in samples(plant)]


def test_values_land_window_by_window(press, pulled_plant):
    press.record("speed", 0, 1.5)
    press.record("state", 3599.999, "running")
    press.record("speed", 3600, 2.5)
    plant = pulled_plant(press.pull("speed", "state"))
    result = plant.pull()

    # History begins at midnight in Berlin, 23:00 UTC; a value at the edge of two windows lands once.
    assert (result.windows, result.rows, result.rows_landed, result.files, result.failure) == (5, 3, 3, 2, None)
    assert samples(plant) == [
        ("speed", 0, 1.5, None, 2, GOOD),
        ("state", 3599.999, None, "running", 2, GOOD),
        ("speed", 3600, 2.5, None, 2, GOOD),
    ]
    assert (plant.pull().rows_landed, plant.landed()) == (0, [])


def test_a_late_value_within_the_look_back_lands_alone(press, pulled_plant):
    press.record("speed", 9000, 1.0)
    plant = pulled_plant(press.pull("speed"))
    plant.pull()
    plant.ingest()
    press.record("speed", 5000, 0.5)
    plant.now += timedelta(minutes=5)

    assert plant.pull().rows_landed == 1
    assert numbers(plant) == [("speed", 5000, 0.5), ("speed", 9000, 1.0)]


def test_the_two_highest_bits_of_the_status_say_the_quality(press, pulled_plant):
    codes = [0x00000000, 0x00000401, 0x40920000, 0x809B0000, 0xC0000000, 0x80FF0000]
    for second, code in enumerate(codes):
        press.record("speed", second, float(second), code)
    plant = pulled_plant(press.pull("speed"))
    plant.pull()
    assert [(row[2], *row[4:]) for row in samples(plant)] == [
        (0.0, 2, "Good (0x00000000)"),
        (1.0, 2, "Good (0x00000401)"),
        (2.0, 1, "UncertainInitialValue (0x40920000)"),
        (3.0, 0, "BadNoData (0x809B0000)"),
        (4.0, 0, "Bad (0xC0000000)"),
        (5.0, 0, "Bad (0x80FF0000)"),
    ]


@pytest.mark.parametrize(
    ("value", "number", "text"),
    [
        (ua.Variant(True), 1.0, None),
        (ua.Variant(-7, ua.VariantType.Int16), -7.0, None),
        (ua.Variant(2**53 + 1, ua.VariantType.Int64), None, "9007199254740993"),
        (ua.Variant(2**64 - 1, ua.VariantType.UInt64), None, "18446744073709551615"),
        (ua.Variant(0.1, ua.VariantType.Double), 0.1, None),
        (ua.Variant(0.5, ua.VariantType.Float), 0.5, None),
        (ua.Variant("007"), None, "007"),
        (ua.Variant(ua.LocalizedText("läuft", "de")), None, "läuft"),
        (ua.Variant(ua.QualifiedName("Auto", 2)), None, "Auto"),
        (ua.Variant(datetime(2026, 3, 1, 6, tzinfo=UTC)), None, "2026-03-01T06:00:00Z"),
        (ua.Variant(b"\x00\xff"), None, "0x00ff"),
    ],
)
def test_values_of_each_type_keep_what_they_are(press, pulled_plant, value, number, text):
    press.record("state", 1, value)
    plant = pulled_plant(press.pull("state"))
    plant.pull()
    assert samples(plant) == [("state", 1, number, text, 2, GOOD)]


def test_arrays_and_structures_are_rejected_with_their_reason(press, pulled_plant):
    press.record("state", 1, ua.Variant([1.0, 2.0]))
    press.record("state", 2, ua.Variant(ua.Argument(Name="a")))
    plant = pulled_plant(press.pull("state"))
    assert plant.pull().rows_landed == 2
    assert samples(plant) == []
    rejected = Lake(plant.workspace.lake_uri).read("rejected_rows").sort("row_no")
    assert rejected["reason"].to_list() == [
        "no sample: an array of 2 values",
        "no sample: a value of the type ExtensionObject",
    ]
    assert rejected["raw"][0] == "tag=state,time=2026-03-01T00:00:01Z,text=[1.0, 2.0],quality=Good (0x00000000)"


def test_a_value_that_is_null_is_bad(press, pulled_plant):
    press.record("state", 1, ua.Variant(None))
    plant = pulled_plant(press.pull("state"))
    plant.pull()
    assert samples(plant) == [("state", 1, None, None, 0, GOOD)]


def test_more_values_than_the_server_gives_at_once_come_page_by_page(press, pulled_plant):
    for second in range(100):
        press.record("speed", second, float(second))
        press.record("state", second, ua.Variant(second, ua.VariantType.Int32))
    press.server.storage.max_history_data_response_size = 7
    plant = pulled_plant(press.pull("speed", "state"))
    result = plant.pull()

    assert (result.rows, result.failure) == (200, None)
    assert numbers(plant) == [(tag, second, second) for second in range(100) for tag in ("speed", "state")]
    assert len(press.server.asked) > 30


def test_a_server_that_cuts_off_at_the_number_asked_for_is_asked_further(press, pulled_plant):
    """asyncua's storages give no continuation point then."""
    for second in range(100):
        press.record("speed", second, float(second))
    plant = pulled_plant(press.pull("speed", more=", chunk_rows: 10"))
    assert plant.pull().rows == 100
    assert numbers(plant) == [("speed", second, second) for second in range(100)]


@pytest.mark.parametrize("more", ["", ", chunk_rows: 4"])
def test_values_of_one_instant_at_the_seam_of_two_pages_are_neither_lost_nor_doubled(press, pulled_plant, more):
    for number, second in enumerate([0, 1, 2, 2, 2, 3, 4, 4, 5]):
        press.record("speed", second, float(number))
    press.server.storage.max_history_data_response_size = 4
    plant = pulled_plant(press.pull("speed", more=more))
    assert plant.pull().rows == 9
    assert sorted(row[2] for row in samples(plant)) == [0, 1, 2, 3, 4, 5, 6, 7, 8]


def test_more_values_of_one_instant_than_fit_are_told(press, pulled_plant):
    for number in range(5):
        press.record("speed", 1, float(number))
    plant = pulled_plant(press.pull("speed", more=", chunk_rows: 4"))
    assert plant.pull().failure == (
        "1 of its tags could not be read, the others were: "
        "speed: it has 4 values or more of one instant: make chunk_rows greater."
    )


def test_a_history_out_of_order_is_not_followed_over_pages(press, pulled_plant):
    for second in (1, 5, 3, 6, 7):
        press.record("speed", second, float(second))
    plant = pulled_plant(press.pull("speed", more=", chunk_rows: 4"))
    assert (
        "speed: the server gives its history in more than one page and not in the order of time" in plant.pull().failure
    )


def test_a_node_that_the_server_does_not_have_costs_itself_only(press, pulled_plant):
    press.record("speed", 1, 1.0)
    plant = pulled_plant(press.pull("speed", "later"))
    plant.now = MIDNIGHT + timedelta(hours=9)
    result = plant.pull()

    assert result.rows_landed == 1
    assert result.failure == (
        f"1 of its tags could not be read, the others were: later: the server says BadNodeIdUnknown of "
        f"ns=2;s={press.name}.later (The node id refers to a node that does not exist in the server address space)."
    )
    assert numbers(plant) == [("speed", 1, 1.0)]


def test_the_past_of_a_tag_comes_once_it_can_be_read(press, pulled_plant):
    press.record("speed", 1, 1.0)
    plant = pulled_plant(press.pull("speed", "later"))
    plant.now = MIDNIGHT + timedelta(hours=9)
    plant.pull()
    plant.ingest()
    press.add("later")
    press.record("later", 2, 2.0)
    plant.now += timedelta(minutes=5)

    # The pull that finds it reads the look-back, the one after it all from the first window that lacked it.
    assert [plant.pull().failure, plant.pull().windows, plant.pull().windows] == [None, 11, 3]
    assert set(numbers(plant)) == {("speed", 1, 1.0), ("later", 2, 2.0)}


def test_rows_of_a_tag_that_fails_for_a_while_do_not_come_twice(press, pulled_plant):
    press.record("speed", 9000, 1.0)
    press.record("state", 9001, "idle")
    plant = pulled_plant(press.pull("speed", "state"))
    assert plant.pull().rows_landed == 2
    press.server.refused[f"{press.name}.speed"] = ua.StatusCodes.BadNoCommunication
    press.record("state", 9002, "running")
    failed = plant.pull()
    press.server.refused.clear()

    assert (failed.rows_landed, "speed: the server says BadNoCommunication" in failed.failure) == (1, True)
    assert [plant.pull().rows_landed, plant.pull().rows_landed] == [0, 0]
    assert [row[:2] for row in samples(plant)] == [("speed", 9000), ("state", 9001), ("state", 9002)]


def test_all_variables_with_history_below_a_folder_are_read(press, pulled_plant):
    server = press.server
    line = server.folder_of(f"{press.name}.line")
    unit = server.folder_of(f"{press.name}.unit", line)
    for name, parent in (("in_line", line), ("in_unit", unit)):
        server.add(f"{press.name}.{name}", parent=parent)
        server.record(f"{press.name}.{name}", 1, 1.0)
    server.run(unit.add_variable(ua.NodeId(f"{press.name}.silent", 2), "2:silent", 0.0))
    folders = f"folders: {{l1: 'ns=2;s={press.name}.line'}}"
    plant = pulled_plant(f"{{connector: opcua, url_from: PLANT_HISTORY_URL, {folders}}}")

    assert plant.pull().failure is None
    assert {row[0] for row in samples(plant)} == {"l1/in_line", f"l1/{press.name}.unit/in_unit"}
    assert {asked for asked, _, _ in server.asked} == {f"{press.name}.in_line", f"{press.name}.in_unit"}


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        (
            "folders: {l1: 'ns=2;s=nowhere'}",
            "The folder l1 cannot be read: the server says BadNodeIdUnknown of ns=2;s=nowhere",
        ),
        (
            "nodes: {a: 'nsu=http://other/;s=a'}",
            "The server has no namespace http://other/, which plant.yaml names. It has: ",
        ),
    ],
)
def test_what_the_server_does_not_have_is_said(press, pulled_plant, nodes, said):
    plant = pulled_plant(f"{{connector: opcua, url_from: PLANT_HISTORY_URL, {nodes}}}")
    assert plant.pull().failure.startswith(said)


def test_a_server_that_is_down_is_said_and_what_it_has_comes_later(opcua_server, pulled_plant):
    server = opcua_server(sqlite=True)
    server.add("speed")
    server.record("speed", 1.5, 1.0)
    server.stop()
    plant = pulled_plant("{connector: opcua, url_from: PLANT_HISTORY_URL, nodes: {speed: 'ns=2;i=1'}}")
    failure = plant.pull().failure
    assert failure.startswith(f"The server {server.url} cannot be reached: ")
    server.start()
    assert plant.pull().failure is None
    assert numbers(plant) == [("speed", 1.5, 1.0)]


def test_a_server_that_stops_midway_and_is_started_again(opcua_server, pulled_plant):
    server = opcua_server(sqlite=True, page=5)
    server.add("speed")
    for second in range(0, 7200, 300):
        server.record("speed", second + 0.5, float(second))  # asyncua's SQLite fails at whole seconds
    plant = pulled_plant("{connector: opcua, url_from: PLANT_HISTORY_URL, nodes: {speed: 'ns=2;i=1'}}")

    def stop_in_the_second_page_of_the_second_hour() -> None:
        if len(server.asked) == 6:
            server.drop_connections()

    server.before_read = stop_in_the_second_page_of_the_second_hour
    broken = plant.pull()
    assert (broken.windows, broken.rows_landed) == (2, 12)
    assert "cannot be reached: " in broken.failure
    server.stop()
    server.start()
    assert plant.pull().failure is None
    assert numbers(plant) == [("speed", second + 0.5, second) for second in range(0, 7200, 300)]
