"""Delimited text with one header: the head of a file, and its records block by block."""

from collections.abc import Iterator, Mapping

from orchestration.readers.contract import ByteStream, FileRejected
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
        skipped, position = 0, 0
        prefixes = tuple(prefix.encode() for prefix in options.comment_prefixes)
        while True:
            end = block.data.find(b"\n", position) + 1
            if not end:
                raise FileRejected("The file holds no row of data: it is empty or has a header only.")
            line = block.data[position:end].rstrip(b"\r\n")
            if skipped >= options.skip_lines and line.strip() and not (prefixes and line.startswith(prefixes)):
                break
            skipped, position = skipped + 1, end
        text = line.decode()
        layout = layout_of(text, options, is_header=options.names_columns(text), is_personal=self._is_personal)
        if layout.header is not None:
            skipped, position = skipped + 1, end
        rest = block.data[position:]
        if not rest:
            return None, layout
        return Block(rest, block.first_line + skipped, block.line_count - skipped, block.terminated), layout
