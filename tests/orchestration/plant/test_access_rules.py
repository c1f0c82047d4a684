"""What `millrace check` says of access.yaml."""

from collections.abc import Callable
from pathlib import Path

from orchestration.plant import Workspace, check

Make = Callable[..., Workspace]

RIGHT = """\
claim: groups
roles:
  controllers: {sites: all, pages: all}
  shift_leads: {sites: [north], pages: [overview, stops]}
"""
PAGES = "data_trust, energy, glossary, losses, maintenance, oee, overview, production, shift_report, stops"


def errors(space: Workspace, text: str) -> list[str]:
    Path(space.root / "access.yaml").write_text(text)
    return [str(error) for error in check(space).errors]


def test_right_rules_are_no_error(workspace: Make) -> None:
    assert errors(workspace(), RIGHT) == []


def test_all_mistakes_are_told_at_once_with_their_lines(workspace: Make) -> None:
    wrong = """\
claims: groups
roles:
  controllers:
    sites: [nord, all]
    pages: everything
  shift_leads: {sites: [north]}
  visitors:
    sites: []
    pages: [overview, stop]
    admin: yes
"""
    assert errors(workspace(), wrong) == [
        "access.yaml, line 1, claims: there is no such key. "
        "Did you mean 'claim'? It can be: claim, roles, sign_in_hours.",
        "access.yaml, line 4, roles.controllers.sites[0]: there is no site 'nord'. "
        "Did you mean 'north'? It can be: north.",
        "access.yaml, line 4, roles.controllers.sites[1]: there is no site 'all'. It can be: north.",
        "access.yaml, line 5, roles.controllers.pages: is neither the word all nor a list of names. "
        "Write all, or the names in brackets, as [first, second].",
        "access.yaml, line 6, roles.shift_leads.pages: is missing. Write pages, as all or [overview, stops].",
        "access.yaml, line 8, roles.visitors.sites: is empty: it grants nothing. "
        "Write all, or the names in brackets, as [first, second].",
        f"access.yaml, line 9, roles.visitors.pages[1]: there is no page 'stop'. "
        f"Did you mean 'stops'? It can be: {PAGES}.",
        "access.yaml, line 10, roles.visitors.admin: there is no such key. It can be: pages, sites.",
    ]


def test_rules_without_roles_say_how_to_begin(workspace: Make) -> None:
    assert errors(workspace(), "") == [
        "access.yaml: is empty. Begin with 'roles:' and below it, indented, as 'controllers: {sites: all, pages: all}'."
    ]
    assert errors(workspace(), "roles: everybody") == [
        "access.yaml, line 1, roles: 'everybody' is no group of keys. Write keys below it, indented, as 'name: value'."
    ]


def test_they_are_judged_beside_a_plant_that_is_wrong(workspace: Make, right_files: dict[str, str]) -> None:
    found = errors(workspace(tags="source,tag\n"), RIGHT.replace("[north]", "[south]"))
    assert any(error.startswith("tags.csv") for error in found)
    assert found[0] == (
        "access.yaml, line 4, roles.shift_leads.sites[0]: there is no site 'south'. "
        "Did you mean 'north'? It can be: north."
    )


def test_a_mistake_in_them_stops_no_run(workspace: Make) -> None:
    space = workspace()
    assert errors(space, "roles: everybody")
    assert space.load().sites[0].id == "north"
