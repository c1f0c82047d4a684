# Maintenance.

page-maintenance = Maintenance

maintenance-none = No machine failed in this period
maintenance-untold = Failures are not told
maintenance-worst = { $unit } failed longest: { $failures }, { $hours }
maintenance-costliest = { $unit }'s failures cost most: { $cost }
maintenance-failures = Failures
kpi-mtbf = MTBF
kpi-mttr = MTTR
no-mtbf = no operating time
no-mttr = no failure ended
no-report-to-finish = no repair finished
kpi-report-to-finish = Report to finish
define-failure = Breakdowns whose reason is flagged as failure in reasons.csv, counted where they start.
define-mtbf = Operating time ÷ (failures + work units): production and set-up between failures. ISO 22400-2 calls it MTTF.
define-mttr = Whole time of the failures that have ended ÷ their number.
define-report-to-finish = Mean time from the report of a repair to its finish, by the day of the report.
maintenance-windows = Changes are against { $before } · 28 days up to the last: MTBF { $mtbf-28d }, MTTR { $mttr-28d } · 90 days: MTBF { $mtbf-90d }, MTTR { $mttr-90d }
maintenance-by-day = Failures, and the mean times of the weeks up to each day
maintenance-by-month = Failures and their mean times, month by month
maintenance-in-hours = { $kpi }, hours
maintenance-near = 28 days
maintenance-near-month = Month
maintenance-far = 90 days
maintenance-key-day = bars strong: this period, faint: days before · line solid: of the 28 days up to the day, dashed: of 90 days
maintenance-key-month = whole months; strong: this period
maintenance-actors-key = Cost of failures, { $currency }, and their hours. To the breakdowns behind them:
maintenance-actors-key-unpriced = Hours of failures. To the breakdowns behind them:
maintenance-actor-link = { $unit }: { $failures }
maintenance-actors-alt = Machines that failed, the longest first
maintenance-mtbf-28d = MTBF 28 days

repairs-none = No repair was reported in this period
repairs-message = { $repairs ->
    [one] { $repairs } repair took { $duration } from report to finish
   *[other] { $repairs } repairs took { $duration } from report to finish on average
 }
repairs-unfinished = { $repairs } reported; none tells its time from report to finish
repairs-key = Mean times of the repairs that tell them, by the day of their report: how long the stop went unreported, the report waited, and the work took
repair-step-stop-to-report = Stop to report
repair-step-report-to-start = Report to start
repair-step-start-to-finish = Start to finish
repair-step-report-to-finish = Report to finish
repairs-reported = Reported
repairs-order = Maintenance order
repairs-notification = Notification
repairs-alt = Repairs of the period, the longest first

orders-message = { $failures }, { $joined } of them with a maintenance order
orders-key = { $orders } without a breakdown near. An order belongs to the breakdowns of its machine that it overlaps, else to those close to it.
orders-begins = Order begins
orders-match = Joined
orders-alone-because = Why alone
orders-alt = Failures and maintenance orders, joined and alone
match-overlapping = overlapping
match-within-the-tolerance = close in time

services-none = No service ticket was reported in these months
services-unjudged = No ticket of a service provider can be judged yet
services-message = { $provider } kept { $kept } of its agreed repair times
services-unnamed = No provider named
services-key = Whole months: { $months }; where nothing has happened yet, the agreed time decides
services-provider = Provider
services-tickets = Tickets
services-response-kept = Responded in time
services-repair-kept = Repaired in time
services-judged = of judged
services-not-judged = not judged
services-alt = Service providers and what they kept
services-ticket = Ticket
services-priority = Priority
services-response = Response
services-agreed-response = Agreed response
services-repair = Repair
services-agreed-repair = Agreed repair
services-tickets-alt = Tickets, those whose agreed time was missed first

state-failures-untold-title = No reason counts as failure
state-failures-untold = Flag the reasons that are failures in `reasons.csv` (`is_failure`); MTBF and MTTR follow with the next run.
state-repairs-untold-title = No source tells repairs
state-repairs-untold = With maintenance orders or notifications of an ERP or maintenance system as a source, repairs stand here from their report to their finish.
state-services-untold-title = No source tells service tickets
state-services-untold = With the tickets of service providers as a source, this shows whether agreed response and repair times were kept.
