"""What must hold within plant.yaml beyond each value by itself: ids, aliases, lines."""

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.yaml_document import KeyPath, YamlDocument, written
from orchestration.plant.outline import Outline, Place


def check_structure(document: YamlDocument, outline: Outline, problems: Problems) -> None:
    """Find duplicate ids and aliases, and lines whose constraint or exit is not theirs."""

    def error(path: KeyPath, message: str, remedy: str) -> None:
        problems.add(document.name, document.line(path), written(path), message, remedy)

    for kind, identified in (
        ("id", [(place.path, place.id) for place in outline.places]),
        ("source", [(path, raw["id"]) for path, raw in outline.sources if isinstance(raw.get("id"), str)]),
    ):
        seen: dict[str, KeyPath] = {}
        for path, identifier in identified:
            if identifier in seen:
                line = document.line((*seen[identifier], "id"))
                message = f"the {kind} {identifier!r} is there already, in line {line}."
                error((*path, "id"), message, "Give each a name of its own: ids are unique over the whole plant.")
            seen.setdefault(identifier, path)
    _check_aliases(document, outline, problems)
    for place in outline.places:
        if place.level == "line":
            _check_line(document, place, outline, problems)
        elif place.level == "work_unit":
            start, end = place.raw.get("in_service_from"), place.raw.get("in_service_to")
            if isinstance(start, str) and isinstance(end, str) and end < start:
                message = f"the unit leaves service on {end}, before it enters on {start}."
                error((*place.path, "in_service_to"), message, "Exchange the dates, or correct one.")


def _check_aliases(document: YamlDocument, outline: Outline, problems: Problems) -> None:
    owners = {place.id: place for place in outline.places if place.level in {"line", "work_unit"}}
    for place in list(owners.values()):
        aliases = place.raw.get("aliases")
        for index, alias in enumerate(aliases if isinstance(aliases, list) else []):
            if isinstance(alias, str) and owners.setdefault(alias, place) is not place:
                path = (*place.path, "aliases", index)
                message = f"{alias!r} also names {owners[alias].level.replace('_', ' ')} {owners[alias].id!r}."
                remedy = "Keep the name with one of the two, or rename it in the source's export."
                problems.add(document.name, document.line(path), written(path), message, remedy)


def _check_line(document: YamlDocument, line: Place, outline: Outline, problems: Problems) -> None:
    units = [place.id for place in outline.places if place.level == "work_unit" and place.within[:1] == (line.id,)]
    for key in ("constraint", "exit"):
        unit = line.raw.get(key)
        if isinstance(unit, str) and unit not in units:
            path = (*line.path, key)
            message = f"{unit!r} is no work unit of line {line.id!r}."
            problems.add(document.name, document.line(path), written(path), message, choose(unit, units))
    if line.raw.get("derive_waiting") is True and len(units) < 2:
        path = (*line.path, "derive_waiting")
        message = f"line {line.id!r} has one work unit, which has no neighbour to wait for."
        problems.add(document.name, document.line(path), written(path), message, "Leave it out.")
    if line.raw.get("rollup") == "constraint" and line.raw.get("constraint") is None:
        path = (*line.path, "constraint")
        message = f"line {line.id!r} is rolled up by its constraint, but names none."
        problems.add(document.name, document.line(path), written(path), message, choose("", units))
