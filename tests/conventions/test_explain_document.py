"""docs/explain.md has the questions that `millrace explain` asks, word for word."""

import re
from pathlib import Path

import pytest

from orchestration.explain.chain import question
from orchestration.explain.cost_steps import OF_COST
from orchestration.explain.ratio_steps import OF_RATIOS
from orchestration.explain.steps import Step

TEXT = (Path(__file__).parents[2] / "docs" / "explain.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", dict.fromkeys([*OF_RATIOS, *OF_COST]), ids=lambda step: step.name)
def test_the_document_has_each_step_with_its_title_and_its_proof(step: Step) -> None:
    section = TEXT.split(f"### {step.name.capitalize()}\n", 1)[1].split("\n### ", 1)[0]
    sql = re.sub(r"\$(\w+)", r"getvariable('\1')", question(step, "oee"))
    assert f"```sql\n{sql};\n```" in section
    assert step.title in section
    for left, right in step.equal:
        assert f"`{left}` and `{right}`" in section
