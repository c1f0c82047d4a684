"""Workers' names become keyed hashes before a row leaves a reader; without a key they are left out."""

import hashlib
import hmac

import polars as pl

_PSEUDONYM_BYTES = 16


def with_pseudonyms(texts: pl.DataFrame, key: bytes | None) -> pl.DataFrame:
    """The frame with its column `worker`, where it has one, replaced by keyed hashes, or by NULL without a key."""
    if "worker" not in texts.columns:
        return texts
    workers = texts["worker"]
    if key is None:
        return texts.with_columns(pl.lit(None, pl.String).alias("worker"))
    names = workers.unique().drop_nulls().to_list()
    hashes = [hmac.new(key, name.encode(), hashlib.sha256).digest()[:_PSEUDONYM_BYTES].hex() for name in names]
    return texts.with_columns(workers.replace_strict(names, hashes, default=None, return_dtype=pl.String))
