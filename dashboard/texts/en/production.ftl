# Production.

page-production = Production

production-nothing = Nothing was made, and nothing was planned
production-line-no-target = { $line } made { $made } good units; it has no target
production-line-short = { $line } made { $made } of { $target } targeted units: { $difference } short
production-line-made = { $line } made its target: { $made } good units, { $difference } more than { $target }
production-line-part-target = { $line } made { $made } good units; a part of its time has a target, and reached it
production-lines-no-target = None of { $lines } lines has a target to be held against
production-lines-made = { $lines ->
    [2] Both lines made their target
   *[other] All { $lines } lines made their target
 }
production-some-lines-made = { $made } of { $lines } lines made their target; the others have none, or one for a part of their time
production-lines-short = { $short ->
    [one] { $short } of { $lines } lines is short of its target: { $line } by { $difference } units
   *[other] { $short } of { $lines } lines are short of their target, { $line } most: { $difference } units
 }
production-lines-key = Good units that left each line, solid; outlined: what its planned busy time yields at the OEE target
production-without-target = Planned busy time for which there is no target, as it has no product, no ideal cycle or no OEE target: { $lines }
production-no-target = no target
production-part-target = partly no target
production-hours = { $short } of { $hours } hours on { $day } were behind their target
production-hours-alt = Good units of { $line } hour by hour against the target
production-hours-key = Solid: good units of the hour · outlined: target · a minus sign: behind it · times in { $zones }
production-hours-few = the { $shown } of { $lines } lines that are furthest behind; the table has all
production-no-hours = Nothing was made or planned in these hours on { $day }
production-hours-shared = an hour shared with others has no target
production-hours-table = The hours as a table
production-unknown-h = State unknown h
production-without-target-h = Without target h
production-to-stops = The stops of these days

production-none-due = No order was due
production-no-orders = No order ran or was due under these filters.
production-delivered = { $full } of { $due } orders that were due came on time in full
production-delivery-key = Orders by the production day of their due time, compared with the period before
production-orders-late = Late
production-orders-short = Short
production-orders-why-late = Due orders that came in full, but after the due time.
production-orders-why-short = Due orders of which less was good than planned.
production-orders-alt = Orders, planned against actual
production-orders-key = Good units, solid; planned quantity, outlined; { $shown } of { $n } orders that ran or were due, those that missed first, over all their time
production-to-order-oee = The OEE of these orders
order-on-time-in-full = On time in full
order-in-full = on time in full
order-no-due-date = no due date
order-no-planned-quantity = no planned quantity
order-work-centre-of-no-known-line = work centre of no known line
order-not-due-yet = not due yet
order-never-ran = never ran
order-begun-after-it-was-due = begun after it was due
order-late = late
order-short = short
order-late-and-not-finished = late and not finished
order-due = Due
order-planned-finish = Planned finish
order-actual-finish = Actual finish
order-finish-deviation = Finish deviation h
order-planned-cost = Planned cost
order-actual-cost = Actual cost
order-cost-deviation = Cost deviation

production-no-counts = No unit was counted
production-no-scrap = No unit was scrapped
production-scrap = { $unit } scrapped most: { $scrap } units, { $share } of what it made
production-ratios-key = Ratios of ISO 22400 over the days that have them
production-counts-alt = Units made by work unit
production-counts-key = Units of each work unit, as OEE counts them
kpi-on-time-in-full = On time in full
kpi-schedule-adherence = Schedule adherence
kpi-quality-ratio = Quality ratio
kpi-scrap-ratio = Scrap ratio
kpi-rework-ratio = Rework ratio
kpi-first-pass-yield = First pass yield
define-on-time-in-full = Orders whose planned quantity was good by the due time, of those that were due
define-schedule-adherence = Orders finished within the tolerance around their planned finish, of those that were due
define-quality-ratio = Good units of those produced
define-scrap-ratio = Scrapped units of those produced
define-rework-ratio = Units to be reworked of those produced
define-first-pass-yield = Units good at their first inspection of those inspected
basis-counter = Counter
basis-mes = MES
basis-erp = ERP
basis-unmeasured = not measured

production-differ = Machine, MES and ERP differ most at { $unit }: { $units } good units
production-agree = Machine, MES and ERP tell the same good units
production-not-compared = Only one of machine, MES and ERP tells the good units
production-reconcile-alt = Good units by counter, MES and ERP
production-reconcile-key = Good units of each work unit; a difference is over the orders and shifts that both told
production-to-trust = How far these figures can be trusted
reconcile-mes-counter = MES less counter
reconcile-erp-counter = ERP less counter
reconcile-erp-mes = ERP less MES
reconcile-compared = Compared
reconcile-rows = Orders by shift

chart-made = Made
chart-planned = Planned
column-hour = Hour
column-produced = Produced
column-good = Good
column-unit = Unit
column-good-share = Good of produced
column-scrap = Scrap
column-scrap-share = Scrap of produced
column-rework = To rework
column-held = Held
column-basis = Counted by
column-quality-basis = Quality told by
column-deviation = Deviation
