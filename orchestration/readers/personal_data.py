"""Which files may hold personal data: those with a worker, and those whose options name personal columns."""

from orchestration.readers.contract import ReaderOptions
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.schema import SCHEMAS


def has_personal_data(options: ReaderOptions, tables: tuple[str, ...], *, is_pulled: bool) -> bool:
    """Whether files read with these options may hold personal data.

    Mapped tables say it by their columns; pulled ones have their workers hashed before they land. Any other reader's
    files may where one of the tables that it gives has a worker.
    """
    if isinstance(options, MappedOptions):
        return bool(options.personal_columns) if is_pulled else options.is_personal
    return any("worker" in SCHEMAS[table] for table in tables)
