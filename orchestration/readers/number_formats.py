"""Excel's number formats: by which of them a number is shown as a date or a time of day.

ECMA-376 part 1, 18.8.30 (numFmts): formats 14 to 22 are of dates and times in every language, 27 to 36 and 50 to 58
in those of East Asia. 45 to 47 show durations.
"""

import re
from collections.abc import Mapping

_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(50, 59))))
_LITERALS = re.compile(r'"[^"]*"?|\\.|[_*].')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")


def shows_time(format_id: str, codes: Mapping[str, str]) -> bool:
    """Whether numbers of a format (by its id) are shown as dates or times of day; `codes` are the workbook's own.

    A duration (`[h]:mm`) is none.
    """
    code = codes.get(format_id)
    if code is None:
        return format_id in _BUILT_IN
    code = _LITERALS.sub("", code)
    if _ELAPSED.search(code):
        return False
    # Colours, conditions and languages stand in brackets; other sections are of negative numbers, zeros and texts.
    first = _BRACKETS.sub("", code).split(";")[0].lower()
    return "general" not in first and bool(re.search("[dmyhs]", first))
