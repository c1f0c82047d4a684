"""Bytes of any configured encoding as blocks of whole lines in UTF-8, with bounded memory."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from orchestration.readers.contract import ByteStream, FileRejected

BLOCK_BYTES = 16 << 20
"""Bytes parsed at once: large enough for parallel parsing; from 32 MiB on each block would be memory that the system
hands out anew, page by page, which costs as much as parsing it."""

LINE_LIMIT = 1 << 20
"""Bytes of the longest line; no text export of a plant comes near it."""

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_HALF = "\ufffd"
"""What stands for the character within which a file ends."""

_NO_TEXT = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1a\x1b\x1c\x1d\x1e\x1f")


class FileCutError(FileRejected):
    """A file that ends within a character. line: number and text of its last line, where it is read by lines."""

    def __init__(self, encoding: str, line: tuple[int, str] | None = None) -> None:
        super().__init__(f"The file ends within a character: it was cut, or it is no {encoding} text; export it again.")
        self.encoding, self.line = encoding, line


@dataclass(frozen=True)
class Block:
    """Whole lines of a file.

    data: UTF-8, every line ended by a newline (one is added to an unterminated last line).
    first_line: physical number of the first line, from 1. line_count: lines in it.
    terminated: False when the file ends without a newline after this block's last line.
    """

    data: bytes
    first_line: int
    line_count: int
    terminated: bool

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; only asked for where something is wrong with one of them."""
        return [line.removesuffix("\r") for line in self.data.decode().split("\n")[:-1]]

    def before_cut_line(self) -> "Block":
        """The lines that have their newline, so without a last one within which the file ends."""
        if self.terminated:
            return self
        end = self.data.rfind(b"\n", 0, -1) + 1
        return Block(self.data[:end], self.first_line, self.line_count - 1, True)

    def raw(self, row_no: int) -> str:
        """The text of a physical line."""
        return self.lines[row_no - self.first_line]


def text_blocks(
    stream: ByteStream, encoding: str = "utf-8", quote: str | None = None, block_bytes: int = BLOCK_BYTES
) -> Iterator[Block]:
    """Blocks of whole lines; with `quote`, none ends inside a quoted field that holds a newline.

    Raises FileRejected for an empty or binary file, bytes that are not of the encoding, a line over LINE_LIMIT; and
    FileCutError behind the other lines where the last one ends within a character.
    """
    carry, cut_line, line_no, empty = b"", b"", 1, True
    failed: list[FileCutError] = []
    for piece, is_last in _with_last(_until_cut(utf8_pieces(stream, encoding, block_bytes), failed)):
        empty = empty and not piece
        # Copies of whole blocks cost as much as parsing them: each block is put together once.
        cut = len(piece) if is_last else cut_after_record(piece, None)
        block = b"".join((carry, memoryview(piece)[:cut])) if cut or is_last else b""
        carry = piece[cut:] if cut or is_last else carry + piece
        if quote and not is_last and quote.encode() in block:
            end = cut_after_record(block, quote)
            block, carry = block[:end], block[end:] + carry
        if len(carry) > LINE_LIMIT:
            _check_line_lengths(carry, line_no + block.count(b"\n"))
        if is_last and failed:
            end = block.rfind(b"\n") + 1
            block, cut_line = block[:end], block[end:]
        if not block:
            continue
        terminated = block.endswith(b"\n")
        if not terminated:
            block += b"\n"
        # Files that were put behind each other bring their marks along. One byte is found much faster than three.
        if codecs.BOM_UTF8[0] in block and codecs.BOM_UTF8 in block:
            block = block.removeprefix(codecs.BOM_UTF8).replace(b"\n" + codecs.BOM_UTF8, b"\n")
        _check_line_lengths(block, line_no)
        lines = block.count(b"\n")
        yield Block(block, line_no, lines, terminated)
        line_no += lines
    if failed:
        _check_line_lengths(cut_line, line_no)
        raise FileCutError(failed[0].encoding, (line_no, cut_line.decode() + _HALF))
    if empty:
        raise FileRejected("The file is empty.")


def _until_cut(pieces: Iterator[bytes], failed: list[FileCutError]) -> Iterator[bytes]:
    try:
        yield from pieces
    except FileCutError as error:
        failed.append(error)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = b""
    for piece in pieces:
        if held:
            yield held, False
        held = piece
    yield held, True


def utf8_pieces(stream: ByteStream, encoding: str, block_bytes: int) -> Iterator[bytes]:
    """Pieces of the stream in UTF-8, a byte order mark taken off; an empty file is one empty piece.

    Raises FileRejected for binary data and for bytes that are not of the encoding, and FileCutError behind the last
    piece where that ends within a character.
    """
    piece = _read_full(stream, block_bytes)
    for mark, found in BYTE_ORDER_MARKS:
        if piece.startswith(mark):
            piece, encoding = piece[len(mark) :], found
            break
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    plain, offset = codecs.lookup(encoding).name == "utf-8", 0
    while True:
        following = _read_full(stream, block_bytes)
        try:
            # ASCII is UTF-8 already, and so is what the decoder accepted: only other encodings are written anew.
            ascii_only = plain and piece.isascii() and not decoder.getstate()[0]
            text = piece if ascii_only else decoder.decode(piece).encode()
        except UnicodeDecodeError as error:
            found_byte = error.object[error.start : error.start + 1].hex().upper()
            raise FileRejected(
                f"The file is not {encoding} text: byte 0x{found_byte} near position {offset + error.start}; "
                "set the source's option `encoding` to what the file is (windows-1252 and utf-16 are usual)."
            ) from error
        if b"\x00" in text:
            raise FileRejected(
                "The file is binary: it holds NUL bytes. If it is UTF-16 text without a byte order mark, "
                "set the source's option `encoding` to utf-16-le."
            )
        if not offset:
            _refuse_control_characters(text[:4096])
        yield text
        offset += len(piece)
        if not following:
            break
        piece = following
    if decoder.getstate()[0]:
        raise FileCutError(encoding)


def control_characters(text: bytes) -> int:
    """How many bytes are control characters that no text has."""
    return len(text) - len(text.translate(None, delete=_NO_TEXT))


def _refuse_control_characters(text: bytes) -> None:
    if control_characters(text) * 20 > len(text):
        raise FileRejected("The file is binary: a twentieth of its first bytes are control characters.")


def _read_full(stream: ByteStream, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def cut_after_record(data: bytes, quote: str | None) -> int:
    """Length of the whole lines at the start of some bytes, without a last record whose quoted field is still open."""
    end = data.rfind(b"\n") + 1
    if not quote or not end:
        return end
    mark = quote.encode()
    if data.count(mark, 0, end) % 2 == 0:
        return end
    # A quoted field is open at the end: cut before the line in which it opens.
    last = data.rfind(mark, 0, end)
    while last > 0 and end - last < LINE_LIMIT:
        before = data.rfind(mark, 0, last)
        newline = data.rfind(b"\n", before + 1, last)
        if newline >= 0:
            return newline + 1
        last = data.rfind(mark, 0, before) if before > 0 else -1
    return end


def _check_line_lengths(data: bytes, line_no: int) -> None:
    position = 0
    while len(data) - position > LINE_LIMIT:
        newline = data.rfind(b"\n", position, position + LINE_LIMIT + 1)
        if newline < 0:
            number = line_no + data.count(b"\n", 0, position)
            raise FileRejected(
                f"Line {number} is longer than {LINE_LIMIT >> 20} MiB, so this is no text export of samples or rows; "
                "check what the exporting system wrote."
            )
        position = newline + 1
