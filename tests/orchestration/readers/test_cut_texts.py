"""Texts cut out of a block."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orchestration.readers.cut_texts import PADDING, texts_at


@given(st.lists(st.one_of(st.none(), st.text(max_size=30)), max_size=20))
def test_each_text_is_the_one_that_stands_there(texts: list[str | None]) -> None:
    encoded = [b"" if text is None else text.encode() for text in texts]
    lengths = np.array([-1 if text is None else len(text.encode()) for text in texts], dtype=np.int64)
    starts = np.array([sum(map(len, encoded[:index])) for index in range(len(texts))], dtype=np.int64)
    assert texts_at(b"".join(encoded) + PADDING, starts, lengths).to_list() == texts
