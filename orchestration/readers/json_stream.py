"""JSON documents of any size as runs of records: the elements of the arrays that stand under known keys.

Nothing but the current block is held. Objects around the arrays are walked token by token, and the members asked for
are kept as the records' context; the records themselves are cut out by `json_tokens` and decoded by `json_records`.
Several documents may follow each other in one file.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import orjson
from numpy.typing import NDArray

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.json_tokens import CLOSE_ARRAY, COLON, COMMA, Tokens, tokens_of
from orchestration.readers.text_stream import utf8_pieces

# Small enough for the arrays over a block to stay in the processor's cache.
_BLOCK_BYTES = 1 << 20
_RECORD_LIMIT = 1 << 20
_DEPTH_LIMIT = 64
_BLANK = re.compile(rb"[ \t\r\n]*")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_WORD = re.compile(rb'[^\s,:"\[\]{}]+(?=[\s,\]}])')
_KEY_BYTES = 64


@dataclass(frozen=True)
class Run:
    """Elements of one array that stand side by side.

    data: their text, divided by commas. commas: where these stand in it. colons: in data, outside of strings.
    position: of data in the file. context: the wanted members of the object that holds the array.
    """

    data: bytes
    commas: NDArray[np.int64]
    colons: int
    position: int
    context: Mapping[str, object]

    def __len__(self) -> int:
        return len(self.commas) + 1

    def raw(self, index: int) -> bytes:
        """The text of one element."""
        start = int(self.commas[index - 1]) + 1 if index else 0
        stop = int(self.commas[index]) if index < len(self.commas) else len(self.data)
        return self.data[start:stop].strip()


@dataclass
class _Object:
    """An object or array that is open; array: whether it is the latter. held: whether records stood in it."""

    is_array: bool
    key: str | None
    members: dict[str, object] = field(default_factory=dict)
    held: bool = False


class _Window:
    """The part of the file that is being walked: `data` from byte `offset` on, walked up to `at`."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._tokens = pieces, None
        self.data, self.offset, self.at = b"", 0, 0

    _tokens: Tokens | None

    def more(self) -> bool:
        """Take another block, letting go of what was walked; False at the end of the file."""
        if len(self.data) - self.at > _RECORD_LIMIT:
            raise FileRejected(
                f"What begins at byte {self.offset + self.at} is longer than {_RECORD_LIMIT >> 20} MiB, "
                "so this is no record of a historian."
            )
        piece = next(self._pieces, b"")
        self.offset += self.at
        self.data, self.at, self._tokens = self.data[self.at :] + piece, 0, None
        return bool(piece)

    def need(self) -> None:
        """Take another block, of which there must be one."""
        if not self.more():
            raise FileRejected(
                f"The JSON document is truncated: it ends at byte {self.offset + len(self.data)} within what begins at "
                f"byte {self.offset + self.at}; export it again."
            )

    def tokens(self) -> Tokens:
        """The structure of `data` from `at` on, where `at` was when the block was taken."""
        if self._tokens is None:
            # Walked bytes are let go first, so that the tokens begin outside of a string.
            self.data, self.offset, self.at = self.data[self.at :], self.offset + self.at, 0
            self._tokens = tokens_of(self.data)
        return self._tokens

    def skip_blank(self) -> bool:
        """Go to the next character that is no blank; False when there is none."""
        while True:
            blank = _BLANK.match(self.data, self.at)
            self.at = blank.end() if blank else self.at
            if self.at < len(self.data):
                return True
            if not self.more():
                return False

    def match(self, pattern: re.Pattern[bytes]) -> bytes:
        """Go over what the pattern takes."""
        while not (found := pattern.match(self.data, self.at)):
            self.need()
        self.at = found.end()
        return found.group()

    def malformed(self, what: str) -> FileRejected:
        shown = self.data[self.at : self.at + 20].decode(errors="replace")
        return FileRejected(
            f"The file is no well-formed JSON: {what} is missing at byte {self.offset + self.at}, where {shown!r} "
            "stands; check the reader of this source, or export the file again."
        )


def record_runs(
    stream: ByteStream, encoding: str, record_keys: Collection[str], context_keys: Collection[str]
) -> Iterator[Run]:
    """Runs of the elements of arrays that stand under one of `record_keys`, or at the top of the file.

    An array under such a key whose elements hold such a key themselves is walked into. Raises FileRejected for text
    that is no JSON, truncated, nested deeper than 64, or with a record over 1 MiB.
    """
    window = _Window(utf8_pieces(stream, encoding, _BLOCK_BYTES))
    walk = _Walk(window, frozenset(record_keys), frozenset(context_keys))
    yield from walk.runs()


