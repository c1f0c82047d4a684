from pathlib import Path

from opening import opened, words


def test_energy_tells_how_much_was_drawn_without_producing(workspace: Path) -> None:
    test = opened("energy")
    assert not test.exception
    # Press 221 and mill 131.5 kWh; 31.5 in stops and 1.5 outside planned busy time.
    assert test.title[0].value == "North plant drew 352 kWh, 9.4\xa0% of it while not producing"
    values = {element.label: element.value for element in test.metric}
    assert values["Per good unit"] == "not measured"
    assert values["Cost of idle energy"] == "4 EUR"
    messages = [element.value for element in test.header]
    assert messages[0] == "Idle energy: 31.5 kWh in stops and changeovers, 1.5 kWh outside planned busy time"
    assert messages[1] == "Press drew most without producing: 21.5 kWh"
    assert "There is no energy per good unit: energy of pack" in words(test)


def test_energy_follows_the_shift_and_says_where_there_is_no_meter(workspace: Path) -> None:
    test = opened("energy", shift="late", line="Line 1")
    # Late on the press: 430 minutes producing, 20 blocked, 30 of break.
    assert "drew 75.0 kWh" in test.title[0].value
    assert "shift late" in words(test)
    untold = opened("energy", site="South plant")
    assert untold.title[0].value == "South plant: energy is not told"
    assert "Map a meter's tag as `energy`" in words(untold)
