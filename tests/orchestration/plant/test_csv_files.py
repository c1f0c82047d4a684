from collections.abc import Callable

import pytest

Errors = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("tags", b"\xff\xfe", "tags.csv, line 1: has a byte 0xFF that is not UTF-8."),
        ("tags", b"", "tags.csv: has no header. Write as first line: source,tag,work_unit,signal,"),
        (
            "tags",
            b"source;tag;work_unit;signal\n",
            "tags.csv, line 1: is separated by semicolons. Save it separated by commas.",
        ),
        ("tags", b"source,tag,work_unit\n", "tags.csv, line 1, signal: the column is missing."),
        (
            "tags",
            b"source,tag,work_unit,signal,singal\n",
            "tags.csv, line 1, singal: there is no such column. Did you mean 'signal'?",
        ),
        ("tags", b"source,tag,work_unit,signal,tag\n", "tags.csv, line 1, tag: the column is there twice."),
        (
            "tags",
            b'# a comment\n\nsource,tag,work_unit,signal\nhist,"P,press,state\n',
            "tags.csv, line 4: the row that begins here is not CSV: unexpected end of data.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal\nhist,P,press,state,x\n",
            "tags.csv, line 2: the row has 5 fields, the header 4.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal\nhist,P,press,stat\n",
            "tags.csv, line 2, signal: 'stat' is none of the possible words. Did you mean 'state'?",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal\nhits,P,press,state\n",
            "tags.csv, line 2, source: there is no source 'hits'. Did you mean 'hist'?",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal\nhist,P,press,state\nhist,P,pack,speed\n",
            "tags.csv, line 3, tag: the tag 'P' of source 'hist' is there already, in line 2.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal\nhist,P,press,good_count\n",
            "tags.csv, line 2, counter_mode: a good_count needs to know how its counter ends.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal\nhist,P,press,energy\n",
            "tags.csv, line 2, counter_mode: an energy needs to know how its counter ends.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal,counter_mode\nhist,P,press,good_count,rollover\n",
            "tags.csv, line 2, rollover_at: a rollover counter needs its highest value.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal,counter_mode,rollover_at\nhist,P,press,good_count,reset,99\n",
            "rollover_at: only a rollover counter has one.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal,counter_mode\nhist,P,press,speed,reset\n",
            "counter_mode: a speed is no counter.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal,state_set\nhist,P,press,state,fanuk\n",
            "tags.csv, line 2, state_set: states.csv has no state set 'fanuk'.",
        ),
        (
            "tags",
            b"source,tag,work_unit,signal,state_set\nhist,P,press,speed,default\n",
            "state_set: a speed has no states.",
        ),
        ("tags", b"source,tag,work_unit,signal,scale\nhist,P,press,speed,0\n", "scale: 0 makes the value useless."),
        ("tags", b"source,tag,work_unit,signal,scale\nhist,P,press,speed,nan\n", "scale: 'nan' is no finite number."),
        ("tags", b"source,tag,work_unit,signal,scale\nhist,P,press,product,2\n", "scale: a product cannot be scaled."),
        (
            "states",
            b"state_set,raw_state,state\ndefault,RUN,running\ndefault,RUN,stopped\n",
            "states.csv, line 3, raw_state: 'RUN' of state set 'default' is there already, in line 2.",
        ),
        (
            "states",
            b"state_set,raw_state,state,reason\ndefault,RUN,stopped,fauld\n",
            "states.csv, line 2, reason: reasons.csv has no reason 'fauld'.",
        ),
        (
            "reasons",
            b"reason,name,parent,bucket\nfault,F,pause,own\npause,P,fault,planned\n",
            "reasons.csv, line 2, parent: the parents of 'fault' lead back to itself.",
        ),
        (
            "reasons",
            b"reason,name,parent,bucket\nfault,F,top,own\npause,P,,planned\n",
            "reasons.csv, line 2, parent: there is no reason 'top'.",
        ),
        (
            "reasons",
            b"reason,name,bucket\nfault,F,own\nfault,F,own\npause,P,planned\n",
            "reasons.csv, line 3, reason: the reason 'fault' is there already, in line 2.",
        ),
        (
            "reasons",
            b"reason,name,bucket,is_failure\nfault,F,external,true\npause,P,planned,\n",
            "reasons.csv, line 2, is_failure: a failure is the unit's own stop, not 'external'.",
        ),
        (
            "calendar",
            b"scope,kind,name,days,start,end\nnorth,holiday,X,2026-12-25,08:00,\n",
            "calendar.csv, line 2, start: a holiday has a start or an end.",
        ),
        (
            "calendar",
            b"scope,kind,name,days,start,end\nnorth,break,X,daily,08:00,\n",
            "calendar.csv, line 2, start: a break has no start or no end.",
        ),
        (
            "calendar",
            b"scope,kind,name,days\nsouth,holiday,X,2026-12-25\n",
            "calendar.csv, line 2, scope: there is no site, area, line or work unit 'south'.",
        ),
        (
            "calendar",
            b"scope,kind,name,days\nnorth,holiday,X,2026-12-26..2026-12-24\n",
            "days: '2026-12-26..2026-12-24' ends before it starts.",
        ),
        ("calendar", b"scope,kind,name,days\nnorth,holiday,X,Moonday\n", "days: 'Moonday' is no set of days."),
        (
            "calendar",
            b"scope,kind,name,days,start,end,reason\nnorth,break,X,daily,8:00,9:00,fault\n",
            "calendar.csv, line 2, reason: the reason 'fault' has bucket 'own', but the stop is planned.",
        ),
        (
            "reason_codes",
            b"source,code,reason\n,17,fault\n,17,fault\n",
            "reason_codes.csv, line 3, code: the code '17' of all sources is there already, in line 2.",
        ),
        (
            "reason_codes",
            b"source,code,reason\nsap,17,fault\n",
            "reason_codes.csv, line 2, source: there is no source 'sap'.",
        ),
        (
            "reason_codes",
            b"source,code,reason\n,17,falt\n",
            "reason_codes.csv, line 2, reason: reasons.csv has no reason 'falt'. Add it to reasons.csv",
        ),
        (
            "targets",
            b"level,object,kpi,value\nline,l1,oee,85\n",
            "targets.csv, line 2, value: the target 85 is no ratio. Write 0.85 for 85 %.",
        ),
        (
            "targets",
            b"level,object,kpi,value\narea,l1,oee,0.85\n",
            "targets.csv, line 2, object: there is no area 'l1'. It can be: assembly.",
        ),
        (
            "targets",
            b"level,object,kpi,value\nline,l1,oee,0.8\nline,l1,oee,0.9\n",
            "targets.csv, line 3, value: line 2 has a target for the same thing from 1970-01-01 on.",
        ),
        (
            "fiscal_periods",
            b"period,start,end\nP1,2026-01-01,2026-01-31\nP1,2026-02-01,2026-02-28\n",
            "fiscal_periods.csv, line 3, period: the period 'P1' is there already, in line 2.",
        ),
        (
            "fiscal_periods",
            b"period,start,end\nP2,2026-01-31,2026-02-28\nP1,2026-01-01,2026-01-31\n",
            "fiscal_periods.csv, line 2, start: the period 'P2' starts on 2026-01-31, within 'P1' (to 2026-01-31).",
        ),
        (
            "fiscal_periods",
            b"period,start,end\nP1,2026-01-31,2026-01-01\n",
            "fiscal_periods.csv, line 2, end: the period ends on 2026-01-01, before it starts on 2026-01-31.",
        ),
        (
            "fiscal_periods",
            b"period,start,end,closed_on\nP1,2026-01-01,2026-01-31,2026-01-31\n",
            "line 2, closed_on: the period is closed on 2026-01-31, before it is over. Write a day after 2026-01-31",
        ),
        (
            "shifts",
            b"scope,shift,days,start,end\nnorth,a,2026-10-18,06:00,14:00\n",
            "shifts.csv, line 2, days: '2026-10-18' is no set of weekdays.",
        ),
        (
            "shifts",
            b"scope,shift,days,start,end\nnorth,a,daily,24:00,08:00\n",
            "shifts.csv, line 2, start: 24:00 can only be an end.",
        ),
        (
            "shifts",
            b"scope,shift,days,start,end,valid_from,valid_to\nnorth,a,daily,00:00,08:00,2026-02-01,2026-01-01\n",
            "line 2, valid_to: valid_to 2026-01-01 is before valid_from 2026-02-01.",
        ),
        (
            "shifts",
            b"scope,shift,days,start,end\nnoth,a,daily,00:00,08:00\n",
            "line 2, scope: there is no site, area, line or work unit 'noth'. Did you mean 'north'?",
        ),
        ("shifts", b"scope,shift,days,start,end\nnorth,a/b,daily,00:00,08:00\n", "line 2, shift: 'a/b'"),
    ],
)
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
