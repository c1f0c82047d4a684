"""What is wrong with a workspace's files: one sentence an error, all of them at once."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MOST_NAMES_SHOWN = 12


@dataclass(frozen=True)
class ConfigurationError:
    """One thing that is wrong: where, what was found, and what to write instead.

    `file` is the name within the workspace, `line` counts from 1, `column` is a CSV file's column or the path of a
    key in plant.yaml (`sites[0].time_zone`); line and column are None where the error has none (a missing file).
    """

    file: str
    line: int | None
    column: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        column = "" if self.column is None else f", {self.column}"
        return f"{place}{column}: {self.message} {self.remedy}"


class ConfigurationErrors(Exception):  # noqa: N818 - it is many errors, and its name says so
    """A workspace's files cannot be used; `errors` has all reasons, in the order of file and line."""

    def __init__(self, errors: Iterable[ConfigurationError]) -> None:
        ordered = sorted(set(errors), key=lambda e: (e.file != "plant.yaml", e.file, e.line or 0, e.column or ""))
        self.errors: list[ConfigurationError] = ordered
        count = "1 error" if len(ordered) == 1 else f"{len(ordered)} errors"
        super().__init__("\n".join([f"The plant's configuration has {count}:", *map(str, ordered)]))


class Problems:
    """Collects what is wrong while the files are read, so that the reader of the report can mend all in one go."""

    def __init__(self) -> None:
        self.errors: list[ConfigurationError] = []

    def add(self, file: str, line: int | None, column: str | None, message: str, remedy: str) -> None:
        """Note one error."""
        self.errors.append(ConfigurationError(file, line, column, message, remedy))


def choose(found: str, allowed: Iterable[str]) -> str:
    """A remedy that offers the allowed name nearest to what was found, then the others."""
    names = sorted(set(allowed))
    if not names:
        return "There is none yet: add it first."
    folded = {name.casefold(): name for name in names}
    nearest = difflib.get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    listed = ", ".join(names[:MOST_NAMES_SHOWN])
    more = f" and {len(names) - MOST_NAMES_SHOWN} more" if len(names) > MOST_NAMES_SHOWN else ""
    if nearest:
        return f"Did you mean {folded[nearest[0]]!r}? It can be: {listed}{more}."
    return f"It can be: {listed}{more}."
