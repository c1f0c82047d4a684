"""A plant is configuration: its workspace's files as types, and the calendar that follows from them.

What belongs here: reading and judging the workspace's files, the plant as frozen types, production days, shift
instances and planned stops, and the tables the transforms read. What does not: reading data (`readers`), storing it
(`lake`), any figure (`transforms`).
"""

from orchestration.plant.check import CheckReport, check
from orchestration.plant.config_tables import compile_config, configuration_hash, write_config
from orchestration.plant.errors import ConfigurationError, ConfigurationErrors
from orchestration.plant.model import Plant
from orchestration.plant.source import ArchiveWay, Source
from orchestration.plant.starter_workspace import WorkspaceExistsError, scaffold
from orchestration.plant.workspace import Workspace

__all__ = [
    "ArchiveWay",
    "CheckReport",
    "ConfigurationError",
    "ConfigurationErrors",
    "Plant",
    "Source",
    "Workspace",
    "WorkspaceExistsError",
    "check",
    "compile_config",
    "configuration_hash",
    "scaffold",
    "write_config",
]
