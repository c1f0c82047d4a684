"""Who may see which pages and which sites' rows, once a login is configured.

Without a login (Streamlit's ``[auth]`` secrets, which name an OpenID Connect provider) everybody sees everything, and
the server listens on this machine alone. With one, nothing is seen but what ``access.yaml`` of the workspace grants:

    claim: groups
    roles:
      controllers: {sites: all, pages: all}
      north_managers: {sites: [north], pages: all}
      shift_leads: {sites: [north], pages: [overview, stops]}

``claim`` is the claim of the identity token that lists a person's roles (a text counts as a list of one).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from streamlit.errors import StreamlitSecretNotFoundError

RULES_FILE = "access.yaml"

All = Literal["all"]


class AccessError(Exception):
    """``access.yaml`` is missing or wrong; the message says where and what to write."""


class Role(BaseModel):
    """What one role sees: ids of sites and names of pages, or all of them."""

    model_config = ConfigDict(extra="forbid")

    sites: list[str] | All
    pages: list[str] | All


class Rules(BaseModel):
    """The content of ``access.yaml``."""

    model_config = ConfigDict(extra="forbid")

    claim: str = "groups"
    roles: dict[str, Role] = Field(min_length=1)


@dataclass(frozen=True)
class Reader:
    """Somebody who looks: the name for the log, and the roles that count, ``None`` when no login is configured."""

    name: str
    roles: tuple[Role, ...] | None

    def sites(self, page: str) -> frozenset[str] | None:
        """The sites whose rows ``page`` may show; ``None`` for all, empty where the page itself is not granted.

        Roles are not mixed: a role's pages show that role's sites.
        """
        if self.roles is None:
            return None
        granting = [role for role in self.roles if role.pages == "all" or page in role.pages]
        if any(role.sites == "all" for role in granting):
            return None
        return frozenset(site for role in granting for site in role.sites)

    def may_see(self, page: str) -> bool:
        """Whether ``page`` is granted at all, by a role with at least one site."""
        return self.sites(page) != frozenset()


NOBODY_ASKED = Reader("anonymous", None)


def is_login_configured() -> bool:
    """Whether Streamlit's secrets have an ``[auth]`` section; from then on all is denied that is not granted."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def read_rules(workspace: Path) -> Rules:
    """The rules of ``workspace``; raises ``AccessError`` with what to mend."""
    path = workspace / RULES_FILE
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Rules.model_validate(content)
    except FileNotFoundError:
        raise AccessError(f"{path} is missing: a login is configured, so it must say who may see what.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AccessError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise AccessError(f"{path}: {place}: {first['msg']}") from error


def reader_of(claims: Mapping[str, Any], rules: Rules) -> Reader:
    """The reader with these claims of an identity token; roles that ``rules`` do not name count for nothing."""
    told = claims.get(rules.claim)
    names = [told] if isinstance(told, str) else told if isinstance(told, list | tuple) else []
    name = str(claims.get("email") or claims.get("preferred_username") or claims.get("sub") or "unnamed")
    return Reader(name, tuple(rules.roles[role] for role in names if isinstance(role, str) and role in rules.roles))
