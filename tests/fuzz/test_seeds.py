"""Fuzzing starts inside every reader, and what it checks holds for its own seeds."""

from itertools import islice

import pytest

from orchestration.readers.registry import READERS
from tests.fuzz.invariants import outcome_of
from tests.fuzz.seeds import check_input, dialects, seeds
from tests.orchestration.readers.examples import example

EVERY_READER = pytest.mark.parametrize("reader", sorted(READERS))


@EVERY_READER
def test_the_first_seed_of_a_reader_is_a_file_that_it_loads(reader: str) -> None:
    first = next(seeds(reader))
    assert outcome_of(reader, first[1:], dialects(reader)[first[0]]).rows


@pytest.mark.parametrize("reader", [name for name in sorted(READERS) if example(name).inner])
def test_what_a_packed_file_holds_is_made_into_one_that_is_loaded(reader: str) -> None:
    declared = example(reader)
    assert declared.around is not None
    assert outcome_of(reader, declared.around(declared.inner), dialects(reader)[0]).rows


@EVERY_READER
def test_the_seeds_of_a_reader_hold(reader: str) -> None:
    for seed in islice(seeds(reader), 0, None, 8):
        check_input(reader, seed)
