"""The lake's tables as they are made, and as they are found in a lake of an older version."""

from pathlib import Path

import polars as pl
from deltalake import DeltaTable, write_deltalake

from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES


def test_a_table_of_an_older_version_gets_the_columns_it_lacks_and_keeps_its_rows(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.create_tables()
    old = pl.DataFrame(schema=LAKE_TABLES["orders"].columns).drop("planned_scrap_quantity")
    older = tmp_path / "older"
    row = pl.DataFrame([{"order_id": "PO-1", "product": "K-1"}], schema=old.schema)
    write_deltalake(str(older / "orders"), row.to_arrow())
    Lake(older).create_tables()
    orders = Lake(older).read("orders")
    assert set(orders.columns) == set(LAKE_TABLES["orders"].columns)
    assert orders.select("order_id", "planned_scrap_quantity").rows() == [("PO-1", None)]
    version = DeltaTable(str(older / "orders")).version()
    Lake(older).create_tables()
    assert DeltaTable(str(older / "orders")).version() == version
