from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orchestration.plant import ConfigurationErrors, Plant, Workspace

Errors = Callable[..., list[str]]


def test_right_files_become_types(plant: Plant) -> None:
    assert plant.history_start == date(2026, 10, 18)
    assert plant.sites[0].day_start == 6 * 60
    line = next(plant.lines())
    assert (line.rollup, line.constraint, line.exit_unit, line.sold_out) == ("constraint", "press", "pack", True)
    assert [unit.id for unit in plant.work_units()] == ["press", "pack"]
    assert next(plant.work_units()).aliases == ("0010",)  # plain YAML numbers keep their zeros
    assert plant.published_versions == 7
    assert [policy.name for policy in plant.loss_policies] == ["default"]


def test_source_has_its_sites_zone_and_its_readers_options(plant: Plant) -> None:
    source = plant.source("hist")
    assert source.zone == ZoneInfo("Europe/Berlin")
    assert source.produces == "samples"
    assert getattr(source.options, "device") == "Press01"  # noqa: B009 - the type is the reader's


def test_csv_files_may_be_left_out(workspace: Callable[..., Workspace], right_files: dict[str, str]) -> None:
    only_yaml = dict.fromkeys(("tags", "states", "reasons", "shifts", "calendar", "targets"))
    assert workspace(**only_yaml).load().tags == ()


def test_keys_with_nothing_behind_them_have_their_default(
    workspace: Callable[..., Workspace], right_files: dict[str, str]
) -> None:
    text = (
        right_files["plant"].replace("options: {device: Press01}", "options:\n    time_zone:")
        + "cost:\nloss_policies:\n"
    )
    plant = workspace(plant=text).load()
    assert plant.cost.constraint_factor == 0
    assert plant.sources[0].time_zone == "Europe/Berlin"


def test_missing_plant_yaml_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationErrors, match="millrace init"):
        Workspace(tmp_path / "nowhere").load()


