"""Who may see which pages and which sites' rows, once a login is configured.

Without a login (Streamlit's ``[auth]`` secrets, which name an OpenID Connect provider) everybody sees everything, and
the server listens on this machine alone. With one, nothing is seen but what ``access.yaml`` of the workspace grants:

    claim: groups
    roles:
      controllers: {sites: all, pages: all}
      north_managers: {sites: [north], pages: all}
      shift_leads: {sites: [north], pages: [overview, stops]}

``claim`` is the claim of the identity token that lists a person's roles (a text counts as a list of one); one within
another is named by its way (``realm_access.roles``). After ``sign_in_hours`` (12) a person signs in anew, and has the
roles that the provider then tells.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st
import yaml
from pydantic import ValidationError
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard.access_rules import RULES_FILE, Role, Rules

# The environment variable that names the file with the login's secrets.
SECRETS_FILES = "STREAMLIT_SECRETS_FILES"


class AccessError(Exception):
    """``access.yaml`` or the login's secrets are missing or wrong; the message says where and what to write."""


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
    """Whether Streamlit's secrets have an ``[auth]`` section; from then on all is denied that is not granted.

    Raises ``AccessError`` where there are secrets that cannot be read: they may have been meant to ask for a login.
    """
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError as error:
        if SECRETS_FILES in os.environ or any(Path(file).exists() for file in st.get_option("secrets.files")):
            raise AccessError(f"Streamlit's secrets cannot be read: {str(error).splitlines()[0]}") from error
        return False


class _EachKeyOnce(yaml.BaseLoader):
    """Of a role that is written twice nobody can say which one was meant."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                line = key.start_mark.line + 1
                raise yaml.YAMLError(f"line {line}: {key.value!r} is written a second time; keep one of the two.")
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def read_rules(workspace: Path) -> Rules:
    """The rules of ``workspace``; raises ``AccessError`` with what to mend."""
    path = workspace / RULES_FILE
    try:
        # Every scalar is a text, as in plant.yaml: the id 0010 keeps its zeros, and `no` is a word.
        text = path.read_text(encoding="utf-8-sig")
        content = yaml.load(text, Loader=_EachKeyOnce)  # noqa: S506 - it builds texts, lists and mappings alone
        return Rules.model_validate(content)
    except FileNotFoundError:
        raise AccessError(f"{path} is missing: a login is configured, so it must say who may see what.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AccessError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise AccessError(f"{path}: {place}: {first['msg']}") from error


def is_sign_in_over(claims: Mapping[str, Any], rules: Rules, now: datetime) -> bool:
    """Whether the token with these claims was issued (``iat``, OpenID Connect Core 1.0, 2) too long before ``now``.

    So is one that does not say when: every provider must tell it.
    """
    issued = claims.get("iat")
    return not isinstance(issued, int | float) or now.timestamp() - issued > rules.sign_in_hours * 3600


def reader_of(claims: Mapping[str, Any], rules: Rules) -> Reader:
    """The reader with these claims of an identity token; roles that ``rules`` do not name count for nothing."""
    told = _claim(claims, rules.claim)
    names = [told] if isinstance(told, str) else told if isinstance(told, list | tuple) else []
    name = str(claims.get("email") or claims.get("preferred_username") or claims.get("sub") or "unnamed")
    return Reader(name, tuple(rules.roles[role] for role in names if isinstance(role, str) and role in rules.roles))


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """The claim ``name``: as it stands, else as the way into objects, as in ``realm_access.roles``."""
    if name in claims:
        return claims[name]
    outer, _, inner = name.partition(".")
    within = claims.get(outer)
    return _claim(within, inner) if inner and isinstance(within, Mapping) else None
