"""`sources[].pull` of plant.yaml: a source that is not dropped as files but read from a database or a server.

Types and what one of them can judge by itself; the reading is `orchestration.pulls`.
"""

import re
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from orchestration.plant.fields import Frozen, IsoDate, Text, misfit

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        # The value is not repeated: it may be the URL itself, password and all.
        raise misfit(
            "is no name of an environment variable.",
            "Write the variable's name, as MILLRACE_HISTORIAN_URL; the URL itself stands in the environment only.",
        )
    return name


Variable = Annotated[Text, AfterValidator(_variable)]
TimeType = Literal[
    "timestamp_with_zone", "timestamp_utc", "timestamp_local", "epoch_s", "epoch_ms", "text_utc", "text_local"
]


class Pull(Frozen):
    """What all pulls have: where, how far back, and how gently.

    `window_s` is what one query asks for, `look_back_s` how long before the mark windows are asked for again, `every_s`
    how far apart pulls are that start by themselves, `pause_s` the rest between two queries, `chunk_rows` how many rows
    are held at once, `timeout_s` how long one statement may take.
    """

    url_from: Variable
    first_day: IsoDate | None = None
    window_s: Annotated[int, Field(ge=60, le=31 * 86400)] = 3600
    look_back_s: Annotated[int, Field(ge=0)] = 7200
    every_s: Annotated[int, Field(ge=10)] = 300
    pause_s: Annotated[float, Field(ge=0)] = 0
    chunk_rows: Annotated[int, Field(ge=1, le=1_000_000)] = 50_000
    timeout_s: Annotated[int, Field(ge=1)] = 300

    @property
    def window(self) -> timedelta:
        """What one query asks for."""
        return timedelta(seconds=self.window_s)

    @property
    def look_back(self) -> timedelta:
        """How long before the mark late rows are still looked for."""
        return timedelta(seconds=self.look_back_s)

    @property
    def is_local(self) -> bool:
        """Whether windows are cut on the source's own clock; otherwise in UTC."""
        return False


class IgnitionPull(Pull):
    """The history that an Ignition gateway keeps in a database."""

    connector: Literal["ignition"]
    db_schema: Text | None = None


class SqlPull(Pull):
    """Any history by a query that gives the columns tag, time and value, and perhaps quality."""

    connector: Literal["sql"]
    query: Text
    time_type: TimeType = "timestamp_with_zone"
    text_format: Text = "%Y-%m-%d %H:%M:%S"

    @property
    def is_local(self) -> bool:
        """Whether the query's times are the source's local ones."""
        return self.time_type.endswith("_local")

    @model_validator(mode="after")
    def _asks_for_a_window(self) -> "SqlPull":
        for name in ("{from}", "{to}"):
            if name not in self.query:
                raise misfit(
                    f"has no {name}, so that each window would ask for everything.",
                    "Write the condition as 'where time >= {from} and time < {to}'.",
                    "query",
                )
        if ";" in self.query.rstrip().removesuffix(";"):
            raise misfit("holds more than one statement.", "Write one select, without a semicolon.", "query")
        return self


PULLS: dict[str, type[Pull]] = {"ignition": IgnitionPull, "sql": SqlPull}
"""The kinds of pull by `connector`."""

READERS_OF_PULLS: dict[str, tuple[str, ...]] = {
    "ignition": ("historian.pulled_ignition",),
    "sql": ("historian.pulled_rows",),
}
"""The readers that can read what a pull lands."""
