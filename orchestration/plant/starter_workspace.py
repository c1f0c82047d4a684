"""`millrace init`: a small, commented workspace to start from."""

from importlib.resources import files
from pathlib import Path

STARTER_FILES = (
    "plant.yaml",
    "tags.csv",
    "states.csv",
    "reasons.csv",
    "reason_codes.csv",
    "shifts.csv",
    "calendar.csv",
    "targets.csv",
    "fiscal_periods.csv",
)
STARTER_SOURCE = "north_historian"


class WorkspaceExistsError(FileExistsError):
    """The folder has a workspace's files already; the message names them. Nothing was written."""


def scaffold(root: Path) -> list[Path]:
    """Write the starter workspace to `root` and return its files.

    It passes `check` as it is. Raises WorkspaceExistsError rather than overwrite anything.
    """
    present = [name for name in STARTER_FILES if (root / name).exists()]
    if present:
        message = f"{root} has {', '.join(present)} already. Choose an empty folder, or move them away."
        raise WorkspaceExistsError(message)
    (root / "landing" / STARTER_SOURCE).mkdir(parents=True, exist_ok=True)
    written = []
    for name in STARTER_FILES:
        path = root / name
        text = files("orchestration.plant").joinpath("starter", name).read_text(encoding="utf-8")
        with path.open("x", encoding="utf-8", newline="\n") as file:  # x: never over a file made since
            file.write(text)
        written.append(path)
    return written
