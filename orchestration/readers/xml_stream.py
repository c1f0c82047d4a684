"""XML documents of any size as events, piece by piece: no DTD, no entities, no element that would not end."""

from collections.abc import Iterator
from typing import NoReturn, Protocol
from xml.parsers import expat

from orchestration.readers.contract import ByteStream, FileRejected

_PIECE_BYTES = 256 << 10
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


def walk_xml(stream: ByteStream, handler: XmlHandler) -> Iterator[None]:
    """Tell the handler of a document; yields after every piece of it.

    Raises FileRejected for what is no well-formed XML, declares a DTD or entities, or has an element over 4 MiB.
    """
    parser = _parser(handler)
    total = 0
    try:
        while piece := stream.read(_PIECE_BYTES):
            total += len(piece)
            parser.Parse(piece, False)
            if max(total - parser.CurrentByteIndex, handler.held()) > _ELEMENT_LIMIT:
                raise FileRejected(
                    f"An element near byte {parser.CurrentByteIndex} is longer than {_ELEMENT_LIMIT >> 20} MiB, "
                    "which none of such an export is."
                )
            yield
        if not total:
            raise FileRejected("The file is empty.")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRejected(
            f"The document is no well-formed XML, perhaps truncated ({error}); export it again."
        ) from error
    except (LookupError, ValueError) as error:
        raise FileRejected(f"The document's encoding cannot be read ({error}).") from error
    yield


def _parser(handler: XmlHandler) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.texts.append
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _refuse(*_: object) -> NoReturn:
    raise FileRejected("The document declares a DTD or entities, which are refused as unsafe.")