def test_all_errors_of_all_files_come_at_once(errors: Errors, right_files: dict[str, str]) -> None:
    found = errors(
        plant=right_files["plant"]
        .replace("Europe/Berlin", "Europe/Berlinn")
        .replace("constraint: press", "constraint: pres"),
        tags=right_files["tags"].replace("P.State,press,", "P.State,presss,"),
        reasons=right_files["reasons"].replace("pause,Break,,planned,", "pause,Break,,,"),
    )
    assert found == [
        "plant.yaml, line 7, sites[0].time_zone: there is no time zone 'Europe/Berlinn'. Did you mean 'Europe/Berlin'? "
        "It can be: Europe/Amsterdam, Europe/Andorra, Europe/Astrakhan, Europe/Athens, Europe/Belfast, Europe/Belgrade, "
        "Europe/Berlin, Europe/Bratislava, Europe/Brussels, Europe/Bucharest, Europe/Budapest, Europe/Busingen and 52 more.",
        "plant.yaml, line 17, sites[0].areas[0].lines[0].constraint: 'pres' is no work unit of line 'l1'. "
        "Did you mean 'press'? It can be: pack, press.",
        "reasons.csv, line 3, bucket: is missing. Write one of: own, changeover, external, planned.",
        "tags.csv, line 2, work_unit: there is no work unit 'presss'. Did you mean 'press'? It can be: pack, press.",
    ]


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        ("currency: EUR", "currency: Euro", "line 8, sites[0].currency: 'Euro' is not a currency. Write the three"),
        (
            "day_start: 06:00",
            "day_start: 25:00",
            "line 9, sites[0].day_start: '25:00' is not a time of day. Write HH:MM",
        ),
        (
            "day_start: 06:00",
            "day_star: 06:00",
            "line 9, sites[0].day_star: there is no such key. Did you mean 'day_start'?",
        ),
        ("2026-10-18", "18.10.2026", "line 3, history_start: '18.10.2026' is not a date. Write it as YYYY-MM-DD"),
        ("2026-10-18", "2026-02-30", "line 3, history_start: there is no day '2026-02-30'."),
        ("2026-10-18", "20261018", "line 3, history_start: '20261018' is not a date."),
        (
            "id: pack",
            "id: press",
            "line 22, sites[0].areas[0].lines[0].work_units[1].id: the id 'press' is there already, in line 21.",
        ),
        (
            "id: pack",
            "id: Pack 1",
            "'Pack 1' is not an id. Write lower-case letters, digits, _ and - only, as 'pack_1'.",
        ),
        ("name: Packer", "name: Packer, aliases: [L1]", "work_units[1].aliases[0]: 'L1' also names line 'l1'."),
        (
            "            constraint: press\n",
            "",
            "line 14, sites[0].areas[0].lines[0].constraint: line 'l1' is rolled up by its constraint, but names none.",
        ),
        (
            "state_from: counter",
            "state_from: counters",
            "state_from: 'counters' is none of the possible words. Did you mean 'counter'?",
        ),
        (
            "state_from: counter",
            "minor_stop_threshold_s: -1",
            "minor_stop_threshold_s: '-1' is out of range. Write at least 0.",
        ),
        (
            "state_from: counter",
            "minor_stop_threshold_s: 5 min",
            "'5 min' is no number. Write a number with a decimal point",
        ),
        (
            "state_from: counter",
            "in_service_from: 2026-02-01, in_service_to: 2026-01-01",
            "in_service_to: the unit leaves service on 2026-01-01, before",
        ),
        ("site: north", "site: nort", "line 25, sources[0].site: there is no site 'nort'. Did you mean 'north'?"),
        (
            "historian.shdr",
            "historian.shdrr",
            "line 26, sources[0].reader: there is no reader 'historian.shdrr'. Did you mean 'historian.shdr'?",
        ),
        ("    reader: historian.shdr\n", "", "line 24, sources[0].reader: is missing."),
        (
            "device: Press01",
            "devise: Press01",
            "line 27, sources[0].options.devise: there is no such key. Did you mean 'device'?",
        ),
        (
            "device: Press01",
            "encoding: klingon",
            "options.encoding: 'klingon': 'klingon' is no known text encoding; write utf-8",
        ),
        (
            "site: north",
            "site: north\n    files: ../x/*",
            "sources[0].files: '../x/*' leaves the source's landing folder.",
        ),
        (
            "site: north",
            "site: north\n    export_time: {pattern: 'x(', format: '%Y'}",
            "export_time.pattern: 'x(' is no regular expression",
        ),
        (
            "site: north",
            "site: north\n    export_time: {pattern: 'x', format: '%Y'}",
            "export_time.pattern: 'x' has 0 groups.",
        ),
        ("sources:", "sites:", "line 23, sites: is there twice, first in line 4."),
        ("sources:", "cost: 5\nsources:", "line 23, cost: '5' is no group of keys."),
        (
            "sources:",
            "loss_policies: [{name: a, excluded: [external], performance: [external]}]\nsources:",
            "'external' is excluded and counts against performance",
        ),
        ("millrace: 1", "millrace: 2", "line 1, millrace: '2' is out of range. Write at most 1."),
        (
            "  - id: north",
            "\t- id: north",
            "line 5: is not YAML here: found character '\\t' that cannot start any token. Indent with spaces",
        ),
        ("name: Acme Works}", "name: Acme Works", "is not YAML here"),
        (
            "name: Acme Works",
            "name: !!python/name:os.system x",
            "has the tag 'tag:yaml.org,2002:python/name:os.system'",
        ),
    ],
)
def test_an_error_in_plant_yaml_names_line_key_and_remedy(
    errors: Errors, right_files: dict[str, str], written: str, instead: str, expected: str
) -> None:
    assert written in right_files["plant"]
    assert expected in "\n".join(errors(plant=right_files["plant"].replace(written, instead, 1)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "plant.yaml: is empty."),
        (b"- a\n- b\n", "plant.yaml, line 1: holds no keys."),
        (b"just words", "plant.yaml, line 1: holds no keys."),
        (b"a: \xff\n", "plant.yaml, line 1: has a byte 0xFF that is not UTF-8."),
        (b"a: 1\nb: \x00\n", "plant.yaml, line 2: has a NUL character"),
        (b"a: 1\nb: \x07\n", "plant.yaml, line 2: has a control character."),
        (b"a: &x [*x]\n", "is nested too deeply."),
        (b"[" * 5000, "plant.yaml: is nested too deeply to be read."),
        (b"a: 1\n---\nb: 2\n", "plant.yaml, line 2: is not YAML here"),
        (b"a: *nobody\n", "plant.yaml, line 1: is not YAML here: found undefined alias 'nobody'."),
        (b"<<: 5\n", "cannot be merged"),
        (b"? [a, b]\n: 1\n", "has a key that is a list or a mapping."),
        (
            b"a: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 105)),
            "has more than 500,000 values.",
        ),
    ],
)
def test_a_plant_yaml_that_is_none_gives_a_sentence(errors: Errors, content: bytes, expected: str) -> None:
    assert expected in "\n".join(errors(plant=content))


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("tags", b"\xff\xfe", "tags.csv, line 1: has a byte 0xFF that is not UTF-8."),
        ("tags", b"", "tags.csv: has no header. Write as first line: source,tag,work_unit,signal,"),
        ("tags", b"source;tag;work_unit;signal\n", "tags.csv, line 1: is separated by semicolons. Save it separated by commas."),
        ("tags", b"source,tag,work_unit\n", "tags.csv, line 1, signal: the column is missing."),
        ("tags", b"source,tag,work_unit,signal,singal\n", "tags.csv, line 1, singal: there is no such column. Did you mean 'signal'?"),
        ("tags", b"source,tag,work_unit,signal,tag\n", "tags.csv, line 1, tag: the column is there twice."),
        ("tags", b'# a comment\n\nsource,tag,work_unit,signal\nhist,"P,press,state\n', "tags.csv, line 4: the row that begins here is not CSV: unexpected end of data."),
        ("tags", b"source,tag,work_unit,signal\nhist,P,press,state,x\n", "tags.csv, line 2: the row has 5 fields, the header 4."),
        ("tags", b"source,tag,work_unit,signal\nhist,P,press,stat\n", "tags.csv, line 2, signal: 'stat' is none of the possible words. Did you mean 'state'?"),
        ("tags", b"source,tag,work_unit,signal\nhits,P,press,state\n", "tags.csv, line 2, source: there is no source 'hits'. Did you mean 'hist'?"),
        ("tags", b"source,tag,work_unit,signal\nhist,P,press,state\nhist,P,pack,speed\n", "tags.csv, line 3, tag: the tag 'P' of source 'hist' is there already, in line 2."),
        ("tags", b"source,tag,work_unit,signal\nhist,P,press,good_count\n", "tags.csv, line 2, counter_mode: a good_count needs to know how its counter ends."),
        ("tags", b"source,tag,work_unit,signal,counter_mode\nhist,P,press,good_count,rollover\n", "tags.csv, line 2, rollover_at: a rollover counter needs its highest value."),
        ("tags", b"source,tag,work_unit,signal,counter_mode,rollover_at\nhist,P,press,good_count,reset,99\n", "rollover_at: only a rollover counter has one."),
        ("tags", b"source,tag,work_unit,signal,counter_mode\nhist,P,press,speed,reset\n", "counter_mode: a speed is no counter."),
        ("tags", b"source,tag,work_unit,signal,state_set\nhist,P,press,state,fanuk\n", "tags.csv, line 2, state_set: states.csv has no state set 'fanuk'."),
        ("tags", b"source,tag,work_unit,signal,state_set\nhist,P,press,speed,default\n", "state_set: a speed has no states."),
        ("tags", b"source,tag,work_unit,signal,scale\nhist,P,press,speed,0\n", "scale: 0 makes the value useless."),
        ("tags", b"source,tag,work_unit,signal,scale\nhist,P,press,speed,nan\n", "scale: 'nan' is no finite number."),
        ("tags", b"source,tag,work_unit,signal,scale\nhist,P,press,product,2\n", "scale: a product cannot be scaled."),
        ("states", b"state_set,raw_state,state\ndefault,RUN,running\ndefault,RUN,stopped\n", "states.csv, line 3, raw_state: 'RUN' of state set 'default' is there already, in line 2."),
        ("states", b"state_set,raw_state,state,reason\ndefault,RUN,stopped,fauld\n", "states.csv, line 2, reason: reasons.csv has no reason 'fauld'. Add it to reasons.csv with its bucket. Did you mean 'fault'?"),
        ("reasons", b"reason,name,parent,bucket\nfault,F,pause,own\npause,P,fault,planned\n", "reasons.csv, line 2, parent: the parents of 'fault' lead back to itself."),
        ("reasons", b"reason,name,parent,bucket\nfault,F,top,own\npause,P,,planned\n", "reasons.csv, line 2, parent: there is no reason 'top'."),
        ("reasons", b"reason,name,bucket\nfault,F,own\nfault,F,own\npause,P,planned\n", "reasons.csv, line 3, reason: the reason 'fault' is there already, in line 2."),
        ("reasons", b"reason,name,bucket,is_failure\nfault,F,external,true\npause,P,planned,\n", "reasons.csv, line 2, is_failure: a failure is the unit's own stop, not 'external'."),
        ("calendar", b"scope,kind,name,days,start,end\nnorth,holiday,X,2026-12-25,08:00,\n", "calendar.csv, line 2, start: a holiday has a start or an end."),
        ("calendar", b"scope,kind,name,days,start,end\nnorth,break,X,daily,08:00,\n", "calendar.csv, line 2, start: a break has no start or no end."),
        ("calendar", b"scope,kind,name,days\nsouth,holiday,X,2026-12-25\n", "calendar.csv, line 2, scope: there is no site, area, line or work unit 'south'."),
        ("calendar", b"scope,kind,name,days\nnorth,holiday,X,2026-12-26..2026-12-24\n", "days: '2026-12-26..2026-12-24' ends before it starts."),
        ("calendar", b"scope,kind,name,days\nnorth,holiday,X,Moonday\n", "days: 'Moonday' is no set of days."),
        ("calendar", b"scope,kind,name,days,start,end,reason\nnorth,break,X,daily,8:00,9:00,fault\n", "calendar.csv, line 2, reason: the reason 'fault' has bucket 'own', but the stop is planned. It can be: pause."),
        ("targets", b"level,object,kpi,value\nline,l1,oee,85\n", "targets.csv, line 2, value: the target 85 is no ratio. Write 0.85 for 85 %."),
        ("targets", b"level,object,kpi,value\narea,l1,oee,0.85\n", "targets.csv, line 2, object: there is no area 'l1'. It can be: assembly."),
        ("targets", b"level,object,kpi,value\nline,l1,oee,0.8\nline,l1,oee,0.9\n", "targets.csv, line 3, value: line 2 has a target for the same thing from 1970-01-01 on."),
        ("shifts", b"scope,shift,days,start,end\nnorth,a,2026-10-18,06:00,14:00\n", "shifts.csv, line 2, days: '2026-10-18' is no set of weekdays."),
        ("shifts", b"scope,shift,days,start,end\nnorth,a,daily,24:00,08:00\n", "shifts.csv, line 2, start: 24:00 can only be an end."),
        ("shifts", b"scope,shift,days,start,end,valid_from,valid_to\nnorth,a,daily,00:00,08:00,2026-02-01,2026-01-01\n", "line 2, valid_to: valid_to 2026-01-01 is before valid_from 2026-02-01."),
        ("shifts", b"scope,shift,days,start,end\nnoth,a,daily,00:00,08:00\n", "line 2, scope: there is no site, area, line or work unit 'noth'. Did you mean 'north'?"),
        ("shifts", b"scope,shift,days,start,end\nnorth,a/b,daily,00:00,08:00\n", "line 2, shift: 'a/b'"),
    ],
)  # fmt: skip
def test_an_error_in_a_csv_file_names_line_column_and_remedy(
    errors: Errors, file: str, content: bytes, expected: str
) -> None:
    assert expected in "\n".join(errors(**{file: content}))


def test_an_unreadable_table_is_not_blamed_on_those_that_refer_to_it(errors: Errors) -> None:
    found = errors(states=b"state_set;raw_state;state\n", reasons=b"reason,name,bucket\nfault,Fault,\n")
    assert found == [
        "reasons.csv, line 2, bucket: is missing. Write one of: own, changeover, external, planned.",
        "states.csv, line 1: is separated by semicolons. Save it separated by commas.",
    ]


def test_lines_are_right_after_comments_and_fields_over_several_lines(errors: Errors) -> None:
    content = 'source,tag,work_unit,signal,unit\n# comment\nhist,A,press,speed,"two\n# lines"\n\nhist,B,nobody,speed,\n'
    assert [error.split(":")[0] for error in errors(tags=content)] == ["tags.csv, line 6, work_unit"]
