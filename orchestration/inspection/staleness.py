"""How long a source may be silent before its states are unknown, proposed from the silences that a file has."""

from dataclasses import dataclass
from datetime import datetime

from orchestration.inspection.timeline import Timeline
from orchestration.plant.source import Source

DEFAULT_S = float(Source.model_fields["stale_after_s"].default)
_ROUND_S = (1200, 1800, 2700, 3600, 5400, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400)
"""What is proposed; never more than a day, in which a source that is gone would go unnoticed."""
_USUAL_SHARE = 0.9
_ROOM = 1.2
_OFTEN_PER_DAY, _OFTEN = 2.0, 10


@dataclass(frozen=True)
class Staleness:
    """The proposal for `stale_after_s` and why; silences longer than it, of which states would be unknown."""

    stale_after_s: float
    because: str
    longer: int


def staleness(timeline: Timeline) -> Staleness:
    """The proposal: the default, unless the source is so often silent for longer that it seems to be its way."""
    silences = timeline.silences()
    over = silences.filter(silences["seconds"] > DEFAULT_S)
    first, last = timeline.span or (datetime.min, datetime.min)  # noqa: DTZ901 - only their distance is taken
    days = max((last - first).total_seconds() / 86400, 1.0)
    if over.height < max(_OFTEN, _OFTEN_PER_DAY * days):
        because = f"{over.height or 'no'} silences are longer than {DEFAULT_S:g} s; in them states become unknown"
        return Staleness(DEFAULT_S, because, over.height)
    usual = float(over["seconds"].quantile(_USUAL_SHARE) or DEFAULT_S)
    proposed = float(next((nice for nice in _ROUND_S if nice >= usual * _ROOM), _ROUND_S[-1]))
    because = (
        f"{over.height:,} silences are longer than {DEFAULT_S:g} s, {_USUAL_SHARE:.0%} of them up to {usual:,.0f} s: "
        "it seems to report changes only, so that no sample means no change"
    )
    return Staleness(proposed, because, over.filter(over["seconds"] > proposed).height)
