"""Excel workbooks (.xlsx, .xlsm) as the sheets they hold: their names, styles, texts and date system.

A workbook is a zip file of XML parts. They are read as streams under the caps of archives; nothing in them (macros,
formulas, links) is run or followed.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO

import polars as pl

from orchestration.readers.archive import refuse_bomb
from orchestration.readers.capped import Budget, Capped, Caps
from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.number_formats import shows_time
from orchestration.readers.xml_stream import walk_xml
from orchestration.readers.zip_listing import opened_zip

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = {"xl/workbook.bin": "a binary workbook (.xlsb)", "content.xml": "an OpenDocument spreadsheet (.ods)"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TEXTS_LIMIT, _LISTING_LIMIT = 512 << 20, 16 << 20
_PIECE_BYTES = 8 << 20


@dataclass(frozen=True)
class Sheet:
    """A worksheet: its name, its place among the tabs from 1, whether it is hidden, and its part's name."""

    name: str
    place: int
    is_hidden: bool
    part: str


@contextmanager
def opened_workbook(path: Path) -> Iterator["Workbook"]:
    """A file as a workbook. Raises FileRejected for what is none, is encrypted, damaged or a bomb."""
    _refuse_other(path)
    try:
        refuse_bomb(path, "The workbook")
        with opened_zip(path) as package:
            yield Workbook(package)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise FileRejected(f"The workbook is damaged or truncated ({error}); save it again.") from error


