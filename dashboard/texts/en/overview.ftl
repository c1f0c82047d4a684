# Plant overview.

page-overview = Plant overview

oee-not-planned-here = { $place } was not planned to run
oee-not-measured-here = { $place }: OEE is not measured
oee-here = { $place }: OEE { $oee }
oee-here-to-target = { $place }: OEE { $oee }, { $gap } target
oee-no-plan = No planned busy time in this period, so there is no OEE
oee-not-measured-because = OEE is not measured: { $why }
oee-input-missing = an input is missing
oee-alone = OEE { $oee }
oee-against = OEE { $oee } is { $against }
oee-against-target = { $gap } the target of { $target }
oee-against-before = { $change } { $before }
gap-level = level with
gap-above = { $points } points above
gap-below = { $points } points below

loss-none = Nothing was lost of planned busy time
loss-largest = { $name } took most: { $hours }, { $share } of planned busy time
cost-none = Stops are not priced
cost-of-stops = Stops cost { $cost }
costliest-unpriced = { $reason } stopped longest: { $hours }, not priced
costliest = { $reason } cost most: { $cost }, { $share } of all
worst-none = No { $noun } has a measured OEE
worst-only = { $name } has an OEE of { $oee }
worst = { $name } is the { $noun } with the lowest OEE: { $oee }
noun-work-unit = work unit
noun-line = line
place-to-target = { $name }, { $gap } target

overview-fresh = all sources up to date
overview-some-late = { $fresh } of { $sources } up to date
overview-edge = **Data until { $edge }**, { $age } ago · { $fresh } · published { $published }
overview-no-edge = **Data until { $edge }** · { $fresh } · published { $published }
overview-no-plan = **Coverage:** no planned busy time in this period
overview-coverage = **Coverage { $coverage }**: state known for { $known } of { $planned } planned busy time
overview-low-title = Low coverage
overview-low = The figures below hold for the known time only.
overview-low-range = The figures below hold for the known time only. Whatever happened in the unknown time, OEE over all planned time lies between { $low } and { $high }.
overview-to-trust = Sources, files and checks

overview-trend-alt = OEE by production day from { $first } to { $last }
overview-trend-key = OEE by production day · strong: this period · faint: days before · { $target } · ?: not measured · empty: not planned
overview-trend-target = dashed line: target { $target }
overview-trend-no-target = no target set
overview-basis-changes = Changes are against { $before }
overview-basis-known = basis: { $hours } known busy time
overview-basis-measured = OEE measured for { $share } of it
overview-basis-product = availability times performance { $ratio }
overview-basis-policy = loss policy: { $policy }
define-oee = Ideal time of good units ÷ busy time.
define-availability = Run time ÷ busy time (planned busy time whose state is known).
define-performance = Ideal time of all units ÷ run time.
define-quality = Ideal time of good units ÷ ideal time of all units.

overview-hours-key = Hours of planned busy time, step by step down to the ideal time of good units
overview-no-cost = No stop, so no cost
overview-money-key = { $currency }, as configured; the line reaches from the low to the high estimate
overview-money-part = ≥: a part of the cost is missing
overview-money-limits = speed, scrap and rework have their cost on the page Losses
overview-no-stop = No stop in this period
overview-reasons-key = The { $n } costliest reasons of stops, { $currency }. Open the stops behind one:
overview-reason-link = { $reason }: { $stops }, { $hours }
overview-places-key = OEE · solid: this period · faint behind it: the period before, change in points · upright mark: target
overview-unmeasured = Not or partly measured: { $places }

chart-place = Place
chart-to-target = To target
chart-step = Step
chart-of-planned = Of planned busy time
chart-loss = Loss
chart-figure = Figure
chart-coverage = Coverage
