"""The words for codes of the published tables: the same on every chart and page."""

STEPS = {
    "planned_busy": "Planned busy time",
    "breakdown": "Breakdowns",
    "minor_stop": "Minor stops",
    "changeover": "Changeovers",
    "external": "Blocked, starved",
    "unknown": "State unknown",
    "unrated": "Not rated",
    "speed_loss": "Speed loss",
    "quality_loss": "Quality loss",
    "good": "Good time",
}

LOSSES_IN_MONEY = ("breakdown", "minor_stop", "changeover", "external")

KINDS = {
    "breakdown": "Breakdown",
    "minor_stop": "Minor stop",
    "changeover": "Changeover",
    "external": "Blocked or starved",
}

# A letter for each bucket, drawn into its segment, so that no colour has to be told apart.
BUCKETS = {
    "producing": ("", "Producing"),
    "breakdown": ("B", "Breakdown"),
    "minor_stop": ("M", "Minor stop"),
    "changeover": ("C", "Changeover"),
    "external": ("E", "Blocked, starved"),
    "unknown": ("?", "State unknown"),
    "planned": ("P", "Planned stop"),
    "unscheduled": ("", "Not scheduled"),
}
