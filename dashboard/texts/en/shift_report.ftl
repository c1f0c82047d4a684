# Shift report, on the page and on paper.

page-shift-report = Shift report

shift-of = { $place }, shift { $shift }
shift-times = { $start } to { $end }
shift-none = No shift to report on
shift-choose-site-title = A shift report is of one site
shift-choose-site = Shifts of different sites begin at different times. Choose a site, or one of its lines, at the side.
shift-unfinished = This shift is not over in the data: figures until { $until }
shift-pdf = This report as PDF
shift-to-target = { $gap } to target
shift-no-target = no target
shift-basis = { $planned } planned busy time, of which { $known } is known

shift-lines-made = What each line made
shift-line-made = { $line } made { $good } good units; { $scrap } were scrapped
shift-output-key = Good units that left the line; scrap of all its work units
shift-states = States of the work units over the shift
shift-no-state = No state is known of this shift
shift-stops-key = { $shown } of { $n } stops that began in the shift, the costliest first
shift-no-order = No order ran
n-order-ran = { $n ->
    [one] { $n } order ran
   *[other] { $n } orders ran
 }
shift-of-planned = { $good } of { $planned }
shift-orders-key = Quantities over all the order's time
shift-no-energy = Energy is not metered here
shift-energy = The shift took { $energy }; { $idle } kWh of it while nothing was produced
shift-energy-for = { $energy } for { $cost }
shift-energy-key = What the work units with a meter drew
shift-nothing-open = Nothing is left open
n-open-point = { $n ->
    [one] { $n } point is left open
   *[other] { $n } points are left open
 }
shift-what = What
shift-where = Where
shift-detail = Details
shift-open-stop = Stop goes on
shift-open-key = A stop that goes on lasts up to the newest data
shift-open-since = { $reason }, since { $start } ({ $duration })
shift-unexplained = Stops without a known reason
shift-late-source = Source is late
shift-no-data = no data yet
shift-newest = newest data of { $newest }
shift-to-stops = The stops of this shift
shift-letters = ?: a letter that this paper cannot print; the page has it.
# At the foot of each sheet.
shift-foot = { $place } · version { $version } · published { $published } ({ $zone })
page-of = Page { $n } of { $all }
