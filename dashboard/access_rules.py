"""What ``access.yaml`` of a workspace may say; `millrace check` judges it before anybody signs in."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

RULES_FILE = "access.yaml"

All = Literal["all"]


def _all_or_listed(found: object) -> object:
    """A list with something in it, or the word all; anything else would grant nothing, or not what was meant."""
    if found == "all" or (isinstance(found, list) and found and all(isinstance(name, str) for name in found)):
        return found
    message = (
        "is empty: it grants nothing." if found in (None, "", []) else "is neither the word all nor a list of names."
    )
    remedy = "Write all, or the names in brackets, as [first, second]."
    raise PydanticCustomError("millrace", "{message} {remedy}", {"message": message, "remedy": remedy})


AllOrListed = Annotated[list[str] | All, BeforeValidator(_all_or_listed)]


class Role(BaseModel):
    """What one role sees: ids of sites and names of pages, or all of them."""

    model_config = ConfigDict(extra="forbid")

    sites: AllOrListed
    pages: AllOrListed


class Rules(BaseModel):
    """The content of ``access.yaml``."""

    model_config = ConfigDict(extra="forbid")

    claim: str = Field("groups", min_length=1)
    # Roles are told when somebody signs in; the provider cannot take them back from a sign-in that lasts.
    sign_in_hours: float = Field(12, gt=0, allow_inf_nan=False)
    roles: dict[str, Role] = Field(min_length=1)
