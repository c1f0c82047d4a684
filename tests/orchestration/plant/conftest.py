"""A small right workspace, whose files a test replaces one by one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.plant import ConfigurationErrors, Plant, Workspace

FILES = {
    "plant.yaml": """\
millrace: 1
enterprise: {id: acme, name: Acme Works}
history_start: 2026-10-18
sites:
  - id: north
    name: North plant
    time_zone: Europe/Berlin
    currency: EUR
    day_start: 06:00
    areas:
      - id: assembly
        name: Assembly
        lines:
          - id: l1
            name: Line 1
            rollup: constraint
            constraint: press
            sold_out: yes
            aliases: [L1]
            work_units:
              - {id: press, name: Press, aliases: [0010]}
              - {id: pack, name: Packer, state_from: counter}
sources:
  - id: hist
    site: north
    reader: historian.shdr
    options: {device: Press01}
""",
    "tags.csv": """\
source,tag,work_unit,signal,state_set,scale,offset,counter_mode,rollover_at,unit
hist,P.State,press,state,,,,,,
hist,P.Total,press,total_count,,,,rollover,65535,pcs
hist,K.Good,pack,good_count,,0.5,,reset,,pcs
""",
    "states.csv": "state_set,raw_state,state,reason\ndefault,RUN,running,\ndefault,FAULT,stopped,fault\n",
    "reasons.csv": "reason,name,parent,bucket,is_failure\nfault,Fault,,own,true\npause,Break,,planned,\n",
    "shifts.csv": """\
scope,shift,days,start,end,valid_from,valid_to
north,early,Mon-Fri,06:00,14:00,,
north,late,Mon-Fri,14:00,22:00,,
north,night,Mon-Fri,22:00,06:00,,
""",
    "calendar.csv": """\
scope,kind,name,days,start,end,reason,valid_from,valid_to
north,break,Lunch,daily,10:00,10:30,pause,,
""",
    "reason_codes.csv": "source,code,reason\n,17,fault\n",
    "targets.csv": "level,object,kpi,value,valid_from\nline,l1,oee,0.8,2026-10-18\n",
    "fiscal_periods.csv": "period,start,end,closed_on\n2026-P10,2026-09-28,2026-10-25,2026-11-03\n",
}

MakeWorkspace = Callable[..., Workspace]


@pytest.fixture
def workspace(tmp_path: Path) -> MakeWorkspace:
    """Writes the right files; keyword arguments replace one by its stem (None: leave it out)."""

    def make(**replaced: str | bytes | None) -> Workspace:
        for name, text in FILES.items():
            content = replaced.get(name.partition(".")[0], text)
            if content is not None:
                (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return Workspace(tmp_path)

    return make


@pytest.fixture
def plant(workspace: MakeWorkspace) -> Plant:
    """The plant of the right files."""
    return workspace().load()


@pytest.fixture
def errors(workspace: MakeWorkspace) -> Callable[..., list[str]]:
    """The errors of a workspace with some files replaced, as sentences."""

    def found(**replaced: str | bytes | None) -> list[str]:
        with pytest.raises(ConfigurationErrors) as caught:
            workspace(**replaced).load()
        return [str(error) for error in caught.value.errors]

    return found


@pytest.fixture
def right_files() -> dict[str, str]:
    """The right files' texts by stem."""
    return {name.partition(".")[0]: text for name, text in FILES.items()}
