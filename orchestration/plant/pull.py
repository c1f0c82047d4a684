"""`sources[].pull` of plant.yaml: a source that is not dropped as files but read from a database or a server.

Types and what one of them can judge by itself; the reading is `orchestration.pulls`.
"""

import re
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from orchestration.plant.fields import Frozen, IsoDate, Text, misfit

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_GUID = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
# Part 6 of OPC UA, 5.3.1.10: the namespace by its index or its URI, then one identifier of one of four kinds.
_NODE_ID = re.compile(rf"(ns=\d+;|nsu=[^;]+;)?(i=\d+|s=.+|g={_GUID}|b=[A-Za-z0-9+/]+=*)", re.DOTALL)


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        # The value is not repeated: it may be the URL itself, password and all.
        raise misfit(
            "is no name of an environment variable.",
            "Write the variable's name, as MILLRACE_HISTORIAN_URL; the URL itself stands in the environment only.",
        )
    return name


def _node_id(text: str) -> str:
    if not _NODE_ID.fullmatch(text):
        raise misfit(
            f"{text!r} is no node id.",
            "Write it as the server shows it, as 'ns=2;s=Press.Speed', or 'nsu=http://plant/;s=Press.Speed'.",
        )
    return text


Variable = Annotated[Text, AfterValidator(_variable)]
NodeIdText = Annotated[Text, AfterValidator(_node_id)]
TimeType = Literal[
    "timestamp_with_zone", "timestamp_utc", "timestamp_local", "epoch_s", "epoch_ms", "text_utc", "text_local"
]


class Pull(Frozen):
    """What all pulls have: where, how far back, and how gently.

    `look_back_s` is how long before the mark is asked for again, `every_s` how far apart pulls are that start by
    themselves, `pause_s` the rest between two queries or chunks, `chunk_rows` how many rows are held at once,
    `timeout_s` how long one statement may take.
    """

    url_from: Variable
    look_back_s: Annotated[int, Field(ge=0)] = 7200
    every_s: Annotated[int, Field(ge=10)] = 300
    pause_s: Annotated[float, Field(ge=0)] = 0
    chunk_rows: Annotated[int, Field(ge=1, le=1_000_000)] = 50_000
    timeout_s: Annotated[int, Field(ge=1)] = 300

    @property
    def look_back(self) -> timedelta:
        """How long before the mark late rows are still looked for."""
        return timedelta(seconds=self.look_back_s)


class WindowPull(Pull):
    """Samples, window by window of their time: `window_s` is what one query asks for."""

    first_day: IsoDate | None = None
    window_s: Annotated[int, Field(ge=60, le=31 * 86400)] = 3600

    @property
    def window(self) -> timedelta:
        """What one query asks for."""
        return timedelta(seconds=self.window_s)

    @property
    def is_local(self) -> bool:
        """Whether windows are cut on the source's own clock; otherwise in UTC."""
        return False


class IgnitionPull(WindowPull):
    """The history that an Ignition gateway keeps in a database."""

    connector: Literal["ignition"]
    db_schema: Text | None = None


class SqlPull(WindowPull):
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


class OpcuaPull(WindowPull):
    """The history that an OPC UA server gives of its nodes.

    `nodes` are node ids by tag, `folders` are nodes by the tag that the tags of all variables with history below them
    begin with. The variables in the environment whose names end in `_from` hold paths of PEM or DER files.
    """

    connector: Literal["opcua"]
    nodes: dict[Text, NodeIdText] = Field(default_factory=dict)
    folders: dict[Text, NodeIdText] = Field(default_factory=dict)
    security: Literal["none", "Basic256Sha256", "Aes128Sha256RsaOaep", "Aes256Sha256RsaPss"] = "none"
    mode: Literal["sign_and_encrypt", "sign"] = "sign_and_encrypt"
    certificate_from: Variable | None = None
    private_key_from: Variable | None = None
    server_certificate_from: Variable | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "OpcuaPull":
        if not self.nodes and not self.folders:
            raise misfit("names no node.", "Write nodes, as 'press/speed: ns=2;s=Press.Speed', or folders.", "nodes")
        for key in ("certificate_from", "private_key_from"):
            if self.security != "none" and getattr(self, key) is None:
                raise misfit("is missing.", f"The policy {self.security} needs a certificate and its key.", key)
        return self
