"""The demo plant: a simulator, independent of the pipeline's code, that writes exports and knows its own truth.

North (Europe/Berlin, day starts 06:00): line 1 `n_l1` is sold out and led by its constraint, the press; welder and
packer follow it. Line 2 `n_l2` has two moulding machines and never rests. South (Asia/Kolkata, day starts 07:00):
`s_l1` is a turning cell of three machines, Monday to Saturday; `s_l2` is known to the MES only, Monday to Friday.
28 production days by default; n-th shifts below count from the window's start.

Sources, where no other historian than `mixed` is asked for (outlets.py): `north_historian` (long, `;`, decimal comma,
Windows-1252, local time, some gzip), `north_line2` (wide, UTF-8 with BOM, local time, some gzip), `south_shdr` (SHDR,
UTC), `south_mtconnect` (MTConnectStreams XML); always `south_mes` and `north_mes` (event logs, local time),
`erp_products`, `erp_prices`, `erp_routings`, `erp_rates`, `erp_confirmations`, `erp_orders_north`, `erp_orders_south`,
`erp_operations_north`, `erp_operations_south`, `erp_costs`, `erp_shortages`, `eam_stops`, `eam_tickets`;
of line 1 besides `hr_times`, `qm_measurements`, `qm_inspections`, `erp_movements`, `erp_stock_counts`,
`erp_capacities`, `eam_orders`. With `--erp sap` (erp/) most of the ERP's are extracts of SAP's tables, with the same
rows rejected for the same reasons, and those that a preset leaves out.

| oddity | where | what must come of it |
| --- | --- | --- |
| own stop of two reasons, 400 s mechanical then 500 s electrical | press, 5th early, +1 h | one breakdown, electrical |
| … first exported as `idle`, corrected by `line1_reexport_…` | the same | the correction wins |
| counter shows 0 once, corrected by the same file | welder total, 5th early, +4 h 30 | no rollover is counted |
| stops of exactly 300 s and of 301 s | press, 6th early, +2 h and +3 h | minor stop, breakdown |
| stop before and after a break, 120 s and 150 s | press, 4th late, evening break | one minor stop of 270 s |
| own stop over the change of shift, 1500 s | press, 2nd late | one breakdown, cut at the shift |
| service overruns its plan by 25 min | press, first Wednesday, 12:00 | own stop of 1500 s |
| trial that no calendar knows, 40 min | press, 7th late, +1 h | planned |
| break worked through | press, 3rd late, evening break | producing, unplanned run |
| run on a Saturday, 08:00 to 11:30 | press, first Saturday | producing, unplanned run, shift `none` |
| price change | P-100, a Monday in the second or third week | cost by the price of the stop's day |
| bad state for 40 s within a stop | welder, 5th late, +55 min | 40 s unknown, one stop |
| bad state for 90 s within a stop | welder, 8th early, +55 min | 90 s unknown, two stops |
| bad state for 20 min | welder, 7th early, +1 h | unknown |
| bad sample on a counter | welder total, 6th late, +2 h | ignored |
| historian silent for 45 min | north_historian, 4th early, +2 h | unknown from 15 min on |
| historian silent for 10 min | north_historian, 8th late, +1 h | nothing is unknown |
| historian silent for 1 h at night | north_line2, 9th night, +1 h | unknown from 15 min on |
| bad state for 15 min | moulding machine A, 6th late, +2 h | unknown |
| night shift of nine hours | n_l2, when clocks change in the window | a day of 25 hours |
| holiday | north, a Thursday in the second week or later | unscheduled |
| rollovers | press 65535, packer 9999, mould A 32767, lathes, welder 99999 | counts go on |
| counters put back to 0 at each order | moulding machine B | counts go on |
| product without a routing | M-30 on moulding machine B | unrated, no performance in such shifts |
| product without a price | M-20 | lost contribution NULL |
| priced in dollars, whose rate changes with P-100's price | T-2 | euros at the rate of the day |
| no cost up to the unit in the routing | lathe 2, washer | scrap cost NULL, upper bound known |
| registers that roll over, read every 5 min | line 1, lathe 1 | energy goes on over 99999 |
| power instead of a register | moulding machines | held until the next sample |
| no meter; a meter without a price | mill, line s_l2; lathe 1 | idle energy NULL, for two reasons |
| repairs told late, some in dollars | moulding machine A, every other failure | shared over its breakdowns |
| nameplate beside a slower routing | P-200 on the press | the nameplate counts |
| power cut and missing material | `stopped` with a reason of the bucket external | external |
| adapter says UNAVAILABLE for 25 min | lathe 1, 4th B, +1 h | unknown; its counts come after |
| states from a counter alone | lathe 2 | stopped where no count came for more than 120 s |
| agent down for 2 h | south_mtconnect, 6th A, +2 h | unknown from 15 min on |
| operations only | s_l2 | running while booked, else `no_operation` |
| held units | some operations | neither good nor scrap, quality loss |
| rework | Kitting bench | found at the first pass, never produced again; one of six becomes scrap |
| counter, MES and ERP | packer | three bases that disagree where `bookings.MISTAKES` says so |
| rejects and rework from the MES, produced from the counter | welder | good units follow |
| start-up rejects | all; window 15 min on line 2, else 30 | apart from process defects |
| consumption booked twice, once taken back | `erp_movements`, each 11th shift of line 1 | counts once |
| samples of four and of five parts | `qm_measurements` | process capability by c4 of each size |
| the last maintenance order is not finished | `eam_orders` | counts in no ratio |
| one operation corrected | `mes_correction_…` | the correction wins |
| reports in whole minutes, of a wrong reason or time | `eam_stops`, some | beside a stop, or beside none |
| material missed before the machine waits | `erp_shortages` | reported beside waiting alone |
| orders not booked yet, material paid in dollars, credits | `erp_costs` | none, or euros at the rate of the day |
| tickets without an agreed repair, unanswered, not finished | `eam_tickets` | not judged, or missed by now |
| unmapped tag | PACK01.Seal_temp | told by `millrace check` |
| duplicate, late, torn, binary files; malformed rows | `truth/files.parquet` says which | as its status says |
"""

from orchestration.demo.make import make_demo
from orchestration.demo.truth import Truth

__all__ = ["Truth", "make_demo"]
