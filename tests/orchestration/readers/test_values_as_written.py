"""What a reader loads is what was written, with its tag and time; a damaged line costs itself and no other."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from orchestration.readers.registry import READERS
from tests.fuzz.invariants import Outcome, exact_path, outcome_of, small_pieces
from tests.orchestration.readers.examples import example
from tests.orchestration.readers.written_exports import FORMS, LONG, SAMPLES, Form, Written, wide

EACH_FORM = pytest.mark.parametrize("name", FORMS)
EXAMPLES = settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink])


def outcome(form: Form, data: bytes) -> Outcome:
    """The file's outcome, which is the same however it is divided and by whichever path."""
    options = READERS[form.reader].options_type.model_validate(form.options)
    whole = outcome_of(form.reader, data, options)
    with exact_path():
        assert outcome_of(form.reader, data, options) == whole
    with small_pieces():
        assert by_line(outcome_of(form.reader, data, options)) == by_line(whole)
    return whole


def by_line(found: Outcome) -> Any:
    """What came of each line; what is wrong with one may be told otherwise where a block ends behind it."""
    rows = sorted(found.rows, key=lambda row: (row["row_no"], str(row)))
    return found.refusal is None, rows, sorted((row["row_no"], row["raw"]) for row in found.rejected), found.rows_read


def loaded(found: Outcome) -> Counter[Any]:
    return Counter((row["tag"], row["ts_utc"], row["value_num"], row["value_text"]) for row in found.rows)


def expected(samples: list[Written]) -> Counter[Any]:
    return Counter(sample.expected for sample in samples)


@EACH_FORM
@EXAMPLES
@given(samples=SAMPLES)
def test_an_undamaged_file_comes_back_whole(name: str, samples: list[Written]) -> None:
    form = FORMS[name]
    found = outcome(form, form.data(form.text(samples)))
    assert found.refusal is None
    assert loaded(found) == expected(samples)
    assert found.rows_read == len(samples)


@EACH_FORM
@EXAMPLES
@given(samples=SAMPLES, data=st.data())
def test_of_a_file_that_is_cut_nothing_but_what_was_written_is_loaded(
    name: str, samples: list[Written], data: st.DataObject
) -> None:
    form = FORMS[name]
    lines = form.text(samples)
    whole = form.data(lines)
    cut = data.draw(st.integers(0, len(whole) - 1))
    found = outcome(form, whole[:cut])
    assert loaded(found) <= expected(samples)
    ends = [len(form.data(lines[: len(form.head) + count])) for count in range(len(samples) + 1)]
    complete = sum(cut >= end for end in ends) - 1
    if found.refusal is None:
        assert loaded(found) >= expected(samples[: max(complete, 0)])
        assert found.rows_read - max(complete, 0) in (0, 1)


@EACH_FORM
@EXAMPLES
@given(samples=SAMPLES, data=st.data())
def test_lines_between_that_are_none_cost_only_themselves(
    name: str, samples: list[Written], data: st.DataObject
) -> None:
    form = FORMS[name]
    lines = form.text(samples)
    junk = data.draw(st.sampled_from(["", "   ", "---", "the export failed", '"', ",;|\t", "\x1a", "0" * 300]))
    # The first line of a file without a header says how many columns there are.
    place = data.draw(st.integers(max(len(form.head), 1), len(lines)))
    found = outcome(form, form.data([*lines[:place], junk, *lines[place:]]))
    assert found.refusal is None
    assert loaded(found) == expected(samples)
    assert len(found.rejected) <= 1


@EACH_FORM
@EXAMPLES
@given(samples=SAMPLES, data=st.data())
def test_a_line_that_stands_twice_is_loaded_twice(name: str, samples: list[Written], data: st.DataObject) -> None:
    form = FORMS[name]
    twice = data.draw(st.sampled_from(samples))
    found = outcome(form, form.data([*form.text(samples), form.line(twice)]))
    assert loaded(found) == expected([*samples, twice])


@EACH_FORM
@EXAMPLES
@given(samples=SAMPLES, more=SAMPLES, mark=st.booleans())
def test_two_exports_behind_each_other_are_both_loaded(
    name: str, samples: list[Written], more: list[Written], mark: bool
) -> None:
    form = FORMS[name]
    second = form.data(form.text(more))
    if mark and form.encoding == "utf-8":
        second = b"\xef\xbb\xbf" + second
    found = outcome(form, form.data(form.text(samples)) + second)
    assert found.refusal is None
    assert loaded(found) == expected([*samples, *more])


@EACH_FORM
@EXAMPLES
@given(samples=SAMPLES, data=st.data())
def test_a_quote_too_many_costs_its_line_only(name: str, samples: list[Written], data: st.DataObject) -> None:
    form = FORMS[name]
    lines = form.text(samples)
    hit = data.draw(st.integers(len(form.head), len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[hit])))
    lines[hit] = f'{lines[hit][:at]}"{lines[hit][at:]}'
    found = outcome(form, form.data(lines))
    others = [sample for number, sample in enumerate(samples) if number != hit - len(form.head)]
    if found.refusal is None or others:
        assert loaded(found) >= expected(others), found.refusal
        assert found.rows_read == len(samples)


@EXAMPLES
@given(samples=SAMPLES, data=st.data())
@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.reader == LONG and "epoch" not in name])
def test_a_time_in_another_fields_place_is_rejected(name: str, samples: list[Written], data: st.DataObject) -> None:
    form = FORMS[name]
    mark = {"tab": "\t"}.get(form.options.get("separator", ","), form.options.get("separator", ","))
    lines = form.text(samples)
    hit = data.draw(st.integers(len(form.head), len(lines) - 1))
    fields = lines[hit].split(mark)
    lines[hit] = mark.join([*fields[1:], fields[0]])
    found = outcome(form, form.data(lines))
    others = [sample for number, sample in enumerate(samples) if number != hit - len(form.head)]
    assert loaded(found) == expected(others)


@pytest.mark.parametrize("reader", [name for name in sorted(READERS) if example(name).document])
@EXAMPLES
@given(samples=SAMPLES, data=st.data())
def test_a_document_comes_back_whole_and_a_cut_one_is_refused(
    reader: str, samples: list[Written], data: st.DataObject
) -> None:
    of_reader = example(reader)
    form, whole = Form(reader, str, options=of_reader.options), of_reader.document(samples)
    assert loaded(outcome(form, whole)) == expected(samples)
    assert outcome(form, whole[: data.draw(st.integers(0, len(whole) - 1))]).refusal is not None


@EXAMPLES
@given(samples=SAMPLES, data=st.data())
def test_a_wide_table_comes_back_whole_and_of_a_cut_one_only_what_was_written(
    samples: list[Written], data: st.DataObject
) -> None:
    form, whole = Form("historian.delimited_wide", str), wide(samples)
    assert loaded(outcome(form, whole)) == expected(samples)
    assert loaded(outcome(form, whole[: data.draw(st.integers(0, len(whole) - 1))])) <= expected(samples)
