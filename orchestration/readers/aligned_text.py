"""Tables whose columns stand under each other, as SQL tools print them: divided by the dashes below the header."""

import re
from collections.abc import Iterator

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.text_stream import Block, text_blocks

BETWEEN = "\x1f"
"""What is put between the columns, ASCII's unit separator: no text that a person typed holds it."""

_RULE = re.compile(r"\s*-+(\s+-+)*\s*")


class AlignedText:
    """The same lines in UTF-8 with BETWEEN between their columns; lines above the header are blank.

    A line whose text goes over the edge of a column stays undivided, so that it is rejected as what it is.
    """

    def __init__(self, stream: ByteStream, encoding: str, block_bytes: int) -> None:
        """`encoding` is that of the stream."""
        self._pieces = _divided(text_blocks(stream, encoding, None, block_bytes))
        self._held = b""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; raises FileRejected where the first block has no line of dashes."""
        while (size < 0 or len(self._held) < size) and (piece := next(self._pieces, None)) is not None:
            self._held += piece
        cut = len(self._held) if size < 0 else size
        given, self._held = self._held[:cut], self._held[cut:]
        return given


def _divided(blocks: Iterator[Block]) -> Iterator[bytes]:
    starts: list[int] = []
    for block in blocks:
        lines = block.lines
        if not starts:
            rule = next((number for number, line in enumerate(lines) if number and _RULE.fullmatch(line)), None)
            if rule is None:
                raise FileRejected(
                    "No line of dashes below a header shows where the columns stand; "
                    "export the table with a separator, and set aligned: false."
                )
            starts = [found.start() for found in re.finditer("-+", lines[rule])]
            lines = [""] * (rule - 1) + lines[rule - 1 :]
        text = "\n".join(_fields(line, starts) for line in lines)
        yield (text + "\n" if block.terminated else text).encode()


def _fields(line: str, starts: list[int]) -> str:
    if not line.strip() or _RULE.fullmatch(line) or any(line[at - 1 : at].strip() for at in starts[1:]):
        return line
    ends = [*starts[1:], len(line)]
    return BETWEEN.join(line[start:end].strip() for start, end in zip(starts, ends, strict=True))
