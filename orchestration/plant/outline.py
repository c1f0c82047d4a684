"""The tree of plant.yaml as far as it can be read, so that one wrong key does not hide errors in the other files."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from orchestration.plant.fields import EARLIEST_YEAR, parse_clock, parse_date
from orchestration.plant.files.yaml_document import KeyPath, YamlDocument

_LEVELS = (("site", "sites"), ("area", "areas"), ("line", "lines"), ("work_unit", "work_units"))


class Place(NamedTuple):
    """One object of the tree. `within` has the ids above it, the nearest first; `raw` its keys."""

    level: str
    id: str
    path: KeyPath
    within: tuple[str, ...]
    raw: dict[str, Any]

    @property
    def scopes(self) -> tuple[str, ...]:
        """Its own id and those above it."""
        return (self.id, *self.within)


class Outline:
    """Ids, levels and ancestry of the tree, without a judgement on anything else."""

    def __init__(self, document: YamlDocument) -> None:
        enterprise = document.data.get("enterprise")
        raw = enterprise if isinstance(enterprise, dict) else {}
        self.places: list[Place] = list(_places(document.data, (), 0, ()))
        if isinstance(raw.get("id"), str):
            self.places.insert(0, Place("enterprise", raw["id"], ("enterprise",), (), raw))
        self._history_start = document.data.get("history_start")
        self.sources = _items(document.data.get("sources"), ("sources",))
        self.by_id = {place.id: place for place in self.places}

    def ids(self, *levels: str) -> set[str]:
        """All ids of these levels."""
        return {place.id for place in self.places if place.level in levels}

    @property
    def source_ids(self) -> set[str]:
        """All ids of sources."""
        return {raw["id"] for _, raw in self.sources if isinstance(raw.get("id"), str)}

    @property
    def history_start(self) -> date:
        """The first accounted production date; the earliest possible one where it cannot be read."""
        try:
            return parse_date(self._history_start)
        except ValueError:
            return date(EARLIEST_YEAR, 1, 1)

    def day_start(self, scope: str) -> int:
        """Start of the production day at the scope's site, in minutes after midnight; 0 where it cannot be read."""
        place = self.by_id.get(scope)
        site = self.by_id.get(place.scopes[-1]) if place else None
        try:
            return parse_clock(site.raw["day_start"]) if site and "day_start" in site.raw else 0
        except ValueError:
            return 0


def _items(value: object, path: KeyPath) -> list[tuple[KeyPath, dict[str, Any]]]:
    if not isinstance(value, list):
        return []
    return [((*path, index), item) for index, item in enumerate(value) if isinstance(item, dict)]


def _places(raw: dict[str, Any], path: KeyPath, depth: int, within: tuple[str, ...]) -> Iterator[Place]:
    if depth == len(_LEVELS):
        return
    level, key = _LEVELS[depth]
    for item_path, item in _items(raw.get(key), (*path, key)):
        identifier = item.get("id")
        known = isinstance(identifier, str)
        if known:
            yield Place(level, str(identifier), item_path, within, item)
        yield from _places(item, item_path, depth + 1, (str(identifier), *within) if known else within)
