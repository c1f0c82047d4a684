"""PostgreSQL's COPY: a query's rows as the texts that the server makes of them, divided by Arrow.

Three times as fast as rows that become Python's objects on their way.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import sqlalchemy as sa
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn
from psycopg.waiting import Ready, Wait
from sqlalchemy.dialects.postgresql.base import PGDialect

from orchestration.readers.read_ahead import read_ahead

_BLOCK_BYTES = 8 << 20
_BLOCKS_AHEAD = 2
_BOOLEAN = 16  # the type's number in every PostgreSQL


def copied_rows(connection: sa.Connection, statement: sa.Select[tuple[object, ...]]) -> Iterator[pa.RecordBatch]:
    """The statement's rows as batches of texts; booleans are `true` and `false`, as everywhere.

    Raises:
        psycopg.Error: the server refuses the statement, or ends it.
    """
    # COPY takes no parameters, so that values stand in the text, quoted by SQLAlchemy.
    dialect = PGDialect(paramstyle="named")  # type: ignore[no-untyped-call]
    text = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(f"A connection of psycopg is needed to copy, not {type(driver).__name__}.")
    with driver.cursor() as cursor:
        described = cursor.execute(f"select * from ({text}) as described limit 0".encode()).description or []  # noqa: S608
        names = [column.name for column in described]
        booleans = [index for index, column in enumerate(described) if column.type_code == _BOOLEAN]
        copying = cursor.copy(f"copy ({text}) to stdout (format csv)".encode())
        # The server goes on while a block is divided, and while another is written.
        with copying, closing(read_ahead(_blocks(driver), _BLOCKS_AHEAD)) as blocks:
            tables = (_divided(block, names) for block in blocks)
            with closing(read_ahead(tables, _BLOCKS_AHEAD)) as divided:
                for table in divided:
                    for batch in table.to_batches():
                        yield _with_words(batch, booleans)


def _blocks(driver: psycopg.Connection) -> Iterator[bytearray]:
    """What COPY sends, in blocks of whole rows."""
    while block := driver.wait(_next_block(driver.pgconn)):
        yield block


def _next_block(server: PGconn) -> Generator[Wait, Ready | int, bytearray]:
    """One block; psycopg's own way takes twice the time of all that is done here, as it waits for each row anew."""
    block = bytearray()
    while len(block) < _BLOCK_BYTES and server.transaction_status == TransactionStatus.ACTIVE:
        size, row = server.get_copy_data(1)
        if size > 0:
            block += row
        elif size == 0:
            while not (yield Wait.R):
                pass
            server.consume_input()
        else:
            _end(server)
    return block


def _end(server: PGconn) -> None:
    results = []
    while result := server.get_result():
        results.append(result)
    for result in results:
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result)


def _divided(block: bytearray, names: Sequence[str]) -> pa.Table:
    return arrow_csv.read_csv(
        pa.py_buffer(block),
        # At once, so that a row of any length is within it.
        read_options=arrow_csv.ReadOptions(column_names=list(names), block_size=len(block), use_threads=False),
        # Only quoted fields hold newlines, and to look for them takes as long as all the rest.
        parse_options=arrow_csv.ParseOptions(newlines_in_values=b'"' in block),
        # NULL is an empty field without quotes, an empty text one with them.
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            # The session's encoding has the server check that; here it takes as long as all the rest.
            check_utf8=False,
        ),
    )


def _with_words(batch: pa.RecordBatch, booleans: Sequence[int]) -> pa.RecordBatch:
    for index in booleans:
        words = pc.if_else(pc.equal(batch.column(index), "t"), "true", "false")
        batch = batch.set_column(index, batch.schema.field(index), words)
    return batch
