"""How far sources were pulled, as `millrace status` tells it."""

from typing import Any

from orchestration.plant import Source, Workspace
from orchestration.plant.pull import WindowPull
from orchestration.pulls import pull_state, table_state

_OF_WINDOWS = ("mark", "done_to", "windows")
_OF_TABLES = ("mark", "keys_at_utc", "rows_deleted")
_OF_ALL = ("rows", "rows_landed", "pulled_at_utc", "pulled_whole_at_utc", "failure")


def pull_progress(workspace: Workspace, source: Source) -> dict[str, Any]:
    """How far a source was pulled: of windows `mark` is on the clock that `clock` names, of tables it is the cursor's
    highest value; times are UTC."""
    if isinstance(source.pull, WindowPull):
        of_windows = pull_state(workspace, source)
        clock = source.time_zone if source.pull.is_local else "UTC"
        return {"clock": clock, **{name: getattr(of_windows, name) for name in (*_OF_WINDOWS, *_OF_ALL)}}
    of_table = table_state(workspace, source)
    return {name: getattr(of_table, name) for name in (*_OF_TABLES, *_OF_ALL)}


def progress_sentence(source: str, pull: dict[str, Any]) -> str:
    """What `pull_progress` found, in words."""
    if pull["pulled_at_utc"] is None:
        return f"{source}: never pulled; 'millrace run' pulls it."
    told = (
        f"{source}: {_reached(pull)} Last pull at {pull['pulled_at_utc']:%Y-%m-%d %H:%M} UTC: {_found(pull)}, of which "
        f"{pull['rows_landed']:,} were new or changed."
    )
    return told if pull["failure"] is None else f"{told} It was not whole: {pull['failure']}"


def _reached(pull: dict[str, Any]) -> str:
    if "clock" in pull:
        mark = f"{pull['mark']:%Y-%m-%d %H:%M:%S} {pull['clock']}" if pull["mark"] else "nowhere"
        return f"pulled to {mark}, final to {pull['done_to']:%Y-%m-%d %H:%M}."
    changes = f"pulled to {pull['mark']}" if pull["mark"] else "pulled whole each time"
    keys = f", all keys compared at {pull['keys_at_utc']:%Y-%m-%d %H:%M} UTC" if pull["keys_at_utc"] else ""
    return f"{changes}{keys}."


def _found(pull: dict[str, Any]) -> str:
    if "clock" in pull:
        return f"{pull['windows']:,} windows, {pull['rows']:,} rows"
    return f"{pull['rows_deleted']:,} rows gone, {pull['rows']:,} rows"
