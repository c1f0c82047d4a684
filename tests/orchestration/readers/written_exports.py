"""Exports written by rules of our own, so that what comes out of a reader can be held against what went in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SERIAL_START = datetime(1899, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Written:
    """One sample; its time is a whole millisecond, which every format can write."""

    tag: str
    time: datetime
    value: float | str

    @property
    def expected(self) -> tuple[str, datetime, float | None, str | None]:
        """The sample as a reader has to give it."""
        number = None if isinstance(self.value, str) else self.value
        return self.tag, self.time, number, None if number is not None else str(self.value)


@dataclass(frozen=True)
class Form:
    """A format in one of its dialects: the lines before the samples, and a sample's line."""

    reader: str
    line: Callable[[Written], str]
    head: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    encoding: str = "utf-8"
    newline: str = "\n"

    def text(self, samples: list[Written]) -> list[str]:
        """The lines of a file, without their ends."""
        return [*self.head, *map(self.line, samples)]

    def data(self, lines: list[str]) -> bytes:
        """The file's bytes."""
        return "".join(line + self.newline for line in lines).encode(self.encoding)


def _point(value: float | str) -> str:
    return value if isinstance(value, str) else repr(value)


def _comma(value: float | str) -> str:
    return _point(value) if isinstance(value, str) else repr(value).replace(".", ",")


def _grouped(value: float | str) -> str:
    """German style: points between thousands, a decimal comma."""
    if isinstance(value, str) or "e" in repr(value):
        return _comma(value)
    whole, _, rest = repr(value).partition(".")
    return f"{int(whole):,}".replace(",", ".") + f",{rest}" if not whole.startswith("-0") else _comma(value)


def _trailing_minus(value: float | str) -> str:
    text = _point(value)
    return text[1:] + "-" if text.startswith("-") and "e" not in text else text


def millis(time: datetime) -> int:
    """Milliseconds since 1970."""
    return (time - EPOCH) // timedelta(milliseconds=1)


def _clock(time: datetime, form: str, digits: int = 3) -> str:
    return f"{time.strftime(form)}.{time.microsecond:06d}"[: -6 + digits or None]


def iso(time: datetime) -> str:
    """A time in UTC with milliseconds."""
    return _clock(time, "%Y-%m-%dT%H:%M:%S") + "Z"


def _serial_millionths(time: datetime) -> str:
    micros = (time - _SERIAL_START) // timedelta(microseconds=1)
    return f"{micros // 86400},{micros % 86400 * 1000 // 864:05d}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


