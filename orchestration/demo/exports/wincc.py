"""WinCC: a data log of a panel, whose language somebody changed in the middle of it."""

from __future__ import annotations

from orchestration.demo.exports.rows import SERIAL_DAY_OF_1970, Export, Format, LocalClockText, Row
from orchestration.demo.signals import Value

_HEADER = '"VarName";"TimeString";"VarValue";"Validity";"Time_ms"'


def data_log(rows: list[Row], zone: str) -> Export:
    """Local times twice, as a text and as a millionth of a serial day; then English dates, points for commas.

    A row says that the runtime stood still in between, and the last one counts the log's records.
    """
    german, english = (LocalClockText(zone, pattern) for pattern in ("%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"))
    half = len(rows) // 2
    lines = [_HEADER]
    for number, (at, tag, value, good) in enumerate(rows):
        clock, comma = (german, ",") if number < half else (english, ".")
        serial = f"{(german.seconds(at) / 86_400 + SERIAL_DAY_OF_1970) * 1e6:.4f}".replace(".", comma)
        if number == half:
            lines.append(f'"$RT_OFF$";"{clock(at)}";0;2;{serial}')
        shown = _shown(value, comma) if good else "0"
        lines.append(f'"{tag}";"{clock(at)}";{shown};{int(good)};{serial}')
    lines.append(f'"$RT_COUNT$";"";{len(rows)};"";""')
    return Export("\r\n".join([*lines, ""]).encode(), no_samples=2)


def _shown(value: Value, comma: str) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).replace(".", comma)


CSV = Format("historian.wincc_csv", ".csv", data_log)
