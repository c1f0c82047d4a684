"""Elements without children, found in a piece of XML by array operations: those that look like many others.

A shape is an element's name with its attributes' names, spaces and quotes as they were written. Elements of a known
shape differ in values alone, so that they are found by comparing what is fixed, and their values are cut out as whole
columns. New shapes are learned from the elements that fit none. What has entities, control characters, single quotes
or anything else that would need an XML parser fits no shape. Whether an element found here stands in content is for
the parser to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from orchestration.readers.cut_texts import PADDING

Places = NDArray[np.int64]

_LESS, _GREATER, _QUOTE, _OTHER = range(1, 5)
_KINDS = np.zeros(256, dtype=np.uint8)
_KINDS[:32] = _OTHER
_KINDS[ord("&")] = _OTHER
_KINDS[np.frombuffer(b'<>"', dtype=np.uint8)] = (_LESS, _GREATER, _QUOTE)
_IS_BLANK = np.zeros(256, dtype=bool)
_IS_BLANK[np.frombuffer(b" \t\r\n", dtype=np.uint8)] = True
_LONGEST_INDENT = 64

_NAME = rb"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?"
_LEAF = re.compile(
    rb"<(?P<name>" + _NAME + rb")(?P<attributes>(?: +" + _NAME + rb' *= *"[^"<&\x00-\x1f]*")*) *'
    rb"(?:/>|>[^<>&\x00-\x1f]*</(?P=name)>)"
)
_ATTRIBUTE = re.compile(rb" +(?P<key>" + _NAME + rb') *= *"[^"]*"')
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")

_TRIES = 64
_SHAPE_LIMIT = 256


@dataclass(frozen=True)
class Cut:
    """Where texts stand in a piece: their starts and lengths in bytes, which are negative where there is none."""

    starts: Places
    lengths: Places


@dataclass(frozen=True)
class Leaves:
    """Elements of a piece in order, from `starts` to `stops`. padded: the piece as `texts_at` wants it.

    names, texts: as of each element. attributes: the ones asked for. touches_next: whether nothing but blanks stands
    between an element and the next one.
    """

    padded: bytes
    starts: Places
    stops: Places
    names: Cut
    texts: Cut
    attributes: dict[str, Cut]
    touches_next: NDArray[np.bool_]

    def runs(self) -> Iterator[tuple[int, int]]:
        """From which element to before which one nothing but blanks is between them."""
        ends = np.flatnonzero(~self.touches_next) + 1
        start = 0
        for end in ends.tolist():
            yield start, end
            start = end


@dataclass(frozen=True)
class _Piece:
    padded: bytes
    positions: Places
    kinds: NDArray[np.uint8]
    gaps: Places

    @classmethod
    def of(cls, data: bytes) -> "_Piece":
        kinds = _KINDS[np.frombuffer(data, dtype=np.uint8)]
        positions = np.flatnonzero(kinds)
        return cls(data + PADDING, positions, kinds[positions], np.diff(positions, append=len(data)) - 1)

    def opening(self) -> Places:
        """The tokens with which an element may begin."""
        less = np.flatnonzero(self.kinds == _LESS)
        after = np.frombuffer(self.padded, dtype=np.uint8)[self.positions[less] + 1]
        opening: Places = less[after != ord("/")]
        return opening

    def are_of(self, tokens: Places, kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Whether from each token on the tokens are of these kinds."""
        are_so = tokens + len(kinds) <= len(self.kinds)
        for index, kind in enumerate(kinds.tolist()):
            are_so[are_so] = self.kinds[tokens[are_so] + index] == kind
        return are_so

    def followed_by(self, tokens: Places, text: bytes) -> NDArray[np.bool_]:
        """Whether each token is followed by this text and then by the next token."""
        are_so: NDArray[np.bool_] = self.gaps[tokens] == len(text)
        if text and are_so.any():
            windows: NDArray[np.bytes_] = np.ndarray(
                (len(self.padded) - len(text) + 1,), dtype=f"S{len(text)}", buffer=self.padded, strides=(1,)
            )
            # No NUL is among what is compared: it is a token itself.
            are_so[are_so] = windows[self.positions[tokens[are_so]] + 1] == text
        return are_so


@dataclass
class _Shape:
    """kinds: of its tokens, from its `<` on. fixed: the text between a token and the next one.

    attributes: the token after which a value begins. text: the token after which its text begins, if it has one.
    """

    name: bytes
    kinds: NDArray[np.uint8]
    fixed: dict[int, bytes]
    attributes: dict[str, int]
    text: int | None
    met: int = 0

    @classmethod
    def of(cls, leaf: re.Match[bytes]) -> "_Shape | None":
        """The shape of an element; None where an attribute stands twice in it, which is no XML."""
        name = leaf["name"]
        keys = [found["key"].decode("ascii", "replace") for found in _ATTRIBUTE.finditer(leaf["attributes"])]
        if len(set(keys)) < len(keys) or not leaf.group().isascii():
            return None
        tag, rest = _tag_and_rest(leaf.group())
        texts = tag.split(b'"')
        kinds = [_LESS, *[_QUOTE] * (len(texts) - 1), _GREATER]
        fixed = {index: text for index, text in enumerate(texts) if index % 2 == 0}
        text = None
        if rest:
            text = len(kinds) - 1
            fixed[len(kinds)] = b"/" + name
            kinds += [_LESS, _GREATER]
        attributes = {key: 2 * index + 1 for index, key in enumerate(keys)}
        return cls(name, np.array(kinds, dtype=np.uint8), fixed, attributes, text)

    def among(self, piece: _Piece, tokens: Places) -> NDArray[np.bool_]:
        """With which of the tokens an element of this shape begins."""
        are_so = piece.are_of(tokens, self.kinds)
        for index, text in self.fixed.items():
            are_so[are_so] = piece.followed_by(tokens[are_so] + index, text)
        self.met = int(np.count_nonzero(are_so))
        return are_so