LONG = "historian.delimited_long"
FORMS: dict[str, Form] = {
    "SHDR": Form("historian.shdr", lambda s: f"{iso(s.time)}|{s.tag}|{_point(s.value)}"),
    "long": Form(LONG, lambda s: f"{s.tag},{iso(s.time)},{_point(s.value)}", ("tag,time,value",)),
    "long, quoted, CRLF": Form(
        LONG, lambda s: ",".join(map(_quoted, (s.tag, iso(s.time), _point(s.value), "Good"))),
        ("tag,time,value,quality",), newline="\r\n",
    ),
    "long, decimal comma, Windows-1252": Form(
        LONG, lambda s: f"{s.tag};{_clock(s.time, '%d.%m.%Y %H:%M:%S')};{_comma(s.value)}", ("tag;time;value",),
        {"separator": ";", "decimal": ",", "time_format": "%d.%m.%Y %H:%M:%S.%f", "encoding": "windows-1252"},
        encoding="windows-1252",
    ),
    "long, thousands": Form(
        LONG, lambda s: f"{s.tag};{_clock(s.time, '%d.%m.%Y %H:%M:%S')};{_grouped(s.value)}", ("tag;time;value",),
        {"separator": ";", "decimal": ",", "thousands": ".", "time_format": "%d.%m.%Y %H:%M:%S.%f"},
    ),
    "long, US, UTF-16, trailing minus": Form(
        LONG, lambda s: f"{_clock(s.time, '%m/%d/%Y %I:%M:%S')} {s.time:%p}\t{s.tag}\t{_trailing_minus(s.value)}",
        ("Timestamp\tTagName\tValue",), {"separator": "tab", "time_format": "%m/%d/%Y %I:%M:%S.%f %p"},
        encoding="utf-16",
    ),
    "long, epoch, no header": Form(
        LONG, lambda s: f"{s.tag}|{millis(s.time)}|{_point(s.value)}", (),
        {"separator": "|", "header": False, "time_format": "epoch_ms", "quote": None},
    ),
    "PI": Form(
        "historian.pi_csv", lambda s: f"{s.tag},{_clock(s.time, '%d-%b-%y %H:%M:%S')},{_point(s.value)}", (),
        {"text_tags": ["*"]},
    ),
    "AVEVA": Form(
        "historian.aveva_csv",
        lambda s: f"{s.tag},{_clock(s.time, '%Y-%m-%d %H:%M:%S', 6)}0,"
        + (f"NULL,{s.value},0,192,192" if isinstance(s.value, str) else f"{s.value!r},{s.value!r},0,192,192"),
        ("TagName,DateTime,Value,vValue,Quality,QualityDetail,OPCQuality",),
    ),
    "Proficy": Form(
        "historian.proficy_csv", lambda s: f"{s.tag},{_clock(s.time, '%m/%d/%Y %H:%M:%S')},{_point(s.value)},Good",
        ("* export", "[Data]", "Tagname,TimeStamp,Value,DataQuality"),
    ),
    "WinCC": Form(
        "historian.wincc_csv",
        lambda s: ";".join((_quoted(s.tag), _quoted(s.time.strftime("%d.%m.%Y %H:%M:%S")), _comma(s.value), "1",
                            _serial_millionths(s.time))),
        ('"VarName";"TimeString";"VarValue";"Validity";"Time_ms"',),
    ),
    "line protocol": Form(
        "historian.influx_lines",
        lambda s: "m " + s.tag.replace(" ", "\\ ")
        + (f'="{s.value}"' if isinstance(s.value, str) else f"={s.value!r}")
        + f" {millis(s.time) * 10**6}",
        (), {"tag_name": "{_field}"},
    ),
    "annotated CSV": Form(
        "historian.influx_csv", lambda s: f",,0,{iso(s.time)},{_point(s.value)},{s.tag}",
        ("#group,false,false,false,false,true", "#default,_result,,,,",
         ",result,table,_time,_value,_field"), {"tag_name": "{_field}"},
    ),
    "Ignition": Form(
        "historian.ignition_csv",
        lambda s: f"{s.tag}," + (f",{s.value}," if isinstance(s.value, str) else f"{s.value!r},,")
        + f",192,{millis(s.time)}",
        ("tagpath,floatvalue,stringvalue,datevalue,dataintegrity,t_stamp",),
    ),
}  # fmt: skip
"""Formats of lines, each in the dialects of its vendors."""


def wide(samples: list[Written]) -> bytes:
    """One column a tag, and a line for each sample, in which the others' cells are empty."""
    tags = sorted({sample.tag for sample in samples})
    lines = (
        ",".join([iso(sample.time), *(_point(sample.value) if tag == sample.tag else "" for tag in tags)])
        for sample in samples
    )
    return "".join(f"{line}\n" for line in (",".join(["time", *tags]), *lines)).encode()


TAGS = st.sampled_from(["a", "Öl.Druck", "PRESS 1/Total", "t_2", "Línea", "x-9"])
_TIMES = st.integers(31_622_400_000, 3_124_223_999_999).map(lambda millis: EPOCH + timedelta(milliseconds=millis))
_NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**53) + 1, 2**53 - 1).map(float),
    st.sampled_from([0.0, 1.5, -1234.5, 0.1 + 0.2, 1e22, 5e-324, 2.2250738585072014e-308, 1e-5, 12345678.9]),
)
_WORDS = st.sampled_from(["RUN", "läuft", "Program 7", "x1,5".replace(",", " "), "No.1", "12a"])
SAMPLES = st.lists(st.builds(Written, TAGS, _TIMES, st.one_of(_NUMBERS, _WORDS)), min_size=1, max_size=12)
"""Samples of times from 1971 to 2068, which two-digit years can tell."""
