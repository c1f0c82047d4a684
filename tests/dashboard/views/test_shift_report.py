from pathlib import Path

from opening import opened, words


def test_the_shift_report_opens_on_the_last_shift_that_is_over(workspace: Path) -> None:
    test = opened("shift_report", line="Line 1")
    assert test.title[0].value == "North plant, Line 1, shift night: OEE 84.0\xa0%, 4.0 points above target"
    assert "22:00 to 06:00" in words(test)
    messages = [element.value for element in test.header]
    assert messages[0] == "Line 1 made 430 good units; 14 were scrapped"
    assert messages[1] == "States of the work units over the shift"
    assert "1 order ran" in messages


def test_the_shift_report_follows_the_shift_of_the_sidebar_and_a_chosen_day(workspace: Path) -> None:
    test = opened("shift_report", line="Line 1", shift="early")
    assert len(test.selectbox(key="of").options) == 1
    assert test.title[0].value.startswith("North plant, Line 1, shift early: OEE 65.4\xa0%")
    assert "shift early" in test.caption[0].value


def test_a_shift_report_over_all_sites_asks_for_one(workspace: Path) -> None:
    test = opened("shift_report", site="All sites")
    assert test.title[0].value == "A shift report is of one site"
    assert "Choose a site" in test.info[0].value


def test_the_shift_report_offers_its_pdf_in_the_language_of_the_page(workspace: Path) -> None:
    test = opened("shift_report", lang="Deutsch", line="Line 1", shift="early")
    button = test.get("download_button")[0]
    assert button.label == "Dieser Bericht als PDF"


def test_every_part_of_the_shift_report_that_tells_a_figure_has_its_definition(workspace: Path) -> None:
    test = opened("shift_report", line="Line 1", shift="early")
    helps = {caption.value: caption.help or "" for caption in test.caption}
    assert "[Definition](glossary?" in helps["What the work units with a meter drew"]
    assert helps["A stop that goes on lasts up to the newest data"].startswith("**Duration**: The whole stop, ")
    assert "**Cost**: " in helps["4 of 4 stops that began in the shift, the costliest first"]
