"""Texts cut out of a block of UTF-8 as a column, without a Python object for any of them."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

PADDING = bytes(16)
"""To stand behind a block that is cut from: a short text is taken together with what follows it."""

_INLINE = 12
_KEPT = np.tril(np.full((_INLINE + 1, _INLINE), 0xFF, dtype=np.uint8), -1)
"""Which bytes of a short text's twelve are its own, by its length."""


def texts_at(padded: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> pl.Series:
    """The texts at these places of a block; null where the length is negative.

    They are Arrow's string views: up to twelve bytes stand in the view itself, longer texts stay in the block, which
    lives as long as the column. The block is UTF-8, under 2 GiB, and no text begins or ends within a character.
    """
    count = len(starts)
    starts = np.where(lengths < 0, 0, starts)
    sizes = np.maximum(lengths, 0)
    views = np.empty((count, 16), dtype=np.uint8)
    views[:, :4] = sizes.astype("<i4").view(np.uint8).reshape(count, 4)
    windows: NDArray[np.void] = np.ndarray(
        (len(padded) - _INLINE + 1,), dtype=f"V{_INLINE}", buffer=padded, strides=(1,)
    )
    heads = windows[starts].view(np.uint8).reshape(count, _INLINE)
    views[:, 4:] = heads & _KEPT[np.minimum(sizes, _INLINE)]
    is_long = sizes > _INLINE
    views[is_long, 8:12] = 0
    views[is_long, 12:] = starts[is_long].astype("<i4").view(np.uint8).reshape(-1, 4)
    validity = None if (lengths >= 0).all() else pa.py_buffer(np.packbits(lengths >= 0, bitorder="little"))
    buffers = [validity, pa.py_buffer(views), pa.py_buffer(padded)]
    return pl.Series(pa.Array.from_buffers(pa.string_view(), count, buffers), dtype=pl.String)
