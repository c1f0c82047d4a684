"""One machine's forty minutes in every format: its state, and a counter of 16 bits that goes on from zero."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

START = datetime(2026, 1, 31, 6, 0, tzinfo=UTC)
MINUTES = 40
Minute = tuple[datetime, str, int]


def minutes() -> Iterator[Minute]:
    """Time, state and count of each minute; after the twelfth the counter is past 65535."""
    for minute in range(MINUTES):
        yield START + timedelta(minutes=minute), "STOP" if 20 <= minute < 25 else "RUN", (65_500 + 3 * minute) % 65_536


def texts(path: Path, write: Callable[[datetime, str, int], str], head: str = "", tail: str = "") -> Path:
    path.write_text(head + "".join(write(*minute) for minute in minutes()) + tail, encoding="utf-8")
    return path


def shdr(folder: Path) -> Path:
    return texts(folder / "press.txt", lambda t, s, n: f"{t:%Y-%m-%dT%H:%M:%S}.000Z|State|{s}|Total|{n}\n")


def streams(folder: Path) -> Path:
    head = (
        '<?xml version="1.0"?><MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.3"><Header/><Streams>'
        '<DeviceStream name="PRESS01" uuid="u"><ComponentStream component="Path"><Events>'
    )
    tail = "</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>"
    return texts(
        folder / "current.xml",
        lambda t, s, n: (
            f'<Execution dataItemId="e" name="State" sequence="1" timestamp="{t:%Y-%m-%dT%H:%M:%SZ}">{s}</Execution>'
            f'<PartCount dataItemId="p" name="Total" sequence="2" timestamp="{t:%Y-%m-%dT%H:%M:%SZ}">{n}</PartCount>'
        ),
        head,
        tail,
    )


def long(folder: Path) -> Path:
    def write(t: datetime, s: str, n: int) -> str:
        return f"PRESS01.State;{t:%d.%m.%Y %H:%M:%S};{s};Good\nPRESS01.Total;{t:%d.%m.%Y %H:%M:%S};{n},0;Good\n"

    return texts(folder / "long.csv", write, "TagName;DateTime;Value;Quality\n")


def wide(folder: Path) -> Path:
    return texts(
        folder / "wide.csv", lambda t, s, n: f"{t:%Y-%m-%d %H:%M}\t{s}\t{n}\n", "Time\tPRESS01.State\tPRESS01.Total\n"
    )


def web_api(folder: Path) -> Path:
    def items(values: list[tuple[datetime, object]]) -> list[dict[str, object]]:
        return [{"Timestamp": f"{t:%Y-%m-%dT%H:%M:%SZ}", "Value": value, "Good": True} for t, value in values]

    named = {
        "PRESS01.State": items([(t, {"Name": s, "Value": 1, "IsSystem": False}) for t, s, _ in minutes()]),
        "PRESS01.Total": items([(t, n) for t, _, n in minutes()]),
    }
    path = folder / "streams.json"
    path.write_text(
        json.dumps({"Items": [{"WebId": name, "Name": name, "Items": found} for name, found in named.items()]})
    )
    return path


def odata(folder: Path) -> Path:
    value: list[dict[str, object]] = []
    for t, s, n in minutes():
        shared = {"DateTime": f"{t:%Y-%m-%dT%H:%M:%SZ}", "OpcQuality": 192}
        value += [{"FQN": "PRESS01.State", **shared, "Value": None, "Text": s}]
        value += [{"FQN": "PRESS01.Total", **shared, "Value": n, "Text": str(n)}]
    path = folder / "odata.json"
    path.write_text(json.dumps({"value": value}))
    return path


def ignition_sqlite(folder: Path) -> Path:
    path = folder / "history.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("create table sqlth_te (id integer primary key, tagpath text, scid integer)")
        database.execute("insert into sqlth_te values (1, 'press01/State', 1), (2, 'press01/Total', 1)")
        database.execute(
            "create table sqlt_data_1_2026_01 (tagid integer, intvalue integer, floatvalue real, stringvalue text, "
            "datevalue text, dataintegrity integer, t_stamp integer)"
        )
        rows = [
            row
            for t, s, n in minutes()
            for row in ((1, None, s, int(t.timestamp() * 1000)), (2, n, None, int(t.timestamp() * 1000)))
        ]
        database.executemany("insert into sqlt_data_1_2026_01 values (?, ?, null, ?, null, 192, ?)", rows)
    database.close()
    return path


def ignition_csv(folder: Path) -> Path:
    data = "tagid,intvalue,floatvalue,stringvalue,datevalue,dataintegrity,t_stamp\n" + "".join(
        f"1,,,{s},,192,{t.timestamp() * 1000:.0f}\n2,{n},,,,192,{t.timestamp() * 1000:.0f}\n" for t, s, n in minutes()
    )
    path = folder / "ignition.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sqlt_data_1_2026_01.csv", data)
        archive.writestr("sqlth_te.csv", "id,tagpath,scid\n1,press01/State,1\n2,press01/Total,1\n")
    return path


def influx_lines(folder: Path) -> Path:
    return texts(folder / "lines.lp", lambda t, s, n: f'press01 State="{s}",Total={n}i {t.timestamp():.0f}000000000\n')


def influx_csv(folder: Path) -> Path:
    path = folder / "influx.csv"
    head = "#group,false,false,true,false,false\n#datatype,string,long,string,dateTime:RFC3339,{kind}\n"
    head += "#default,_result,,,,\n"
    tables = []
    for field, kind, place in (("State", "string", 1), ("Total", "long", 2)):
        rows = "".join(f",,0,{field},{minute[0]:%Y-%m-%dT%H:%M:%SZ},{minute[place]}\n" for minute in minutes())
        tables.append(head.format(kind=kind) + ",result,table,_field,_time,_value\n" + rows)
    path.write_text("\n".join(tables))
    return path


def pi_csv(folder: Path) -> Path:
    def write(t: datetime, s: str, n: int) -> str:
        total = "I/O Timeout" if t == START + timedelta(minutes=30) else str(n)
        return f"PRESS01.State,{t:%d-%b-%y %H:%M:%S},{s}\nPRESS01.Total,{t:%d-%b-%y %H:%M:%S},{total}\n"

    return texts(folder / "pi.csv", write)


def pi_wide(folder: Path) -> Path:
    def write(t: datetime, s: str, n: int) -> str:
        total = "No Data" if t == START + timedelta(minutes=30) else str(n)
        return f"{t:%d-%b-%y %H:%M:%S},{s},{total}\n"

    return texts(folder / "datalink.csv", write, "Time,PRESS01.State,PRESS01.Total\n")


def aveva_csv(folder: Path) -> Path:
    def write(t: datetime, s: str, n: int) -> str:
        at = f"{t:%Y-%m-%d %H:%M:%S}.0000000"
        return f"PRESS01.State,{at},NULL,{s},0,192,192\nPRESS01.Total,{at},{n},{n},0,192,192\n"

    return texts(folder / "aveva.csv", write, "TagName,DateTime,Value,vValue,Quality,QualityDetail,OPCQuality\n")


def proficy_csv(folder: Path) -> Path:
    def write(t: datetime, s: str, n: int) -> str:
        at = f"{t:%m/%d/%Y %H:%M:%S}"
        return f"PRESS01.State,{at},{s},Good\nPRESS01.Total,{at},{n},Good\n"

    head = "* exported\n[Tags]\nTagname,Description\nPRESS01.State,State\n[Data]\nTagname,TimeStamp,Value,DataQuality\n"
    return texts(folder / "proficy.csv", write, head)


def wincc_csv(folder: Path) -> Path:
    def write(t: datetime, s: str, n: int) -> str:
        days = (t.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
        at, ms = f"{t:%d.%m.%Y %H:%M:%S}", f"{days * 1e6:.4f}".replace(".", ",")
        return f'"PRESS01.State";"{at}";{s};1;{ms}\n"PRESS01.Total";"{at}";{n};1;{ms}\n'

    head, tail = (
        '"VarName";"TimeString";"VarValue";"Validity";"Time_ms"\n',
        '"$RT_OFF$";"31.01.2026 07:00:00";0;2;46053291666\n',
    )
    return texts(folder / "wincc.csv", write, head, tail)


def parquet(folder: Path) -> Path:
    frame = pl.DataFrame(list(minutes()), schema=["time", "PRESS01.State", "PRESS01.Total"], orient="row")
    frame.write_parquet(folder / "wide.parquet")
    return folder / "wide.parquet"


def excel(folder: Path) -> Path:
    path = folder / "week.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        date, sheet = book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"}), book.add_worksheet()
        sheet.write_row(0, 0, ["Time", "PRESS01.State", "PRESS01.Total"])
        for row, (t, s, n) in enumerate(minutes(), start=1):
            sheet.write_datetime(row, 0, t.replace(tzinfo=None), date)
            sheet.write_row(row, 1, [s, n])
    return path


def pulled(folder: Path, columns: dict[str, list[str | None]]) -> Path:
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    pq.write_table(table.replace_schema_metadata({"millrace_window": "w"}), folder / "pulled.parquet")
    return folder / "pulled.parquet"


def pulled_rows(folder: Path) -> Path:
    rows = [row for t, s, n in minutes() for row in (("PRESS01.State", t, s), ("PRESS01.Total", t, str(n)))]
    return pulled(
        folder,
        {
            "tag": [tag for tag, _, _ in rows],
            "time": [f"{t:%Y-%m-%dT%H:%M:%SZ}" for _, t, _ in rows],
            "value": [value for _, _, value in rows],
        },
    )


def pulled_ignition(folder: Path) -> Path:
    names = (
        "tagid",
        "intvalue",
        "floatvalue",
        "stringvalue",
        "datevalue",
        "dataintegrity",
        "t_stamp",
        "tagpath",
        "provider",
    )
    rows: list[tuple[str | None, ...]] = []
    for t, s, n in minutes():
        ms = f"{t.timestamp() * 1000:.0f}"
        rows.append(("1", None, None, s, None, "192", ms, "press01/State", "default"))
        rows.append(("2", str(n), None, None, None, "192", ms, "press01/Total", "default"))
    return pulled(folder, {name: [row[index] for row in rows] for index, name in enumerate(names)})


def event_log(folder: Path) -> Path:
    return texts(
        folder / "mes.csv",
        lambda t, s, n: f"C{n},Press 1,{t:%Y-%m-%d %H:%M:%S},{t + timedelta(minutes=9):%Y-%m-%d %H:%M:%S},{n % 7}\n",
        "Order,Machine,Start Timestamp,Complete Timestamp,Qty Completed\n",
    )


def erp_table(folder: Path) -> Path:
    return texts(
        folder / "products.csv", lambda t, s, n: f"0000{n};Housing {n};PC;12,50\n", "Material;Description;Unit;Price\n"
    )


EXPORTS: dict[str, Callable[[Path], Path]] = {
    "historian.shdr": shdr,
    "historian.mtconnect_streams": streams,
    "historian.delimited_long": long,
    "historian.delimited_wide": wide,
    "historian.pi_web_api": web_api,
    "historian.aveva_odata": odata,
    "historian.ignition_sqlite": ignition_sqlite,
    "historian.ignition_csv": ignition_csv,
    "historian.influx_lines": influx_lines,
    "historian.influx_csv": influx_csv,
    "historian.pi_csv": pi_csv,
    "historian.pi_wide": pi_wide,
    "historian.aveva_csv": aveva_csv,
    "historian.proficy_csv": proficy_csv,
    "historian.wincc_csv": wincc_csv,
    "historian.parquet": parquet,
    "historian.excel": excel,
    "historian.pulled_rows": pulled_rows,
    "historian.pulled_ignition": pulled_ignition,
    "mes.event_log": event_log,
    "erp.delimited": erp_table,
}
"""A function of a folder that writes the export and returns its path, by reader."""
