"""Tables of an ERP: told by a vendor's names of fields, or guessed by usual names, with the sources that read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.inspection.field_words import guessed_fields
from orchestration.inspection.heads import heads
from orchestration.inspection.rejections import Rejection, Rejections
from orchestration.inspection.table_values import value_options
from orchestration.readers.contract import FileRejected, ReadContext
from orchestration.readers.dialect import Dialect, dialect_of
from orchestration.readers.entities import ENTITIES
from orchestration.readers.erp.delimited import Options
from orchestration.readers.erp.presets import VENDORS, presets, table_of
from orchestration.readers.files import read_file
from orchestration.readers.recognition import Doubt, unlike_defaults
from orchestration.readers.text_options import DelimitedOptions

READER = "erp.delimited"
NO_CURRENCY = "XXX"
"""ISO 4217's code for none: what stands in a proposal until the plant writes its own."""

_FEWEST = 2


@dataclass(frozen=True)
class TableSource:
    """One source that reads the table. options: of erp.delimited; entity: what its rows are; refused: why none is."""

    options: Mapping[str, Any]
    entity: str
    rows_read: int = 0
    rows_loaded: int = 0
    rejected: tuple[Rejection, ...] = ()
    refused: str | None = None


@dataclass(frozen=True)
class FoundTable:
    """What a table is.

    because: what speaks for it; is_guess: whether that is no more than what columns are called, and `unmapped` those
    that are called as nothing that is known.
    """

    because: str
    is_guess: bool
    sources: tuple[TableSource, ...]
    doubts: tuple[Doubt, ...]
    unmapped: tuple[str, ...] = ()


def vendors_table(path: Path, zone: ZoneInfo) -> FoundTable | None:
    """The table of a vendor that has a preset; None if the file's header has not its names of fields.

    Raises FileRejected where the packing cannot be read.
    """
    dialect = _dialect(path)
    if dialect is None or dialect.header is None:
        return None
    fitting = {name: columns for name in presets() if (columns := _fit(name, dialect)) is not None}
    if not fitting:
        return None
    # Tables share names: that which more of the header's names are of, and its other presets.
    best = max(fitting, key=lambda name: len(fitting[name]))
    chosen = [name for name in fitting if table_of(name) == table_of(best)]
    names = ", ".join(sorted(fitting[best]))
    because = f"its columns {names} are {VENDORS[best.partition('/')[0]]}'s: {presets()[best]['what']}"
    return _found(path, zone, dialect, [_by_preset(name, dialect) for name in chosen], because, is_guess=False)


def guessed_table(path: Path, zone: ZoneInfo) -> FoundTable | None:
    """The entity that a table's columns are called as if they were of; None if they fit none."""
    dialect = _dialect(path)
    if dialect is None or dialect.header is None:
        return None
    guess = guessed_fields(dialect.header)
    if guess is None:
        return None
    entity, columns = guess
    because = f"its columns are called as those of {entity} usually are"
    found = _found(path, zone, dialect, [{"entity": entity, "columns": columns}], because, is_guess=True)
    return replace(found, unmapped=tuple(name for name in dialect.header if name not in columns.values()))


def _dialect(path: Path) -> Dialect | None:
    head = next(iter(heads(path)), None)
    return None if head is None else dialect_of(head.sample)


def _fit(name: str, dialect: Dialect) -> set[str] | None:
    """The preset's columns that the header has; None where those lack without which its rows cannot be read."""
    options = _validated(name)
    entity = ENTITIES[options.entity]
    # What an operand belongs to is worth nothing without it.
    kept = {*entity.required, *chain.from_iterable(entity.one_of), *options.divide_by, *options.time_units}
    needed = {str(column) for column in options.asides()}
    needed |= set(presets()[name].get("told_by", ()))
    needed |= {part for name in kept & set(options.columns) for part in _parts(options, name)}
    mapped = {part for name in options.columns for part in _parts(options, name)}
    present = {column for column in needed | mapped if dialect.column(column.lower()) is not None}
    return present if needed <= present and len(present) >= max(_FEWEST, len(needed | mapped) / 2) else None


def _parts(options: Options, name: str) -> tuple[str, ...]:
    column = options.columns[name]
    return tuple(map(str, column)) if isinstance(column, tuple) else (str(column),)


def _needs(name: str) -> dict[str, str]:
    return dict.fromkeys(presets()[name].get("needs", ()), NO_CURRENCY)


def _validated(name: str) -> Options:
    return Options.model_validate({"preset": name, "constants": _needs(name)})


def _by_preset(name: str, dialect: Dialect) -> dict[str, Any]:
    """A preset, without the fields whose columns the header has not, and with what the plant has to give."""
    options = _validated(name)
    lacking = {
        field: None
        for field in options.columns
        if any(dialect.column(part.lower()) is None for part in _parts(options, field))
    }
    own = {"columns": lacking, "constants": _needs(name)}
    return {"preset": name, **{option: value for option, value in own.items() if value}}


def _found(
    path: Path, zone: ZoneInfo, dialect: Dialect, given: Iterable[dict[str, Any]], because: str, *, is_guess: bool
) -> FoundTable:
    sources, doubts = [], list(dialect.text.doubts)
    for one in given:
        values, formats, open_values = value_options(dialect, Options.model_validate(one))
        written = unlike_defaults({**dialect.options, **values}, DelimitedOptions)
        sources.append(_read(path, zone, {**one, **written, **({"time_formats": formats} if formats else {})}))
        doubts += open_values
    return FoundTable(because, is_guess, tuple(sources), tuple(dict.fromkeys(doubts)))


def _read(path: Path, zone: ZoneInfo, options: dict[str, Any]) -> TableSource:
    validated = Options.model_validate(options)
    rejections = Rejections()
    rows_read = rows_loaded = 0
    try:
        for batch in read_file(path, READER, validated, ReadContext("inspected", zone)):
            rows_read, rows_loaded = rows_read + batch.rows_read, rows_loaded + batch.rows.height
            rejections.add(batch.rejected)
    except FileRejected as refusal:
        return TableSource(options, validated.entity, rows_read, rows_loaded, rejections.found(), str(refusal))
    return TableSource(options, validated.entity, rows_read, rows_loaded, rejections.found())