@dataclass
class _Walk:
    window: _Window
    record_keys: frozenset[str]
    context_keys: frozenset[str]
    stack: list[_Object] = field(default_factory=list)
    told: dict[str, object] = field(default_factory=dict)
    """Of the members around records, the last of each name."""
    held: bool = False

    def runs(self) -> Iterator[Run]:
        window = self.window
        if not window.skip_blank():
            raise FileRejected("The file is empty.")
        while window.skip_blank():
            inner = self.stack[-1] if self.stack else None
            mark = window.data[window.at : window.at + 1]
            if mark in (b"}", b"]") and inner and inner.is_array == (mark == b"]"):
                self.stack.pop()
                window.at += 1
            elif mark == b"," and inner:
                window.at += 1
            elif inner and not inner.is_array:
                yield from self._value(self._key())
            elif inner or mark in (b"{", b"["):
                yield from self._value(None)
            else:
                raise window.malformed("an object or array")
        if self.stack:
            window.need()
        if self.told and not self.held:
            said = ", ".join(f"{key} {value!r}"[:200] for key, value in self.told.items())
            raise FileRejected(f"The file holds no row of data: it is an answer without records, which says {said}.")

    def _key(self) -> str:
        window = self.window
        if window.data[window.at : window.at + 1] != b'"':
            raise window.malformed("a member's name")
        key = str(self._loaded(window.match(_STRING)))
        if not window.skip_blank():
            window.need()
        if window.data[window.at : window.at + 1] != b":":
            raise window.malformed("a colon")
        window.at += 1
        if not window.skip_blank():
            window.need()
        return key

    def _value(self, key: str | None) -> Iterator[Run]:
        window = self.window
        mark = window.data[window.at : window.at + 1]
        if mark in (b"{", b"["):
            window.at += 1
            is_array = mark == b"["
            if is_array and (key in self.record_keys or not self.stack) and self._is_of_records():
                yield from self._records()
                return
            self.stack.append(_Object(is_array, key))
            if len(self.stack) > _DEPTH_LIMIT:
                raise FileRejected(f"The JSON document is nested deeper than {_DEPTH_LIMIT}, which no export is.")
            return
        start = window.offset + window.at
        if mark in (b"}", b"]", b",", b":"):
            raise window.malformed("a value")
        value = self._loaded(window.match(_STRING if mark == b'"' else _WORD))
        if key in self.context_keys and key is not None:
            self._keep(key, value, start)

    def _keep(self, key: str, value: object, position: int) -> None:
        holder = self.stack[-1]
        if key in holder.members:
            raise FileRejected(f"The member {key!r} stands twice in one object, again at byte {position}.")
        if holder.held:
            raise FileRejected(
                f"The member {key!r} at byte {position} stands after the items that it belongs to; "
                "write it before them."
            )
        holder.members[key] = value
        if value is not None:
            self.told[key] = value

    def _loaded(self, text: bytes) -> object:
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError as error:
            self.window.at -= len(text)
            raise self.window.malformed("a JSON value") from error

    def _is_of_records(self) -> bool:
        """Whether the array that was just entered holds records, and no objects that hold arrays of records."""
        window = self.window
        if not window.skip_blank():
            window.need()
        while window.data[window.at : window.at + 1] == b"{":
            tokens = window.tokens()
            first = tokens.first_from(window.at)
            inside = tokens.depth_before(first) + 1
            end = tokens.first_below(first, inside)
            if self._has_record_key(tokens, first, end, inside):
                return False
            if end is not None:
                return True
            window.need()
        return True

    def _has_record_key(self, tokens: Tokens, first: int, end: int | None, inside: int) -> bool:
        is_colon = (tokens.kinds[first:end] == COLON) & (tokens.depths[first:end] == inside)
        for colon in tokens.positions[first:end][is_colon]:
            before = self.window.data[max(int(colon) - _KEY_BYTES, 0) : colon].rstrip()
            if any(before.endswith(b'"' + key.encode() + b'"') for key in self.record_keys):
                return True
        return False

    def _records(self) -> Iterator[Run]:
        window = self.window
        context: Mapping[str, object] = {}
        if self.stack:
            self.stack[-1].held = True
            context = self.stack[-1].members
        is_open = False
        while True:
            tokens = window.tokens()
            first = tokens.first_from(window.at)
            level = tokens.depth_before(first)
            end = tokens.first_below(first, level)
            kinds, positions = tokens.kinds[first:end], tokens.positions[first:end]
            commas = positions[(kinds == COMMA) & (tokens.depths[first:end] == level)]
            if end is None and not len(commas):
                window.need()
                continue
            stop = int(tokens.positions[end] if end is not None else commas[-1])
            if end is None:
                commas = commas[:-1]
            elif tokens.kinds[end] != CLOSE_ARRAY:
                window.at = stop
                raise window.malformed("the end of an array")
            data = window.data[window.at : stop]
            if is_open or len(commas) or end is None or data.strip():
                colons = int(np.count_nonzero((kinds == COLON) & (positions < stop)))
                self.held = True
                yield Run(data, commas - window.at, colons, window.offset + window.at, context)
            window.at = stop + 1
            if end is not None:
                return
            is_open = True
