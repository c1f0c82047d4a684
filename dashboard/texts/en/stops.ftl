# Stops, and one stop in full.

page-stops = Stops

stops-none = No stop matches these filters
stops-headline = { $stops ->
    [one] { $stops } stop
   *[other] { $stops } stops
 } took { $hours } and cost { $cost }
stops-headline-unpriced = { $stops ->
    [one] { $stops } stop
   *[other] { $stops } stops
 } took { $hours }; their cost is not priced
stops-within = Whole stops that began here, each by the reason it had longest. Cut at the period, shift and product, and at each change of reason, as Overview and Losses count them, it is { $took }.
stops-narrow = Narrow down by work unit, kind, reason
stops-narrowed = Narrowed to { $filters }
stops-narrowed-unit = work unit **{ $name }**
stops-narrowed-kind = kind **{ $name }**
stops-narrowed-reason = reason **{ $name }**
stops-states-on = States on { $day }
stops-states-of = States of { $unit } by day
stops-own-time = each row in its site's own time
stops-choose-unit = choose a work unit to see each day of the period
stops-first-units = the first { $shown } of { $n } work units are shown
stops-legend-producing = plain grey: Producing
stops-legend-unscheduled = pale without a letter: Not scheduled
stops-most-time = { $reason } took most time: { $share } of all
stops-most-cost = { $reason } cost most: { $share } of all priced
stops-none-priced = No stop has a price
stops-by-time = Hours · share of all so far
stops-by-cost = { $currency } · share of all priced so far
stops-longest = The longest stop: { $unit }, { $duration }
stops-list-key = { $stops } that began in the period, the longest first; starts in the site's own time. Pick a row to see its segments and the rows of the files behind them.
stops-open = { $duration }, still open
stops-list-alt = Stops of the period, the longest first
stops-missing = Missing in the cost

stop-gone-title = Stop not found
stop-gone = There is no stop `{ $stop }` in this publication; newer data may have restated it. Close it and pick one from the list.
stop-close = Close this stop
stop-title = { $unit }: { $reason }, { $duration }
stop-no-reason = no reason given
stop-facts = { $kind } · { $start } { $zone } · { $place } · shift { $shift } · order { $order } · product { $product }
stop-low-high = Low { $low }, high { $high }
stop-lost-units = Lost units: { $units }
stop-range = cost from { $low } to { $high }
component-lost-contribution = Lost contribution
component-recovery = Recovery
component-idle-labour = Idle labour
component-restart-scrap = Restart scrap
component-repair = Repair
component-idle-energy = Idle energy
stop-segments = **{ $segments }**: the stop cut at shifts, orders, days and changes of reason
stop-segments-alt = Segments of this stop
stop-no-sample = **No sample is kept for this stop**: its state follows from the absence of data.
stop-samples = **{ $samples }** behind it, with the file and the row each was read from
stop-samples-alt = Samples behind this stop
column-raw-state = Raw state
quality-good = good
quality-uncertain = uncertain
quality-bad = bad
