"""XML documents of any size, piece by piece: no DTD, no entities, no element that would not end.

Elements without children that look like many others are cut out by `xml_leaves`; all else is told event by event by
expat, which judges whether the document is well-formed. It sees the document without what was cut out, and something is
only cut out where expat stands in content with nothing left over, so that its judgement is that of the whole document.
"""

import codecs
from collections.abc import Iterator
from typing import NoReturn, Protocol
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.xml_leaves import LeafFinder, Leaves

_PIECE_BYTES = 1 << 20
_ELEMENT_LIMIT = 4 << 20


class XmlHandler(Protocol):
    """What is told of the elements, in the document's order. Names keep their prefix.

    texts: where the parser appends text between them; the handler empties it. held: characters that the handler keeps
    of an element which has not ended.
    """

    texts: list[str]

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def held(self) -> int:
        """Characters kept of an element which has not ended."""


class LeafHandler(XmlHandler, Protocol):
    """A handler that is told of leaves, elements without children, as columns."""

    def takes_leaves(self) -> bool:
        """Whether elements without children can be told as columns where the document is now."""

    def take_run(self, start: int, stop: int, /) -> None:
        """Leaves of this piece that stand side by side here."""

    def take_leaves(self, leaves: Leaves, is_taken: NDArray[np.bool_], /) -> None:
        """The leaves of the piece that has ended, and which of them `take_run` told."""


def walk_xml(stream: ByteStream, handler: XmlHandler) -> Iterator[None]:
    """Tell the handler of a document, event by event; yields after every piece of it.

    Raises FileRejected for what is no well-formed XML, declares a DTD or entities, or has an element over 4 MiB.
    """
    return _walked(stream, _Walk(handler))


def walk_leaves(stream: ByteStream, handler: LeafHandler, attributes: tuple[str, ...]) -> Iterator[None]:
    """As walk_xml, with leaves cut out; of them only some `attributes` are told."""
    return _walked(stream, _LeafWalk(handler, attributes))


def _walked(stream: ByteStream, walk: "_Walk") -> Iterator[None]:
    carry = b""
    try:
        while piece := stream.read(_PIECE_BYTES):
            whole = carry + piece
            # Where expat is told of a part of a tag, it stands in no content: pieces end with tags.
            cut = whole.rfind(b">") + 1 or len(whole)
            walk.tell(whole[:cut])
            carry = whole[cut:]
            walk.check_size(len(carry))
            yield
        walk.tell(carry)
        if not walk.told and not walk.left_out:
            raise FileRejected("The file is empty.")
        walk.parser.Parse(b"", True)
    except expat.ExpatError as error:
        place = walk.left_out + walk.parser.ErrorByteIndex
        raise FileRejected(
            f"The document is no well-formed XML, perhaps truncated ({expat.ErrorString(error.code)} near byte "
            f"{place}); export it again."
        ) from error
    yield


class _Walk:
    """told: bytes that expat was given. left_out: bytes that it was not, as they were cut out."""

    def __init__(self, handler: XmlHandler) -> None:
        self.handler = handler
        self.told = self.left_out = 0
        # Until the document says otherwise; nothing is cut out before its root.
        self._is_utf_8 = True
        self._in_cdata = False
        self.parser = self._parser()

    def tell(self, data: bytes) -> None:
        """Tell of a piece."""
        self._parse(data)

    def check_size(self, carried: int) -> None:
        """Raise FileRejected where what is open is longer than an element may be."""
        at = self.parser.CurrentByteIndex
        if max(self.told - at + carried, self.handler.held()) > _ELEMENT_LIMIT:
            raise FileRejected(
                f"An element near byte {self.left_out + at} is longer than {_ELEMENT_LIMIT >> 20} MiB, "
                "which none of such an export is."
            )

    def _parse(self, data: bytes) -> None:
        try:
            self.parser.Parse(data, False)
        except (LookupError, ValueError) as error:
            raise FileRejected(f"The document's encoding cannot be read ({error}).") from error
        self.told += len(data)

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.handler.start
        parser.EndElementHandler = self.handler.end
        parser.CharacterDataHandler = self.handler.texts.append
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        parser.XmlDeclHandler = self._declared
        parser.StartCdataSectionHandler = lambda: self._set_cdata(is_open=True)
        parser.EndCdataSectionHandler = lambda: self._set_cdata(is_open=False)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        return parser

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._is_utf_8 = self._is_utf_8 and (encoding is None or encoding.lower() == "utf-8")

    def _set_cdata(self, *, is_open: bool) -> None:
        self._in_cdata = is_open


class _LeafWalk(_Walk):
    def __init__(self, handler: LeafHandler, attributes: tuple[str, ...]) -> None:
        super().__init__(handler)
        self._leaf_handler, self._finder = handler, LeafFinder(attributes)

    def tell(self, data: bytes) -> None:
        """Tell of a piece."""
        if not self.told and data:
            self._is_utf_8 = not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and 0 not in data[:4]
        leaves = self._finder.leaves_of(data) if self._is_utf_8 else None
        if leaves is None:
            self._parse(data)
            return
        is_taken = np.zeros(len(leaves.starts), dtype=bool)
        at = 0
        for first, last in leaves.runs():
            start, stop = int(leaves.starts[first]), int(leaves.stops[last - 1])
            self._parse(data[at:start])
            at = start
            if self._is_in_content() and self._leaf_handler.takes_leaves():
                self._leaf_handler.take_run(first, last)
                is_taken[first:last] = True
                self.left_out += stop - start
                at = stop
        self._parse(data[at:])
        self._leaf_handler.take_leaves(leaves, is_taken)

    def _is_in_content(self) -> bool:
        return self._is_utf_8 and not self._in_cdata and self.parser.CurrentByteIndex == self.told


def _refuse(*_: object) -> NoReturn:
    raise FileRejected("The document declares a DTD or entities, which are refused as unsafe.")
