"""Delimited text with one header: the head of a file, and its records block by block."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.delimited_lines import is_rule
from orchestration.readers.delimited_records import Layout, Records, RecordSplitter, layout_of
from orchestration.readers.text_options import DelimitedOptions
from orchestration.readers.text_stream import BLOCK_BYTES, Block, text_blocks


class DelimitedText:
    """One delimited file, read block by block; `layout` is known as soon as it is made."""

    def __init__(
        self,
        stream: ByteStream,
        options: DelimitedOptions,
        block_bytes: int = BLOCK_BYTES,
        *,
        is_personal: bool = False,
    ) -> None:
        """Reads up to the header; raises FileRejected when there is none or nothing after it can be divided."""
        self._options, self._is_personal = options, is_personal
        self._blocks = text_blocks(stream, options.encoding, options.quote, block_bytes)
        self._first, self.layout = self._read_head()
        self._splitter = RecordSplitter(options, self.layout)

    def records(self, columns: Mapping[str, int]) -> Iterator[Records]:
        """Records with the given fields (name to index), block by block in file order."""
        for block in self._all_blocks():
            yield self._splitter.records(block, columns)

    def _all_blocks(self) -> Iterator[Block]:
        if self._first is not None:
            yield self._first
        yield from self._blocks

    def _read_head(self) -> tuple[Block | None, Layout]:
        options = self._options
        block = next(self._blocks)
        head = head_of(block.data, options)
        if head is None:
            raise FileRejected("The file holds no row of data: it is empty or has a header only.")
        layout = layout_of(head.first_line, options, is_header=head.is_header, is_personal=self._is_personal)
        rest = block.data[head.size :]
        if not rest:
            return None, layout
        return Block(rest, block.first_line + head.lines, block.line_count - head.lines, block.terminated), layout


@dataclass(frozen=True)
class Head:
    """What stands before the data: its bytes and lines, with the header if there is one.

    first_line: the first line that is no banner and no comment; the header, or the first one of the data.
    """

    size: int
    lines: int
    first_line: str
    is_header: bool


def head_of(data: bytes, options: DelimitedOptions) -> Head | None:
    """The head of a file that begins with `data`, whole lines in UTF-8; None if there is nothing but banner."""
    skipped, position = 0, 0
    prefixes = tuple(prefix.encode() for prefix in options.comment_prefixes)
    while end := data.find(b"\n", position) + 1:
        line = data[position:end].rstrip(b"\r\n")
        is_noise = not line.strip() or (prefixes and line.startswith(prefixes)) or _is_rule(line, options)
        if skipped >= options.skip_lines and not is_noise:
            text = line.decode()
            is_header = options.names_columns(text)
            return Head(end, skipped + 1, text, True) if is_header else Head(position, skipped, text, False)
        skipped, position = skipped + 1, end
    return None


def _is_rule(line: bytes, options: DelimitedOptions) -> bool:
    return b"--" in line and is_rule(line.decode(), options.separator)
