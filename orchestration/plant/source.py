"""A source of files as plant.yaml has it, and as it is once its reader and its pull have judged their options."""

import re
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, SerializeAsAny, field_validator

from orchestration.plant.fields import Frozen, Identifier, PositiveSeconds, Text, TimeZoneName, misfit
from orchestration.plant.pull import Pull

ArchiveWay = Literal["keep", "encrypt", "drop"]
"""What becomes of a source's originals once they are loaded: kept as they are, kept encrypted, or not kept."""


class ExportTime(Frozen):
    """How to read from a file's name when it was exported: a pattern with one group, and the group's format."""

    pattern: Text
    format: Text

    @field_validator("pattern")
    @classmethod
    def _has_one_group(cls, pattern: str) -> str:
        remedy = r"Write one group in brackets around the time, as '_(\d{8}T\d{6})\.'."
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise misfit(f"{pattern!r} is no regular expression: {error}.", remedy) from error
        if groups != 1:
            raise misfit(f"{pattern!r} has {groups} groups.", remedy)
        return pattern

    @field_validator("format")
    @classmethod
    def _has_a_date(cls, text: str) -> str:
        if "%" not in text:
            raise misfit(f"{text!r} is no format of a time.", "Write it as for strptime, as '%Y%m%dT%H%M%S'.")
        return text


class _SourceFields(Frozen):
    id: Identifier
    site: Identifier
    reader: Text
    stale_after_s: PositiveSeconds = 900
    fresh_within_s: PositiveSeconds = 93600
    files: Text = "*"
    export_time: ExportTime | None = None


class SourceEntry(_SourceFields):
    """A source as plant.yaml has it, its reader's options and its pull not yet judged."""

    time_zone: TimeZoneName | None = None
    options: dict[str, Any] = Field(default_factory=dict)
    pull: dict[str, Any] | None = None
    archive: ArchiveWay | None = None


class Source(_SourceFields):
    """Files of one origin and one format. `time_zone` is its own or its site's, `options` its reader's options
    object, `produces` the lake's tables its rows go to (samples, entities), `pull` says from where its files are pulled
    (None: they are dropped), `archive` what becomes of the originals: its own word, else `encrypt` where they may hold
    personal data."""

    time_zone: TimeZoneName
    options: SerializeAsAny[BaseModel]
    produces: tuple[str, ...]
    pull: SerializeAsAny[Pull] | None = None
    archive: ArchiveWay = "keep"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of times that have none in the source's files."""
        return ZoneInfo(self.time_zone)
