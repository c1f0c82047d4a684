"""Names of InfluxDB's series: the same for its annotated CSV and its line protocol."""

import re
from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from orchestration.readers.samples import SampleOptions

MEASUREMENT, FIELD = "_measurement", "_field"

_SAYS_NOTHING = {"value"}
_PLACE = re.compile(r"\{([^{}]+)\}")


def _check_template(text: str) -> str:
    if not _PLACE.search(text) or re.search(r"[{}]", _PLACE.sub("", text)):
        raise ValueError(
            f"{text!r} is no name with places such as '{{machine}}.{{_field}}'; write tag keys, _measurement or _field "
            "in braces"
        )
    return text


class InfluxOptions(SampleOptions):
    """Options of every way to InfluxDB's samples."""

    tag_name: Annotated[str, AfterValidator(_check_template)] | None = Field(
        default=None,
        description="What a tag is called, such as `{machine}.{_field}`: tag keys, `_measurement` and `_field` in "
        "braces. Default: all of a series, `measurement/key=value/field`, keys in the order of the alphabet.",
    )


def series_name(keys: Mapping[str, str], template: str | None) -> str | None:
    """The tag's name of a series, of which `keys` has the tag keys, `_measurement` and `_field`.

    None if a key of the template is missing. A key with an empty value is none, as InfluxDB has it.
    """
    known = {key: value for key, value in keys.items() if value}
    if template is not None:
        if not all(key in known for key in _PLACE.findall(template)):
            return None
        return _PLACE.sub(lambda place: known[place[1]], template)
    tags = [f"{key}={known[key]}" for key in sorted(known) if key not in (MEASUREMENT, FIELD)]
    return "/".join([*filter(None, [known.get(MEASUREMENT)]), *tags, *filter(None, [known.get(FIELD)])]) or None


def shorter_names(tags: Collection[str]) -> dict[str, str]:
    """`tag_name` for series that are called by all they have: their tag keys, if all have the same ones.

    The measurement is left out where it is the same for all, and the field where it is `value`.
    """
    series = [tag.split("/") for tag in tags]
    keys = {tuple(part.partition("=")[0] for part in parts if "=" in part) for parts in series}
    if len(keys) != 1 or not (shared := keys.pop()):
        return {}
    measurements, fields = ({parts[at] for parts in series if "=" not in parts[at]} for at in (0, -1))
    places = [MEASUREMENT] if len(measurements) > 1 else []
    places += [*shared, *([FIELD] if fields - _SAYS_NOTHING else [])]
    return {"tag_name": ".".join(f"{{{place}}}" for place in places)}
