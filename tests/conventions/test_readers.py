"""Every registered reader is known to the tests that all readers pass."""

import pytest

from orchestration.demo.exports import FORMATS
from orchestration.readers.registry import READERS
from tests.orchestration.readers.examples import example


@pytest.mark.parametrize("reader", sorted(READERS))
def test_every_reader_declares_an_example_of_its_format(reader: str) -> None:
    READERS[reader].options_type.model_validate(example(reader).options)


@pytest.mark.parametrize("reader", sorted(name for name in READERS if name.startswith("historian.")))
def test_the_samples_of_a_machine_can_be_written_for_every_historians_reader(reader: str) -> None:
    assert reader.removeprefix("historian.") in FORMATS or example(reader).document, (
        f"No one writes samples for {reader}: list a writer in orchestration/demo/exports/__init__.py."
    )


def test_a_reader_without_an_example_is_told_where_it_belongs() -> None:
    with pytest.raises(LookupError, match=r"tests/orchestration/readers/historian/test_abacus\.py declares no EXAMPLE"):
        example("historian.abacus")