class Workbook:
    """An open workbook."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package, self._budget = package, Budget(Caps())
        self._names = {name.lower(): name for name in package.namelist()}
        kind = next((kind for name, kind in _OTHER_KINDS.items() if name in self._names), None)
        if kind is not None:
            raise FileRejected(f"The file is {kind}, which is not read; save it as .xlsx.")
        root = self._related("", "officeDocument")
        if len(root) != 1 or (part := root[0].part).lower() not in self._names:
            raise FileRejected("The file is no Excel workbook (.xlsx): it does not say where its sheets are listed.")
        self._part = part
        listed = _SheetList()
        self._walk(part, listed)
        self.is_1904 = listed.is_1904
        """Whether day 0 of its dates is 1904-01-01."""
        parts = {one.id: one.part for one in self._related(part, "worksheet")}
        self.sheets = tuple(
            Sheet(name, place, is_hidden, parts[target])
            for place, (name, is_hidden, target) in enumerate(listed.sheets, 1)
            if target in parts
        )
        """The worksheets in the order of their tabs; sheets of charts are left out."""
        self.texts, self.text_sizes = pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.UInt32)
        """The texts that cells share, by index, as far as they were read; and the bytes of each."""
        self._shared, self._unread = _SharedTexts(), self._pieces_of_texts()

    def read_texts(self, last: int) -> None:
        """Have `texts` reach to the index `last`, if the workbook has so many: a look at a sheet's head needs few."""
        if last < len(self.texts):
            return
        # Twice as many at least: however often more are asked for, each is copied about twice.
        goal = max(last + 1, 2 * len(self.texts))
        while self._shared.count < goal and next(self._unread, None):
            pass
        self.texts = self._shared.taken(self.texts)
        self.text_sizes = self.texts.str.len_bytes()

    def _pieces_of_texts(self) -> Iterator[bool]:
        for related in self._related(self._part, "sharedStrings"):
            for _ in walk_xml(self.part(related.part, _TEXTS_LIMIT), self._shared):
                self._shared.pack()
                yield True

    @cached_property
    def time_styles(self) -> frozenset[str]:
        """The styles (as cells give them) by which numbers are shown as dates or times of day."""
        styles = _Styles()
        for related in self._related(self._part, "styles"):
            self._walk(related.part, styles)
        return frozenset(str(index) for index, one in enumerate(styles.formats) if shows_time(one, styles.codes))

    def part(self, name: str, limit: int | None = None) -> ByteStream:
        """A part's bytes; raises FileRejected if it is missing, or unpacks to more than `limit` bytes."""
        known = self._names.get(name.lower())
        if known is None:
            raise FileRejected(f"The workbook is damaged: its part {name!r} is missing; save it again.")
        entry = self._package.getinfo(known)
        if limit is not None and entry.file_size > limit:
            raise FileRejected(
                f"The workbook's part {name!r} unpacks to more than {limit >> 20} MiB; "
                "export fewer rows at once, or as CSV."
            )
        opened: IO[bytes] = self._package.open(entry)
        return Capped(opened, self._budget, f"The workbook's part {name!r}", lambda: entry.compress_size)

    def _walk(self, name: str, handler: "_Part") -> None:
        for _ in walk_xml(self.part(name, _LISTING_LIMIT), handler):
            pass

    def _related(self, part: str, kind: str) -> list["_Related"]:
        """What a part is related to by relationships of a kind; the package itself is the part ''."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing.lower() not in self._names:
            return []
        found = _Relationships()
        self._walk(listing, found)
        return [_Related(one, _resolved(folder, target)) for one, type_, target in found.found if type_ == kind]


@dataclass(frozen=True)
class _Related:
    id: str
    part: str


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _refuse_other(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
        if head.startswith(_ZIP):
            return
        if head != _COMPOUND:
            raise FileRejected("The file is no Excel workbook (.xlsx); check the reader of this source.")
        before = head
        while piece := file.read(_PIECE_BYTES):
            if _ENCRYPTED_STREAM in before + piece:
                raise FileRejected("The workbook is encrypted; save it without a password.")
            before = piece[-len(_ENCRYPTED_STREAM) :]
    raise FileRejected("The file is a workbook of Excel 97 to 2003 (.xls), which is not read; save it as .xlsx.")


@dataclass
class _Part:
    """A small part's elements; prefixes of names do not count."""

    texts: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.texts.clear()
        self.element(local(name), {local(key): value for key, value in attributes.items()})

    def element(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, _name: str) -> None:
        self.texts.clear()

    def held(self) -> int:
        return sum(map(len, self.texts))


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def unescaped(text: str) -> str:
    """A text with its characters that XML cannot hold, which are written `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def is_true(text: str | None) -> bool:
    """An XML boolean."""
    return text in ("1", "true", "on")


@dataclass
class _Relationships(_Part):
    found: list[tuple[str, str, str]] = field(default_factory=list)

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))


@dataclass
class _SheetList(_Part):
    is_1904: bool = False
    sheets: list[tuple[str, bool, str]] = field(default_factory=list)

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.is_1904 = is_true(attributes.get("date1904"))
        elif name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), is_hidden, attributes.get("id", "")))


@dataclass
class _Styles(_Part):
    """codes: number formats of the workbook's own. formats: the number format of each style of cells."""

    codes: dict[str, str] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    _is_cells: bool = False

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and self._is_cells:
            self.formats.append(attributes.get("numFmtId", "0"))
        elif name in ("cellXfs", "cellStyleXfs"):
            self._is_cells = name == "cellXfs"

    def end(self, name: str) -> None:
        super().end(name)
        if local(name) == "cellXfs":
            self._is_cells = False


class _SharedTexts:
    """The shared texts, packed piece by piece. A text may be divided into runs; what says how it is spoken is none.

    `start` and `end` are called several times for every text: what they do decides the speed.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.count = 0
        self._packed: list[pl.Series] = []
        self._found: list[str] = []
        self._runs: list[str] = []
        self._is_spoken = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.texts.clear()
        if name not in ("si", "t") and local(name) == "rPh":
            self._is_spoken = True

    def end(self, name: str) -> None:
        kind = name if name in ("si", "t") else local(name)
        if kind == "t" and not self._is_spoken:
            self._runs.append("".join(self.texts))
        elif kind == "rPh":
            self._is_spoken = False
        elif kind == "si":
            self._found.append(unescaped("".join(self._runs)))
            self._runs.clear()
        self.texts.clear()

    def held(self) -> int:
        return sum(map(len, self.texts)) + sum(map(len, self._runs))

    def pack(self) -> None:
        """Keep what was found so far in a form that takes little memory."""
        self.count += len(self._found)
        self._packed.append(pl.Series(self._found, dtype=pl.String))
        self._found.clear()

    def taken(self, before: pl.Series) -> pl.Series:
        """The texts that were taken before, and behind them those that were packed since."""
        texts = pl.concat([before, *self._packed], rechunk=True)
        self._packed.clear()
        return texts
