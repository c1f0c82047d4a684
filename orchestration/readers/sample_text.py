"""The sample of a file as text: its encoding, told or found, and its whole lines."""

import codecs
from dataclasses import dataclass
from functools import lru_cache

from orchestration.readers.recognition import Doubt, Sample
from orchestration.readers.text_stream import BYTE_ORDER_MARKS, control_characters

_ONE_BYTE = "windows-1252"
_NUL_SHARE = 0.3


@dataclass(frozen=True)
class SampleText:
    """Whole lines of a sample, without their ends (but the last one where the file ends within it).

    encoding: as an option; a byte order mark needs none. has_mark: whether there is one.
    """

    lines: tuple[str, ...]
    encoding: str = "utf-8"
    has_mark: bool = False

    @property
    def options(self) -> dict[str, str]:
        """The options of TextOptions that are not to be left at their default."""
        return {} if self.has_mark or self.encoding == "utf-8" else {"encoding": self.encoding}

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """That the one-byte encodings cannot be told apart."""
        if self.encoding != _ONE_BYTE:
            return ()
        line = next(line for line in self.lines if not line.isascii())
        sentence = (
            f"The file is not UTF-8; read as {_ONE_BYTE} a line is {line[:80]!r}. "
            "If its letters are wrong, write another encoding, such as windows-1250 or windows-1251."
        )
        return (Doubt("encoding", (_ONE_BYTE,), sentence),)


@lru_cache(maxsize=8)
def text_of(sample: Sample) -> SampleText | None:
    """The sample as text; None where it is none."""
    decoded = _decoded(sample)
    if decoded is None:
        return None
    text, encoding, has_mark = decoded
    head = text[:4096].encode(errors="replace")
    if "\x00" in text or control_characters(head) * 20 > len(head):
        return None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    last = lines.pop()
    if last and (sample.is_whole or not lines):
        lines.append(last)
    return SampleText(tuple(lines), encoding, has_mark)


def _decoded(sample: Sample) -> tuple[str, str, bool] | None:
    data = sample.data
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _decode(data[len(mark) :], name, sample.is_whole)
            return None if text is None else (text, name, True)
    candidates = ["utf-8", _ONE_BYTE]
    # Text of few letters beyond ASCII has a NUL in every other byte as UTF-16.
    if data.count(0) > _NUL_SHARE * len(data):
        candidates = ["utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"]
    for name in candidates:
        text = _decode(data, name, sample.is_whole)
        if text is None and name == "utf-8" and (begun := _decode(data, name, False)) and not begun.isascii():
            # The file ends within a character, and has others that are UTF-8.
            text = begun
        if text is not None:
            return text, name, False
    return None


def _decode(data: bytes, encoding: str, is_whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)(errors="strict").decode(data, final=is_whole)
    except UnicodeDecodeError:
        return None
