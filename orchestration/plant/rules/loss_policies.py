"""The loss policies of plant.yaml: no version twice, no bucket treated in two ways, only reasons of busy time."""

from collections.abc import Iterable
from typing import Any

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.csv_table import CsvTable
from orchestration.plant.files.yaml_document import KeyPath, YamlDocument, written
from orchestration.plant.rows import Reason

SYSTEM_REASONS = frozenset({"no_operation", "no_count"})
"""Reasons of own stops that are given where a source tells no other."""


def check_loss_policies(document: YamlDocument, reasons: CsvTable[Reason], problems: Problems) -> None:
    """Find policies that are there twice or contradict themselves, and reasons that are unknown or never busy time."""
    policies = document.data.get("loss_policies")
    buckets = {located.row.reason: located.row.bucket for located in reasons.rows}
    seen: dict[tuple[str, str], int] = {}
    for index, policy in enumerate(policies if isinstance(policies, list) else []):
        if not isinstance(policy, dict):
            continue
        path: KeyPath = ("loss_policies", index)
        key = (str(policy.get("name")), str(policy.get("valid_from", "1970-01-01")))
        if key in seen:
            message = f"the policy {key[0]!r} valid from {key[1]} is there already, in line {seen[key]}."
            remedy = "Give it another name, or another valid_from."
            problems.add(document.name, document.line(path), written(path), message, remedy)
        seen.setdefault(key, document.line(path))
        for bucket in sorted(set(_words(policy.get("excluded"))) & set(_words(policy.get("performance")))):
            message = f"{bucket!r} is excluded and counts against performance at the same time."
            problems.add(document.name, document.line(path), written(path), message, "Keep it in one of the two lists.")
        treated = policy.get("reasons")
        for reason in treated if isinstance(treated, dict) else ():
            at: KeyPath = (*path, "reasons", reason)
            if buckets.get(reason) == "planned":
                message = f"the reason {reason!r} has bucket 'planned', which no policy counts as busy time."
                problems.add(document.name, document.line(at), written(at), message, "Take it out of the policy.")
            elif reason not in buckets and reason not in SYSTEM_REASONS and reasons.is_complete:
                stops = [name for name, bucket in buckets.items() if bucket != "planned"]
                message = f"reasons.csv has no reason {reason!r}."
                problems.add(document.name, document.line(at), written(at), message, choose(str(reason), stops))


def _words(value: Any) -> Iterable[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
