"""The demo plant's ERP in each dialect: chosen by name, every file of a source, every source with files."""

from pathlib import Path

import pytest
import yaml

from orchestration.demo import make_demo
from orchestration.demo.delivery import Delivery
from orchestration.demo.erp import DIALECTS
from orchestration.plant import Workspace
from orchestration.readers.contract import ReadContext
from orchestration.readers.files import read_file


@pytest.fixture(scope="module", params=sorted(DIALECTS))
def dialect(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def files(demo, dialect: str) -> list[Delivery]:
    return DIALECTS[dialect].files(demo.sim)


def test_every_source_has_files_and_every_file_a_source(dialect: str, files: list[Delivery]) -> None:
    assert {file.source for file in files} == {source["id"] for source in DIALECTS[dialect].sources()}


def test_all_rows_are_read_but_those_that_are_to_be_rejected(
    demo, dialect: str, files: list[Delivery], tmp_path: Path
) -> None:
    document = yaml.safe_load((demo.root / "plant.yaml").read_text(encoding="utf-8"))
    plain = {source["id"] for source in DIALECTS["tables"].sources()}
    document["sources"] = [one for one in document["sources"] if one["id"] not in plain] + DIALECTS[dialect].sources()
    for table in demo.root.glob("*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    (tmp_path / "plant.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    plant = Workspace(tmp_path).load()
    for file in files:
        source, path = plant.source(file.source), tmp_path / file.file_name
        path.write_bytes(file.content)
        batches = list(read_file(path, source.reader, source.options, ReadContext(source.id, source.zone)))
        assert sum(batch.rejected.height for batch in batches) == file.rejected, f"{file.source}: {file.file_name}"
        assert sum(batch.rows.height for batch in batches) > 0


def test_an_erp_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no ERP 'abacus'; write one of tables, sap, odoo, erpnext, b2mml"):
        make_demo(tmp_path, erp="abacus")
