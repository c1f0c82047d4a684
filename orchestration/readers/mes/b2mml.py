"""B2MML messages (ISA-95 as XML, all versions): schedules and performances of production.

A record is a request (orders), a planned segment (order_operations), a reported segment (operations, or
confirmations), or a material that was produced or consumed (inventory_movements). row_no is its ordinal among these in
the document. A reported segment that states no time and produced nothing, and is only around materials or segments,
is no record. What an order is to consume, template responses within requests, properties, parameters, lots, physical
assets and extensions are left out. Persons are replaced by a keyed hash, or dropped where no key is set.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import polars as pl
from pydantic import Field, field_validator

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext, ReaderOptions
from orchestration.readers.entities import ENTITIES, MOVEMENT_KINDS
from orchestration.readers.entity_rows import checked, with_fault
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mes.b2mml_names import NOUNS
from orchestration.readers.mes.b2mml_rows import Row, RowMaker
from orchestration.readers.mes.b2mml_walk import B2mmlWalk, Message, Node
from orchestration.readers.numbers_text import to_number
from orchestration.readers.pseudonyms import with_pseudonyms
from orchestration.readers.recognition import Doubt, Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.schema import SCHEMAS
from orchestration.readers.timestamps import ISO_8601
from orchestration.readers.xml_stream import walk_xml

_BATCH_ROWS = 10_000
_NAMESPACE = re.compile(rb"(?:wbf|mesa)\.org/xml/(b2mml(?:-v\d+)?)[\"']", re.IGNORECASE)
_NOUN = re.compile(rb"<(?:[\w.-]+:)?(?:[A-Z][a-z]+)?(" + "|".join(NOUNS).encode() + rb")[\s/>]")
_EQUIPMENT, _REPORTED = (
    re.compile(rb"<(?:[\w.-]+:)?(?:" + names + rb")[\s/>]")
    for names in (b"EquipmentID", b"SegmentResponse|JobResponse")
)
# Of what is known by an id and a time, the time that it is known by.
_KNOWN_AT = {
    "operations": ("operation_id", ("start_utc", "end_utc")),
    "confirmations": ("confirmation_id", ("start_utc", "end_utc")),
    "inventory_movements": ("movement_id", ("ts_utc",)),
}


class Options(ReaderOptions):
    """Options of `mes.b2mml`."""

    segments: Literal["operations", "confirmations"] = Field(
        default="operations",
        description="What reported segments are: operations of an MES's log, which make time, or confirmations, what "
        "the ERP was told of an order's operation.",
    )
    work_centre: str | None = Field(
        default=None, description="Work centre of what names no equipment and no place, nor does anything around it."
    )
    material_uses: dict[str, str] = Field(
        default_factory=dict,
        description="MaterialUse (any case) to the kind of inventory movement, such as Scrap: production_loss, which "
        "is the segment's reject quantity; produced and consumed ones are known.",
    )
    movements: bool = Field(
        default=True,
        description="Whether materials are movements of stock too; false where another source tells these.",
    )
    kinds: dict[str, Literal["production", "setup", "rework"]] = Field(
        default_factory=dict,
        description="ID or ProcessSegmentID of a segment to production, setup or rework; others are production.",
    )

    @field_validator("material_uses")
    @classmethod
    def _kinds_exist(cls, uses: dict[str, str]) -> dict[str, str]:
        for use, kind in uses.items():
            if kind not in MOVEMENT_KINDS:
                raise ValueError(f"{use!r} is {kind!r}; it must be one of {', '.join(MOVEMENT_KINDS)}")
        return {use.lower(): kind for use, kind in uses.items()}


class _B2mmlReader:
    """Reader of B2MML messages."""

    name = "mes.b2mml"
    options_type = Options

    def produces(self, options: Options, /) -> tuple[str, ...]:
        """What is planned, what was done, and what was moved for it."""
        moved = ("inventory_movements",) if options.movements else ()
        return ("orders", "order_operations", options.segments, *moved)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By the namespace, and a message that is read."""
        head = sample.data.replace(b"\x00", b"")
        namespace, noun = _NAMESPACE.search(head), _NOUN.search(head)
        if namespace is None or noun is None:
            return None
        because = (f"it holds a {noun[1].decode()}", f"its namespace is {namespace[1].decode()}")
        if _EQUIPMENT.search(head) or _REPORTED.search(head) is None:
            return Recognition(Likeness.CERTAIN, because)
        doubt = Doubt(
            "work_centre",
            ("unknown",),
            "The messages name no equipment: write the id or an alias of the work unit whose work they tell of.",
        )
        return Recognition(Likeness.CERTAIN, because, {"work_centre": "unknown"}, (doubt,))

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of each table's rows."""
        return refuse_unreadable(_batches(stream, options, context))


