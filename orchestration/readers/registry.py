"""All readers by the name that the workspace's configuration calls them."""

from typing import Any

from orchestration.readers.contract import Reader
from orchestration.readers.historian import delimited_long, shdr

READERS: dict[str, Reader[Any]] = {reader.name: reader for reader in (shdr.READER, delimited_long.READER)}
