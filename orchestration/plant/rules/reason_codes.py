"""reason_codes.csv: sources and reasons that there are, and each code once."""

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.csv_table import CsvTable
from orchestration.plant.outline import Outline
from orchestration.plant.rows import Reason, ReasonCode


def check_reason_codes(
    codes: CsvTable[ReasonCode], reasons: CsvTable[Reason], outline: Outline | None, problems: Problems
) -> None:
    """Find codes mapped twice, and sources and reasons that there are not."""
    known = {located.row.reason for located in reasons.rows}
    seen: dict[tuple[str | None, str], int] = {}
    for line, code in codes.rows:
        key = (code.source, code.code)
        if key in seen:
            whose = "all sources" if code.source is None else f"source {code.source!r}"
            message = f"the code {code.code!r} of {whose} is there already, in line {seen[key]}."
            problems.add(codes.name, line, "code", message, "Keep one: a code has one meaning.")
        seen.setdefault(key, line)
        if outline is not None and code.source is not None and code.source not in outline.source_ids:
            remedy = choose(code.source, outline.source_ids)
            problems.add(codes.name, line, "source", f"there is no source {code.source!r}.", remedy)
        if code.reason not in known and reasons.is_complete:
            remedy = f"Add it to reasons.csv with its bucket. {choose(code.reason, known)}"
            problems.add(codes.name, line, "reason", f"reasons.csv has no reason {code.reason!r}.", remedy)