@dataclass
class _Found:
    """Rows since the last batch."""

    maker: RowMaker
    rows: dict[str, list[Row]] = field(default_factory=dict)
    count: int = 0

    def take(self, node: Node, message: Message) -> None:
        for row in self.maker.rows(node, message):
            self.rows.setdefault(row.table, []).append(row)
            self.count += 1


def _batches(stream: ByteStream, options: Options, context: ReadContext) -> Iterator[Batch]:
    maker = RowMaker(options.segments, options.work_centre, options.kinds, options.material_uses, options.movements)
    clock = LocalClock(context.zone)
    found = _Found(maker)
    walk = B2mmlWalk(lambda node, message: found.take(node, message))
    for _ in walk_xml(stream, walk):
        if found.count >= _BATCH_ROWS:
            yield from _batches_of(found, clock, context)
            found = _Found(maker)
    if not walk.knows_any:
        raise FileRejected(f"The document holds no B2MML message that is read; these are {', '.join(NOUNS)}.")
    yield from _batches_of(found, clock, context)


def _batches_of(found: _Found, clock: LocalClock, context: ReadContext) -> Iterator[Batch]:
    for table, rows in found.rows.items():
        yield _batch(table, rows, clock, context.pseudonym_key)


def _batch(table: str, rows: list[Row], clock: LocalClock, pseudonym_key: bytes | None) -> Batch:
    rows.sort(key=lambda row: row.node.ordinal)
    typed = checked(_typed(table, rows, clock, pseudonym_key), ENTITIES[table], lambda _: "")
    loaded = typed.filter(pl.col("fault").is_null()).select(SCHEMAS[table].names()).cast(SCHEMAS[table])
    faulty = typed.with_row_index("at").filter(pl.col("fault").is_not_null()).select("row_no", "at", "fault")
    rejected = rejected_frame((row_no, rows[at].node.raw(), fault) for row_no, at, fault in faulty.iter_rows())
    return Batch(table, loaded, rejected, len(rows))


def _typed(table: str, rows: list[Row], clock: LocalClock, pseudonym_key: bytes | None) -> pl.DataFrame:
    fields = ENTITIES[table].fields
    columns = {name: pl.Series([row.texts.get(name) for row in rows], dtype=pl.String) for name in fields}
    columns["row_no"] = pl.Series([row.node.ordinal for row in rows], dtype=pl.Int64)
    columns["fault"] = pl.Series([row.fault for row in rows], dtype=pl.String)
    columns["record_id"] = pl.Series([row.record_id for row in rows], dtype=pl.String)
    frame = pl.DataFrame(columns)
    for name, kind in fields.items():
        if isinstance(kind, pl.Float64):
            frame = _with_number(frame, name)
        elif isinstance(kind, pl.Datetime):
            frame = _with_time(frame, name, clock)
    if table in _KNOWN_AT:
        name, times = _KNOWN_AT[table]
        # The same ids come again with each part of an operation that is reported.
        at = pl.coalesce(times).dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
        frame = frame.with_columns(pl.format("{}@{}", "record_id", at).alias(name))
    return with_pseudonyms(frame, pseudonym_key)


def _with_number(frame: pl.DataFrame, field: str) -> pl.DataFrame:
    number = to_number(pl.col(field))
    message = pl.format("{} '{}' is no number", pl.lit(field), field)
    return with_fault(frame, pl.col(field).is_not_null() & number.is_null(), message).with_columns(number.alias(field))


def _with_time(frame: pl.DataFrame, field: str, clock: LocalClock) -> pl.DataFrame:
    timed = with_instants(frame.select(time=field), ISO_8601, clock)
    is_faulty = pl.Series(frame[field].is_not_null() & timed["ts_utc"].is_null())
    message = pl.format("{}: {}", pl.lit(field.removesuffix("_utc")), pl.lit(timed["fault"]))
    return with_fault(frame, pl.lit(is_faulty), message).with_columns(timed["ts_utc"].alias(field))


READER = _B2mmlReader()
