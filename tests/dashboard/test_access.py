import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import access
from dashboard.access import SECRETS_FILES, AccessError
from dashboard.access_rules import Rules

RULES = Rules.model_validate(
    {
        "claim": "groups",
        "roles": {
            "controllers": {"sites": "all", "pages": "all"},
            "north_managers": {"sites": ["north"], "pages": "all"},
            "south_leads": {"sites": ["south"], "pages": ["overview", "stops"]},
        },
    }
)


def reader(*groups: str) -> access.Reader:
    return access.reader_of({"email": "a@example.org", "groups": list(groups)}, RULES)


def test_roles_are_not_mixed() -> None:
    both = reader("north_managers", "south_leads")
    assert both.sites("stops") == {"north", "south"}
    assert both.sites("losses") == {"north"}
    assert reader("south_leads").sites("losses") == frozenset()
    assert not reader("south_leads").may_see("losses")
    assert reader("controllers", "south_leads").sites("stops") is None


def test_a_role_that_is_not_named_grants_nothing() -> None:
    assert reader("visitors").roles == ()
    assert not reader("visitors").may_see("overview")
    assert not access.reader_of({"sub": "7"}, RULES).may_see("overview")


def test_a_claim_of_one_role_is_a_text() -> None:
    found = access.reader_of({"sub": "7", "groups": "controllers"}, RULES)
    assert (found.name, found.sites("stops")) == ("7", None)


@pytest.mark.parametrize(
    "told", [["Controllers"], ["controllers "], {"roles": ["controllers"]}, [["controllers"]], [None, 7], 7, None, b"x"]
)
def test_a_claim_that_is_not_a_list_of_these_very_names_grants_nothing(told: object) -> None:
    assert access.reader_of({"sub": "7", "groups": told}, RULES).roles == ()


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"realm_access": {"roles": ["controllers"]}}, 1),
        ({"realm_access.roles": ["controllers"], "realm_access": {"roles": []}}, 1),
        ({"realm_access": ["controllers"]}, 0),
        ({"realm_access": {"role": ["controllers"]}}, 0),
        ({"roles": ["controllers"]}, 0),
    ],
)
def test_a_claim_within_another_is_named_by_its_way(claims: dict[str, object], roles: int) -> None:
    rules = RULES.model_copy(update={"claim": "realm_access.roles"})
    assert len(access.reader_of({"sub": "7", **claims}, rules).roles) == roles


def test_a_role_told_twice_counts_once() -> None:
    assert reader("south_leads", "south_leads").sites("stops") == {"south"}


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("issued", "is_over"),
    [(NOON.timestamp() - 12 * 3600, False), (NOON.timestamp() - 12 * 3600 - 1, True), (None, True), ("now", True)],
)
def test_a_sign_in_lasts_for_twelve_hours_for_roles_may_be_taken_away(issued: object, is_over: bool) -> None:
    assert access.is_sign_in_over({"sub": "7", "iat": issued}, RULES, NOON) is is_over


def test_how_long_a_sign_in_lasts_is_a_rule() -> None:
    rules = RULES.model_copy(update={"sign_in_hours": 1})
    assert access.is_sign_in_over({"iat": NOON.timestamp() - 3601}, rules, NOON)


def test_without_a_login_everything_is_seen() -> None:
    assert access.NOBODY_ASKED.sites("losses") is None


@pytest.mark.parametrize("content", ["[auth", None])
def test_secrets_that_cannot_be_read_are_no_open_door(tmp_path: Path, content: str | None) -> None:
    if content:
        (tmp_path / "secrets.toml").write_text(content)
    code = "from dashboard.access import is_login_configured; is_login_configured()"
    environment = os.environ | {SECRETS_FILES: str(tmp_path / "secrets.toml")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "AccessError: Streamlit's secrets cannot be read: " in done.stderr


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("roles: {a: {sites: [x]}}", "roles.a.pages: Field required"),
        ("roles: {}", "roles"),
        ("roles: {a: {sites: all, pages: all, admin: yes}}", "roles.a.admin: Extra inputs are not permitted"),
        ("roles: {a: {sites: [], pages: all}}", "roles.a.sites: is empty: it grants nothing. Write all, or"),
        ("roles: [", "cannot be read"),
        (
            "roles:\n  a: {sites: [x], pages: all}\n  a: {sites: all, pages: all}",
            "cannot be read: line 3: 'a' is written a second time; keep one of the two.",
        ),
        ("", "the file"),
    ],
)
def test_wrong_rules_say_where(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "access.yaml").write_text(text)
    with pytest.raises(AccessError, match=sentence):
        access.read_rules(tmp_path)


def test_a_site_s_id_is_a_text_as_in_plant_yaml(tmp_path: Path) -> None:
    (tmp_path / "access.yaml").write_text("roles: {a: {sites: [0010, no], pages: all}}")
    assert access.read_rules(tmp_path).roles["a"].sites == ["0010", "no"]


def test_missing_rules_say_what_they_are_for(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="it must say who may see what"):
        access.read_rules(tmp_path)
