from collections.abc import Callable

import pytest

Errors = Callable[..., list[str]]


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
        (
            "    day_start:",
            "    energy_prices: [{price_per_kwh: 0.2}, {price_per_kwh: 0.3, valid_from: 1970-01-01}]\n    day_start:",
            "sites[0].energy_prices[1]: the price valid from 1970-01-01 is there already, in line",
        ),
        ("sources:", "cost: 5\nsources:", "line 23, cost: '5' is no group of keys."),
        (
            "sources:",
            "loss_policies: [{name: a, excluded: [external], performance: [external]}]\nsources:",
            "'external' is excluded and counts against performance",
        ),
        (
            "sources:",
            "loss_policies: [{name: a, reasons: {fualt: excluded}}]\nsources:",
            "line 23, loss_policies[0].reasons.fualt: reasons.csv has no reason 'fualt'. Did you mean 'fault'?",
        ),
        (
            "sources:",
            "loss_policies: [{name: a, reasons: {pause: excluded}}]\nsources:",
            "line 23, loss_policies[0].reasons.pause: the reason 'pause' has bucket 'planned'",
        ),
        (
            "sources:",
            "loss_policies: [{name: a, reasons: {fault: exclude}}]\nsources:",
            "loss_policies[0].reasons.fault: 'exclude' is none of the possible words. Did you mean 'excluded'?",
        ),
        (
            "sources:",
            "loss_policies: [{name: a}, {name: a, valid_from: 1970-01-01}]\nsources:",
            "loss_policies[1]: the policy 'a' valid from 1970-01-01 is there already, in line 23.",
        ),
        (
            "sold_out: yes",
            "derive_waiting: maybe",
            "lines[0].derive_waiting: 'maybe'",
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
        (b"[" * 700, "plant.yaml: is nested too deeply to be read."),
        (b"a: 1\n---\nb: 2\n", "plant.yaml, line 2: is not YAML here"),
        (b"a: *nobody\n", "plant.yaml, line 1: is not YAML here: found undefined alias 'nobody'."),
        (b"<<: 5\n", "cannot be merged"),
        (b"? [a, b]\n: 1\n", "has a key that is a list or a mapping."),
        (
            b"a: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 105)),
            "has more than 200,000 values.",
        ),
    ],
)
def test_a_plant_yaml_that_is_none_gives_a_sentence(errors: Errors, content: bytes, expected: str) -> None:
    assert expected in "\n".join(errors(plant=content))
