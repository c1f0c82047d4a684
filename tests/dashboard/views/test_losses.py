from pathlib import Path

from opening import opened


def test_the_losses_page_goes_down_the_tree_of_reasons(workspace: Path) -> None:
    test = opened("losses")
    messages = [element.value for element in test.header]
    assert test.title[0].value.startswith("Speed loss took most")
    assert messages[0] == "24.4 h of 48.0 h were good time: 54.2 % of planned busy time"
    assert messages[-1] == "Technical cost most: 700 EUR, 45.0 % of all"
    down = opened("losses", branch="technical")
    assert [element.value for element in down.header][
        -1
    ] == "Technical: Hydraulic leak cost most: 700 EUR, 100.0 % of all"
