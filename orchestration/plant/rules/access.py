"""access.yaml: who may see what in the dashboard, judged by the dashboard's own types before anybody signs in."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from dashboard.access_rules import RULES_FILE, Role, Rules
from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.yaml_document import YamlDocument, read_yaml, written
from orchestration.plant.wording import findings

_BEGIN = "Begin with 'roles:' and below it, indented, as 'controllers: {sites: all, pages: all}'."


def check_access(root: Path, sites: Iterable[str], problems: Problems) -> None:
    """Find what is wrong with a workspace's access.yaml, where it has one; `sites` are the ids of plant.yaml.

    The runs of a plant do not read it, so that a mistake in it stops none.
    """
    if not (root / RULES_FILE).exists():
        return
    document = read_yaml(root / RULES_FILE, problems, _BEGIN)
    if document is None:
        return
    try:
        Rules.model_validate(document.data)
    except ValidationError as invalid:
        for found in findings(invalid, Rules):
            problems.add(document.name, document.line(found.path), written(found.path), found.message, found.remedy)
    from dashboard.pages import PAGES  # slow to import, and most workspaces have no access.yaml

    known = {"sites": set(sites), "pages": {page.name for page in PAGES}}
    roles = document.data.get("roles")
    for role, granted in roles.items() if isinstance(roles, dict) else ():
        for kind in Role.model_fields:
            names = granted.get(kind) if isinstance(granted, dict) else None
            _check_names(document, role, kind, names, known[kind], problems)


def _check_names(
    document: YamlDocument, role: str, kind: str, names: object, known: set[str], problems: Problems
) -> None:
    for place, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str) and name not in known:
            path = ("roles", role, kind, place)
            message = f"there is no {kind.removesuffix('s')} {name!r}."
            problems.add(document.name, document.line(path), written(path), message, choose(name, known))