def _tag_and_rest(leaf: bytes) -> tuple[bytes, bytes]:
    """A leaf's opening tag without its brackets, and what follows it."""
    end = re.match(rb'<(?:[^">]|"[^"]*")*>', leaf)
    assert end is not None  # noqa: S101 - it matched as a leaf
    return leaf[1 : end.end() - 1], leaf[end.end() :]


@dataclass
class LeafFinder:
    """Finds leaves in one document, piece after piece, in UTF-8. attributes: those whose values are wanted."""

    attributes: tuple[str, ...]
    _shapes: list[_Shape] = field(default_factory=list)

    def leaves_of(self, data: bytes) -> Leaves | None:
        """The leaves of a piece that begins and ends between characters; None where none is found."""
        if any(text in data for text in _NO_CHARACTERS) or not _is_utf8(data):
            return None
        piece = _Piece.of(data)
        left = piece.opening()
        found: list[tuple[_Shape, Places]] = []
        self._shapes.sort(key=lambda shape: -shape.met)
        for shape in self._shapes:
            left = _take(shape, piece, left, found)
        for shape in self._learned(piece, left):
            left = _take(shape, piece, left, found)
        return self._cut(piece, found) if found else None

    def _learned(self, piece: _Piece, left: Places) -> Iterator[_Shape]:
        """New shapes among some of the elements that are left."""
        known = {(shape.name, tuple(shape.fixed.values())) for shape in self._shapes}
        for token in left[:: len(left) // _TRIES + 1].tolist():
            leaf = _LEAF.match(piece.padded, int(piece.positions[token]))
            shape = _Shape.of(leaf) if leaf and len(self._shapes) < _SHAPE_LIMIT else None
            if shape and (key := (shape.name, tuple(shape.fixed.values()))) not in known:
                known.add(key)
                self._shapes.append(shape)
                yield shape

    def _cut(self, piece: _Piece, found: list[tuple[_Shape, Places]]) -> Leaves:
        tokens = np.concatenate([tokens for _, tokens in found])
        order = np.argsort(tokens)

        def cut(after: list[int | None]) -> Cut:
            """What stands behind these tokens of each shape."""
            starts = [np.zeros(len(tokens), np.int64) if index is None else piece.positions[tokens + index] + 1
                      for index, (_, tokens) in zip(after, found, strict=True)]  # fmt: skip
            lengths = [np.full(len(tokens), -1) if index is None else piece.gaps[tokens + index]
                       for index, (_, tokens) in zip(after, found, strict=True)]  # fmt: skip
            return Cut(np.concatenate(starts)[order], np.concatenate(lengths)[order])

        starts = piece.positions[tokens][order]
        widths = np.concatenate([np.full(len(tokens), len(shape.kinds) - 1) for shape, tokens in found])
        stops = piece.positions[tokens + widths][order] + 1
        lengths = np.concatenate([np.full(len(tokens), len(shape.name)) for shape, tokens in found])
        attributes = {key: cut([shape.attributes.get(key) for shape, _ in found]) for key in self.attributes}
        names, texts = Cut(starts + 1, lengths[order]), cut([shape.text for shape, _ in found])
        return Leaves(piece.padded, starts, stops, names, texts, attributes, _touching(piece.padded, starts, stops))


def _take(shape: _Shape, piece: _Piece, left: Places, found: list[tuple[_Shape, Places]]) -> Places:
    """Add the elements of a shape to those found; gives the ones that are left."""
    is_taken = shape.among(piece, left)
    if is_taken.any():
        found.append((shape, left[is_taken]))
        left = left[~is_taken]
    return left


def _touching(padded: bytes, starts: Places, stops: Places) -> NDArray[np.bool_]:
    """Whether nothing but blanks stands between each element and the next; not so of the last one."""
    gaps = np.append(starts[1:] - stops[:-1], -1)
    touching: NDArray[np.bool_] = gaps == 0
    data = np.frombuffer(padded, dtype=np.uint8)
    for length in np.unique(gaps[(gaps > 0) & (gaps <= _LONGEST_INDENT)]).tolist():
        rows = np.flatnonzero(gaps == length)
        windows = np.lib.stride_tricks.sliding_window_view(data, length)
        touching[rows] = _IS_BLANK[windows[stops[rows]]].all(axis=1)
    return touching


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
