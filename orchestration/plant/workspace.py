"""Where the files of one plant are."""

import os
from pathlib import Path

from orchestration.plant.loading import load_plant
from orchestration.plant.model import Plant

DEFAULT_ROOT = Path("data/demo")


class Workspace:
    """A folder with a plant's configuration, and everything the system makes of it. Nothing is created here."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root).expanduser().absolute()

    @classmethod
    def resolve(cls, option: Path | None = None) -> "Workspace":
        """The workspace of --workspace, else of MILLRACE_WORKSPACE, else ./data/demo."""
        return cls(option or Path(os.environ.get("MILLRACE_WORKSPACE") or DEFAULT_ROOT))

    def __repr__(self) -> str:
        return f"Workspace({str(self.root)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Workspace) and self.root == other.root

    def __hash__(self) -> int:
        return hash(self.root)

    @property
    def landing(self) -> Path:
        """Inbox: one folder a source."""
        return self.root / "landing"

    @property
    def archive(self) -> Path:
        """What was loaded, by content hash."""
        return self.root / "archive"

    @property
    def scratch(self) -> Path:
        """Where sorting and comparing put what exceeds their memory; whoever holds the workspace may empty it."""
        return self.archive / ".scratch"

    @property
    def quarantine(self) -> Path:
        """Files that could not be read at all."""
        return self.root / "quarantine"

    @property
    def pulls(self) -> Path:
        """How far each pulled source was read, and the rows read last: one folder a source."""
        return self.root / "pulls"

    @property
    def lake_uri(self) -> str:
        """Place of the Delta tables."""
        return str(self.root / "lake")

    @property
    def warehouse(self) -> Path:
        """What the transforms work with; can be deleted and is rebuilt."""
        return self.root / "warehouse"

    @property
    def build_db(self) -> Path:
        """The transforms' private DuckDB file."""
        return self.warehouse / "build.duckdb"

    @property
    def config_dir(self) -> Path:
        """The configuration as Parquet tables (`write_config`)."""
        return self.warehouse / "config"

    @property
    def rebuild_dir(self) -> Path:
        """What a run of the transforms is to rebuild, as Parquet tables."""
        return self.warehouse / "rebuild"

    @property
    def published(self) -> Path:
        """Folder of the published file and its versions."""
        return self.root / "published"

    @property
    def logs(self) -> Path:
        """Logs of runs and servers."""
        return self.root / "logs"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own storage."""
        return self.root / ".dagster"

    @property
    def lock_path(self) -> Path:
        """The lock of whoever writes the lake or the build database."""
        return self.root / ".millrace.lock"

    def load(self) -> Plant:
        """The plant as its files have it; raises ConfigurationErrors with all errors at once."""
        return load_plant(self.root)
