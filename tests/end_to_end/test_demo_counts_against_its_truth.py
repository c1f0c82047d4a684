"""Counts of the demo plant by counter, MES and ERP, its rework, start-ups and six big losses equal the truth."""

from collections.abc import Callable

import polars as pl

from orchestration.demo.bookings import MISTAKES

Truth = Callable[[str], pl.DataFrame]

ORDER_AND_SHIFT = ["order_id", "work_unit", "production_date", "shift"]
SIDES = [f"{basis}_{kind}_count" for basis in ("counter", "mes", "erp") for kind in ("total", "good", "reject")]


def test_counter_mes_and_erp_side_by_side(demo, truth: Truth) -> None:
    """Every order and shift of welder and packer has the three quantities, and none where one of them has none."""
    expected = truth("count_reconciliation")
    published = demo.ask("select * from count_reconciliation where work_unit in ('n_l1_weld', 'n_l1_pack')")
    assert published.height == expected.height > 100
    both = expected.join(published, on=ORDER_AND_SHIFT, how="full", suffix="_published", coalesce=True)
    assert both.height == expected.height
    for side in SIDES:
        wrong = both.filter(pl.col(side).cast(float).ne_missing(pl.col(f"{side}_published")))
        assert wrong.is_empty(), f"{side} differs from the truth:\n{wrong.select(*ORDER_AND_SHIFT, side)}"


def test_the_differences_are_the_mistakes_that_were_made(demo) -> None:
    """Of the packer: two good units short in the MES, a hundred too many in the ERP, and a booking missing in each."""
    pack = "from count_reconciliation where work_unit = 'n_l1_pack'"
    gaps = demo.ask(f"select distinct missing {pack} and missing is not null order by missing")["missing"].to_list()
    assert gaps == [
        "the ERP had nothing of the order in the shift",
        "the MES had nothing of the order in the shift",
    ]
    short = demo.ask(f"select mes_less_counter_good_count {pack} and mes_less_counter_good_count <= -2").rows()
    many = demo.ask(f"select erp_less_counter_good_count {pack} and erp_less_counter_good_count > 50").rows()
    assert (short, many) == ([(-2.0,)], [(100.0,)])
    assert set(MISTAKES) == {"never booked", "two short", "a hundred more", "booked twice", "never confirmed"}


def test_the_welder_s_rejects_are_the_mes_s_and_its_total_the_counter_s(demo, truth: Truth) -> None:
    expected = truth("unit_shifts").filter(pl.col("work_unit") == "n_l1_weld").select(
        pl.col("total_count", "good_count", "reject_count", "rework_count").sum()
    )  # fmt: skip
    published = demo.ask(
        "select sum(total_count), sum(good_count), sum(reject_count), sum(rework_count) "
        "from fct_production where work_unit = 'n_l1_weld' and basis = 'counter' and quality_basis = 'mes'"
    )
    assert published.row(0) == expected.row(0)


def test_kits_are_reworked_and_not_produced_again(demo, truth: Truth) -> None:
    columns = ["total_count", "good_count", "reject_count", "held_count", "rework_count", "reworked_count"]
    expected = truth("unit_shifts").filter(pl.col("work_unit") == "s_l2_kit").select(pl.col(columns).sum())
    asked = ", ".join(f"sum({column})" for column in columns)
    published = demo.ask(f"select {asked}, sum(reworked_reject_count) from fct_production where work_unit = 's_l2_kit'")
    *counts, reworked_reject = published.row(0)
    assert tuple(counts) == expected.row(0)
    total, good, reject, held, rework, reworked = counts
    assert total == good + reject - reworked_reject + rework + held
    assert reworked > 100


def test_the_six_big_losses_of_every_object_and_day(demo, truth: Truth) -> None:
    days = truth("rollups").filter(pl.col("grain") == "day")
    losses = {
        "breakdowns": pl.col("breakdown_s"),
        "set-up and adjustment": pl.col("changeover_s"),
        "minor stops": pl.col("minor_stop_s"),
        "reduced speed": pl.col("speed_loss_s"),
        "process defects": pl.col("quality_loss_s") - pl.col("startup_loss_s"),
        "start-up rejects": pl.col("startup_loss_s"),
    }
    expected = pl.concat(
        days.select("level", "object", pl.col("period_start").alias("production_date"), pl.lit(loss).alias("loss"),
                    seconds.cast(float).alias("expected_s"))
        for loss, seconds in losses.items()
    )  # fmt: skip
    published = demo.ask("select level, object, production_date, loss, loss_s, missing from six_big_losses")
    both = expected.join(published, on=["level", "object", "production_date", "loss"], how="full", coalesce=True)
    assert both.height == expected.height == published.height == 6 * days.height
    wrong = both.filter((pl.col("expected_s") - pl.col("loss_s")).abs() > 1)
    assert wrong.is_empty(), wrong
    assert both.filter(pl.col("loss_s").is_null() & pl.col("missing").is_null()).is_empty()
    started = both.filter((pl.col("loss") == "start-up rejects") & (pl.col("level") == "enterprise"))
    assert started["loss_s"].sum() > 10_000
