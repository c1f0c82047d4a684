"""Delimited text of several tables: blocks divided where one begins, and the line that a table begins with."""

import re
from collections.abc import Iterator

from orchestration.readers.text_stream import Block


def divided(block: Block, starts: re.Pattern[bytes], quote: str | None = None) -> Iterator[Block]:
    """Pieces of a block, in order, each but perhaps the first beginning with a line that `starts` matches.

    `starts` is a multiline pattern of a line's start. With `quote`, lines within a quoted field are no starts.
    """
    begin, line_no, marks, counted = 0, block.first_line, 0, 0
    for match in starts.finditer(block.data):
        position = match.start()
        if quote:
            marks, counted = marks + block.data.count(quote.encode(), counted, position), position
        if marks % 2 or position == begin:
            continue
        piece = _part(block, begin, position, line_no)
        yield piece
        begin, line_no = position, line_no + piece.line_count
    yield _part(block, begin, len(block.data), line_no) if begin else block


def without_first_line(block: Block) -> tuple[str, Block | None]:
    """The first line, without its end, and what follows it."""
    end = block.data.index(b"\n") + 1
    rest = _part(block, end, len(block.data), block.first_line + 1) if end < len(block.data) else None
    return block.data[:end].rstrip(b"\r\n").decode(), rest


def _part(block: Block, begin: int, end: int, line_no: int) -> Block:
    data = block.data[begin:end]
    return Block(data, line_no, data.count(b"\n"), block.terminated or end < len(block.data))
