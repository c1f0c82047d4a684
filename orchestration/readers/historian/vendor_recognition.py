"""Vendors' delimited formats by their head: what a vendor's mark adds to what is told by the columns."""

from collections.abc import Collection
from dataclasses import replace

from orchestration.readers.dialect import dialect_of
from orchestration.readers.recognition import Likeness, Recognition, Sample


def has_columns(sample: Sample, *names: str) -> bool:
    """Whether the sample has a header with all of the names (lower case)."""
    dialect = dialect_of(sample)
    return dialect is not None and all(dialect.column(name) is not None for name in names)


def as_vendors(
    found: Recognition | None, mark: str, *, likeness: Likeness = Likeness.CERTAIN, without: Collection[str] = ()
) -> Recognition:
    """What was found by the columns, as the vendor's format; `without` are options that its defaults know better."""
    if found is None:
        return Recognition(likeness, (mark,))
    return replace(
        found,
        likeness=likeness,
        because=(mark,),
        options={name: value for name, value in found.options.items() if name not in without},
        doubts=tuple(doubt for doubt in found.doubts if doubt.option not in without),
    )
